package app_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"masar/internal/app/identity"
	"masar/internal/app/personnel"
	"masar/internal/masartest"
	"masar/internal/notice"
	"masar/internal/people"
)

// Of every change to how somebody signs in they are told, in the house and by
// mail: at the old address too where that is another.
func TestToldOfEveryChange(t *testing.T) {
	edit := func(change func(p *people.Person)) func(h masartest.World) error {
		return func(h masartest.World) error {
			p, err := h.App.Store.Person(t.Context(), people.Own("salma"), "salma")
			if err != nil {
				return err
			}
			change(&p)
			_, err = h.App.ChangePerson(t.Context(), h.Viewer(t, "hr-n"), p)
			return err
		}
	}
	role := people.Grant{PersonID: "salma", Role: people.Trainer, AgencyID: "north"}
	const old = "salma@north.example"
	for _, c := range []struct {
		name string
		do   func(h masartest.World) error
		want notice.Kind
		to   []string
	}{
		{"HR makes a password", func(h masartest.World) error {
			_, err := h.App.HandPassword(t.Context(), h.Viewer(t, "hr-n"), "salma", masartest.Noon)
			return err
		}, notice.PasswordHanded, []string{old}},
		{"somebody at the machine makes one", func(h masartest.World) error {
			_, _, err := h.App.HandPasswordHere(t.Context(), " Salma ")
			return err
		}, notice.PasswordHanded, []string{old}},
		{"she chooses one", func(h masartest.World) error {
			_, err := h.App.SetPassword(t.Context(), h.Viewer(t, "salma"), masartest.Password, chosen, identity.From{})
			return err
		}, notice.PasswordChanged, []string{old}},
		{"another e-mail", edit(func(p *people.Person) { p.Email = "new@north.example" }), notice.EmailChanged, []string{"new@north.example", old}},
		{"no e-mail any more", edit(func(p *people.Person) { p.Email = "" }), notice.EmailChanged, []string{old}},
		{"another sign-in name", edit(func(p *people.Person) { p.SignIn = "salma2" }), notice.SignInChanged, []string{old}},
		{"both", edit(func(p *people.Person) { p.SignIn, p.Email = "salma2", "new@north.example" }), notice.SignInChanged, []string{"new@north.example", "new@north.example", old, old}},
		{"a department", edit(func(p *people.Person) { p.Department = "الموارد" }), "", nil},
		{"a role", func(h masartest.World) error { return h.App.Grant(t.Context(), h.Viewer(t, "admin"), role) }, notice.RoleGiven, []string{old}},
		{"the same role twice", func(h masartest.World) error {
			if err := h.App.Grant(t.Context(), h.Viewer(t, "admin"), role); err != nil {
				return err
			}
			if err := h.App.Grant(t.Context(), h.Viewer(t, "admin"), role); !errors.Is(err, personnel.ErrRoleHeld) {
				t.Errorf("the same role twice: %v", err)
			}
			return nil
		}, notice.RoleGiven, []string{old}},
		{"a role withdrawn", func(h masartest.World) error {
			if err := h.App.Grant(t.Context(), h.Viewer(t, "admin"), role); err != nil {
				return err
			}
			return h.App.Withdraw(t.Context(), h.Viewer(t, "admin"), role)
		}, notice.RoleTaken, []string{old, old}},
		{"she has left", func(h masartest.World) error {
			return h.App.SetEmployed(t.Context(), h.Viewer(t, "hr-n"), "salma", false)
		}, notice.LeftWork, []string{old}},
		{"she is back", func(h masartest.World) error {
			if err := h.App.SetEmployed(t.Context(), h.Viewer(t, "hr-n"), "salma", false); err != nil {
				return err
			}
			return h.App.SetEmployed(t.Context(), h.Viewer(t, "hr-n"), "salma", true)
		}, notice.CameBack, []string{old, old}},
		{"a first sign-in", func(h masartest.World) error {
			_, err := h.App.SignIn(t.Context(), "salma", masartest.Password, identity.From{})
			return err
		}, "", nil},
		{"one from another browser", func(h masartest.World) error {
			for range 2 {
				if _, err := h.App.SignIn(t.Context(), "salma", masartest.Password, identity.From{}); err != nil {
					return err
				}
			}
			return nil
		}, notice.NewDevice, []string{old}},
		{"one more from the same", func(h masartest.World) error {
			in, err := h.App.SignIn(t.Context(), "salma", masartest.Password, identity.From{})
			if err != nil {
				return err
			}
			_, err = h.App.SignIn(t.Context(), "salma", masartest.Password, identity.From{Known: in.Known})
			return err
		}, "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := masartest.NewWorld(t)
			if err := c.do(h); err != nil {
				t.Fatal(err)
			}
			for _, err := range masartest.Work(t, h.App) {
				t.Fatal(err)
			}
			if n := told(t, h, "salma", c.want); c.want != "" && n != 1 {
				t.Errorf("told %d times of %s", n, c.want)
			}
			var to []string
			for _, m := range h.Outside.Mails {
				to = append(to, m.To)
			}
			if slices.Sort(to); !slices.Equal(to, c.to) {
				t.Errorf("mails to %v, want %v", to, c.to)
			}
			if n := told(t, h, "badr", c.want); n != 0 {
				t.Errorf("badr is told %d times", n)
			}
		})
	}
}

// Sign-ins, browsers and tries are forgotten when they are no longer needed.
func TestTidyForgets(t *testing.T) {
	h := masartest.NewWorld(t)
	in, err := h.App.SignIn(t.Context(), "salma", masartest.Password, identity.From{})
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		_, _ = h.App.SignIn(t.Context(), "salma", "wrong", identity.From{})
	}
	known := func(after time.Duration) bool {
		later(t, h, after)
		_, err := h.App.SignIn(t.Context(), "salma", masartest.Password, identity.From{Known: in.Known})
		if err != nil {
			t.Fatal(err)
		}
		return told(t, h, "salma", notice.NewDevice) == 0
	}
	if !known(300 * day) {
		t.Error("the browser is forgotten after 300 days")
	}
	if !known(300*day + identity.KnownFor - day) {
		t.Error("the browser is forgotten though it was used within the year")
	}
}
