package courseware

import (
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"masar/courses"
	"masar/internal/catalog"
)

// roundTrip exports c and loads it again; nothing may have changed.
func roundTrip(t *testing.T, c catalog.Course, media map[string][]byte) Files {
	t.Helper()
	files, err := Export(c, media)
	if err != nil {
		t.Fatal(err)
	}
	again, media2 := load(t, files, c.ID)
	if !reflect.DeepEqual(c, again) {
		t.Errorf("after export and load\n got %+v\nwant %+v", again, c)
	}
	if c.Version != again.Version || !reflect.DeepEqual(media, media2) {
		t.Errorf("version %s and %d media, want %s and %d", again.Version, len(media2), c.Version, len(media))
	}
	return files
}

func TestExport(t *testing.T) {
	c, media := load(t, sample(t), "sample")
	files := roundTrip(t, c, media)
	if got, want := slices.Sorted(maps.Keys(files)), []string{
		"sample/bank/001-A.yaml", "sample/bank/002-B.yaml", "sample/course.yaml",
		"sample/exercises/plan.ar.md", "sample/exercises/plan.en.md", "sample/exercises/plan.yaml",
		"sample/lessons/concepts.ar.md", "sample/lessons/concepts.en.md",
		"sample/media/levels.ar.svg", "sample/media/levels.en.svg", "sample/media/pack.csv",
		"sample/notes/concepts.ar.md", "sample/notes/concepts.en.md", "sample/surveys/reaction.yaml",
	}; !slices.Equal(got, want) {
		t.Errorf("files\n got %q\nwant %q", got, want)
	}
	if again := roundTrip(t, c, media); !reflect.DeepEqual(files, again) {
		t.Error("the same course is not always written alike")
	}
}

func TestExportOfShippedCourses(t *testing.T) {
	cs, media, err := LoadAll(courses.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cs {
		own := map[string][]byte{}
		for _, m := range c.Media {
			own[m.Hash] = media[m.Hash]
		}
		t.Run(c.ID, func(t *testing.T) { roundTrip(t, c, own) })
	}
}

// Whatever is typed into a text comes back, however unfriendly to YAML.
func TestExportKeepsTexts(t *testing.T) {
	c, media := load(t, sample(t), "sample")
	for _, s := range []string{
		"yes", "null", "~", "2024-02", "0x10", "1_000", "- a", "a: b", "a #b", "#a", "&a", "*a", "!a", "%a", "@a", "`a`",
		"{a}", "[a]", "what?", "a, b", `"a"`, `'a'`, `a\b`, "  a  ", "a\n", "\na", "a\nb", "a\n\nb\n", "a\nb\n\n\n", " a\nb",
		"a\n b", "a \nb", "\ta\nb", "a\tb", "|", ">", "---", "---\na", "a\n---\nb", "...", "نص: مع، نقطتين؟", "\u2066" + "80%" + "\u2069",
		"\ufeffa", "a\ufeff\nb", "a\u2028b\nc", "a\u0085b\nc", "😀\nb", "<<", "=", strings.Repeat("كلمة ", 200), "a\n#b\nc",
	} {
		text := catalog.Text{Ar: s, En: s}
		c.Summary = text
		c.Bank[0].Ask = text
		c.Exercises["plan"].Rubric[0].Levels[4] = text
		l := c.Lessons["concepts"]
		l.Title, l.Objectives[0].Text = text, text
		l.Body = catalog.Text{Ar: "---\nك\n---\n" + s + ".", En: "---\nk\n---\n" + s + "."}
		c.Lessons["concepts"] = l
		c.Notes["concepts"] = l.Body
		c.Version = Version(c)
		if roundTrip(t, c, media); t.Failed() {
			t.Fatalf("text %q", s)
		}
	}
}

func TestExportOfZeroAnswer(t *testing.T) {
	c, media := load(t, sample(t), "sample")
	c.Bank[4].Answer, c.Bank[4].Tolerance = 0, 0
	c.Hours = 1.0 / 3
	c.Version = Version(c)
	roundTrip(t, c, media)
}

// A course may come from a form that anybody can fill in: what it calls its
// parts must not become a path to elsewhere.
func TestExportRefuses(t *testing.T) {
	tests := []struct {
		name   string
		change func(*catalog.Course)
		want   string
	}{
		{"id", func(c *catalog.Course) { c.ID = "../x" }, `"../x" cannot be the id of a course`},
		{"lesson", func(c *catalog.Course) { c.Lessons["../../x"] = catalog.Lesson{} }, `"../../x" cannot be the id of a lesson`},
		{"note", func(c *catalog.Course) { c.Notes["a/b"] = catalog.Text{Ar: "x"} }, `"a/b" cannot be the id of a text`},
		{"exercise", func(c *catalog.Course) { c.Exercises[""] = catalog.Exercise{} }, `"" cannot be the id of a exercise`},
		{"survey", func(c *catalog.Course) { c.Surveys["X"] = catalog.Survey{} }, `"X" cannot be the id of a survey`},
		{"block", func(c *catalog.Course) { c.Bank[0].Block = "../A" }, `"../A" cannot be the name of a block`},
		{"medium", func(c *catalog.Course) { c.Media["../x.svg"] = catalog.Medium{} }, `"../x.svg" cannot be the name of a medium`},
		{"bytes", func(c *catalog.Course) { c.Media["x.svg"] = catalog.Medium{Hash: "none"} }, `the bytes of medium "x.svg" are missing`},
		{"encoding", func(c *catalog.Course) { c.Title.Ar = "\xff" }, `course.yaml: title: ar: holds a text that is not UTF-8`},
		{"control", func(c *catalog.Course) { c.Title.En = "a\x00" }, `course.yaml: title: en: holds a control character`},
		{"number", func(c *catalog.Course) { c.Hours = math.NaN() }, `course.yaml: hours: holds a number that is none`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, media := load(t, sample(t), "sample")
			tt.change(&c)
			if files, err := Export(c, media); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Export = %d files, %v; want %s", len(files), err, tt.want)
			}
		})
	}
}

func TestVersionIgnoresEmpty(t *testing.T) {
	c, _ := load(t, sample(t), "sample")
	d := c
	d.Completion.Quizzes = maps.Clone(c.Completion.Quizzes)
	d.Themes = append([]catalog.Theme{}, c.Themes...)
	d.Surveys = maps.Clone(c.Surveys)
	d.Guideline.By = catalog.Text{}
	e := c
	e.Guideline.By = catalog.Text{}
	e.Bank = slices.Clone(e.Bank)
	e.Bank[0].Pairs = []catalog.Pair{}
	if Version(d) != Version(e) || Version(c) == Version(d) {
		t.Errorf("versions %s, %s and %s", Version(c), Version(d), Version(e))
	}
}
