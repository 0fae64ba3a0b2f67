package app

import (
	"context"
	"fmt"
	"time"

	"masar/internal/app/core"
	"masar/internal/event"
	"masar/internal/people"
	"masar/internal/store"
)

// Tick adds the jobs that the timetable has for now. It wakes nobody: the
// relay, which calls it, is awake.
func (a *App) Tick(ctx context.Context) error {
	return a.Write(ctx, func(tx *store.Tx) error { return tx.AddJobs(ctx, core.Ticks(a.Now())...) })
}

// ClaimJobs claims up to n jobs of the lane that are due, for the relay to hand
// to the queue.
func (a *App) ClaimJobs(ctx context.Context, lane store.Lane, n int) (js []store.Job, err error) {
	err = a.Write(ctx, func(tx *store.Tx) error {
		js, err = tx.ClaimJobs(ctx, a.Now(), lane, n)
		return err
	})
	return js, err
}

// GiveBackJob makes a claimed job due again after a while: the queue did not
// take it.
func (a *App) GiveBackJob(ctx context.Context, id string, after time.Duration) error {
	return a.Write(ctx, func(tx *store.Tx) error { return tx.GiveBackJob(ctx, id, a.Now().Add(after)) })
}

// FailJob makes a job whose try has failed due again after a while.
func (a *App) FailJob(ctx context.Context, id string, why error, after time.Duration) error {
	return a.Write(ctx, func(tx *store.Tx) error { return tx.FailJob(ctx, id, why.Error(), a.Now().Add(after)) })
}

// GiveBackAllJobs makes every claimed job due at once: the queue has lost them.
func (a *App) GiveBackAllJobs(ctx context.Context) error {
	return a.Write(ctx, func(tx *store.Tx) error { return tx.GiveBackAllJobs(ctx, a.Now()) })
}

// BuryJob gives a job up after its last try, with the reason.
func (a *App) BuryJob(ctx context.Context, id string, why error) error {
	return a.Write(ctx, func(tx *store.Tx) error { return tx.BuryJob(ctx, id, why.Error(), a.Now()) })
}

// ReviveJob makes a job that was given up due again. Jobs are the house's own.
func (a *App) ReviveJob(ctx context.Context, v people.Viewer, id string) error {
	if !v.Root {
		return store.ErrNotFound
	}
	return a.Do(ctx, v, func(d *core.Unit) error {
		if err := d.ReviveJob(ctx, id, d.Now); err != nil {
			return err
		}
		return d.Emit(ctx, event.Of(event.JobRevived, event.Object{ID: id}))
	})
}

// Perform does the job with the given id. Performed twice, it has its effect
// once. A fault is final; after any other error it may be tried again.
func (a *App) Perform(ctx context.Context, id string) error {
	j, err := a.Store.Job(ctx, id)
	if err != nil {
		return err
	}
	if j.DoneAt != nil || j.DeadAt != nil {
		return nil
	}
	if j.Kind == core.SendMail { // its effect is outside; it keeps its own count
		return a.sendMail(ctx, j)
	}
	if j.Kind == core.Batch { // many transactions, one after the other
		return a.WorkBatch(ctx, j)
	}
	if stages, ok := a.sweeps()[j.Kind]; ok { // and so has what the clock looks after
		return a.sweep(ctx, j, stages)
	}
	work, ok := map[string]func(context.Context, *core.Unit, string) error{
		core.Certify:   a.Certify,
		core.Attest:    a.Attest,
		core.GradeLate: a.GradeLate,
		core.Ask:       a.Ask,
	}[j.Kind]
	if !ok {
		return fmt.Errorf("job %s: no such kind of job", id)
	}
	return a.Do(ctx, people.Clock, func(d *core.Unit) error {
		first, err := d.FinishJob(ctx, id, d.Now)
		if err != nil || !first {
			return err
		}
		return work(ctx, d, j.Payload)
	})
}
