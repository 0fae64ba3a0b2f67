package app_test

import (
	"errors"
	"maps"
	"testing"

	"masar/internal/app"
	"masar/internal/exercise"
	"masar/internal/masartest"
	"masar/internal/store"
)

// A form that is older than the work overwrites nothing; sent twice, it is sent
// once; what is wrong with it keeps the rest from being lost.
func TestSaveWorkInTwoWindows(t *testing.T) {
	h := masartest.NewHouse(t)
	h.Publish(t, masartest.Course())
	a, ctx, v := h.App, t.Context(), h.Viewer(t, "salma")
	if _, err := a.Enrol(ctx, v, "basics"); err != nil {
		t.Fatal(err)
	}
	scan := func(body string) map[string]store.File {
		return map[string]store.File{"scan": {Name: "a.pdf", Type: "application/pdf", Hash: body, Body: []byte(body)}}
	}
	form := func(seen int, text string) app.HandIn {
		return app.HandIn{Fields: map[string]string{"text": text}, Seen: seen, SeenSaid: true}
	}
	withFile := func(in app.HandIn, body string) app.HandIn { in.Files = scan(body); return in }
	final := func(in app.HandIn) app.HandIn { in.Final = true; return in }
	dropped := func(in app.HandIn) app.HandIn { in.Drop = map[string]bool{"scan": true}; return in }
	e, err := a.Store.EnrolmentIn(ctx, v.Own(), "salma", "basics")
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		name     string
		in       app.HandIn
		want     error
		text     string
		revision int
	}{
		{"nothing was there", form(0, "one"), nil, "one", 1},
		{"the other window saw nothing there", form(0, "two"), exercise.ErrChanged, "one", 1},
		{"the same, sent twice", form(0, "one"), nil, "one", 1},
		{"the same with the line ends of a form", form(0, " one\r\n"), nil, "one", 1},
		{"on what stands", withFile(form(1, "three"), "x"), nil, "three", 2},
		{"the same file, sent twice", withFile(form(1, "three"), "x"), nil, "three", 2},
		{"another file on what is older", withFile(form(1, "three"), "y"), exercise.ErrChanged, "three", 2},
		{"a file taken back on what is older", dropped(form(1, "three")), exercise.ErrChanged, "three", 2},
		{"handed in on what is older", final(form(1, "three")), exercise.ErrChanged, "three", 2},
		{"handed in", final(form(2, "three")), nil, "three", 3},
		{"handed in twice", final(form(2, "three")), nil, "three", 3},
		{"a program that has seen nothing", app.HandIn{Fields: map[string]string{"text": "four"}}, nil, "four", 4},
	} {
		got, err := a.SaveWork(ctx, v, "basics", "sheet", step.in)
		if !errors.Is(err, step.want) {
			t.Fatalf("%s: %v, want %v", step.name, err, step.want)
		}
		if got.Fields["text"] != step.text || got.Revision != step.revision {
			t.Errorf("%s: %q at revision %d is told, want %q at %d", step.name, got.Fields["text"], got.Revision, step.text, step.revision)
		}
		kept, err := a.Store.Work(ctx, e.ID, "sheet")
		if err != nil || kept.Revision != step.revision || !maps.Equal(kept.Fields, got.Fields) {
			t.Errorf("%s: %v at revision %d is kept, %v; want what is told", step.name, kept.Fields, kept.Revision, err)
		}
	}
}
