package exercise

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"masar/internal/catalog"
	"masar/internal/fault"
)

var (
	noon  = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	later = noon.Add(time.Hour)
)

var sheet = catalog.Exercise{
	ID: "sheet",
	Fields: []catalog.Field{
		{ID: "name", Kind: catalog.Line, Required: true},
		{ID: "plan", Kind: catalog.Words, Required: true},
		{ID: "people", Kind: catalog.Number, Required: true},
		{ID: "channel", Kind: catalog.Choice, Required: true, Options: []catalog.Option{{ID: "web"}, {ID: "hall"}}},
		{ID: "scan", Kind: catalog.File, Required: true},
		{ID: "cost", Kind: catalog.Number},
		{ID: "note", Kind: catalog.Words},
	},
	Rubric: []catalog.Criterion{{ID: "proof", Star: true}, {ID: "fit"}, {ID: "reach", Star: true}},
}

func full() map[string]string {
	return map[string]string{"name": "سلمى", "plan": "خطة", "people": "١٢٫٥", "channel": "web", "scan": "file-1"}
}

func TestSave(t *testing.T) {
	begun := Work{ID: "w", EnrolmentID: "e", State: Draft, Fields: full(), SavedAt: noon, Revision: 3}
	in := begun
	in.State, in.HandedInAt = HandedIn, noon
	in.Handed = full()
	back := in
	back.State, back.Comment = Returned, "أكمل الخطة"
	for _, c := range []struct {
		name   string
		w      Work
		fields map[string]string
		state  State
		want   map[string]string
	}{
		{"begun", Work{}, map[string]string{"name": " سلمى \n"}, Draft, map[string]string{"name": "سلمى"}},
		{"begun with nothing", Work{}, nil, Draft, map[string]string{}},
		{"what the form does not ask", begun, map[string]string{"name": "سلمى", "score": "4"}, Draft, map[string]string{"name": "سلمى"}},
		{"emptied", begun, map[string]string{"name": " ", "note": "\t"}, Draft, map[string]string{}},
		{"a zero byte", begun, map[string]string{"name": "سل\x00مى"}, Draft, map[string]string{"name": "سلمى"}},
		{"handed in already", in, full(), HandedIn, full()},
		{"less than was handed in", in, map[string]string{"name": "هند"}, HandedIn, map[string]string{"name": "هند"}},
		{"nothing of what was handed in", in, nil, HandedIn, map[string]string{}},
		{"returned", back, full(), Returned, full()},
	} {
		want := c.w
		want.State, want.Fields, want.SavedAt = c.state, c.want, later
		got, err := c.w.Save(sheet, c.fields, later)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v; want %+v", c.name, got, err, want)
		}
	}
	old := in
	old.Handed = nil // from before it was kept
	got, err := old.Save(sheet, map[string]string{"name": "هند"}, later)
	if err != nil || !reflect.DeepEqual(got.In(), full()) || !got.Beside() || got.Fields["name"] != "هند" {
		t.Errorf("handed in before that was kept: %+v, %v", got, err)
	}
	done := Work{State: Reviewed, Fields: full()}
	if got, err := done.Save(sheet, nil, later); !errors.Is(err, ErrReviewed) || !reflect.DeepEqual(got, done) {
		t.Errorf("reviewed: %+v, %v; want it as it was", got, err)
	}
	long := strings.Repeat("ش", MaxText)
	if got, err := begun.Save(sheet, map[string]string{"plan": " " + long + " "}, later); err != nil || got.Fields["plan"] != long {
		t.Errorf("%d characters: %v", MaxText, err)
	}
	got, err = begun.Save(sheet, map[string]string{"name": "هند", "plan": long + "."}, later)
	if want := ErrLong.With("max", MaxText).On("plan"); !reflect.DeepEqual(err, error(want)) {
		t.Errorf("%d characters: %v, want %v", MaxText+1, err, want)
	}
	if !reflect.DeepEqual(got, begun) {
		t.Errorf("too long: %+v, want it as it was", got)
	}
}

