package app

import (
	"context"
	"strconv"
	"strings"

	"masar/internal/app/core"
	"masar/internal/people"
	"masar/internal/store"
)

// A place is how far a sweep has come. The job's row keeps it in its payload:
// the hour of the tick and, once it has gone on, stage and place within it.
type place struct {
	tick  string
	stage int
	after string
}

func placeOf(payload string) (p place) {
	var n string
	p.tick, n, _ = strings.Cut(payload, " ")
	n, p.after, _ = strings.Cut(n, " ")
	p.stage, _ = strconv.Atoi(n)
	return p
}

func (p place) String() string { return p.tick + " " + strconv.Itoa(p.stage) + " " + p.after }

// sweeps returns the stages of the clock's jobs. None needs what an earlier one
// of them has found.
func (a *App) sweeps() map[string][]core.Stage {
	return map[string][]core.Stage{
		core.Remind:   {a.RemindOverdue, a.RemindSoon, a.RemindSessions, a.RemindRenewals},
		core.Attended: {a.ArrangeAttended},
		core.FollowUp: {a.AskDue()},
		core.Settle:   {a.Settle},
		core.Tidy:     a.Tidy(),
	}
}

// sweep goes on with a job of the clock where its row says, a page at a time.
// After some pages it leaves the worker to others and the rest to another try.
// Stopped in the middle it begins those pages again: what is done is left out, or
// has its id.
func (a *App) sweep(ctx context.Context, j store.Job, stages []core.Stage) (err error) {
	at := placeOf(j.Payload)
	for range core.PagesAtOnce {
		if at.stage >= len(stages) {
			break
		}
		if at.after, err = stages[at.stage](ctx, at.after); err != nil {
			return err
		}
		if at.after == "" {
			at.stage++
		}
	}
	return a.Do(ctx, people.Clock, func(d *core.Unit) error {
		if at.stage < len(stages) {
			return d.PauseJob(ctx, j.ID, at.String(), d.Now)
		}
		_, err := d.FinishJob(ctx, j.ID, d.Now)
		return err
	})
}
