package store_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"masar/internal/masartest"
	"masar/internal/store"
)

// claimed returns the ids of the jobs that are claimed at the given time.
func claimed(t *testing.T, db *store.DB, at time.Time, n int) (ids []string) {
	t.Helper()
	err := db.Tx(t.Context(), func(tx *store.Tx) error {
		js, err := tx.ClaimJobs(t.Context(), at, store.Work, n)
		for _, j := range js {
			ids = append(ids, j.ID)
		}
		return err
	})
	must(t, err)
	slices.Sort(ids)
	return ids
}

func TestOutbox(t *testing.T) {
	db, ctx, now := masartest.DB(t), t.Context(), masartest.Noon
	job := func(id string, at time.Time) store.Job {
		return store.Job{ID: id, Kind: "k", Payload: id, NextAt: at.UnixMilli(), MadeAt: now.UnixMilli()}
	}
	want := func(what string, got []string, ids ...string) {
		t.Helper()
		if !slices.Equal(got, ids) {
			t.Fatalf("%s: %v, want %v", what, got, ids)
		}
	}
	must(t, db.Alone().AddJobs(ctx), db.Alone().AddJobs(ctx, job("a", now.Add(-2*time.Second)), job("b", now.Add(-time.Second)), job("c", now), job("later", now.Add(time.Hour))))
	again := job("a", now.Add(time.Hour))
	again.Kind = "other"
	must(t, db.Alone().AddJobs(ctx, again))
	if j, err := db.Job(ctx, "a"); err != nil || j.Kind != "k" || j.NextAt != now.Add(-2*time.Second).UnixMilli() {
		t.Fatalf("added again: %+v, %v; want it as it was", j, err)
	}
	want("the most due first", claimed(t, db, now, 2), "a", "b")
	want("then the rest", claimed(t, db, now, 10), "c")
	want("all are on their way", claimed(t, db, now, 10))
	want("while the lease lasts", claimed(t, db, now.Add(store.Lease-time.Millisecond), 10))
	want("when it ends", claimed(t, db, now.Add(store.Lease), 10), "a", "b", "c")
	now = now.Add(store.Lease)
	if j, err := db.Job(ctx, "a"); err != nil || j.Tries != 2 || j.Claimed != 1 || j.NextAt != now.Add(store.Lease).UnixMilli() {
		t.Errorf("claimed twice: %+v, %v", j, err)
	}
	must(t, db.Alone().FailJob(ctx, "c", "451 later", now.Add(5*time.Second)), db.Alone().FailJob(ctx, "c", "again, with nothing on its way", now))
	if j, err := db.Job(ctx, "c"); err != nil || j.Failures != 1 || j.Error != "451 later" || j.Claimed != 0 {
		t.Errorf("failed once: %+v, %v", j, err)
	}
	want("failed, for later", claimed(t, db, now, 10))
	must(t, db.Alone().GiveBackJob(ctx, "a", now.Add(5*time.Second)))
	want("given back for later", claimed(t, db, now, 10))
	want("when it is later", claimed(t, db, now.Add(5*time.Second), 10), "a", "c")
	for i, first := range []bool{true, false} {
		if got, err := db.Alone().FinishJob(ctx, "a", now); err != nil || got != first {
			t.Errorf("finished, time %d: %v, %v; want %v", i+1, got, err, first)
		}
	}
	must(t, db.Alone().GiveBackJob(ctx, "a", now), db.Alone().BuryJob(ctx, "a", "late", now), db.Alone().GiveBackAllJobs(ctx, now))
	want("what the queue has lost, but not what is done", claimed(t, db, now, 10), "b", "c")
	must(t, db.Alone().BuryJob(ctx, "b", "no such enrolment", now))
	if first, err := db.Alone().FinishJob(ctx, "b", now); err != nil || first {
		t.Errorf("finished after it was given up: %v, %v; want no effect", first, err)
	}
	if c, err := db.CountJobs(ctx); err != nil || c != (store.JobCounts{Waiting: 1, InFlight: 1, Dead: 1, Done: 1}) {
		t.Errorf("%+v, %v; want one of each", c, err)
	}
	if n, err := db.JobsInFlight(ctx, store.Work); err != nil || n != 1 {
		t.Errorf("%d on their way, %v; want 1", n, err)
	}
	dead, err := db.DeadJobs(ctx, 10)
	if err != nil || len(dead) != 1 || dead[0].ID != "b" || dead[0].Error != "no such enrolment" {
		t.Errorf("given up: %+v, %v", dead, err)
	}
	want("given up for good", claimed(t, db, now.Add(time.Minute/2), 10))
	must(t, db.Alone().ReviveJob(ctx, "b", now))
	for _, id := range []string{"b", "a", "c", "none"} {
		if err := db.Alone().ReviveJob(ctx, id, now); !errors.Is(err, store.ErrChanged) {
			t.Errorf("%s, which is not given up, revived: %v", id, err)
		}
	}
	want("revived", claimed(t, db, now, 10), "b")
	if j, err := db.Job(ctx, "b"); err != nil || j.Tries != 1 || j.DeadAt != nil {
		t.Errorf("revived: %+v, %v; want one try", j, err)
	}
	if n, err := db.Alone().RemoveJobsBefore(ctx, now, 9); n != 0 || err != nil {
		t.Errorf("%d removed, %v", n, err)
	}
	if _, err := db.Job(ctx, "a"); err != nil {
		t.Errorf("done at that time: %v", err)
	}
	if n, err := db.Alone().RemoveJobsBefore(ctx, now.Add(time.Millisecond), 9); n != 1 || err != nil {
		t.Errorf("%d removed, %v; want one", n, err)
	}
	if _, err := db.Job(ctx, "a"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("done before that time: %v", err)
	}
}

// However many claim at once, each job is claimed by one.
func TestClaimTogether(t *testing.T) {
	db, ctx := masartest.DB(t), t.Context()
	for i := range 40 {
		must(t, db.Alone().AddJobs(ctx, store.Job{ID: string(rune('A' + i)), Kind: "k", NextAt: int64(i)}))
	}
	got := make(chan []string, 8)
	for range 8 {
		go func() {
			var ids []string
			err := db.Tx(ctx, func(tx *store.Tx) error {
				js, err := tx.ClaimJobs(ctx, masartest.Noon, store.Work, 5)
				for _, j := range js {
					ids = append(ids, j.ID)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
			got <- ids
		}()
	}
	seen := map[string]int{}
	for range 8 {
		for _, id := range <-got {
			seen[id]++
		}
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%s was claimed %d times", id, n)
		}
	}
	for _, id := range claimed(t, db, masartest.Noon, 100) { // what was locked when it was looked for
		seen[id]++
	}
	if len(seen) != 40 {
		t.Errorf("%d claimed, want 40", len(seen))
	}
}
