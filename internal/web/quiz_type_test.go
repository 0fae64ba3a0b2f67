package web_test

import (
	"context"
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"masar/courses"
	"masar/internal/catalog"
	"masar/internal/courseware"
	"masar/internal/fault"
	"masar/internal/i18n"
	"masar/internal/masartest"
	"masar/internal/quiz/item"
	"masar/internal/web/learn"
	"masar/internal/web/ui"
)

// A short question is one of a type that Masar does not have: it asks for a
// word. The right options are the words that are taken. All that the type needs
// is here: its methods, its view, and a line for each.
type short struct{ catalog.Item }

func init() {
	item.Add("short", func(it catalog.Item) item.Item { return short{it} })
	learn.AskItem("short", learn.ItemView{Ask: askShort})
}

var errShort = fault.New(fault.Invalid, "error.required")

func (q short) Fields() []item.Field { return []item.Field{{Name: "options"}} }

func (q short) Flaws() []item.Flaw {
	if slices.ContainsFunc(q.Options, func(o catalog.Option) bool { return !o.Right }) || len(q.Options) == 0 {
		return []item.Flaw{{Rule: "no-key", Format: "question %q needs the words that are right, and no others; it has %d", Args: []any{len(q.Options)}}}
	}
	return nil
}

func (q short) Parts() []string { return nil }

func (q short) Show(_ item.Order, r item.Response) item.Sheet { return item.Sheet{Typed: r.String()} }

func (q short) Read(_ item.Order, form url.Values) (r item.Response, left bool) {
	if word := strings.TrimSpace(form.Get("answer")); word != "" {
		r = item.Chosen(word)
	}
	return r, false
}

func (q short) Fits(_ item.Order, r item.Response) error {
	switch {
	case len(r) > 1:
		return item.ErrBad
	case len(r) == 1 && len(r[0].Is) > 40:
		return errShort
	}
	return nil
}

func (q short) Marks(r item.Response) (n, of int) {
	for _, o := range q.Options {
		if len(r) == 1 && (r[0].Is == o.Text.Ar || strings.EqualFold(r[0].Is, o.Text.En)) {
			return 1, 1
		}
	}
	return 0, 1
}

func (q short) Right() item.Response { return item.Chosen(q.Options[0].Text.Ar) }

func (q short) Lines(r item.Response) (lines []item.Line) {
	for _, v := range r {
		lines = append(lines, item.Line{Typed: v.Is})
	}
	return lines
}

func askShort(d learn.QuestionData) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		label := i18n.From(ctx).Pick("اكتب كلمة", "Write a word")
		_, err := io.WriteString(w, `<p>`+d.Ask+`</p>`)
		in := ui.Field(ui.Input{Name: "answer", Label: label, Value: d.Typed, Error: d.Problem})
		return errors.Join(err, in.Render(ctx, w))
	})
}

