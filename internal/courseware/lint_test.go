package courseware

import (
	"bytes"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"masar/courses"
)

var update = flag.Bool("update", false, "write what is found into the archives in testdata/lint")

// Each archive in testdata/lint changes the sample: edits replaces one piece of
// a file by another, delete leaves files out, and other files are put in. What
// the linter then says is in the file want.
func TestLint(t *testing.T) {
	archives, err := filepath.Glob("testdata/lint/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("%d archives, %v", len(archives), err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			files := changed(t, a)
			problems := Lint(files, "sample")
			if files["glossary.yaml"] != nil {
				problems = append(problems, LintShared(files)...)
			}
			for _, p := range problems {
				b.WriteString(p.String() + "\n")
			}
			compare(t, name, a, b.String())
		})
	}
}

// compare checks the file want of an archive, or renews it.
func compare(t *testing.T, name string, a *txtar.Archive, got string) {
	t.Helper()
	last := &a.Files[len(a.Files)-1]
	if last.Name != "want" {
		t.Fatal("the last file is not called want")
	}
	if *update {
		last.Data = []byte(got)
		if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got != string(last.Data) {
		t.Errorf("got:\n%s\nwant:\n%s", got, last.Data)
	}
	if got == "" {
		t.Error("nothing is wrong, though this is an example of something wrong")
	}
}

// changed returns the sample as the archive changes it.
func changed(t *testing.T, a *txtar.Archive) Files {
	t.Helper()
	files := sample(t)
	for _, f := range a.Files {
		switch f.Name {
		case "edits":
			for line := range strings.Lines(string(f.Data)) {
				edit(t, files, strings.TrimSuffix(line, "\n"))
			}
		case "delete":
			for name := range strings.FieldsSeq(string(f.Data)) {
				delete(files, name)
			}
		case "want":
		default:
			files[f.Name] = f.Data
		}
	}
	return files
}

// edit makes a change written as "FILE | OLD => NEW".
func edit(t *testing.T, files Files, line string) {
	t.Helper()
	name, rest, ok1 := strings.Cut(line, " | ")
	from, to, ok2 := strings.Cut(rest, " => ")
	lines := strings.NewReplacer(`\\`, `\`, `\n`, "\n")
	from, to = lines.Replace(from), lines.Replace(to)
	if n := bytes.Count(files[name], []byte(from)); !ok1 || !ok2 || n == 0 {
		t.Fatalf("%q cannot be done: %d matches in %s", line, n, name)
	}
	files[name] = bytes.Replace(files[name], []byte(from), []byte(to), 1)
}

func TestSampleIsClean(t *testing.T) {
	for _, p := range Lint(sample(t), "sample") {
		t.Error(p)
	}
}

// Every rule in the source has an example, here or among the hostile input.
func TestEveryRuleHasAnExample(t *testing.T) {
	shown := map[string]bool{}
	show := func(text string) {
		for _, m := range regexp.MustCompile(`(?m) \[([a-z-]+)\]$`).FindAllStringSubmatch(text, -1) {
			shown[m[1]] = true
		}
	}
	for _, h := range hostile {
		show(h.want)
	}
	for _, want := range hostilePaths {
		show(want)
	}
	archives, _ := filepath.Glob("testdata/lint/*.txtar")
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		show(string(a.Files[len(a.Files)-1].Data))
	}
	rules := rulesOf(t)
	if len(rules) < 40 {
		t.Fatalf("only %d rules found", len(rules))
	}
	for _, rule := range rules {
		if !shown[rule] {
			t.Errorf("rule %s has no example", rule)
		}
	}
}

// rulesOf returns the rule named in every call of fail and warn.
func rulesOf(t *testing.T) (rules []string) {
	sources, _ := filepath.Glob("*.go")
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 3 {
				return true
			}
			if sel, ok := call.Fun.(*ast.SelectorExpr); ok && (sel.Sel.Name == "fail" || sel.Sel.Name == "warn") {
				if lit, ok := call.Args[1].(*ast.BasicLit); ok {
					rules = append(rules, strings.Trim(lit.Value, `"`))
				}
			}
			return true
		})
	}
	return rules
}

// The courses that Masar comes with have nothing wrong with them.
func TestShippedCourses(t *testing.T) {
	dirs, err := Dirs(courses.FS)
	if err != nil || len(dirs) == 0 {
		t.Fatalf("%d courses, %v", len(dirs), err)
	}
	for _, dir := range dirs {
		t.Run(dir, func(t *testing.T) { report(t, Lint(courses.FS, dir)) })
	}
	t.Run("beside", func(t *testing.T) { report(t, LintShared(courses.FS)) })
}

func report(t *testing.T, problems []Problem) {
	t.Helper()
	for _, p := range problems {
		t.Error(p)
	}
}

func TestGlossaryAndPaths(t *testing.T) {
	files := sample(t)
	files["glossary.yaml"] = []byte("- {id: law, term: {ar: قانون, en: law}, means: {ar: قاعدة, en: A rule}, source: [shared-law]}\n")
	files["paths.yaml"] = []byte("- id: media\n  title: {ar: الإعلام, en: Media}\n  steps: [{course: sample, session: concepts, why: {ar: للبدء, en: To begin}}]\n")
	terms, err := Glossary(files)
	if err != nil || len(terms) != 1 || terms[0].Means.En != "A rule" {
		t.Errorf("Glossary = %v, %v", terms, err)
	}
	paths, err := Paths(files)
	if err != nil || len(paths) != 1 || paths[0].Steps[0].Session != "concepts" {
		t.Errorf("Paths = %v, %v", paths, err)
	}
	files["glossary.yaml"] = []byte("- {id: law, term: {ar: قانون}, source: [gossip]}\n")
	files["paths.yaml"] = []byte("- {id: media, title: {ar: أ, en: a}, steps: [{course: none, why: {ar: أ, en: a}}, {course: sample, session: none}]}\n")
	want := `glossary.yaml:1: means is missing [no-text]
glossary.yaml:1: no lesson uses "قانون" as written in the glossary [unmet-term]
glossary.yaml:1: term stands in one language only; English is missing [one-sided]
glossary.yaml:1: there is no source "gossip" in sources.yaml [reference]
paths.yaml:1: course sample has no session "none" [reference]
paths.yaml:1: there is no course "none" [reference]
paths.yaml:1: why is missing [no-text]`
	if got := Problems(LintShared(files)).Error(); got != want {
		t.Errorf("LintShared\n got %s\nwant %s", got, want)
	}
	if terms, err := Glossary(Files{}); terms != nil || err != nil {
		t.Errorf("without a glossary: %v, %v", terms, err)
	}
	if paths, err := Paths(files); len(paths) != 0 || err == nil || !strings.Contains(err.Error(), "why is missing") {
		t.Errorf("a path without a reason: %v, %v", paths, err)
	}
}
