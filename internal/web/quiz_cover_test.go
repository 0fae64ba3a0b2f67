package web_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"masar/internal/catalog"
)

// asked is an attempt at a quiz whose questions ask for more than one thing
// each; the person asked uses plain forms.
func asked(t *testing.T) (b *browser, attempt string) {
	s := newSite(t)
	c := everyType()
	for i := range c.Bank {
		if c.Bank[i].ID == "many" {
			c.Bank[i].Options[2].Right = true // three of four
		}
	}
	s.Publish(t, c)
	b = s.as(t, "salma")
	b.get("/learning/basics").post("/learning/basics/enrolment").post("/learning/basics/check/attempts")
	return b, b.header.Get("Location")
}

// A question says what its answer has too little or too much of, once, and goes
// on when it is sent again; what was given is kept.
func TestIncompleteAnswers(t *testing.T) {
	b, attempt := asked(t)
	many, pair, sort := attempt+"/answers/many", attempt+"/answers/pair", attempt+"/answers/sort"

	b.get(attempt+"?q=2").sees(200, "اختر ثلاثة").misses("وقد اخترت")
	b.post(many, "answer", "P2").follow().sees(200, "السؤال 2 من 5", "اختر ثلاثة، وقد اخترت واحدًا حتى الآن", "إجابتك محفوظة كما هي", `value="P2" checked`, "data-autofocus")
	b.post(many, "answer", "P2", "said", "1").follow().sees(200, "السؤال 3 من 5")
	b.get(attempt+"?q=2").sees(200, "وقد اخترت واحدًا", `name="said"`).misses("data-autofocus")
	b.get(attempt+"?q=2&lang=en").sees(200, "Choose three: you have chosen one so far")
	b.get(attempt+"?q=2&lang=ar").fill(many, url.Values{"answer": {"P1", "P2", "P3", "P4"}}).follow().sees(200, "السؤال 2 من 5", "وقد اخترت 4، فأزل الزائد")
	b.fill(many, url.Values{"answer": {"P1", "P2", "P3"}}).follow().sees(200, "السؤال 3 من 5")
	b.get(attempt + "?q=2").misses("وقد اخترت")

	b.post(pair, "match-L1", "P1").follow().sees(200, "السؤال 4 من 5", "بقي بندان بلا اختيار")
	b.post(pair, "match-L1", "P1", "match-L2", "P2").follow().sees(200, "بقي بند واحد بلا اختيار")
	b.post(pair, "match-L1", "P1", "match-L2", "P2", "match-L3", "P3").follow().sees(200, "السؤال 5 من 5")

	shown := url.Values{"answer": {"P1", "P2", "P3"}, "moved": {""}}
	b.fill(sort, shown).follow().sees(200, "السؤال 3 من 5", "لم تغيّر الترتيب المعروض")
	b.get(attempt+"?q=6").sees(200, "3 أسئلة بلا إجابة")
	shown.Set("as-shown", "1")
	b.fill(sort, shown).follow().sees(200, "السؤال 4 من 5")
	b.get(attempt+"?q=3").sees(200, `name="moved" value="1"`).misses(`name="as-shown"`)
	b.get(attempt+"?q=6").sees(200, "بقي سؤالان بلا إجابة")
}

// What is sent without the words of a new page, of one that stood open since
// before, counts as it always did.
func TestOrderOfAnOpenPage(t *testing.T) {
	b, attempt := asked(t)
	b.fill(attempt+"/answers/sort", url.Values{"answer": {"P1", "P2", "P3"}}).follow().sees(200, "السؤال 4 من 5")
	b.get(attempt+"?q=6").sees(200, "بقيت 4 أسئلة بلا إجابة")
}

// A button that moves a part makes the order an answer, though it should come
// back to what was shown.
func TestOrderMovedAndBack(t *testing.T) {
	b, attempt := asked(t)
	sort := attempt + "/answers/sort"
	b.fill(sort, url.Values{"answer": {"P1", "P2", "P3"}, "moved": {""}, "down": {"P1"}}).follow().sees(200, "السؤال 3 من 5", `name="moved" value="1"`)
	b.fill(sort, url.Values{"answer": {"P2", "P1", "P3"}, "moved": {"1"}, "up": {"P1"}}).follow().sees(200, "السؤال 3 من 5", `name="moved" value="1"`)
	b.fill(sort, url.Values{"answer": {"P1", "P2", "P3"}, "moved": {"1"}}).follow().sees(200, "السؤال 4 من 5")
	b.get(attempt+"?q=6").sees(200, "بقيت 4 أسئلة بلا إجابة")
}

