package event_test

import (
	"slices"
	"testing"
	"time"

	"masar/internal/event"
)

// Every kind is stored as words of its own, and read back from them.
func TestKinds(t *testing.T) {
	about := 0
	for s := event.Thing + 1; s < event.Sorts; s++ {
		if s.Word() == "" || event.SortOf(s.Word()) != s || len(s.Kinds()) == 0 {
			t.Errorf("%q is of %d kinds, and read as %q", s.Word(), len(s.Kinds()), event.SortOf(s.Word()).Word())
		}
		about += len(s.Kinds())
	}
	if about != int(event.Kinds)-1 {
		t.Errorf("%d kinds are about something, of %d", about, event.Kinds-1)
	}
	for k := event.Other + 1; k < event.Kinds; k++ {
		if k.Verb() == "" || event.Stored(k.Verb(), k.Object()) != k {
			t.Errorf("kind %d is stored as %q %q, and read as %d", k, k.Verb(), k.Object(), event.Stored(k.Verb(), k.Object()))
		}
		if !slices.Contains(k.Pairs(), [2]string{k.Verb(), k.Object()}) {
			t.Errorf("%s %s is not among its pairs", k.Verb(), k.Object())
		}
	}
	for _, p := range [][2]string{{"", ""}, {"read", ""}, {"", "lesson"}, {"read", "agency"}, {"withdrawn", "course"}, {"Read", "lesson"}} {
		if k := event.Stored(p[0], p[1]); k != event.Other {
			t.Errorf("%q is read as %s %s", p, k.Verb(), k.Object())
		}
	}
	if event.SortOf("") != event.Thing || event.SortOf("draft") != event.Thing {
		t.Error("what is no sort is read as one")
	}
}

// What earlier programs stored otherwise is read as what it was.
func TestEarlierPairs(t *testing.T) {
	for p, want := range map[[2]string]event.Kind{
		{"withdrawn", "draft"}: event.DraftDiscarded, {"withdrawn", "person"}: event.RoleWithdrawn, {"withdrawn", "token"}: event.TokenRevoked,
		{"password-set", "agency"}: event.PasswordSet,
	} {
		if got := event.Stored(p[0], p[1]); got != want || !slices.Contains(want.Pairs(), p) {
			t.Errorf("%q is read as %s %s", p, got.Verb(), got.Object())
		}
	}
}

// What is about signing in and permissions is found by its words, and nothing else.
func TestSecurityPairs(t *testing.T) {
	all := event.SecurityPairs()
	for p, want := range map[[2]string]bool{
		{"signed-in", "person"}: true, {"withdrawn", "person"}: true, {"withdrawn", "token"}: true, {"password-set", "agency"}: true,
		{"withdrawn", "draft"}: false, {"changed", "person"}: false, {"read", "lesson"}: false,
	} {
		if slices.Contains(all, p) != want {
			t.Errorf("%q: %v, want %v", p, !want, want)
		}
	}
}

// What an event says is read back by its key, and what it does not say is nothing.
func TestKeysAreRead(t *testing.T) {
	at := time.Date(2026, 11, 22, 12, 30, 0, 0, time.FixedZone("", 4*3600))
	fs := []event.FollowUp{{Survey: "later", Days: 60}, {Survey: "last", Days: 180}}
	e := event.Of(event.Completed, e1, event.Ends.At(at), event.FollowUps.Are(fs), event.Device.Is("Firefox"))
	if got, ok := event.Ends.Of(e); !ok || !got.Equal(at) || e.Detail["ends"] != "2026-11-22T08:30:00Z" {
		t.Errorf("it ends at %s, %v", got, ok)
	}
	if got := event.FollowUps.Of(e); !slices.Equal(got, fs) || e.Detail["follow-ups"] != "later=60 last=180" {
		t.Errorf("%v follow, stored as %q", got, e.Detail["follow-ups"])
	}
	none := event.Of(event.Completed, e1, event.FollowUps.Are(nil))
	if _, ok := event.Ends.Of(none); ok || event.Device.Of(none) != "" || len(event.FollowUps.Of(none)) > 0 || len(none.Detail) > 0 {
		t.Errorf("an event that says nothing says %v", none.Detail)
	}
	none.Detail = map[string]string{"follow-ups": "later later=soon =", "ends": "soon"}
	if _, ok := event.Ends.Of(none); ok || len(event.FollowUps.Of(none)) > 0 {
		t.Errorf("%v is read", none.Detail)
	}
}

func TestKeys(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range event.Keys() {
		if k.Name() == "" || seen[k.Name()] {
			t.Errorf("the key %q is there twice", k.Name())
		}
		seen[k.Name()] = true
	}
	if !seen["role"] || !seen["design-words"] || !seen["follow-ups"] {
		t.Error("keys are missing")
	}
}
