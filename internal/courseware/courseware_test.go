package courseware

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"masar/internal/catalog"
)

// sample returns the files of testdata/sample.txtar.
func sample(t *testing.T) Files {
	t.Helper()
	return archive(t, "testdata/sample.txtar")
}

func archive(t *testing.T, file string) Files {
	t.Helper()
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	f := Files{}
	for _, x := range a.Files {
		f[x.Name] = x.Data
	}
	return f
}

func load(t *testing.T, fsys fs.FS, dir string) (catalog.Course, map[string][]byte) {
	t.Helper()
	c, media, err := Load(fsys, dir)
	if err != nil {
		t.Fatalf("Load(%s):\n%v", dir, err)
	}
	return c, media
}

func TestLoad(t *testing.T) {
	c, media := load(t, sample(t), "sample")
	if c.ID != "sample" || len(c.Version) != 16 || c.Hours != 1.5 || c.Guideline.Version != "2024-02" {
		t.Errorf("id %q, version %q, hours %v, guideline %q", c.ID, c.Version, c.Hours, c.Guideline.Version)
	}
	l := c.Lessons["concepts"]
	want := catalog.Objective{Bloom: "remember", Text: catalog.Text{Ar: "**يعرّف** المشاركة", En: "**Define** participation"}}
	if len(l.Objectives) != 1 || l.Objectives[0] != want || l.Title.En != "Concepts" {
		t.Errorf("lesson %+v", l)
	}
	var sources []string
	for _, s := range c.Sources {
		sources = append(sources, s.ID)
	}
	if !slices.Equal(sources, []string{"guide", "shared-law"}) {
		t.Errorf("sources %q; only shared sources that are cited belong to the course", sources)
	}
	if len(c.Bank) != 5 || c.Bank[4].Answer != 2.5 || c.Bank[0].ID != "a-s1" {
		t.Errorf("bank %+v", c.Bank)
	}
	m := c.Media["pack.csv"]
	if m.Type != "text/csv; charset=utf-8" || len(media[m.Hash]) != m.Size || len(media) != 3 {
		t.Errorf("medium %+v, %d media", m, len(media))
	}
	if e := c.Exercises["plan"]; e.Instructions.Ar != "اكتب خطة من صفحة واحدة." || e.Rubric[0].Levels[4].En != "Outstanding" {
		t.Errorf("exercise %+v", e)
	}
	if c.Surveys["reaction"].When != "closing" || c.Notes["concepts"].Empty() {
		t.Error("survey or notes are missing")
	}
}

func TestVersionFollowsContent(t *testing.T) {
	files := sample(t)
	before, _ := load(t, files, "sample")
	again, _ := load(t, sample(t), "sample")
	if before.Version != again.Version {
		t.Error("the same files make two versions")
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name == "sources.yaml" {
			continue
		}
		changed := maps.Clone(files)
		switch text := string(files[name]); {
		case name == "sample/media/levels.ar.svg":
			changed[name] = []byte(text + "<!-- seen -->\n")
		case name[len(name)-4:] == ".csv", name[len(name)-3:] == ".md":
			changed[name] = []byte(text + "2\n")
		default:
			continue
		}
		if c, _ := load(t, changed, "sample"); c.Version == before.Version {
			t.Errorf("a change of %s makes no new version", name)
		}
	}
}

func TestLoadAll(t *testing.T) {
	files := sample(t)
	for name, b := range sample(t) {
		if rest, ok := strings.CutPrefix(name, "sample/"); ok {
			files["another/"+rest] = b
			files["broken/"+rest] = b
		}
	}
	files["broken/course.yaml"] = []byte("colour: blue\n")
	files["notes/x.md"] = []byte("no course\n")
	cs, media, err := LoadAll(files)
	if len(cs) != 2 || cs[0].ID != "another" || cs[1].ID != "sample" || len(media) != 3 {
		t.Errorf("%d courses and %d media; those that can be used are returned", len(cs), len(media))
	}
	problems, ok := errors.AsType[Problems](err)
	if !ok || !strings.HasPrefix(problems[0].File, "broken/") {
		t.Errorf("err = %v; it is about the course that cannot be used", err)
	}
	if cs[0].Version == cs[1].Version {
		t.Error("two courses have one version")
	}
}
