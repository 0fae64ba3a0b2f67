package app_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"masar/internal/app"
	"masar/internal/fault"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
)

// Five wrong passwords are free; then each costs a wait that doubles, up to a
// quarter of an hour, for the account and from whichever address.
func TestSignInThrottle(t *testing.T) {
	h := masartest.NewHouse(t)
	a, ctx, now := h.App, t.Context(), masartest.Noon
	a.Now = func() time.Time { return now }
	try := func(name, password, address string) error {
		_, _, err := a.SignIn(ctx, name, password, "test", address)
		return err
	}
	for i := range 5 {
		if err := try("salma", "wrong", "10.0.0.1"); !errors.Is(err, app.ErrSignIn) {
			t.Fatalf("failure %d: %v, want wrong", i+1, err)
		}
	}
	for wait := 2 * time.Second; wait <= 15*time.Minute; wait = min(2*wait, 15*time.Minute) {
		for _, who := range []string{"salma", " SALMA "} {
			err := try(who, masartest.Password, "10.0.0.2")
			want := app.ErrWait.With("minutes", int((wait+time.Minute-1)/time.Minute))
			if fs := fault.All(err); len(fs) != 1 || fs[0].Error() != want.Error() {
				t.Fatalf("%q at once, to wait %v: %v, want %v", who, wait, err, want)
			}
		}
		now = now.Add(wait - 1)
		if err := try("salma", masartest.Password, "10.0.0.2"); !errors.Is(err, app.ErrWait) {
			t.Fatalf("an instant before %v are over: %v, want to wait", wait, err)
		}
		now = now.Add(1)
		if err := try("salma", "wrong", "10.0.0.3"); !errors.Is(err, app.ErrSignIn) {
			t.Fatalf("after %v: %v, want wrong", wait, err)
		}
		if wait == 15*time.Minute {
			break
		}
	}
	if err := try("badr", masartest.Password, "10.0.0.1"); err != nil {
		t.Errorf("another account from the same address: %v", err)
	}
	now = now.Add(15 * time.Minute)
	if err := try("salma", masartest.Password, "10.0.0.1"); err != nil {
		t.Fatalf("the right one after the wait: %v", err)
	}
	for i := range 5 {
		if err := try("salma", "wrong", "10.0.0.1"); !errors.Is(err, app.ErrSignIn) {
			t.Errorf("failure %d after success: %v, want wrong, for all is forgotten", i+1, err)
		}
	}
}

// Guesses at once are all counted, and those at the current password, by
// whoever is signed in, as well.
func TestFailuresAtOnce(t *testing.T) {
	h := masartest.NewHouse(t)
	a, ctx, v := h.App, t.Context(), h.Viewer(t, "salma")
	guess := map[string]func() error{
		"signing in": func() error {
			_, _, err := a.SignIn(ctx, "salma", "wrong", "test", "10.0.0.1")
			return err
		},
		"setting another": func() error {
			_, err := a.SetPassword(ctx, v, "wrong", strings.Repeat("a", 12), "test")
			return err
		},
	}
	for name, f := range guess {
		if _, err := a.Store.W.NewRaw("DELETE FROM throttles").Exec(ctx); err != nil {
			t.Fatal(err)
		}
		var guesses sync.WaitGroup
		for range 5 {
			guesses.Go(func() {
				if err := f(); !errors.Is(err, app.ErrSignIn) && !errors.Is(err, app.ErrCurrent) {
					t.Errorf("%s: %v, want wrong", name, err)
				}
			})
		}
		guesses.Wait()
		for other, f := range guess {
			if err := f(); !errors.Is(err, app.ErrWait) {
				t.Errorf("five times wrong in %s, then %s: %v, want to wait", name, other, err)
			}
		}
	}
}

// A failure is forgotten a day after it, unless there was another.
func TestFailuresForgotten(t *testing.T) {
	h := masartest.NewHouse(t)
	db, ctx := h.App.Store, t.Context()
	for _, c := range []struct {
		at   time.Duration
		want int
	}{{0, 1}, {time.Hour, 2}, {time.Hour + day, 3}, {time.Hour + 2*day + time.Microsecond, 1}} {
		now := masartest.Noon.Add(c.at)
		if err := db.CountFailure(ctx, "k", now, now.Add(-day)); err != nil {
			t.Fatal(err)
		}
		if got, err := db.Throttle(ctx, "k"); err != nil || got.Failures != c.want || !got.BlockedAt.Equal(now) {
			t.Errorf("after %v: %+v, %v; want %d", c.at, got, err, c.want)
		}
	}
}

