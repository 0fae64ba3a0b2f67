package app_test

import (
	"errors"
	"testing"
	"time"

	"masar/internal/masartest"
	"masar/internal/quiz"
	"masar/internal/quiz/item"
	"masar/internal/store"
)

func TestAttempt(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx, v := h.App, t.Context(), h.Viewer(t, "salma")
	if _, err := a.Enrol(ctx, v, "basics"); err != nil {
		t.Fatal(err)
	}
	at, err := a.StartAttempt(ctx, v, "basics", "check")
	if err != nil {
		t.Fatal(err)
	}
	again, err := a.StartAttempt(ctx, v, "basics", "check")
	if err != nil || again.ID != at.ID {
		t.Fatalf("started again: %v, %v; want the running attempt %s", again.ID, err, at.ID)
	}
	if _, err := a.SaveAnswer(ctx, h.Viewer(t, "badr"), at.ID, "q1", item.Chosen("right"), false); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another's answer: %v, want not found", err)
	}
	for _, answer := range []string{"wrong", "right"} { // a change of mind
		if _, err := a.SaveAnswer(ctx, v, at.ID, "q1", item.Chosen(answer), true); err != nil {
			t.Fatal(err)
		}
	}
	at, err = a.FinishAttempt(ctx, v, at.ID)
	if err != nil || at.Percent != 50 || !at.Passed {
		t.Fatalf("finished: %+v, %v; want 50 %%, passed", at, err)
	}
	twice, err := a.FinishAttempt(ctx, v, at.ID)
	if err != nil || twice.Percent != 50 {
		t.Errorf("finished twice: %+v, %v; want the same", twice, err)
	}
	if _, err := a.SaveAnswer(ctx, v, at.ID, "q2", item.Chosen("right"), false); !errors.Is(err, quiz.ErrOver) {
		t.Errorf("answer after the end: %v, want over", err)
	}
}

// An attempt that nobody hands in is graded by its time, with what was saved.
func TestAttemptRunsOut(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx, v := h.App, t.Context(), h.Viewer(t, "salma")
	if _, err := a.Enrol(ctx, v, "basics"); err != nil {
		t.Fatal(err)
	}
	at, err := a.StartAttempt(ctx, v, "basics", "check")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.SaveAnswer(ctx, v, at.ID, "q1", item.Chosen("right"), false); err != nil {
		t.Fatal(err)
	}
	now := at.EndsAt.Add(quiz.Grace)
	a.Now = func() time.Time { return now }
	if _, err := a.SaveAnswer(ctx, v, at.ID, "q2", item.Chosen("right"), false); err != nil {
		t.Errorf("answer at the last instant of grace: %v", err)
	}
	now = now.Add(time.Microsecond)
	if _, err := a.SaveAnswer(ctx, v, at.ID, "q2", item.Chosen("wrong"), false); !errors.Is(err, quiz.ErrOver) {
		t.Errorf("answer after grace: %v, want over", err)
	}
	now = now.Add(2 * time.Second)
	for range 2 {
		if failed := masartest.Work(t, a); failed != nil {
			t.Fatal(failed)
		}
	}
	got, err := a.Store.Attempt(ctx, at.ID)
	if err != nil || got.Percent != 100 || !got.FinishedAt.Equal(at.EndsAt) {
		t.Errorf("ran out: %+v, %v; want 100 %% at %v", got, err, at.EndsAt)
	}
}
