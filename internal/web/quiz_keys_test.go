package web_test

import (
	"encoding/binary"
	"fmt"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"masar/internal/catalog"
	"masar/internal/masartest"
	"masar/internal/quiz"
	"masar/internal/quiz/item"
)

// everyType is a course with one question of each type. The ids of its parts
// tell their places and sides, so that what tells them is found.
func everyType() catalog.Course {
	c := masartest.Course()
	text := func(s string) catalog.Text { return catalog.Text{Ar: s, En: s} }
	part := func(id string, right bool) catalog.Option {
		return catalog.Option{ID: "id-" + id, Text: text("word-" + id), Right: right}
	}
	pair := func(id string) catalog.Pair {
		return catalog.Pair{ID: "id-" + id, Left: text("left-" + id), Right: text("word-" + id)}
	}
	question := func(id, kind string, it catalog.Item) catalog.Item {
		it.ID, it.Type, it.Block, it.Bloom, it.Ask, it.Rationale = id, kind, id, "apply", text("ask-"+id), text("why-"+id)
		return it
	}
	c.Bank = []catalog.Item{
		question("one", item.Single, catalog.Item{Options: []catalog.Option{part("a", true), part("b", false), part("c", false), part("d", false)}}),
		question("many", item.Multiple, catalog.Item{Options: []catalog.Option{part("a", true), part("b", true), part("c", false), part("d", false)}}),
		question("sort", item.Ordering, catalog.Item{Items: []catalog.Option{part("a", false), part("b", false), part("c", false)}}),
		question("pair", item.Matching, catalog.Item{Pairs: []catalog.Pair{pair("a"), pair("b"), pair("c")}}),
		question("count", item.Numeric, catalog.Item{Answer: 7341.5}),
	}
	var draws []catalog.Draw
	for _, it := range c.Bank {
		draws = append(draws, catalog.Draw{Block: it.Block, Count: 1})
	}
	c.Quizzes[0].Draw, c.Quizzes[0].Attempts = draws, 0
	return c
}

var (
	tagAround = regexp.MustCompile(`<[^>]*>`)
	idWithin  = regexp.MustCompile(`id-[a-d]`)
)

// The page of a question tells nothing of its key: over many attempts no id of
// a part stands on it, no name, value or place goes with what is right, and
// what the server answers is the same for a right answer and a wrong one.
func TestQuestionTellsNoKey(t *testing.T) {
	s := newSite(t)
	s.Publish(t, everyType())
	seed := uint64(0)
	s.App.Random = func(b []byte) {
		seed++
		for i := range b {
			b[i] = byte(seed * 0x9E3779B97F4A7C15 >> (8 * (i % 8)))
		}
		if len(b) == 8 {
			binary.LittleEndian.PutUint64(b, seed*0x9E3779B97F4A7C15)
		}
	}
	b := s.as(t, "salma")
	b.get("/learning/basics").post("/learning/basics/enrolment").sees(303)

	const attempts = 96
	tells := map[string]int{} // how often a name or place goes with what is right
	could := map[string]int{}
	for range attempts {
		b.post("/learning/basics/check/attempts").sees(303)
		attempt := b.header.Get("Location")
		for n := range 5 {
			b.get(fmt.Sprint(attempt, "?q=", n+1)).sees(200)
			main := b.body[strings.Index(b.body, "<main"):]
			if m := idWithin.FindString(main); m != "" {
				t.Fatalf("the page of question %d holds %s", n+1, m)
			}
			if strings.Contains(main, "why-") || strings.Contains(main, "7341.5") {
				t.Fatalf("the page of question %d tells why, or how many", n+1)
			}
			for _, sign := range signs(main, everyType().Bank[n]) {
				could[sign.what]++
				tells[sign.what] += sign.right
			}
		}
		b.post(attempt + "/result").sees(303)
	}
	for what, n := range could {
		kind, _, _ := strings.Cut(what, " ")
		chance := map[string]float64{"one": 1. / 4, "many": 1. / 2, "sort": 1. / 3, "pair": 1. / 3}[kind]
		if got := float64(tells[what]) / float64(n); got < chance/2.5 || got > 1-(1-chance)/2.5 {
			t.Errorf("%s is right in %d of %d attempts; by chance it would be in %.0f", what, tells[what], n, chance*float64(n))
		}
	}
	if len(could) != 4+4+3+9 {
		t.Errorf("%d signs were looked at: %v", len(could), could)
	}
}