// Names that are wrong, from one address, cost as much as passwords do, only
// later: many people sit behind one address.
func TestSignInThrottleByAddress(t *testing.T) {
	h := masartest.NewHouse(t)
	a, ctx, now := h.App, t.Context(), masartest.Noon
	a.Now = func() time.Time { return now }
	for i := range 30 {
		if _, _, err := a.SignIn(ctx, "nobody"+strings.Repeat("x", i), "wrong", "test", "10.0.0.1"); !errors.Is(err, app.ErrSignIn) {
			t.Fatalf("failure %d: %v, want wrong", i+1, err)
		}
	}
	if _, _, err := a.SignIn(ctx, "salma", masartest.Password, "test", "10.0.0.1"); !errors.Is(err, app.ErrWait) {
		t.Errorf("from that address: %v, want to wait", err)
	}
	if _, _, err := a.SignIn(ctx, "salma", masartest.Password, "test", "10.0.0.2"); err != nil {
		t.Errorf("from another: %v", err)
	}
	now = now.Add(2 * time.Second)
	if _, _, err := a.SignIn(ctx, "salma", masartest.Password, "test", "10.0.0.1"); err != nil {
		t.Errorf("from that address after the wait: %v", err)
	}
}

func TestPasswordRules(t *testing.T) {
	h := masartest.NewHouse(t)
	a, ctx, v, current := h.App, t.Context(), h.Viewer(t, "salma"), masartest.Password
	for _, c := range []struct {
		name, current, password string
		want                    error
	}{
		{"not the current one", "wrong", strings.Repeat("a", 12), app.ErrCurrent},
		{"11 characters", "", strings.Repeat("ش", 11), app.ErrPassword},
		{"201 characters", "", strings.Repeat("ش", 201), app.ErrPassword},
		{"none", "", "", app.ErrPassword},
		{"the same", "", masartest.Password, app.ErrSame},
		{"12 characters", "", strings.Repeat("ش", 12), nil},
		{"200 characters of four bytes", "", strings.Repeat("𐤀", 200), nil},
	} {
		now := current
		if c.current != "" {
			now = c.current
		}
		token, err := a.SetPassword(ctx, v, now, c.password, "test")
		if !errors.Is(err, c.want) || (err == nil) != (token != "") {
			t.Errorf("%s: %q, %v; want %v", c.name, token, err, c.want)
		}
		if err == nil {
			current = c.password
		}
		if _, _, err := a.SignIn(ctx, "salma", current, "test", "10.0.0.1"); err != nil {
			t.Errorf("%s: signing in with what holds: %v", c.name, err)
		}
	}
	if _, _, err := a.SignIn(ctx, "salma", masartest.Password, "test", "10.0.0.1"); !errors.Is(err, app.ErrSignIn) {
		t.Errorf("with the old one: %v, want wrong", err)
	}
	for range 20 {
		if p := a.NewPassword(); len(p) != 23 || strings.Trim(p, "abcdefghjkmnpqrstuvwxyz23456789-") != "" {
			t.Errorf("made %q", p)
		}
	}
}

