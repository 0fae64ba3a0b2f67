package app_test

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"masar/internal/app/identity"
	"masar/internal/app/personnel"
	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/masartest"
	"masar/internal/password"
	"masar/internal/people"
	"masar/internal/store"
)

// Five wrong passwords are free; then each costs a wait that doubles, up to a
// quarter of an hour, for the account and from whichever address.
func TestSignInThrottle(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, now := h.App, t.Context(), masartest.Noon
	a.Now = func() time.Time { return now }
	try := func(name, password, address string) error {
		_, _, err := signIn(ctx, a, name, password, "test", address)
		return err
	}
	for i := range 5 {
		if err := try("salma", "wrong", "10.0.0.1"); !errors.Is(err, identity.ErrSignIn) {
			t.Fatalf("failure %d: %v, want wrong", i+1, err)
		}
	}
	for wait := 2 * time.Second; wait <= 15*time.Minute; wait = min(2*wait, 15*time.Minute) {
		for _, who := range []string{"salma", " SALMA "} {
			err := try(who, masartest.Password, "10.0.0.2")
			want := identity.ErrWait.With("minutes", int((wait+time.Minute-1)/time.Minute))
			if fs := fault.All(err); len(fs) != 1 || fs[0].Error() != want.Error() {
				t.Fatalf("%q at once, to wait %v: %v, want %v", who, wait, err, want)
			}
		}
		now = now.Add(wait - 1)
		if err := try("salma", masartest.Password, "10.0.0.2"); !errors.Is(err, identity.ErrWait) {
			t.Fatalf("an instant before %v are over: %v, want to wait", wait, err)
		}
		now = now.Add(1)
		if err := try("salma", "wrong", "10.0.0.3"); !errors.Is(err, identity.ErrSignIn) {
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
		if err := try("salma", "wrong", "10.0.0.1"); !errors.Is(err, identity.ErrSignIn) {
			t.Errorf("failure %d after success: %v, want wrong, for all is forgotten", i+1, err)
		}
	}
}

// chosen is a password that nothing is wrong with.
const chosen = "زعتر بري على سفح شمس"

// scattered returns n characters of four bytes, without a pattern.
func scattered(n int) string {
	chance := rand.New(rand.NewPCG(7, 7))
	var b strings.Builder
	for range n {
		b.WriteRune(rune(0x10900 + chance.IntN(27)))
	}
	return b.String()
}

func TestPasswordRules(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, v, current := h.App, t.Context(), h.Viewer(t, "salma"), masartest.Password
	for _, c := range []struct {
		name, current, password string
		want                    error
	}{
		{"not the current one", "wrong", strings.Repeat("a", 12), identity.ErrCurrent},
		{"11 characters", "", strings.Repeat("ش", 11), identity.ErrPassword},
		{"201 characters", "", strings.Repeat("ش", 201), identity.ErrPassword},
		{"none", "", "", identity.ErrPassword},
		{"the same", "", masartest.Password, identity.ErrSame},
		{"a pattern", "", strings.Repeat("ش", 12), password.ErrPattern},
		{"her own name", "", "salma.salma.12", password.ErrOwn},
		{"her agency", "", "هيئة الشمال 12", password.ErrSite},
		{"the agency above hers", "", "الأمانة العامة للتدريب", password.ErrSite},
		{"12 characters", "", "قمح وزعتر حر", nil},
		{"200 characters of four bytes", "", scattered(200), nil},
	} {
		now := current
		if c.current != "" {
			now = c.current
		}
		in, err := a.SetPassword(ctx, v, now, c.password, identity.From{Device: "test"})
		if !errors.Is(err, c.want) || (err == nil) != (in.Token != "") {
			t.Errorf("%s: %q, %v; want %v", c.name, in.Token, err, c.want)
		}
		if err == nil {
			current = c.password
		}
		if _, _, err := signIn(ctx, a, "salma", current, "test", "10.0.0.1"); err != nil {
			t.Errorf("%s: signing in with what holds: %v", c.name, err)
		}
	}
	if _, _, err := signIn(ctx, a, "salma", masartest.Password, "test", "10.0.0.1"); !errors.Is(err, identity.ErrSignIn) {
		t.Errorf("with the old one: %v, want wrong", err)
	}
	for range 20 {
		if p := a.NewPassword(); len(p) != 23 || strings.Trim(p, "abcdefghjkmnpqrstuvwxyz23456789-") != "" {
			t.Errorf("made %q", p)
		}
	}
	// Who chooses a password goes on in that browser, and has not signed in once more.
	es, err := a.Store.Events(ctx, people.Everywhere("the test reads the trail"), store.EventFilter{Kinds: []event.Kind{event.SignedIn}}, 0, 50)
	if err != nil || len(es) != 11 {
		t.Errorf("the trail tells of %d sign-ins, %v; want the 11 above", len(es), err)
	}
}

// A sign-in ends when it was not used for eight hours, and a week after it
// began however much it is used.
func TestSignInEnds(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, now := h.App, t.Context(), masartest.Noon
	a.Now = func() time.Time { return now }
	in := func() string {
		t.Helper()
		token, _, err := signIn(ctx, a, "salma", masartest.Password, "test", "10.0.0.1")
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	holds := func(token string) bool {
		t.Helper()
		v, p, err := a.SignedIn(ctx, token)
		if err != nil && !errors.Is(err, identity.ErrOut) || err == nil && (v.PersonID != "salma" || p.ID != "salma") {
			t.Fatalf("%+v, %+v, %v", v, p, err)
		}
		return err == nil
	}
	unused, used := in(), in()
	now = now.Add(identity.Idle - time.Microsecond)
	if !holds(used) {
		t.Error("out before eight hours are over")
	}
	now = now.Add(time.Microsecond)
	if holds(unused) || !holds(used) {
		t.Error("after eight hours: the unused one holds, or the used one does not")
	}
	for end := masartest.Noon.Add(identity.Longest); now.Add(time.Hour).Before(end); {
		if now = now.Add(time.Hour); !holds(used) {
			t.Fatalf("out after %v, used every hour", now.Sub(masartest.Noon))
		}
	}
	now = masartest.Noon.Add(identity.Longest - time.Microsecond)
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
	h := masartest.NewWorld(t)
	a, ctx := h.App, t.Context()
	var tokens []string
	for _, name := range []string{"salma", "salma", "salma", "badr"} {
		token, _, err := signIn(ctx, a, name, masartest.Password, "test", "10.0.0.1")
		if err != nil {
			t.Fatal(err)
		}
		tokens = append(tokens, token)
	}
	in := func(want ...bool) {
		t.Helper()
		for i, token := range tokens {
			if _, _, err := a.SignedIn(ctx, token); (err == nil) != want[i] || err != nil && !errors.Is(err, identity.ErrOut) {
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
	if err := a.SignOutDevice(ctx, other, v.SignInID, ""); err != nil { // another's does nothing
		t.Fatal(err)
	}
	in(true, true, true, true)
	if err := a.SignOut(ctx, v); err != nil {
		t.Fatal(err)
	}
	in(false, true, true, true)
	if v, _, err = a.SignedIn(ctx, tokens[1]); err != nil {
		t.Fatal(err)
	}
	if err := a.SignOutDevice(ctx, v, "", ""); err != nil {
		t.Fatal(err)
	}
	in(false, false, false, true)
	if err := a.SetEmployed(ctx, h.Viewer(t, "hr-s"), "badr", false); err != nil {
		t.Fatal(err)
	}
	in(false, false, false, false)
	if _, _, err := signIn(ctx, a, "badr", masartest.Password, "test", "10.0.0.1"); !errors.Is(err, identity.ErrSignIn) {
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
		"a short password": {top, maha, "short", identity.ErrPassword}, "no agency": {people.Agency{}, maha, masartest.Password, personnel.ErrAgencyName},
		"the agency as password": {top, maha, "الأمانة العامة ١", password.ErrSite},
		"no name":                {top, people.Person{SignIn: "maha"}, masartest.Password, people.ErrName}, "no sign-in": {top, people.Person{NameAr: "مها"}, masartest.Password, people.ErrNoSignIn},
	} {
		if _, err := a.SetupWithPassword(ctx, c.top, c.p, c.password); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	p, made, err := a.Setup(ctx, top, maha)
	if err != nil {
		t.Fatal(err)
	}
	v, err := a.Store.Viewer(ctx, p, "test")
	if err != nil || !v.Is(people.Admin) || len(v.Reach[people.Admin]) != 1 || !reflect.DeepEqual(v.Reach[people.Admin][0], people.Branch{Path: "/" + p.AgencyID + "/", IDs: []string{p.AgencyID}}) {
		t.Errorf("%+v, %v; want the administrator of %s", v, err, p.AgencyID)
	}
	token, _, err := signIn(ctx, a, "maha", made, "test", "10.0.0.1")
	if err != nil {
		t.Errorf("signing in: %v", err)
	}
	if v, _, err := a.SignedIn(ctx, token); err != nil || !v.MustSet {
		t.Errorf("%+v, %v; want to have to replace the password", v, err)
	}
	if _, _, err := a.Setup(ctx, top, people.Person{NameAr: "ريم", SignIn: "reem"}); !errors.Is(err, personnel.ErrSetUp) {
		t.Errorf("again: %v, want %v", err, personnel.ErrSetUp)
	}
	if _, err := a.Store.PersonBySignIn(ctx, "reem"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("of the second: %v", err)
	}
}
