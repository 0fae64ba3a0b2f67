package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// whole is a message with everything: counting, parameters, names that are Go's.
const whole = `
saved-at: {ar: "حُفظ في {at}", en: "Saved at {at}"}
left:
  ar: {zero: "لا شيء لدى {type}", one: "واحد لدى {type}", two: "اثنان لدى {type}", few: "{n} لدى {type}", many: "{n} لدى {type}", other: "{n} لدى {type}"}
  en: {one: "{n} with {type}", other: "{n} with {type}"}
`

func TestGenerate(t *testing.T) {
	files, err := generate(fstest.MapFS{"sign-in.yaml": {Data: []byte(whole)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	code := string(files["sign_in_gen.go"])
	for _, line := range []string{
		`func (t *T) SignInSavedAt(at string) string { return t.fill(&msgSignInSavedAt, "at", at) }`,
		`func (t *T) SignInLeft(n int, typeText string) string {`,
		`return t.count(&msgSignInLeft, n, "type", typeText)`,
		`"saved-at": &msgSignInSavedAt,`,
	} {
		if !strings.Contains(code, line) {
			t.Errorf("the code lacks %s\n%s", line, code)
		}
	}
	if index := string(files["index_gen.go"]); !strings.Contains(index, `"sign-in": signInMessages,`) {
		t.Errorf("the index lacks the noun:\n%s", index)
	}
}

func TestProblems(t *testing.T) {
	for _, c := range []struct{ name, yaml, want string }{
		{"a language is missing", `a: {ar: "نعم"}`, "x.yaml:1: a: en is missing"},
		{"a plural form is missing", "\na: {ar: {one: \"س\", other: \"س\"}, en: {one: s, other: s}}", `x.yaml:2: a: ar lacks the plural form "zero"`},
		{"a form that the language has not", `a: {ar: "س", en: {one: s, few: s, other: s}}`, `en has no plural form "few"`},
		{"only one language counts", `a: {ar: "س", en: {one: s, other: s}}`, "a: ar does not count, the other language does"},
		{"parameters differ", `a: {ar: "{x} س", en: "{y} s"}`, "a: ar has the parameters [x], en [y]"},
		{"a form forgets a parameter", `a: {ar: {zero: "{x}", one: "{x}", two: "س", few: "{x}", many: "{x}", other: "{x}"}, en: {one: "{x}", other: "{x}"}}`, `ar form "two" lacks the parameter {x}`},
		{"Latin comma in Arabic", `a: {ar: "نعم, لا", en: "yes, no"}`, `a: Latin "," in Arabic`},
		{"Latin question mark", `a: {ar: "نعم?", en: "yes?"}`, `a: Latin "?" in Arabic`},
		{"an isolate without its end", `a: {ar: "\u2066نعم", en: "yes"}`, "a: ar has a bidi control without its end"},
		{"a brace without its other", `a: {ar: "نعم {", en: "yes"}`, "a: ar has a brace without its other"},
		{"a key twice", "a: {ar: \"س\", en: s}\na: {ar: \"س\", en: s}", "x.yaml:2: a: given twice"},
		{"a bad name", `aB: {ar: "س", en: s}`, "aB: name it in small letters"},
		{"an unknown language", `a: {ar: "س", en: s, fr: s}`, `a: unknown language "fr"`},
		{"an empty text", `a: {ar: "", en: s}`, "a: ar is empty"},
		{"a space at the end", `a: {ar: "س ", en: s}`, "a: ar begins or ends with a space"},
		{"a second word", `a: {ar: "أجب عن الاستبيان", en: s}`, "a: say «استبانة», not «الاستبيان»"},
		{"digits of two kinds", `a: {ar: "مثل 3٫5", en: s}`, "a: ar has digits of two kinds"},
		{"counted without plural forms", `a: {ar: "بعد {m} دقيقة", en: "in {m} minutes"}`, `a: ar counts "{m} دقيقة" without the plural forms`},
		{"not YAML", "a: [", "x.yaml: yaml:"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files, err := generate(fstest.MapFS{"x.yaml": {Data: []byte(c.yaml)}}, nil)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
			if files != nil {
				t.Error("files were made all the same")
			}
		})
	}
}

// Everything that is wrong is told at once.
func TestAllProblemsAtOnce(t *testing.T) {
	_, err := generate(fstest.MapFS{
		"a.yaml": {Data: []byte("one: {ar: \"س\"}\ntwo: {en: s}")},
		"b.yaml": {Data: []byte("three: {ar: \"س,\", en: s}")},
	}, nil)
	if err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("want three problems, got %v", err)
	}
}

func TestNamesCollide(t *testing.T) {
	_, err := generate(fstest.MapFS{
		"quiz.yaml":      {Data: []byte(`item-left: {ar: "س", en: s}`)},
		"quiz-item.yaml": {Data: []byte(`left: {ar: "س", en: s}`)},
		"date.yaml":      {Data: []byte(`short: {ar: "س", en: s}`)},
	}, map[string]bool{"DateShort": true})
	for _, want := range []string{"its method QuizItemLeft is that of quiz-item.left already", "its method DateShort is written by hand already"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// What is committed is what the generator writes.
func TestFresh(t *testing.T) {
	out := ".."
	taken, err := handWritten(out)
	if err != nil {
		t.Fatal(err)
	}
	files, err := generate(os.DirFS("../../../assets/locales"), taken)
	if err != nil {
		t.Fatal(err)
	}
	have, err := filepath.Glob(filepath.Join(out, "*_gen.go"))
	if err != nil || len(have) != len(files) {
		t.Errorf("%d generated files, want %d (%v)", len(have), len(files), err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(out, name))
		if err != nil || string(got) != string(want) {
			t.Errorf("%s is out of date (%v): run make generate", name, err)
		}
	}
}