func TestHandIn(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(fields map[string]string)
		want   []*fault.Fault
	}{
		{"whole", func(f map[string]string) {}, nil},
		{"with what is not asked for", func(f map[string]string) { f["cost"], f["note"] = "1,200.500", "لا شيء" }, nil},
		{"a number that is two", func(f map[string]string) { f["cost"] = "1,200" }, []*fault.Fault{catalog.ErrTwoWays.With("a", "1200").With("b", "1.2").On("cost")}},
		{"a comma for a point", func(f map[string]string) { f["cost"] = "٢,٥" }, nil},
		{"two numbers", func(f map[string]string) { f["cost"] = "2 5" }, []*fault.Fault{ErrNumber.On("cost")}},
		{"nothing", func(f map[string]string) { clear(f) }, []*fault.Fault{
			ErrMissing.On("name"), ErrMissing.On("plan"), ErrMissing.On("people"), ErrMissing.On("channel"), ErrMissing.On("scan"),
		}},
		{"a bit of everything", func(f map[string]string) {
			f["name"], f["people"], f["channel"], f["cost"] = "", "many", "radio", "?"
		}, []*fault.Fault{ErrMissing.On("name"), ErrNumber.On("people"), ErrChoice.On("channel"), ErrNumber.On("cost")}},
		{"no number", func(f map[string]string) { f["people"] = "NaN" }, []*fault.Fault{ErrNumber.On("people")}},
		{"no end", func(f map[string]string) { f["cost"] = "inf" }, []*fault.Fault{ErrNumber.On("cost")}},
		{"zero", func(f map[string]string) { f["people"] = "0" }, nil},
	} {
		for _, state := range []State{Draft, HandedIn, Returned} {
			w := Work{State: state, Fields: full(), HandedInAt: noon, Comment: "تعليق", SavedAt: noon}
			c.change(w.Fields)
			want := w
			if c.want == nil {
				want.State, want.HandedInAt, want.SavedAt = HandedIn, later, later
				want.Handed, want.Turn = w.Fields, 1
			}
			got, faults := w.HandIn(sheet, later)
			if !reflect.DeepEqual(faults, c.want) || !reflect.DeepEqual(got, want) {
				t.Errorf("%s, %s: %+v, %v; want %+v, %v", c.name, state, got, faults, want, c.want)
			}
		}
	}
	done := Work{State: Reviewed, Fields: full()}
	if got, faults := done.HandIn(sheet, later); !reflect.DeepEqual(faults, []*fault.Fault{ErrReviewed}) || !reflect.DeepEqual(got, done) {
		t.Errorf("reviewed: %+v, %v", got, faults)
	}
}

func TestReview(t *testing.T) {
	levels := func(proof, fit, reach int) map[string]int {
		return map[string]int{"proof": proof, "fit": fit, "reach": reach}
	}
	for _, c := range []struct {
		name          string
		scores        map[string]int
		percent, star int
		faults        []*fault.Fault
	}{
		{"best", levels(4, 4, 4), 100, 4, nil},
		{"lowest", levels(1, 1, 1), 25, 1, nil},
		{"seven of twelve, rounded down", levels(3, 1, 3), 58, 3, nil},
		{"eleven of twelve, rounded down", levels(4, 3, 4), 91, 4, nil},
		{"the lowest star", levels(4, 1, 2), 58, 2, nil},
		{"what is not starred is not", levels(3, 1, 4), 66, 3, nil},
		{"none judged", nil, 0, 0, []*fault.Fault{ErrUnjudged.On("proof"), ErrUnjudged.On("fit"), ErrUnjudged.On("reach")}},
		{"too low, too high", levels(0, 3, 5), 0, 0, []*fault.Fault{ErrUnjudged.On("proof"), ErrUnjudged.On("reach")}},
		{"below nothing", levels(4, -1, 4), 0, 0, []*fault.Fault{ErrUnjudged.On("fit")}},
	} {
		for _, state := range []State{HandedIn, Reviewed} {
			w := Work{State: state, Fields: full(), HandedInAt: noon, Scores: map[string]int{"proof": 2}, Comment: "قديم", ReviewedBy: "badr", Percent: 50, LowestStar: 2}
			want := w
			if c.faults == nil {
				want.State, want.Scores, want.Comment, want.ReviewedBy, want.ReviewedAt = Reviewed, c.scores, "أحسنت", "tariq", later
				want.Percent, want.LowestStar, want.Turn = c.percent, c.star, 1
			}
			got, faults := w.Review(sheet, c.scores, " أحسنت ", "tariq", later)
			if !reflect.DeepEqual(faults, c.faults) || !reflect.DeepEqual(got, want) {
				t.Errorf("%s, %s: %+v, %v; want %+v, %v", c.name, state, got, faults, want, c.faults)
			}
		}
	}
	for _, state := range []State{"", Draft, Returned} {
		w := Work{State: state, Fields: full()}
		if got, faults := w.Review(sheet, levels(4, 4, 4), "", "tariq", later); !reflect.DeepEqual(faults, []*fault.Fault{ErrNotIn}) || !reflect.DeepEqual(got, w) {
			t.Errorf("%q: %+v, %v; want it as it was", state, got, faults)
		}
	}
	scores := levels(4, 4, 4)
	scores["style"] = 1 // of no rubric
	got, faults := Work{State: HandedIn}.Review(sheet, scores, "", "tariq", later)
	if faults != nil || !reflect.DeepEqual(got.Scores, levels(4, 4, 4)) || got.Percent != 100 {
		t.Errorf("judged by more than the rubric: %+v, %v", got, faults)
	}
	got, faults = Work{State: HandedIn}.Review(catalog.Exercise{Rubric: []catalog.Criterion{{ID: "fit"}}}, map[string]int{"fit": 1}, "", "tariq", later)
	if faults != nil || got.LowestStar != catalog.Top || got.Percent != 25 {
		t.Errorf("without a star: %+v, %v", got, faults)
	}
}

