package store_test

import (
	"errors"
	"testing"

	"masar/internal/certificate"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
)

// The current version of each template is the newest, a version is added once,
// and a picture is kept once.
func TestTemplates(t *testing.T) {
	db, ctx, all := masartest.DBOf(masartest.NewWorld(t).App), t.Context(), people.Everywhere("a test")
	for _, tmpl := range []certificate.Template{
		{AgencyID: "north", Kind: certificate.Completion, Version: 1}, {AgencyID: "north", Kind: certificate.Completion, Version: 2},
		{AgencyID: "north", Kind: certificate.Attendance, Version: 1}, {AgencyID: "south", Kind: certificate.Completion, Version: 1},
	} {
		tmpl.MadeAt, tmpl.Design.LogoLeft = masartest.Noon, "h1"
		must(t, db.Alone().AddTemplate(ctx, tmpl))
		if err := db.Alone().AddTemplate(ctx, tmpl); !errors.Is(err, store.ErrExists) {
			t.Errorf("%s added twice: %v", tmpl.Name(), err)
		}
	}
	ts, err := db.CurrentTemplates(ctx, all, []string{"north", "south", "top"})
	var names []string
	for _, tmpl := range ts {
		names = append(names, tmpl.Name())
	}
	if want := []string{"north/attendance/1", "north/completion/2", "south/completion/1"}; err != nil || len(names) != 3 || names[0] != want[0] || names[1] != want[1] || names[2] != want[2] {
		t.Errorf("current are %v, %v; want %v", names, err, want)
	}
	if ts, err := db.CurrentTemplates(ctx, all, nil); err != nil || len(ts) != 0 {
		t.Errorf("of no agency, %d are current, %v", len(ts), err)
	}
	must(t, db.Alone().AddPicture(ctx, store.Picture{Hash: "h1", Body: []byte("one")}), db.Alone().AddPicture(ctx, store.Picture{Hash: "h1", Body: []byte("two")}))
	drawn, err := db.Drawing(ctx, "north/completion/2")
	if err != nil || string(drawn.Pictures["h1"]) != "one" || drawn.Version != 2 {
		t.Errorf("drawn by %s with %q, %v", drawn.Name(), drawn.Pictures, err)
	}
	for name, want := range map[string]error{"north/completion/3": store.ErrNotFound, "nowhere/completion/1": store.ErrNotFound} {
		if _, err := db.Drawing(ctx, name); !errors.Is(err, want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := db.Drawing(ctx, "falaj-1"); err == nil {
		t.Error("a name that names nothing was read")
	}
}

// Whoever is to get a certificate and lacks a name in a language of the paper
// is told of, from their agency alone.
func TestNamesMissing(t *testing.T) {
	h := everyKind(t)
	db, ctx := masartest.DBOf(h.App), t.Context()
	ask := func(s people.Scope, agency, languages string) int {
		t.Helper()
		ps, total, err := db.NamesMissing(ctx, s, agency, languages, "ar", 10)
		if err != nil || total != len(ps) {
			t.Fatalf("%d of %d, %v", len(ps), total, err)
		}
		return total
	}
	north, south := people.Within("north"), people.Within("south")
	if n := ask(north, "", certificate.Both); n != 0 {
		t.Errorf("with both names, %d are missing one", n)
	}
	for _, id := range []string{"salma", "trainer-n"} { // the trainer learns nothing
		p, err := db.Person(ctx, north, id)
		must(t, err)
		p.NameEn = ""
		must(t, db.Alone().SavePerson(ctx, p))
	}
	for _, c := range []struct {
		s                 people.Scope
		agency, languages string
		want              int
	}{
		{north, "", certificate.Both, 1}, {north, "", certificate.English, 1}, {north, "", certificate.Arabic, 0}, {north, "north", certificate.Both, 1},
		{north, "south", certificate.Both, 0}, {south, "", certificate.Both, 0}, {south, "north", certificate.Both, 0}, {people.Scope{}, "", certificate.Both, 0},
	} {
		if n := ask(c.s, c.agency, c.languages); n != c.want {
			t.Errorf("%+v asks of %q in %s: %d, want %d", c.s, c.agency, c.languages, n, c.want)
		}
	}
}