// A sign is something on a page that may go with what is right.
type sign struct {
	what  string
	right int // 1 if it does here
}

// signs reads what a page calls the parts of a question, in their order, and
// says of each whether the part under that name, at that place, is right.
func signs(page string, it catalog.Item) (out []sign) {
	add := func(what string, right bool) {
		x := sign{what: it.ID + " " + what}
		if right {
			x.right = 1
		}
		out = append(out, x)
	}
	value := regexp.MustCompile(`value="([^"]*)"`)
	switch it.Type {
	case item.Single, item.Multiple:
		for i, o := range strings.Split(page, `class="opt"`)[1:] {
			words := tagAround.ReplaceAllString(o[:strings.Index(o, "</label>")], "")
			add(fmt.Sprint(i, value.FindStringSubmatch(o)[1]), slices.ContainsFunc(it.Options, func(p catalog.Option) bool { return p.Right && strings.Contains(words, p.Text.Ar) }))
		}
	case item.Ordering:
		for i, o := range strings.Split(page, "<li data-name=")[1:] {
			add(fmt.Sprint(i, value.FindStringSubmatch(o)[1]), strings.HasPrefix(o, `"`+it.Items[i].Text.Ar))
		}
	case item.Matching:
		options := regexp.MustCompile(`<option value="([^"]+)"[^>]*>\s*([^<\s]+)`)
		for i, list := range strings.Split(page, "<select")[1:] {
			name := regexp.MustCompile(`name="([^"]+)"`).FindStringSubmatch(list)[1]
			for _, o := range options.FindAllStringSubmatch(list[:strings.Index(list, "</select>")], -1) {
				add(name+" "+o[1], strings.Contains(o[2], it.Pairs[i].Right.Ar))
			}
		}
	}
	return out
}

// What a script is told of a right answer is what it is told of a wrong one, to
// the byte and in the same headers.
func TestAnswersAreTakenAlike(t *testing.T) {
	s := newSite(t)
	c := everyType()
	s.Publish(t, c)
	b := s.as(t, "salma")
	b.get("/learning/basics").post("/learning/basics/enrolment").post("/learning/basics/check/attempts")
	attempt := b.header.Get("Location")
	wrong := map[string]item.Response{
		"one": item.Chosen("id-b"), "many": item.Chosen("id-c", "id-d"), "sort": item.Chosen("id-b", "id-c", "id-a"), "count": item.Chosen("9341.5"),
		"pair": {{Of: "id-a", Is: "id-b"}, {Of: "id-b", Is: "id-c"}, {Of: "id-c", Is: "id-a"}},
	}
	send := func(it catalog.Item, answer item.Response) string {
		form := "auto=1&csrf=" + b.token
		for _, v := range answer {
			if v.Of != "" {
				form += "&match-" + v.Of + "=" + v.Is
			} else {
				form += "&answer=" + v.Is
			}
		}
		r := httptest.NewRequest("POST", attempt+"/answers/"+it.ID, strings.NewReader(form))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("X-Requested-With", "fetch")
		b.send(r).sees(200)
		return fmt.Sprint(b.body, b.header.Get("Content-Length"), b.header.Get("Content-Type"), b.header.Get("ETag"))
	}
	for _, it := range c.Bank {
		if right, other := send(it, quiz.Right(it)), send(it, wrong[it.ID]); right != other {
			t.Errorf("%s: a right answer is told %q, and a wrong one %q", it.ID, right, other)
		}
	}
}
