package event_test

import (
	"maps"
	"reflect"
	"strings"
	"testing"

	"masar/internal/event"
)

// An event of a change says of each field that is another what was and what is,
// and nothing of the rest.
func TestFrom(t *testing.T) {
	run := event.Object{ID: "r", AgencyID: "north"}
	first := event.Of(event.RunChanged, run, event.CourseID.Is("basics"))
	e := first.With(event.Seats.From(20, 25), event.Place.From("القاعة", "القاعة"), event.PlaceEn.From("", "Hall"), event.Times.From("x", ""),
		event.Email.Touched(), event.Email.From("a…@b", "c…@b"), event.SignIn.Touched(), event.SignIn.From("a…@b", "a…@b"), event.CivilTail.From("1", "1"), event.TextAr.From("1", "2"))
	cs, rest := e.Changes()
	if want := []event.Change{{"email", "a…@b", "c…@b"}, {"place-en", "", "Hall"}, {"seats", "20", "25"}, {"times", "x", ""}}; !reflect.DeepEqual(cs, want) {
		t.Errorf("changes %v, want %v", cs, want)
	}
	if want := map[string]string{"course": "basics", "sign-in": "changed", "text-ar": "changed"}; !maps.Equal(rest, want) {
		t.Errorf("the rest %v, want %v", rest, want)
	}
	if cs, rest := first.Changes(); len(cs) != 0 || len(rest) != 1 || len(first.Detail) != 1 {
		t.Errorf("of the event before: %v, %v", cs, rest)
	}
	if cs, rest := event.Of(event.LessonRead, run).Changes(); len(cs) != 0 || len(rest) != 0 {
		t.Errorf("of an event without a detail: %v, %v", cs, rest)
	}
	for n, want := range map[int]int{199: 199, 200: 200, 201: 200, 5000: 200} {
		cs, _ := first.With(event.Place.From("", strings.Repeat("ق", n))).Changes()
		if got := len([]rune(cs[0].Now)); got != want {
			t.Errorf("of %d characters %d are kept, want %d", n, got, want)
		}
	}
}
