package app_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"masar/internal/app/core"
	"masar/internal/app/personnel"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
)

const archive = "الأرشيف"

// archivists adds n people without a password to a department of their own, and
// returns their ids.
func archivists(t *testing.T, h masartest.World, n int) (ids []string) {
	t.Helper()
	for i := range n {
		id := fmt.Sprintf("p-%03d", i)
		p := people.Person{ID: id, AgencyID: "north", NameAr: "موظف " + id, Department: archive, StaffNo: id, SignIn: id, CreatedAt: masartest.Noon}
		if err := masartest.Direct(h.App).AddPerson(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

func handed(hs []personnel.Handout) (ids []string) {
	for _, h := range hs {
		ids = append(ids, h.ID)
	}
	slices.Sort(ids)
	return ids
}

// A list holds those whose turn it is: pressed again, it is the next people's,
// and nobody's new password is replaced within the hour unless that is asked for.
func TestHandoutTakesTurns(t *testing.T) {
	h := masartest.NewWorld(t)
	a, hr, ids := h.App, h.Viewer(t, "hr-n"), archivists(t, h, personnel.HandoutMax+2)
	first, rest := ids[:personnel.HandoutMax], ids[personnel.HandoutMax:]
	all := personnel.HandoutFor{AgencyID: "north", Department: archive, Again: true}
	fresh := all
	fresh.Fresh = true
	for _, c := range []struct {
		after time.Duration
		to    personnel.HandoutFor
		want  []string
	}{
		{0, all, first},
		{time.Minute, all, rest},
		{2 * time.Minute, all, nil},
		{time.Hour, all, nil},
		{time.Hour + time.Second, all, first}, // the oldest, and those alone
		{time.Hour + 2*time.Minute, all, rest},
		{time.Hour + 3*time.Minute, fresh, first},
		{time.Hour + 4*time.Minute, personnel.HandoutFor{AgencyID: "north", Department: archive}, nil},
	} {
		a.Now = func() time.Time { return masartest.Noon.Add(c.after) }
		hs, err := a.FirstPasswords(t.Context(), hr, c.to)
		if err != nil || !slices.Equal(handed(hs), c.want) {
			t.Errorf("after %v: %d passwords, %v; want %d", c.after, len(hs), err, len(c.want))
		}
	}
}

// A meantime has something happen while passwords are hashed.
type meantime struct {
	core.Passwords
	happens func()
}

func (m meantime) Hash(password string) (string, error) {
	m.happens()
	return m.Passwords.Hash(password)
}

// A password that somebody got while the list was being made stays.
func TestHandoutLeavesNewer(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, hr := h.App, t.Context(), h.Viewer(t, "hr-n")
	archivists(t, h, 2)
	own := store.Account{PersonID: "p-000", Password: "of their own", SetAt: masartest.Noon.Add(time.Second)}
	a.Passwords = meantime{a.Passwords, sync.OnceFunc(func() {
		if err := masartest.Direct(a).SaveAccount(ctx, own); err != nil {
			t.Error(err)
		}
	})}
	hs, err := a.FirstPasswords(ctx, hr, personnel.HandoutFor{AgencyID: "north", Department: archive, Again: true})
	if got := handed(hs); err != nil || !slices.Equal(got, []string{"p-001"}) {
		t.Errorf("passwords for %v, %v; want only the other's", got, err)
	}
	if acc, err := a.Store.Account(ctx, "p-000"); err != nil || acc.Password != own.Password || acc.MustSet {
		t.Errorf("their own became %+v, %v", acc, err)
	}
}

// Passwords just handed out are counted until they are replaced, in scope only.
func TestHandedSince(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, hr := h.App, t.Context(), h.Viewer(t, "hr-n")
	archivists(t, h, 3)
	if _, err := a.FirstPasswords(ctx, hr, personnel.HandoutFor{AgencyID: "north", Department: archive}); err != nil {
		t.Fatal(err)
	}
	if err := masartest.Direct(a).SaveAccount(ctx, store.Account{PersonID: "p-002", Password: "replaced", SetAt: masartest.Noon}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		scope people.Scope
		since time.Time
		want  int
	}{
		{people.Within("north"), masartest.Noon, 2},
		{people.Within("north"), masartest.Noon.Add(time.Second), 0},
		{people.Within("south"), masartest.Noon, 0},
	} {
		n, last, err := a.Store.HandedSince(ctx, c.scope, "north", archive, c.since)
		if err != nil || n != c.want || n > 0 && !last.Equal(masartest.Noon) {
			t.Errorf("since %v: %d, the last at %v, %v; want %d", c.since, n, last, err, c.want)
		}
	}
}
