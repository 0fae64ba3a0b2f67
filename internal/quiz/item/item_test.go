package item_test

import (
	"encoding/json"
	"errors"
	"maps"
	"net/url"
	"reflect"
	"slices"
	"testing"
	"time"

	"masar/courses"
	"masar/internal/catalog"
	"masar/internal/courseware"
	"masar/internal/fault"
	"masar/internal/quiz"
	"masar/internal/quiz/item"
)

func text(s string) catalog.Text { return catalog.Text{Ar: "نص " + s, En: "text " + s} }

func option(id string, right bool) catalog.Option {
	return catalog.Option{ID: id, Text: text(id), Right: right}
}

// samples are questions without a flaw, one of each type.
var samples = map[string]catalog.Item{
	item.Single:   {Options: []catalog.Option{option("a", true), option("b", false), option("c", false)}},
	item.Multiple: {Options: []catalog.Option{option("a", true), option("b", true), option("c", false)}},
	item.Ordering: {Items: []catalog.Option{option("a", false), option("b", false), option("c", false)}},
	item.Matching: {Pairs: []catalog.Pair{{ID: "a", Left: text("a"), Right: text("A")}, {ID: "b", Left: text("b"), Right: text("B")}}},
	item.Numeric:  {Answer: 0, Tolerance: 0.5, Unit: text("unit")}, // an answer of 0 is one
}

// sample returns the sample of the type as it stands in a bank.
func sample(name string) catalog.Item {
	it := samples[name]
	it.ID, it.Type, it.Block, it.Bloom = "sample-"+name, name, "Samples", "apply"
	it.Ask, it.Rationale, it.Source = text("ask"), text("why"), []string{"course"}
	return it
}

// form is what the page of the question sends once it is answered with r.
func form(it catalog.Item, o item.Order, r item.Response) url.Values {
	f := url.Values{}
	lefts := map[string]string{}
	for i, p := range item.Of(it).Show(o, nil).Parts {
		if len(it.Pairs) > 0 {
			lefts[it.Pairs[i].ID] = p.Name
		}
	}
	for _, v := range r {
		name := v.Is
		if n := o.Name(v.Is); n != "" {
			name = n
		}
		if v.Of != "" {
			f.Add("match-"+lefts[v.Of], name)
		} else {
			f.Add("answer", name)
		}
	}
	return f
}

// Each type that is registered has all that a type has.
func TestEveryType(t *testing.T) {
	if len(item.Names()) != len(samples) {
		t.Fatalf("types are %q, samples are of %q", item.Names(), slices.Sorted(maps.Keys(samples)))
	}
	for _, name := range item.Names() {
		t.Run(name, func(t *testing.T) {
			it := sample(name)
			q, right := item.Of(it), item.Of(it).Right()
			o := item.Order(q.Parts())
			slices.Reverse(o)

			if flaws := q.Flaws(); len(flaws) > 0 || len(q.Fields()) == 0 {
				t.Errorf("flaws %+v, fields %+v", flaws, q.Fields())
			}
			bare := item.Of(catalog.Item{ID: "bare", Type: name, Tolerance: -1})
			if len(bare.Flaws()) == 0 || bare.Flaws()[0].Rule != "no-key" {
				t.Errorf("a question with nothing in it has the flaws %+v", bare.Flaws())
			}
			for _, c := range []struct {
				name string
				r    item.Response
				want float64
			}{{"the right response", right, 1}, {"none", nil, 0}, {"an empty one", item.Response{}, 0}, {"one that says nothing", item.Chosen(""), 0}, {"nonsense", item.Chosen("nonsense"), 0}} {
				if got := quiz.Grade(it, c.r); got != c.want {
					t.Errorf("%s earns %v, want %v", c.name, got, c.want)
				}
			}
			for _, r := range []item.Response{nil, {}, right} {
				if err := q.Fits(o, r); err != nil {
					t.Errorf("%v does not fit: %v", r, err)
				}
			}
			for _, r := range []item.Response{item.Chosen("nonsense"), append(slices.Clone(right), right...), {{Of: "nonsense", Is: right[0].Is}}} {
				if err := q.Fits(o, r); fault.KindOf(err) != fault.Invalid {
					t.Errorf("%v fits: %v", r, err)
				}
			}
			if r, left := q.Read(o, form(it, o, right)); left || !slices.Equal(r, right) {
				t.Errorf("the right response is read as %v, left as it was %v", r, left)
			}
			if r, _ := q.Read(o, url.Values{}); r.Given() {
				t.Errorf("an empty form is read as %v", r)
			}
			if lines := q.Lines(right); len(lines) != len(right) || slices.Contains(lines, item.Line{}) {
				t.Errorf("%v is written %+v", right, lines)
			}
			for _, r := range []item.Response{nil, right} {
				if shown := q.Show(o, r); len(shown.Parts) < len(o) || slices.ContainsFunc(shown.Parts, func(p item.Part) bool { return p.Name == "" || p.Text.Empty() }) {
					t.Errorf("answered %v, it shows %+v", r, shown)
				}
			}
			b, err := json.Marshal(right)
			var again item.Response
			if err := errors.Join(err, json.Unmarshal(b, &again)); err != nil || !slices.Equal(again, right) {
				t.Errorf("%s is read as %v, %v", b, again, err)
			}
		})
	}
}

