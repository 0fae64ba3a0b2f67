package app

import (
	"context"
	"time"

	"masar/internal/certificate"
	"masar/internal/people"
	"masar/internal/store"
)

// tidy returns the stages of forgetting what is no longer needed: sign-ins that
// have ended, browsers not used for a year, tries counted a day ago, forms
// and pages kept,
// lists sent for import a day ago, and batches and jobs long done. The last has
// the database count what is left.
func (a *App) tidy() []stage {
	return []stage{
		a.forget((*store.Tx).RemoveSignInsBefore, func(now time.Time) time.Time { return now.Add(-endedFor) }),
		a.forget((*store.Tx).RemoveDevicesBefore, func(now time.Time) time.Time { return now.Add(-KnownFor) }),
		a.forget((*store.Tx).RemoveThrottlesBefore, func(now time.Time) time.Time { return now.Add(-forgetAfter) }),
		a.forget((*store.Tx).RemoveKeptFormsBefore, func(now time.Time) time.Time { return now.Add(-KeptFor) }),
		a.forget((*store.Tx).RemoveShownPagesBefore, func(now time.Time) time.Time { return now.Add(-ShownFor) }),
		a.forget((*store.Tx).RemoveImportsBefore, func(now time.Time) time.Time { return now.AddDate(0, 0, -1) }),
		a.forget((*store.Tx).RemoveBatchItemsBefore, func(now time.Time) time.Time { return now.AddDate(0, 0, -certificate.BatchDays) }),
		a.forget((*store.Tx).RemoveBatchesBefore, func(now time.Time) time.Time { return now.AddDate(0, 0, -certificate.BatchDays) }),
		a.forget((*store.Tx).RemoveJobsBefore, func(now time.Time) time.Time { return now.AddDate(0, 0, -30) }),
		func(ctx context.Context, _ string) (string, error) { return "", a.optimize(ctx) },
	}
}

// forget returns the stage that removes what is from before a time, a slice at a
// time.
func (a *App) forget(remove func(*store.Tx, context.Context, time.Time, int) (int, error), before func(now time.Time) time.Time) stage {
	return func(ctx context.Context, _ string) (end string, err error) {
		var gone int
		for range page / slice {
			err := a.do(ctx, people.Clock, func(d *deed) (err error) {
				gone, err = remove(d.Tx, ctx, before(d.now), slice)
				return err
			})
			if err != nil || gone < slice {
				return "", err
			}
		}
		return further, nil
	}
}
