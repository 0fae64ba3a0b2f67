package app_test

import (
	"errors"
	"testing"
	"time"

	"masar/internal/app/identity"
	"masar/internal/app/personnel"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
)

func TestChangePerson(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, hr := h.App, t.Context(), h.Viewer(t, "hr-n")
	p, err := a.Store.Person(ctx, hr.Scope(people.HR), "salma")
	if err != nil {
		t.Fatal(err)
	}
	p.NameAr, p.AgencyID = "سلمى بنت خلفان الهنائي", "south" // the agency stays
	if _, err := a.ChangePerson(ctx, h.Viewer(t, "hr-s"), p); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another agency changes her: %v", err)
	}
	if _, err := a.ChangePerson(ctx, hr, p); err != nil {
		t.Fatal(err)
	}
	if _, err := a.ChangePerson(ctx, hr, p); err != nil {
		t.Errorf("the same form, sent twice: %v", err)
	}
	stale := p
	stale.NameEn = "Salma Al-Hinai"
	if _, err := a.ChangePerson(ctx, hr, stale); !errors.Is(err, store.ErrChanged) {
		t.Errorf("changed from an old revision: %v", err)
	}
	got, err := a.Store.Person(ctx, hr.Scope(people.HR), "salma")
	if err != nil || got.NameAr != p.NameAr || got.AgencyID != "north" || got.Revision != 1 {
		t.Errorf("changed to %+v, %v", got, err)
	}
	got.StaffNo, got.Email = "S-hr-n", "no address"
	if _, err := a.ChangePerson(ctx, hr, got); !errors.Is(err, people.ErrEmail) {
		t.Errorf("a bad address: %v", err)
	}
	got.Email = ""
	if _, err := a.ChangePerson(ctx, hr, got); !errors.Is(err, people.ErrStaffNoTaken) {
		t.Errorf("a colleague's number: %v", err)
	}
}

// HR hands out passwords, but not to whoever could do more than HR.
func TestHandPassword(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, hr := h.App, t.Context(), h.Viewer(t, "hr-n")
	if err := a.Grant(ctx, h.Viewer(t, "admin"), people.Grant{PersonID: "trainer-n", Role: people.Admin, AgencyID: "north"}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		by, to string
		want   error
	}{
		{"hr-n", "salma", nil}, {"hr-s", "salma", store.ErrNotFound}, {"salma", "trainer-n", store.ErrNotFound},
		{"hr-n", "trainer-n", personnel.ErrOutranked}, {"admin", "trainer-n", nil}, {"hr-n", "hr-n", personnel.ErrSelf}, {"hr-n", "admin", store.ErrNotFound},
	} {
		password, err := a.HandPassword(ctx, h.Viewer(t, c.by), c.to, masartest.Noon)
		if !errors.Is(err, c.want) || err == nil && password == "" {
			t.Errorf("%s hands %s a password: %v, want %v", c.by, c.to, err, c.want)
		}
	}
	token, _, err := signIn(ctx, a, "salma", masartest.Password, "", "")
	if !errors.Is(err, identity.ErrSignIn) || token != "" {
		t.Errorf("the old password still opens: %v", err)
	}
	password, err := a.HandPassword(ctx, hr, "salma", masartest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	token, _, err = signIn(ctx, a, "salma", password, "", "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.HandPassword(ctx, hr, "salma", masartest.Noon); err != nil {
		t.Fatal(err)
	}
	if _, _, err := a.SignedIn(ctx, token); !errors.Is(err, identity.ErrOut) {
		t.Errorf("still signed in after a new password: %v", err)
	}
}

// A password is made for what its maker saw, and no other is made for a page that
// is older: nothing changes.
func TestPasswordSeen(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, hr := h.App, t.Context(), h.Viewer(t, "hr-n")
	now := masartest.Noon.Add(time.Minute)
	a.Now = func() time.Time { return now }
	for _, wrong := range []time.Time{{}, now, masartest.Noon.Add(-time.Microsecond), masartest.Noon.Add(time.Microsecond)} {
		if password, err := a.HandPassword(ctx, hr, "salma", wrong); !errors.Is(err, personnel.ErrPasswordMade) {
			t.Errorf("seen at %v: %q, %v", wrong, password, err)
		}
	}
	if acc, err := a.Store.Account(ctx, "salma"); err != nil || !acc.SetAt.Equal(masartest.Noon) || acc.MustSet {
		t.Errorf("the account is %+v, %v", acc, err)
	}
	if _, err := a.HandPassword(ctx, hr, "salma", masartest.Noon.In(time.FixedZone("", 4*3600))); err != nil {
		t.Errorf("as it was seen: %v", err)
	}
	if _, err := a.HandPassword(ctx, hr, "salma", masartest.Noon); !errors.Is(err, personnel.ErrPasswordMade) {
		t.Errorf("the same again: %v", err)
	}
	if _, err := a.HandPassword(ctx, h.Viewer(t, "hr-s"), "salma", masartest.Noon); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("from another agency: %v", err)
	}
}
