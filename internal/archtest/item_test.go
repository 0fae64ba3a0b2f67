package archtest

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// What depends on the type of a question is asked of the type: nobody else
// names one, but for its view, which is there for it, and people to try things
// with.
func TestTypesOfQuestionAreNotSwitchedOn(t *testing.T) {
	named, views, types := 0, 0, itemTypes(t)
	for name := range plan {
		if name == "quiz/item" || name == "masartest" {
			continue
		}
		for _, f := range source(t, name) {
			if !slices.ContainsFunc(f.Imports, func(i *ast.ImportSpec) bool { return strings.Contains(i.Path.Value, "quiz/item") }) {
				continue
			}
			named++
			ast.Inspect(f, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok && isCallOf(call, "AskItem") {
					views++
					return false
				}
				if sel, ok := n.(*ast.SelectorExpr); ok && isOneOf(types, sel) {
					t.Errorf("%s names item.%s: what depends on it is the type's to say", name, sel.Sel.Name)
				}
				return true
			})
		}
	}
	if named < 5 || views < 5 {
		t.Errorf("%d files and %d views were looked at", named, views)
	}
}

func isCallOf(call *ast.CallExpr, name string) bool {
	f, ok := call.Fun.(*ast.Ident)
	return ok && f.Name == name
}

func isOneOf(types []string, sel *ast.SelectorExpr) bool {
	x, ok := sel.X.(*ast.Ident)
	return ok && x.Name == "item" && slices.Contains(types, sel.Sel.Name)
}

// itemTypes returns the constants that types of question are added by.
func itemTypes(t *testing.T) (types []string) {
	for _, f := range source(t, "quiz/item") {
		ast.Inspect(f, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && isCallOf(call, "Add") {
				types = append(types, root(call.Args[0]))
			}
			return true
		})
	}
	for _, name := range words("Single Multiple Ordering Matching Numeric") {
		if !slices.Contains(types, name) {
			t.Errorf("%s is added nowhere", name)
		}
	}
	return types
}
