package studio

import (
	"slices"
	"strings"
	"sync"

	"masar/internal/catalog"
	"masar/internal/courseware"

	"github.com/gofiber/fiber/v2"
)

// mostFindings is of how many drafts the findings are kept: more than are written
// at a time. Each takes some kilobytes.
const mostFindings = 32

// findings are what is wrong with a course as it stands in a draft, with the files
// that say so.
type findings struct {
	problems []courseware.Problem
	files    courseware.Files
}

// A findingsCache keeps the findings of drafts by the digest of all that is in
// them. They follow from the digest alone, so every process of a site finds the
// same, and none has to be thrown away when a draft is saved, discarded or begun
// again. Finding them takes about a second; they are found once at a time.
type findingsCache struct {
	mu     sync.Mutex
	kept   map[string]findings
	latest []string // digests, the last used at the end

	finding sync.Mutex
}

// of returns the findings of a course with the digest, by find if they are not
// kept.
func (k *findingsCache) of(digest string, find func() (findings, error)) (findings, error) {
	if f, ok := k.get(digest); ok {
		return f, nil
	}
	k.finding.Lock()
	defer k.finding.Unlock()
	if f, ok := k.get(digest); ok { // found while this one waited
		return f, nil
	}
	f, err := find()
	if err == nil {
		k.put(digest, f)
	}
	return f, err
}

func (k *findingsCache) get(digest string) (f findings, ok bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if f, ok = k.kept[digest]; ok {
		k.use(digest)
	}
	return f, ok
}

func (k *findingsCache) put(digest string, f findings) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kept == nil {
		k.kept = map[string]findings{}
	}
	k.kept[digest] = f
	k.use(digest)
	if len(k.latest) > mostFindings {
		delete(k.kept, k.latest[0])
		k.latest = k.latest[1:]
	}
}

// use notes that a digest was the last used.
func (k *findingsCache) use(digest string) {
	k.latest = append(slices.DeleteFunc(k.latest, func(d string) bool { return d == digest }), digest)
}

// findingsOf returns what is wrong with a course as it stands in a draft.
func (s wing) findingsOf(c *fiber.Ctx, course catalog.Course) (findings, error) {
	return s.findings.of(courseware.Version(course), func() (findings, error) {
		files, err := s.exported(c, course)
		if err != nil {
			return findings{}, err
		}
		problems := courseware.Lint(files, course.ID)
		return findings{problems, filesSaid(files, problems)}, nil
	})
}

// filesSaid returns those of the files that problems are found in, in both
// languages.
func filesSaid(files courseware.Files, problems []courseware.Problem) courseware.Files {
	said := courseware.Files{}
	for _, p := range problems {
		for _, name := range []string{p.File, strings.TrimSuffix(p.File, ".en.md") + ".ar.md"} {
			if body, ok := files[name]; ok {
				said[name] = body
			}
		}
	}
	return said
}
