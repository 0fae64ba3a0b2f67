package courseware

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// hostile is input that no trainer would write. Each gets a clear message.
var hostile = []struct {
	name   string
	change func(fstest.MapFS)
	want   string
}{
	{"a YAML file of 50 MB", func(m fstest.MapFS) { put("sample/bank/a.yaml", strings.Repeat("- a\n", 50<<18))(m) },
		"sample/bank/a.yaml: too large: more than 1048576 bytes [too-large]"},
	{"a medium of 6 MB", func(m fstest.MapFS) { put("sample/media/x.pdf", "%PDF-"+strings.Repeat("x", 6<<20))(m) },
		"sample/media/x.pdf: too large: more than 5242880 bytes [too-large]"},
	{"a course of 70 MB", func(m fstest.MapFS) {
		for i := range 14 {
			put(fmt.Sprintf("sample/media/x%02d.pdf", i), "%PDF-"+strings.Repeat("x", 5<<20-5))(m)
		}
	}, "sample/media/x12.pdf: with this file the course is larger than 64 MB [course-too-large]"},
	{"not UTF-8", put("sample/notes/concepts.ar.md", "ok\n\xc7\xe1\xca"),
		"sample/notes/concepts.ar.md:2: is not UTF-8; save the file as UTF-8 [encoding]"},
	{"UTF-16", put("sample/course.yaml", "\xff\xfet\x00i\x00"),
		"sample/course.yaml:1: is not UTF-8; save the file as UTF-8 [encoding]"},
	{"a billion laughs", put("sample/course.yaml", "a: &a [x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n"),
		"sample/course.yaml:1: anchors (&) and aliases (*) are not allowed; quote the text if it begins with one [yaml-alias]"},
	{"brackets without end", put("sample/course.yaml", strings.Repeat("[", 1<<19)),
		"sample/course.yaml: exceeded max depth of 10000 [yaml]"},
	{"a link out of the directory", func(m fstest.MapFS) {
		m["sample/media/x.svg"] = &fstest.MapFile{Data: []byte("/etc/passwd"), Mode: fs.ModeSymlink | 0o777}
	}, "sample/media/x.svg: is a link or a device, not a file [irregular]"},
	{"more files than anyone writes", func(m fstest.MapFS) {
		for i := range maxFiles + 1 {
			put(fmt.Sprintf("sample/lessons/x%d.ar.md", i), "x")(m)
		}
	}, "sample/lessons: holds more than 2000 files [too-many]"},
	{"a file instead of a folder", func(m fstest.MapFS) {
		for name := range m {
			if strings.HasPrefix(name, "sample/") {
				delete(m, name)
			}
		}
		put("sample", "x")(m)
	}, "sample: is not a directory [unreadable]"},
}

func put(name, content string) func(fstest.MapFS) {
	return func(m fstest.MapFS) { m[name] = &fstest.MapFile{Data: []byte(content)} }
}

func TestHostileInput(t *testing.T) {
	for _, tt := range hostile {
		t.Run(tt.name, func(t *testing.T) {
			m := fstest.MapFS{}
			for name, b := range sample(t) {
				m[name] = &fstest.MapFile{Data: b}
			}
			tt.change(m)
			_, media, err := Load(m, "sample")
			if err == nil || media != nil {
				t.Fatalf("Load = %d media, %v", len(media), err)
			}
			if !strings.Contains(err.Error()+"\n", tt.want+"\n") {
				t.Errorf("got %.2000s\nwant a line %s", err, tt.want)
			}
		})
	}
}

// hostilePaths are names of directories, and what Load says of them.
var hostilePaths = map[string]string{
	"../sample": "../sample: is not a path inside the directory of courses [path]",
	"/etc":      "/etc: is not a path inside the directory of courses [path]",
	"Sample":    "Sample: the name of a course is of lower-case Latin letters, digits and hyphens [id]",
	".":         ".: the name of a course is of lower-case Latin letters, digits and hyphens [id]",
	"none":      "none: file does not exist [unreadable]",
}

func TestHostilePaths(t *testing.T) {
	for dir, want := range hostilePaths {
		if _, _, err := Load(sample(t), dir); err == nil || err.Error() != want {
			t.Errorf("Load(%s) = %v, want %s", dir, err, want)
		}
	}
}

// A real directory cannot be left, not even by a link in the place of a course.
func TestDir(t *testing.T) {
	top := t.TempDir()
	write(t, filepath.Join(top, "inside"), sample(t))
	write(t, filepath.Join(top, "outside"), sample(t))
	link(t, filepath.Join(top, "outside", "sample"), filepath.Join(top, "inside", "linked"))
	link(t, filepath.Join(top, "outside", "sample", "notes", "concepts.ar.md"), filepath.Join(top, "inside", "sample", "media", "x.csv"))

	fsys, err := Dir(filepath.Join(top, "outside"))
	if err != nil {
		t.Fatal(err)
	}
	load(t, fsys, "sample")

	if fsys, err = Dir(filepath.Join(top, "inside")); err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]string{
		"linked": "linked: path escapes from parent [unreadable]",
		"sample": "sample/media/x.csv: is a link or a device, not a file [irregular]",
	} {
		if _, _, err := Load(fsys, dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Load(%s) = %v, want %s", dir, err, want)
		}
	}
	if _, err := Dir(filepath.Join(top, "none")); err == nil {
		t.Error("Dir of nothing is no error")
	}
}

func write(t *testing.T, top string, files Files) {
	t.Helper()
	for name, b := range files {
		file := filepath.Join(top, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func link(t *testing.T, to, from string) {
	t.Helper()
	if err := os.Symlink(to, from); err != nil {
		t.Skip("this file system has no links")
	}
}

func TestMains(t *testing.T) {
	top := t.TempDir()
	write(t, top, sample(t))
	var b strings.Builder
	all, _ := filepath.Glob(filepath.Join(top, "*"))
	for _, dirs := range [][]string{{top}, {filepath.Join(top, "sample")}, all} {
		if err := LintMain(&b, dirs); err != nil || b.String() != "" {
			t.Errorf("LintMain(%q) = %v, %s", dirs, err, b.String())
		}
	}
	if err := StatsMain(&b, []string{filepath.Join(top, "sample")}); err != nil || !strings.Contains(b.String(), "words, Arabic  34\n") {
		t.Errorf("StatsMain = %v\n%s", err, b.String())
	}
	b.Reset()
	write(t, top, Files{"sample/notes/concepts.en.md": []byte("x\x00"), "glossary.yaml": []byte("- {id: X}\n")})
	err := LintMain(&b, []string{top})
	if err == nil || err.Error() != "4 problems found" {
		t.Errorf("LintMain = %v\n%s", err, b.String())
	}
	if err := StatsMain(&b, []string{top}); err == nil || !strings.Contains(err.Error(), "sample/notes/concepts.en.md:1: ") {
		t.Errorf("StatsMain of a course that cannot be used = %v", err)
	}
	if want := filepath.Join(top, "sample/notes/concepts.en.md:1: holds a control character [control-character]"); !strings.Contains(b.String(), want) {
		t.Errorf("got %s\nwant %s", b.String(), want)
	}
	if err := LintMain(&b, []string{filepath.Join(top, "none")}); err == nil {
		t.Error("a directory that does not exist is no error")
	}
}
