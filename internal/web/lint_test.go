package web_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"masar/internal/i18n"
)

// A lintCall is one message of the linter in its source.
type lintCall struct{ deed, rule, format string }

func lintCalls(t *testing.T) (calls []lintCall) {
	t.Helper()
	sources, err := filepath.Glob("../courseware/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sources {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 3 {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			rule, ok2 := call.Args[1].(*ast.BasicLit)
			format, ok3 := call.Args[2].(*ast.BasicLit)
			if ok && ok2 && ok3 && (sel.Sel.Name == "fail" || sel.Sel.Name == "warn") {
				r, _ := strconv.Unquote(rule.Value)
				m, _ := strconv.Unquote(format.Value)
				calls = append(calls, lintCall{sel.Sel.Name, r, m})
			}
			return true
		})
	}
	return calls
}

// Whatever the linter advises, and whatever an edited lesson can break, is said
// in both languages, with all that it mentions; a rule that has words in the
// catalogue says one thing.
func TestLintWords(t *testing.T) {
	calls := lintCalls(t)
	if len(calls) < 100 {
		t.Fatalf("only %d messages found", len(calls))
	}
	verbs := regexp.MustCompile(`%[.0-9]*[a-z]`)
	formats := map[string]string{}
	for _, c := range calls {
		key := "lint.rule-" + c.rule
		if !i18n.Has(key) {
			if c.deed == "warn" {
				t.Errorf("%s has no words", c.rule)
			}
			continue
		}
		if f, seen := formats[c.rule]; seen && f != c.format {
			t.Errorf("%s says %q and %q", c.rule, f, c.format)
		}
		formats[c.rule] = c.format
		args := map[string]any{}
		for i := range verbs.FindAllString(c.format, -1) {
			args[string(rune('a'+i))] = "§"
		}
		if c.rule == "dead-link" {
			args["b"] = "§"
		}
		for _, lang := range i18n.Languages {
			if got := i18n.New(lang, i18n.Prefs{}).Msg(key, args); strings.ContainsAny(got, "{}") {
				t.Errorf("%s in %s: %q, with %d arguments", c.rule, lang, got, len(args))
			}
		}
	}
	for _, rule := range []string{
		"no-title", "empty-text", "control-character", "tangled", "no-picture", "not-a-picture", "no-medium", "dead-link",
		"course-too-large", "too-large", "too-many", "media-type",
	} {
		if formats[rule] == "" {
			t.Errorf("%s has no words, or is no rule", rule)
		}
	}
}

// The notes on a draft speak the language of the page, and lead to the lesson
// and the line of its text.
func TestLintOfDraft(t *testing.T) {
	s, lesson := newSchool(t)
	form := editor + "/lessons/" + lesson
	tr := s.as(t, "trainer-n")
	tr.get(form)
	const ar = "## عنوان\n\nمن 10-20 يومًا, انظر [هنا](nowhere) و![](media/none.png).\n"
	tr.post(form, "seen", tr.in(seen), "title_ar", "درس", "title_en", "", "body_ar", ar, "body_en", "Words.\n").sees(303)
	tr.get(editor).sees(200, "العنوان فارغ.", "لا صورة في الدورة باسم", "media/none.png", "لا يؤدي إلى شيء", "بلا وصف", "قد يُقرأ", "لاتينية في نص عربي",
		"درس (بالعربية)", "تحت عنوان «", "»، عند «", "من 10-20 يومًا, انظر هنا و.", "يمنع النشر", "اقتراح", "عدد العناصر من هذا النوع (عنوان)", `href="`+form+`#f-body_ar~`).misses("السطر", "there is no", "is missing", "[no-")
	tr.get(editor+"?lang=en").sees(200, "The title is empty.", "The course has no picture", "leads nowhere", "under “", "”, at “", "من 10-20 يومًا, انظر هنا و.", "Stands in the way of publishing", "of this kind (heading)")
	ad := s.as(t, "admin")
	ad.get(editor)
	ad.post(editor+"/publication?lang=en", "revision", ad.in(revision)).sees(409, "has errors that stand in the way")
}

// What visual editors write as entities is judged and quoted as it is read.
func TestLintOfEntities(t *testing.T) {
	s, lesson := newSchool(t)
	form := editor + "/lessons/" + lesson
	tr := s.as(t, "trainer-n")
	tr.get(form)
	const ar = "## قياس\n\nإذا كان العمر &lt;ثلاثين&gt; فالنسبة أعلى &amp;أدق&nbsp;دائمًا.\n\n## رمز\n\nالمعامل &Alpha;ثابت &#60;هنا &#x3E;وهناك.\n"
	tr.post(form, "seen", tr.in(seen), "title_ar", "درس", "title_en", "Lesson", "body_ar", ar, "body_en", "## One\n\nWords.\n\n## Two\n\nWords.\n").sees(303)
	tr.get(editor).sees(200).misses("لاتينية في نص عربي", "&amp;lt;", "&amp;amp;")
	tr.get(form)
	tr.post(form, "seen", tr.in(seen), "title_ar", "درس", "title_en", "Lesson", "body_ar", ar+"\nهل &lt;هذا&gt; صحيح? أم &#63; هذا.\n", "body_en", "## One\n\nWords.\n\n## Two\n\nWords.\n").sees(303)
	tr.get(editor).sees(200, "لاتينية في نص عربي، قرب", "&lt;هذا&gt; صحيح?", "تحت عنوان «", "رمز", "»، عند «", "هل &lt;هذا&gt; صحيح? أم ? هذا.").misses("&amp;lt;")
	if n := strings.Count(tr.body, "لاتينية في نص عربي"); n != 2 {
		t.Errorf("%d Latin marks found, want 2: the one typed and the one by its number", n)
	}
}
