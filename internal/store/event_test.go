package store_test

import (
	"testing"

	"masar/internal/event"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
)

// The audit trail of an agency is read from within it, and by who reads all.
func TestEventScope(t *testing.T) {
	h := masartest.NewWorld(t)
	db, ctx := masartest.DBOf(h.App), t.Context()
	for _, e := range []event.Event{
		{ID: "1", AgencyID: "north", ActorID: "hr-n", Kind: event.PersonAdded, ObjectID: "salma"},
		{ID: "2", AgencyID: "south", ActorID: "hr-s", Kind: event.PersonAdded, ObjectID: "badr"},
		{ID: "3", Kind: event.JobRevived, ObjectID: "j", Detail: map[string]string{"n": "1"}},
	} {
		e.At = masartest.Noon
		if err := masartest.Direct(h.App).Record(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name  string
		scope people.Scope
		f     store.EventFilter
		want  string
	}{
		{"north", people.Within("north"), store.EventFilter{}, "1"},
		{"north, of another's", people.Within("north"), store.EventFilter{ObjectID: "badr"}, ""},
		{"south", people.Within("south"), store.EventFilter{Kinds: []event.Kind{event.PersonAdded}}, "2"},
		{"nobody", people.Within(), store.EventFilter{}, ""},
		{"all", people.Everywhere("test"), store.EventFilter{}, "321"},
		{"until its own instant", people.Everywhere("test"), store.EventFilter{To: masartest.Noon}, ""},
		{"from its own instant", people.Everywhere("test"), store.EventFilter{From: masartest.Noon, Sort: event.Job}, "3"},
	} {
		es, err := db.Events(ctx, c.scope, c.f, 0, 10)
		got := ""
		for _, e := range es {
			got += e.ID
		}
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", c.name, got, err, c.want)
		}
	}
	es, err := db.Events(ctx, people.Within("north"), store.EventFilter{}, 0, 1)
	if err != nil || es[0].ActorAr != "ريم بنت ناصر الحجرية" || es[0].AgencyEn != "Northern Authority" || es[0].ObjectID != "salma" {
		t.Errorf("names: %+v, %v", es, err)
	}
}

// Counts of people are of one's own agencies.
func TestCountPeople(t *testing.T) {
	h := masartest.NewWorld(t)
	got, err := h.App.Store.CountPeople(t.Context(), people.Within("north", "top"))
	if err != nil || len(got) != 2 || got["north"] != 3 || got["top"] != 1 {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := h.App.Store.CountPeople(t.Context(), people.Within()); err != nil || len(got) > 0 {
		t.Errorf("who sees nothing counts %v, %v", got, err)
	}
}

// Who administers the top agency administers the house; of a part, only that.
func TestViewerOfTheHouse(t *testing.T) {
	h := masartest.NewWorld(t)
	db, ctx := masartest.DBOf(h.App), t.Context()
	if err := masartest.Direct(h.App).AddGrant(ctx, people.Grant{PersonID: "hr-n", Role: people.Admin, AgencyID: "north", GivenAt: masartest.Noon}); err != nil {
		t.Fatal(err)
	}
	if err := masartest.Direct(h.App).AddGrant(ctx, people.Grant{PersonID: "hr-s", Role: people.HR, AgencyID: "top", GivenAt: masartest.Noon}); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]bool{"admin": true, "hr-n": false, "hr-s": false, "salma": false} {
		if v := h.Viewer(t, id); v.Root != want {
			t.Errorf("%s: of the house %v, want %v", id, v.Root, want)
		}
	}
	if n, err := db.AdminCount(ctx); err != nil || n != 1 {
		t.Errorf("%d administer the house, %v; want 1", n, err)
	}
}