// The list of questions and the last page tell apart what is not answered, what
// is answered in part, and what is answered with too much.
func TestFinishTellsIncomplete(t *testing.T) {
	b, attempt := asked(t)
	one, many, sort, pair, count := attempt+"/answers/one", attempt+"/answers/many", attempt+"/answers/sort", attempt+"/answers/pair", attempt+"/answers/count"
	label := func(n int, state string) string {
		return fmt.Sprintf(`aria-label="السؤال %d من 5، %s"`, n, state)
	}

	b.get(attempt+"?q=6").sees(200, "بقيت 5 أسئلة بلا إجابة", label(2, "لم يُجب عنه")).misses("ناقص", "أجبت عن كل الأسئلة")
	b.post(many, "answer", "P2")
	b.post(pair, "match-L1", "P1")
	b.post(count, "answer", "")
	b.get(attempt+"?q=6").sees(200, "بقيت 3 أسئلة بلا إجابة", "سؤالان إجابتاهما ناقصتان", label(2, "ناقص"), label(4, "ناقص"), label(5, "لم يُجب عنه"), "is-part")
	b.get(attempt).sees(200, "السؤال 1 من 5") // the first that is not whole

	b.post(one, "answer", "P1")
	b.post(count, "answer", "0")
	b.fill(sort, url.Values{"answer": {"P2", "P1", "P3"}, "moved": {"1"}})
	b.get(attempt).sees(200, "السؤال 2 من 5")
	b.get(attempt+"?q=6").sees(200, "سؤالان إجابتاهما ناقصتان").misses("بلا إجابة", "أجبت عن كل الأسئلة")
	b.get(attempt+"?q=6&lang=en").sees(200, "2 questions are answered incompletely", "Question 2 of 5, Incomplete")

	b.get(attempt+"?q=6&lang=ar").fill(many, url.Values{"answer": {"P1", "P2", "P3", "P4"}})
	b.get(attempt+"?q=6").sees(200, "سؤال واحد إجابته ناقصة", "سؤال واحد اخترت فيه أكثر من المطلوب", label(2, "أكثر من المطلوب"))
	b.fill(many, url.Values{"answer": {"P1", "P2", "P3"}})
	b.post(pair, "match-L1", "P1", "match-L2", "P2", "match-L3", "P3")
	b.get(attempt+"?q=6").sees(200, "أجبت عن كل الأسئلة", label(2, "أُجيب عنه")).misses("ناقص", "is-part")
}

// A script is told in the same words, with the time.
func TestIncompleteByScript(t *testing.T) {
	b, attempt := asked(t)
	b.get(attempt + "?q=2")
	send := func(item string, form url.Values) string {
		form.Set("auto", "1")
		b.script(attempt+"/answers/"+item, form).sees(200)
		return b.body
	}
	if said := send("many", url.Values{"answer": {"P2"}}); !strings.Contains(said, "حُفظت الإجابة الساعة 12:00؛ اختر ثلاثة، وقد اخترت واحدًا حتى الآن") {
		t.Errorf("of one of three the script is told %q", said)
	}
	if said := send("many", url.Values{"answer": {"P1", "P2", "P3"}}); said != "حُفظت الإجابة الساعة 12:00" {
		t.Errorf("of three of three the script is told %q", said)
	}
	if said := send("pair", url.Values{"match-L1": {"P1"}}); !strings.Contains(said, "بقي بندان بلا اختيار") {
		t.Errorf("of one pair of three the script is told %q", said)
	}
}

// A mark to come back sends the order that is shown, too: that is no answer.
func TestFlagIsNoOrder(t *testing.T) {
	b, attempt := asked(t)
	b.get(attempt + "?q=3")
	b.script(attempt+"/answers/sort", url.Values{"auto": {"1"}, "flag": {"1"}, "answer": {"P1", "P2", "P3"}, "moved": {""}}).sees(200)
	b.get(attempt+"?q=3").sees(200, `name="as-shown"`)
	b.get(attempt+"?q=6").sees(200, "بقيت 5 أسئلة بلا إجابة", "للعودة إليه")
}

// One source stands in its line; several are a list.
func TestSourcesOfAQuestion(t *testing.T) {
	s := newSite(t)
	c := everyType()
	c.Sources = []catalog.Source{
		{ID: "law", Title: catalog.Text{Ar: "القانون، الباب الأول", En: "The law, part one"}, URL: "https://law.example/"},
		{ID: "guide", Title: catalog.Text{Ar: "الدليل، وزارة", En: "The guide, a ministry"}},
	}
	c.Bank[0].Source, c.Bank[1].Source = []string{"law", "guide", "course"}, []string{"guide"}
	c.Quizzes[0].Shows = "keys at-once"
	s.Publish(t, c)
	b := s.as(t, "salma")
	b.get("/learning/basics").post("/learning/basics/enrolment").post("/learning/basics/check/attempts")
	attempt := b.header.Get("Location")
	b.post(attempt+"/result").follow().sees(200, "المصادر:", "المصدر:")
	list := b.body[strings.Index(b.body, "المصادر:"):]
	list = list[:strings.Index(list, "</ul>")]
	if n := strings.Count(list, "<li>"); n != 3 {
		t.Errorf("three sources are %d lines: %s", n, list)
	}
}
