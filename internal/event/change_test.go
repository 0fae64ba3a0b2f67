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
func TestChanging(t *testing.T) {
	first := event.Of(event.Changed, "run", "r", "north").With("course", "basics")
	e := first.Changing("seats", "20", "25").Changing("place", "القاعة", "القاعة").Changing("place-en", "", "Hall").Changing("times", "x", "").With("seats", "changed")
	cs, rest := e.Changes()
	if want := []event.Change{{"place-en", "", "Hall"}, {"seats", "20", "25"}, {"times", "x", ""}}; !reflect.DeepEqual(cs, want) {
		t.Errorf("changes %v, want %v", cs, want)
	}
	if want := map[string]string{"course": "basics"}; !maps.Equal(rest, want) {
		t.Errorf("the rest %v, want %v", rest, want)
	}
	if cs, rest := first.Changes(); len(cs) != 0 || len(rest) != 1 || len(first.Detail) != 1 {
		t.Errorf("of the event before: %v, %v", cs, rest)
	}
	if cs, rest := event.Of(event.Read, "lesson", "l", "north").Changes(); len(cs) != 0 || len(rest) != 0 {
		t.Errorf("of an event without a detail: %v, %v", cs, rest)
	}
	for n, want := range map[int]int{199: 199, 200: 200, 201: 200, 5000: 200} {
		cs, _ := first.Changing("place", "", strings.Repeat("ق", n)).Changes()
		if got := len([]rune(cs[0].Now)); got != want {
			t.Errorf("of %d characters %d are kept, want %d", n, got, want)
		}
	}
}