// What is drawn shows every part of the question once, whatever its type.
func TestShuffleKeepsTheSet(t *testing.T) {
	for _, name := range item.Names() {
		it := sample(name)
		want := slices.Sorted(slices.Values(item.Of(it).Parts()))
		for seed := range int64(50) {
			qs, err := quiz.Draw([]catalog.Item{it}, catalog.Quiz{Draw: []catalog.Draw{{Block: it.Block, Count: 1}}}, seed)
			if err != nil {
				t.Fatal(err)
			}
			if got := slices.Sorted(slices.Values(qs[0].Order)); !slices.Equal(got, want) {
				t.Fatalf("%s: %q are shown, want %q", name, got, want)
			}
		}
		if !slices.Equal(slices.Sorted(slices.Values(item.Of(it).Parts())), want) {
			t.Errorf("%s: drawing it has changed the bank", name)
		}
	}
}

// A question of each type is written to a bank and read from it as it is.
func TestEveryTypeIsWrittenAndRead(t *testing.T) {
	cs, media, err := courseware.LoadAll(courses.FS)
	if err != nil || len(cs) == 0 {
		t.Fatal(len(cs), err)
	}
	c := cs[0]
	for _, name := range item.Names() {
		c.Bank = append(c.Bank, sample(name))
	}
	first := len(c.Bank) - len(item.Names())
	written, err := courseware.Export(c, media)
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := courseware.Load(written, c.ID)
	if err != nil {
		t.Fatal(err)
	}
	twice, err := courseware.Export(again, media)
	if err != nil || !reflect.DeepEqual(written, twice) {
		t.Errorf("what was read is not written as it was: %v", err)
	}
	for i, want := range c.Bank[first:] {
		if got := again.Bank[first+i]; !reflect.DeepEqual(got, want) {
			t.Errorf("%s is read\n%+v, want\n%+v", want.Type, got, want)
		}
	}
}

// Of a type that is not known nothing is shown, taken or right.
func TestUnknownType(t *testing.T) {
	it := catalog.Item{ID: "x", Type: "essay", Options: []catalog.Option{option("a", true)}}
	q := item.Of(it)
	if q.Parts() != nil || q.Right() != nil || quiz.Grade(it, item.Chosen("a")) != 0 || q.Fits(item.Order{"a"}, nil) != nil || !errors.Is(q.Fits(item.Order{"a"}, item.Chosen("a")), item.ErrBad) {
		t.Errorf("parts %v, right %v, grade %v", q.Parts(), q.Right(), quiz.Grade(it, item.Chosen("a")))
	}
}

// A name is given to one type.
func TestAddTwice(t *testing.T) {
	defer func() {
		if recover() == nil || len(item.Names()) != len(samples) {
			t.Errorf("another type %q was added: %q", item.Single, item.Names())
		}
	}()
	item.Add(item.Single, func(catalog.Item) item.Item { return nil })
}