func TestReturn(t *testing.T) {
	for _, c := range []struct {
		name, comment string
		state         State
		err           error
	}{
		{"handed in", " أكمل الخطة\n", HandedIn, nil},
		{"reviewed", "أكمل الخطة", Reviewed, nil},
		{"without a word", "", HandedIn, ErrWhy},
		{"with nothing but space", " \n\t", Reviewed, ErrWhy},
		{"begun", "أكمل الخطة", Draft, ErrNotIn},
		{"not begun", "", "", ErrNotIn},
		{"returned", "أكمل الخطة", Returned, ErrNotIn},
	} {
		w := Work{State: c.state, Fields: full(), HandedInAt: noon, Scores: map[string]int{"fit": 4}, Percent: 90, LowestStar: 3}
		want := w
		if c.err == nil {
			want.State, want.Comment, want.ReviewedBy, want.ReviewedAt = Returned, "أكمل الخطة", "tariq", later
			want.Scores, want.Percent, want.LowestStar, want.Turn = nil, 0, 0, 1
		}
		got, err := w.Return(c.comment, "tariq", later)
		if !errors.Is(err, c.err) || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v; want %+v, %v", c.name, got, err, want, c.err)
		}
		if got.Open() != (got.State != Reviewed) {
			t.Errorf("%s: open %v", c.name, got.Open())
		}
	}
}

// What is written after work was handed in is its author's own until it is handed
// in again; its reviewer judges what was handed in.
func TestBeside(t *testing.T) {
	in, faults := Work{State: Draft, Fields: full(), SavedAt: noon}.HandIn(sheet, noon)
	if faults != nil || in.Beside() {
		t.Fatalf("handed in: %+v, %v", in, faults)
	}
	changed := full()
	changed["plan"] = "خطة أخرى"
	less := map[string]string{"name": "سلمى"}
	for _, fields := range []map[string]string{changed, less, {}} {
		w, err := in.Save(sheet, fields, later)
		if err != nil || !w.Beside() || !reflect.DeepEqual(w.In(), full()) || !reflect.DeepEqual(w.Fields, fields) || w.HandedInAt != noon || w.Turn != in.Turn {
			t.Errorf("%v is saved as %+v, %v", fields, w, err)
		}
		judged, faults := w.Review(sheet, map[string]int{"proof": 4, "fit": 4, "reach": 4}, "", "tariq", later)
		if faults != nil || !reflect.DeepEqual(judged.In(), full()) || !reflect.DeepEqual(judged.Fields, fields) {
			t.Errorf("reviewed beside %v: %+v, %v", fields, judged, faults)
		}
		again, faults := w.HandIn(sheet, later)
		if whole := len(fields) == len(changed); whole != (faults == nil) || whole == again.Beside() {
			t.Errorf("%v handed in again: %+v, %v", fields, again, faults)
		}
		if back, err := w.Save(sheet, full(), later); err != nil || back.Beside() {
			t.Errorf("written back as it was: %+v, %v", back, err)
		}
	}
}