// shortItem is such a question, written to a bank and read from it.
func shortItem(t *testing.T) catalog.Item {
	t.Helper()
	cs, media, err := courseware.LoadAll(courses.FS)
	if err != nil || len(cs) == 0 {
		t.Fatal(len(cs), err)
	}
	c := cs[0]
	two := func(ar, en string) catalog.Text { return catalog.Text{Ar: ar, En: en} }
	want := catalog.Item{
		ID: "capital", Type: "short", Block: "Short", Bloom: "remember", Ask: two("ما عاصمة عُمان؟", "What is the capital of Oman?"), Rationale: two("لأن", "Because"),
		Options: []catalog.Option{{ID: "a", Text: two("مسقط", "Muscat"), Right: true}}, Source: []string{"course"},
	}
	c.Bank = append(slices.Clone(c.Bank), want)
	files, err := courseware.Export(c, media)
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := courseware.Load(files, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(again.Bank, func(it catalog.Item) bool { return it.ID == want.ID })
	if i < 0 {
		t.Fatalf("%s is not in the bank that was read", want.ID)
	}

	c.Bank[len(c.Bank)-1].Options = nil
	files, err = courseware.Export(c, media)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := courseware.Load(files, c.ID); err == nil || !strings.Contains(err.Error(), `question "capital" needs the words that are right, and no others; it has 0`) {
		t.Errorf("without a word that is right: %v", err)
	}
	return again.Bank[i]
}

// A type that is added is read from a bank, asked, answered, asked about again,
// graded and shown like those that Masar comes with.
func TestTypeThatIsAdded(t *testing.T) {
	s := newSite(t)
	c := masartest.Course()
	c.Bank = append(c.Bank, shortItem(t))
	c.Quizzes[0].Draw = []catalog.Draw{{Block: "Short", Count: 1}}
	c.Quizzes[0].Attempts, c.Quizzes[0].Shows = 0, "keys at-once"
	s.Publish(t, c)
	b := s.as(t, "salma")
	b.get("/learning/basics").post("/learning/basics/enrolment")
	take := func(form ...string) string {
		t.Helper()
		b.post("/learning/basics/check/attempts").sees(303)
		attempt := b.header.Get("Location")
		b.get(attempt).sees(200, "ما عاصمة عُمان؟", "اكتب كلمة", `name="answer"`).misses("مسقط")
		b.post(attempt+"/answers/capital", form...)
		return attempt
	}

	right := take("answer", " مسقط ")
	b.get(right+"?q=1").sees(200, `value="مسقط"`, "حُفظت الإجابة الساعة 12:00")
	b.get(right+"?q=1&lang=en").sees(200, "Write a word", "What is the capital of Oman?")
	b.get(right+"?q=1&lang=ar").post(right+"/answers/capital", "answer", strings.Repeat("x", 41)).sees(422, strings.Repeat("x", 41), "ما عاصمة عُمان؟")
	b.get(right+"?q=2").sees(200, "أجبت عن كل الأسئلة")
	b.post(right+"/result").follow().sees(200, "100%", "إجابة صحيحة", "مسقط")

	wrong := take("answer", "صلالة")
	b.post(wrong+"/result").follow().sees(200, "0%", "إجابة غير صحيحة", "صلالة", "مسقط", "لأن")

	none := take()
	b.get(none+"?q=2").sees(200, "بقي سؤال واحد بلا إجابة")
	b.post(none+"/result").follow().sees(200, "0%", "بلا إجابة", "مسقط")
}

// Each type has a view, whose words are there in both languages.
func TestEveryTypeHasAView(t *testing.T) {
	words := map[string][2]string{
		item.Single: {"اختر إجابة واحدة", "Choose one"}, item.Multiple: {"اختر اثنين", "Choose two"}, item.Ordering: {"رتّب", "Put in order"},
		item.Matching: {"اختر لكل بند", "Choose what belongs"}, item.Numeric: {"اكتب الناتج رقمًا", "Answer with a number"}, "short": {"اكتب كلمة", "Write a word"},
	}
	for _, name := range item.Names() {
		said, ok := words[name]
		v := learn.AskedBy(name)
		if !ok || v.Ask == nil {
			t.Errorf("%s is not looked at here, or has no view", name)
			continue
		}
		var pages [2]string
		for i, lang := range []string{"ar", "en"} {
			w := i18n.New(lang, i18n.Prefs{})
			d := learn.QuestionData{Type: name, Ask: "ask", Asked: 2}
			part := item.Part{Name: "P1", Text: catalog.Text{Ar: "جزء", En: "part"}}
			d.Sheet(w, item.Sheet{Parts: []item.Part{part, part}, Rights: []item.Part{part}}, 2)
			var page strings.Builder
			if err := v.Ask(d).Render(i18n.With(t.Context(), w), &page); err != nil {
				t.Fatal(err)
			}
			pages[i] = page.String()
			if !strings.Contains(pages[i], "ask") || !strings.Contains(pages[i], said[i]) {
				t.Errorf("%s in %s has not %q: %s", name, lang, said[i], pages[i])
			}
			if say := v.Partly(w, 1, 3); say == "" || say == v.Partly(i18n.New(map[string]string{"ar": "en", "en": "ar"}[lang], i18n.Prefs{}), 1, 3) {
				t.Errorf("%s in %s says %q of an answer in part", name, lang, say)
			}
		}
		if pages[0] == pages[1] {
			t.Errorf("%s is asked alike in both languages: %s", name, pages[0])
		}
	}
}

// A question of a type that is not known is asked, and not answered.
func TestQuestionOfUnknownType(t *testing.T) {
	s := newSite(t)
	c := masartest.Course()
	for i := range c.Bank {
		c.Bank[i].Type = "essay"
	}
	s.Publish(t, c)
	b := s.as(t, "salma")
	b.get("/learning/basics").post("/learning/basics/enrolment").post("/learning/basics/check/attempts")
	attempt := b.header.Get("Location")
	b.get(attempt+"?q=1&said=1").sees(200, "سؤال q").misses("خيار", `name="answer"`)
	b.post(attempt+"/answers/q1", "answer", "right").follow().sees(200)
	b.post(attempt+"/result").follow().sees(200, "0%")
}

// A view is given to one type.
func TestAskItemTwice(t *testing.T) {
	before := learn.AskedBy(item.Ordering).Ordered
	defer func() {
		if recover() == nil || !before || !learn.AskedBy(item.Ordering).Ordered {
			t.Error("an ordering got another view")
		}
	}()
	learn.AskItem(item.Ordering, learn.ItemView{})
}