// The order that a page shows is a response only of somebody who says so.
func TestOrderLeftAsShown(t *testing.T) {
	o := item.Order{"c", "a", "b"}
	shown, other := item.Chosen("c", "a", "b"), item.Chosen("a", "c", "b")
	for _, c := range []struct {
		name, form string
		want       item.Response
		left       bool
	}{
		{"nothing moved", "answer=P1&answer=P2&answer=P3&moved=", nil, true},
		{"nothing moved, and ticked", "answer=P1&answer=P2&answer=P3&moved=&as-shown=1", shown, false},
		{"moved and back", "answer=P1&answer=P2&answer=P3&moved=1", shown, false},
		{"of a page that was open before", "answer=P1&answer=P2&answer=P3", shown, false},
		{"by ids, as earlier pages sent them", "answer=a&answer=c&answer=b&moved=", other, false},
		{"another order", "answer=P2&answer=P1&answer=P3&moved=", other, false},
		{"one down", "answer=P1&answer=P2&answer=P3&moved=&down=P1", other, false},
		{"one up", "answer=P1&answer=P2&answer=P3&moved=&up=P2", other, false},
		{"the first up", "answer=P1&answer=P2&answer=P3&moved=&up=P1", shown, false},
		{"the last down", "answer=P1&answer=P2&answer=P3&moved=1&down=P3", shown, false},
		{"what is not there, up", "answer=P2&answer=P1&answer=P3&moved=1&up=P9", other, false},
	} {
		f, err := url.ParseQuery(c.form)
		if err != nil {
			t.Fatal(err)
		}
		if r, left := item.Of(sample(item.Ordering)).Read(o, f); !slices.Equal(r, c.want) || left != c.left {
			t.Errorf("%s: %v, left %v; want %v, %v", c.name, r, left, c.want, c.left)
		}
	}
	f := url.Values{"answer": {"P1", "P2", "P3"}, "moved": {""}}
	if r, left := item.Of(sample(item.Multiple)).Read(o, f); !slices.Equal(r, shown) || left {
		t.Errorf("options that are all chosen are %v, left %v", r, left)
	}
}

// An attempt answered before responses had a form of their own is graded as it
// was.
func TestEarlierResponses(t *testing.T) {
	for _, c := range []struct {
		name, stored string
		want         float64
	}{
		{item.Single, `["a"]`, 1}, {item.Single, `["b"]`, 0}, {item.Single, `[]`, 0}, {item.Single, `null`, 0},
		{item.Multiple, `["b", "a"]`, 1}, {item.Multiple, `["a"]`, 0},
		{item.Ordering, `["a", "b", "c"]`, 1}, {item.Ordering, `["a", "c", "b"]`, 1. / 3},
		{item.Matching, `["b=b", "a=a"]`, 1}, {item.Matching, `["a=a"]`, 0.5}, {item.Matching, `["a=b", "b=a"]`, 0},
		{item.Numeric, `["٠٫٤"]`, 1}, {item.Numeric, `["0.6"]`, 0}, {item.Numeric, `[""]`, 0},
	} {
		var r item.Response
		if err := json.Unmarshal([]byte(c.stored), &r); err != nil {
			t.Fatal(err)
		}
		it := sample(c.name)
		at := quiz.Attempt{EndsAt: time.Unix(0, 0), Questions: []quiz.Question{{Item: it.ID}}}
		at, err := at.Finish(catalog.Course{Bank: []catalog.Item{it}}, catalog.Quiz{}, []quiz.Answer{{ItemID: it.ID, Value: r}}, time.Unix(0, 0))
		if err != nil || at.Points != c.want {
			t.Errorf("%s answered %s earns %v, %v; want %v", c.name, c.stored, at.Points, err, c.want)
		}
	}
	var v item.Value
	if err := json.Unmarshal([]byte(`7`), &v); err == nil {
		t.Errorf("7 is read as %+v", v)
	}
}
