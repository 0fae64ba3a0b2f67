package identity

import (
	"context"
	"time"

	"masar/internal/app/core"
	"masar/internal/certificate"
	"masar/internal/people"
	"masar/internal/store"
)

// Tidy returns the stages of forgetting what is no longer needed: sign-ins that
// have ended, browsers not used for a year, tries counted a day ago, forms
// and pages kept,
// lists sent for import a day ago, and batches and jobs long done. The last has
// the database count what is left.
func (a Identity) Tidy() []core.Stage {
	return []core.Stage{
		a.forget((*store.Tx).RemoveSignInsBefore, func(now time.Time) time.Time { return now.Add(-endedFor) }),
		a.forget((*store.Tx).RemoveDevicesBefore, func(now time.Time) time.Time { return now.Add(-KnownFor) }),
		a.forget((*store.Tx).RemoveThrottlesBefore, func(now time.Time) time.Time { return now.Add(-core.ForgetAfter) }),
		a.forget((*store.Tx).RemoveKeptFormsBefore, func(now time.Time) time.Time { return now.Add(-KeptFor) }),
		a.forget((*store.Tx).RemoveShownPagesBefore, func(now time.Time) time.Time { return now.Add(-ShownFor) }),
		a.forget((*store.Tx).RemoveImportsBefore, func(now time.Time) time.Time { return now.AddDate(0, 0, -1) }),
		a.forget((*store.Tx).RemoveBatchItemsBefore, func(now time.Time) time.Time { return now.AddDate(0, 0, -certificate.BatchDays) }),
		a.forget((*store.Tx).RemoveBatchesBefore, func(now time.Time) time.Time { return now.AddDate(0, 0, -certificate.BatchDays) }),
		a.forget((*store.Tx).RemoveJobsBefore, func(now time.Time) time.Time { return now.AddDate(0, 0, -30) }),
		func(ctx context.Context, _ string) (string, error) { return "", a.Optimize(ctx) },
	}
}

// forget returns the stage that removes what is from before a time, a slice at a
// time.
func (a Identity) forget(remove func(*store.Tx, context.Context, time.Time, int) (int, error), before func(now time.Time) time.Time) core.Stage {
	return func(ctx context.Context, _ string) (end string, err error) {
		var gone int
		for range core.Page / core.Slice {
			err := a.Do(ctx, people.Clock, func(d *core.Unit) (err error) {
				gone, err = remove(d.Tx, ctx, before(d.Now), core.Slice)
				return err
			})
			if err != nil || gone < core.Slice {
				return "", err
			}
		}
		return core.Further, nil
	}
}
