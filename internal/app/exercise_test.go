package app_test

import (
	"errors"
	"maps"
	"testing"

	"masar/internal/app/learn"
	"masar/internal/exercise"
	"masar/internal/masartest"
	"masar/internal/store"
)

// A form that is older than the work overwrites nothing; sent twice, it is sent
// once; what is wrong with it keeps the rest from being lost.
func TestSaveWorkInTwoWindows(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx, v := h.App, t.Context(), h.Viewer(t, "salma")
	if _, err := a.Enrol(ctx, v, "basics"); err != nil {
		t.Fatal(err)
	}
	scan := func(body string) map[string]store.File {
		return map[string]store.File{"scan": {Name: "a.pdf", Type: "application/pdf", Hash: body, Body: []byte(body)}}
	}
	form := func(seen int, text string) learn.HandIn {
		return learn.HandIn{Fields: map[string]string{"text": text}, Seen: seen, SeenSaid: true}
	}
	withFile := func(in learn.HandIn, body string) learn.HandIn { in.Files = scan(body); return in }
	final := func(in learn.HandIn) learn.HandIn { in.Final = true; return in }
	dropped := func(in learn.HandIn) learn.HandIn { in.Drop = map[string]bool{"scan": true}; return in }
	e, err := a.Store.EnrolmentIn(ctx, v.Own(), "salma", "basics")
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		name     string
		in       learn.HandIn
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
		{"changed after that", form(3, "later"), nil, "later", 4},
		{"the same hand-in, sent once more", final(form(2, "three")), exercise.ErrChanged, "later", 4},
		{"what was changed is not handed in by being sent late", final(form(3, "later")), exercise.ErrChanged, "later", 4},
		{"handed in again", final(form(4, "later")), nil, "later", 5},
		{"handed in again twice", final(form(4, "later")), nil, "later", 5},
		{"a program that has seen nothing", learn.HandIn{Fields: map[string]string{"text": "four"}}, nil, "four", 6},
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

// A reviewer sees what was handed in, with its files, and may review it while its
// author writes on; a hand-in meanwhile is another work. The author's draft is
// theirs alone, and what was saved without a hand-in of its own is handed in as it
// was then.
func TestWorkStaysAsHandedIn(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx, v, trainer := h.App, t.Context(), h.Viewer(t, "salma"), h.Viewer(t, "trainer-n")
	if _, err := a.Enrol(ctx, v, "basics"); err != nil {
		t.Fatal(err)
	}
	save := func(final bool, text, file string) exercise.Work {
		t.Helper()
		in := learn.HandIn{Fields: map[string]string{"text": text}, Final: final}
		if file != "" {
			in.Files = map[string]store.File{"scan": {Name: file + ".pdf", Type: "application/pdf", Hash: file, Body: []byte(file)}}
		}
		w, err := a.SaveWork(ctx, v, "basics", "sheet", in)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	sees := func(text, file string, not ...string) store.HandedWork {
		t.Helper()
		ws, _, err := a.Store.WorksWaiting(ctx, trainer, store.WorkFilter{}, 0, 9)
		if err != nil || len(ws) != 1 || ws[0].In()["text"] != text || ws[0].In()["scan"] != file {
			t.Fatalf("the reviewer sees %+v, %v; want %q, %q", ws, err, text, file)
		}
		if f, err := a.Store.TaughtFile(ctx, trainer, file); err != nil || f.ID != file {
			t.Errorf("the file handed in: %v, %v", f.ID, err)
		}
		for _, id := range not {
			if _, err := a.Store.TaughtFile(ctx, trainer, id); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("the reviewer gets a file of the draft: %v", err)
			}
		}
		return ws[0]
	}
	first := save(true, "one", "a")
	own := save(false, "", "b")
	old := sees("one", first.Fields["scan"], own.Fields["scan"])

	again := save(true, "two", "")
	sees("two", own.Fields["scan"])
	levels := map[string]int{"proof": 4, "fit": 4}
	if _, err := a.ReviewWork(ctx, trainer, old.ID, learn.Verdict{Scores: levels, Turn: old.Turn}); !errors.Is(err, store.ErrChanged) {
		t.Errorf("reviewed as it was before it was handed in again: %v", err)
	}

	// One of a database that kept only what was written last.
	if _, err := masartest.DBOf(a).W.NewRaw("UPDATE works SET handed = NULL").Exec(ctx); err != nil {
		t.Fatal(err)
	}
	seen := sees("two", again.Fields["scan"])
	save(false, "three", "")
	sees("two", again.Fields["scan"])
	w, err := a.ReviewWork(ctx, trainer, seen.ID, learn.Verdict{Scores: levels, Turn: seen.Turn})
	if err != nil || w.State != exercise.Reviewed || w.In()["text"] != "two" || w.Fields["text"] != "three" {
		t.Errorf("reviewed while its author wrote on: %+v, %v", w, err)
	}
}
