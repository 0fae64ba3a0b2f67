package wording

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// plain returns the words of an entry as they would stand in a text.
func plain(entry string) string { return strings.NewReplacer("=", "", "*", "").Replace(entry) }

// Programs say the words of the table as well: sample people, headers of lists,
// mails. What is read rather than said, such as other names of a column, is
// listed here.
var read = map[string]string{
	"people/import.go": "headers that lists in use have",
}

var arabic = regexp.MustCompile(`\p{Arabic}{2}`)

func TestPrograms(t *testing.T) {
	seen := 0
	see := func(path, _ string) {
		name, _ := filepath.Rel("..", path)
		if strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_gen.go") || strings.HasSuffix(path, "_templ.go") || read[filepath.ToSlash(name)] != "" {
			return
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, _ := strconv.Unquote(lit.Value)
			if !arabic.MatchString(text) {
				return true
			}
			for _, b := range Check(Catalogue, text) {
				t.Errorf("%s: %s", set.Position(lit.Pos()), b)
			}
			seen++
			return true
		})
	}
	walk(t, "..", ".go", see)
	walk(t, filepath.Join("..", "..", "cmd"), ".go", see)
	if seen < 200 {
		t.Errorf("only %d texts were looked at", seen)
	}
}

// Pictures and hand-outs of the courses, which the linter of courses does not
// read, say the words too.
func TestHandouts(t *testing.T) {
	seen := 0
	for _, ext := range []string{".ar.svg", ".ar.csv"} {
		walk(t, filepath.Join("..", "..", "courses"), ext, func(path, text string) {
			for _, b := range Check(Course, text) {
				t.Errorf("%s: %s", path, b)
			}
			seen++
		})
	}
	if seen < 10 {
		t.Errorf("only %d files were looked at", seen)
	}
}

// walk hands over every file under root whose name ends so, with its text.
func walk(t *testing.T, root, ext string, see func(path, text string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ext) {
			return err
		}
		text, err := os.ReadFile(path)
		see(path, string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
