package store_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"masar/internal/app/core"
	"masar/internal/certificate"
	"masar/internal/event"
)

// words are stored in columns whose type in Go is plain text.
var words = map[string][]string{
	"outbox.kind": {
		core.Certify, core.Batch, core.Attest, core.Attended, core.SendMail, core.GradeLate, core.Remind, core.Ask, core.FollowUp, core.Settle, core.Tidy,
	},
	"certificates.kind": certificate.Kinds,
	"templates.kind":    certificate.Kinds,
	"batches.kind":      {certificate.Issuing, certificate.Archiving},
	"batch_items.state": {certificate.ItemWaiting, certificate.ItemDone, certificate.ItemFailed},
}

// What is one of several is stored as a word, and no word is taken away or
// changed: databases hold it. New ones are added to testdata/words.txt by
// -update.
func TestStoredWords(t *testing.T) {
	const path = "testdata/words.txt"
	b, err := os.ReadFile(path)
	if err != nil && !*update {
		t.Fatal(err)
	}
	held := map[string][]string{}
	for line := range strings.Lines(string(b)) {
		column, list, _ := strings.Cut(line, ":")
		held[column] = strings.Fields(list)
	}
	now := storedWords(t)
	for column, list := range held {
		for _, w := range list {
			if !slices.Contains(now[column], w) {
				t.Errorf("%s: %q may be in databases, and is no longer a word of ours", column, w)
			}
		}
	}
	for column, list := range now {
		for _, w := range list {
			if !slices.Contains(held[column], w) && !*update {
				t.Errorf("%s: %q is not in %s; -update adds it", column, w, path)
			}
		}
	}
	if *update && !t.Failed() {
		must(t, os.WriteFile(path, []byte(wordList(now)), 0o644))
	}
}

func wordList(of map[string][]string) string {
	var b strings.Builder
	for _, column := range slices.Sorted(maps.Keys(of)) {
		fmt.Fprintf(&b, "%s: %s\n", column, strings.Join(slices.Compact(slices.Sorted(slices.Values(of[column]))), " "))
	}
	return b.String()
}

// storedWords returns the words of each column that holds one of several.
func storedWords(t *testing.T) map[string][]string {
	all := maps.Clone(words)
	for _, k := range event.Keys() {
		all["events.detail"] = append(all["events.detail"], k.Name())
	}
	for k := event.Other + 1; k < event.Kinds; k++ {
		all["events.verb"] = append(all["events.verb"], k.Verb())
		all["events.object"] = append(all["events.object"], k.Object())
	}
	for _, table := range tables() {
		for _, f := range table.Fields {
			if typ := f.StructField.Type; typ.Kind() == reflect.String && typ.PkgPath() != "" {
				all[table.Name+"."+f.Name] = constants(t, typ)
			}
		}
	}
	return all
}

// constants returns the values of a type's constants.
func constants(t *testing.T, typ reflect.Type) (values []string) {
	t.Helper()
	dir := filepath.Join("..", filepath.FromSlash(strings.TrimPrefix(typ.PkgPath(), "masar/internal/")))
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	must(t, err)
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		must(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			of, named := spec.Type.(*ast.Ident)
			value, literal := spec.Values[0].(*ast.BasicLit)
			if named && literal && of.Name == typ.Name() {
				word, err := strconv.Unquote(value.Value)
				must(t, err)
				if word != "" {
					values = append(values, word)
				}
			}
			return true
		})
	}
	if len(values) == 0 {
		t.Errorf("%s has no constants", typ)
	}
	return values
}