// A sign-in ends when it was not used for eight hours, and a week after it
// began however much it is used.
func TestSignInEnds(t *testing.T) {
	h := masartest.NewHouse(t)
	a, ctx, now := h.App, t.Context(), masartest.Noon
	a.Now = func() time.Time { return now }
	in := func() string {
		t.Helper()
		token, _, err := a.SignIn(ctx, "salma", masartest.Password, "test", "10.0.0.1")
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	holds := func(token string) bool {
		t.Helper()
		v, p, err := a.SignedIn(ctx, token)
		if err != nil && !errors.Is(err, app.ErrOut) || err == nil && (v.PersonID != "salma" || p.ID != "salma") {
			t.Fatalf("%+v, %+v, %v", v, p, err)
		}
		return err == nil
	}
	unused, used := in(), in()
	now = now.Add(app.Idle - time.Microsecond)
	if !holds(used) {
		t.Error("out before eight hours are over")
	}
	now = now.Add(time.Microsecond)
	if holds(unused) || !holds(used) {
		t.Error("after eight hours: the unused one holds, or the used one does not")
	}
	for end := masartest.Noon.Add(app.Longest); now.Add(time.Hour).Before(end); {
		if now = now.Add(time.Hour); !holds(used) {
			t.Fatalf("out after %v, used every hour", now.Sub(masartest.Noon))
		}
	}
	now = masartest.Noon.Add(app.Longest - time.Microsecond)
	if !holds(used) {
		t.Error("out before a week is over")
	}
	now = now.Add(time.Microsecond)
	if holds(used) {
		t.Error("in after a week")
	}
	if holds("") || holds("guessed") {
		t.Error("in with no token, or any")
	}
}

func TestSignOut(t *testing.T) {
	h := masartest.NewHouse(t)
	a, ctx := h.App, t.Context()
	var tokens []string
	for _, name := range []string{"salma", "salma", "salma", "badr"} {
		token, _, err := a.SignIn(ctx, name, masartest.Password, "test", "10.0.0.1")
		if err != nil {
			t.Fatal(err)
		}
		tokens = append(tokens, token)
	}
	in := func(want ...bool) {
		t.Helper()
		for i, token := range tokens {
			if _, _, err := a.SignedIn(ctx, token); (err == nil) != want[i] || err != nil && !errors.Is(err, app.ErrOut) {
				t.Errorf("sign-in %d: %v, want in %v", i, err, want[i])
			}
		}
	}
	in(true, true, true, true)
	v, _, err := a.SignedIn(ctx, tokens[0])
	if err != nil {
		t.Fatal(err)
	}
	other, _, err := a.SignedIn(ctx, tokens[3])
	if err != nil {
		t.Fatal(err)
	}
	if err := a.SignOut(ctx, other, v.SignInID); err != nil { // another's does nothing
		t.Fatal(err)
	}
	in(true, true, true, true)
	if err := a.SignOut(ctx, v, v.SignInID); err != nil {
		t.Fatal(err)
	}
	in(false, true, true, true)
	if err := a.SignOut(ctx, v, ""); err != nil {
		t.Fatal(err)
	}
	in(false, false, false, true)
	if err := a.SetEmployed(ctx, h.Viewer(t, "hr-s"), "badr", false); err != nil {
		t.Fatal(err)
	}
	in(false, false, false, false)
	if _, _, err := a.SignIn(ctx, "badr", masartest.Password, "test", "10.0.0.1"); !errors.Is(err, app.ErrSignIn) {
		t.Errorf("who has left: %v, want wrong", err)
	}
}

func TestSetup(t *testing.T) {
	a, _ := masartest.App(t)
	ctx := t.Context()
	top, maha := people.Agency{NameAr: "الأمانة العامة للتدريب"}, people.Person{NameAr: "مها الراشدية", SignIn: "Maha"}
	for name, c := range map[string]struct {
		top      people.Agency
		p        people.Person
		password string
		want     error
	}{
		"a short password": {top, maha, "short", app.ErrPassword}, "no agency": {people.Agency{}, maha, masartest.Password, app.ErrAgencyName},
		"no name": {top, people.Person{SignIn: "maha"}, masartest.Password, people.ErrName}, "no sign-in": {top, people.Person{NameAr: "مها"}, masartest.Password, people.ErrSignIn},
	} {
		if _, err := a.Setup(ctx, c.top, c.p, c.password); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	p, err := a.Setup(ctx, top, maha, masartest.Password)
	if err != nil {
		t.Fatal(err)
	}
	v, err := a.Store.Viewer(ctx, p, "test")
	if err != nil || !v.Is(people.Admin) || len(v.Reach[people.Admin]) != 1 || v.Reach[people.Admin][0] != p.AgencyID {
		t.Errorf("%+v, %v; want the administrator of %s", v, err, p.AgencyID)
	}
	if _, _, err := a.SignIn(ctx, "maha", masartest.Password, "test", "10.0.0.1"); err != nil {
		t.Errorf("signing in: %v", err)
	}
	if _, err := a.Setup(ctx, top, people.Person{NameAr: "ريم", SignIn: "reem"}, masartest.Password); !errors.Is(err, app.ErrSetUp) {
		t.Errorf("again: %v, want %v", err, app.ErrSetUp)
	}
	if _, err := a.Store.PersonBySignIn(ctx, "reem"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("of the second: %v", err)
	}
}
