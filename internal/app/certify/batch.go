package certify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"

	"masar/internal/app/core"
	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/people"
	"masar/internal/store"
)

// stepsAtOnce is how many steps of a batch one job does: it is done long
// before its lease ends, and others get the worker's hands in between.
const stepsAtOnce = 20

var everyBatch = people.Everywhere("a worker goes on with batches of every agency")

// IssueWaiting has the certificates issued that wait in the agencies of v's
// whom the filter lets through, in the names as they are. Asked twice while it
// is under way, it is one batch.
func (a Certification) IssueWaiting(ctx context.Context, v people.Viewer, f certificate.Filter) (certificate.Batch, error) {
	f.Kind, f.Status = "", ""
	return a.startBatch(ctx, v, certificate.Issuing, f, func(d *core.Unit, b certificate.Batch) (int, error) {
		n, err := d.AddWaitingItems(ctx, v.Scope(people.HR), b)
		if err == nil && n == 0 {
			err = certificate.ErrNothingWaits
		}
		return n, err
	})
}

// startBatch starts a batch whose items fill adds, or returns the same one
// that is under way.
func (a Certification) startBatch(ctx context.Context, v people.Viewer, kind string, f certificate.Filter, fill func(*core.Unit, certificate.Batch) (int, error)) (b certificate.Batch, err error) {
	err = a.Do(ctx, v, func(d *core.Unit) error {
		b = certificate.Batch{ID: a.NewID(), Kind: kind, Same: same(kind, f, v), AskedBy: v.PersonID, Filter: f, MadeAt: d.Now}
		added, err := d.AddBatch(ctx, b)
		if err != nil {
			return err
		}
		if !added {
			b, err = d.BatchUnderWay(ctx, b.Same)
			return err
		}
		if b.Total, err = fill(d, b); err != nil {
			return err
		}
		if err := d.SaveBatch(ctx, b); err != nil {
			return err
		}
		if err := d.AddJobs(ctx, core.Job{Kind: core.Batch, About: b.ID}.Row(d.Now)); err != nil {
			return err
		}
		return d.Emit(ctx, event.Of(event.BatchStarted, event.Object{ID: b.ID, AgencyID: v.AgencyID}, event.BatchKind.Is(kind), event.Items.Is(b.Total)))
	})
	return b, err
}

// same returns what two batches have in common that are one: they do the same
// to the same of whom v may see.
func same(kind string, f certificate.Filter, v people.Viewer) string {
	ids, under := v.Scope(people.HR).Agencies()
	b, err := json.Marshal([]any{kind, f, slices.Sorted(slices.Values(ids)), under})
	if err != nil {
		panic(err) // strings and a time
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// WorkBatch goes on with the batch of a job, in steps that are a transaction each,
// and leaves what is left after some to another job. Two that work on one batch
// take turns.
func (a Certification) WorkBatch(ctx context.Context, j store.Job) error {
	b, err := a.Store.Batch(ctx, everyBatch, j.Payload)
	if err != nil {
		return err
	}
	step := a.issueStep
	if b.Kind == certificate.Archiving {
		step = a.packStep
	}
	for range stepsAtOnce {
		if b, err = step(ctx, b.ID); err != nil {
			return err
		}
		if b.Ended() {
			break
		}
	}
	return a.Do(ctx, people.Clock, func(d *core.Unit) error {
		first, err := d.FinishJob(ctx, j.ID, d.Now)
		if err != nil || !first || b.Ended() {
			return err
		}
		return d.AddJobs(ctx, core.Job{Kind: core.Batch, About: b.ID}.Again(strconv.Itoa(b.Total-b.Left()), d.Now))
	})
}

// saveStep saves what a step has done, and ends the batch when nothing is left
// of it to do, or nothing can be.
func saveStep(ctx context.Context, d *core.Unit, b *certificate.Batch, items []certificate.BatchItem) error {
	if b.Why != "" || b.Left() == 0 {
		b.EndedAt = d.Now
		ended := event.Of(event.BatchFinished, event.Object{ID: b.ID}, event.BatchKind.Is(b.Kind), event.Done.Is(b.Done), event.Failed.Is(b.Failed))
		if err := d.Emit(ctx, ended); err != nil {
			return err
		}
	}
	if err := d.SaveBatchItems(ctx, items); err != nil {
		return err
	}
	return d.SaveBatch(ctx, *b)
}
