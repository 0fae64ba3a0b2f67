package app

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/store"
)

// What the clock looks after is read in pages, outside of any transaction, and
// written in slices, each a short transaction of its own, so that a million
// enrolments never keep others from writing for long.
const (
	page  = 2000
	slice = 200
)

// pagesAtOnce is how many pages one try of a job does: it is done long before its
// lease ends.
const pagesAtOnce = 10

// A stage is a part of a sweep. It does the next page of its work, that after
// the given place, and returns where it ended; "" when nothing is left.
type stage func(ctx context.Context, after string) (end string, err error)

// further is the place at which a stage goes on whose queries leave out what is done.
const further = "further"

// ifFull returns end if so many are as many as were asked for.
func ifFull(n, most int, end string) string {
	if n < most {
		return ""
	}
	return end
}

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
func (a *App) sweeps() map[string][]stage {
	return map[string][]stage{
		Remind:   {a.remindOverdue, a.remindSoon, a.remindSessions, a.remindRenewals},
		Attended: {a.arrangeAttended},
		FollowUp: {a.askDue()},
		Settle:   {a.settle},
		Tidy:     a.tidy(),
	}
}

// sweep goes on with a job of the clock where its row says, a page at a time.
// After some pages it leaves the worker to others and the rest to another try.
// Stopped in the middle it begins those pages again: what is done is left out, or
// has its id.
func (a *App) sweep(ctx context.Context, j store.Job, stages []stage) (err error) {
	at := placeOf(j.Payload)
	for range pagesAtOnce {
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
	return a.do(ctx, people.Clock, func(d *deed) error {
		if at.stage < len(stages) {
			return d.PauseJob(ctx, j.ID, at.String(), d.now)
		}
		_, err := d.FinishJob(ctx, j.ID, d.now)
		return err
	})
}

var everyoneTold = people.Everywhere("those who are given a notice")

// tellAll gives the notices that were not given before as tell does, in slices.
// Whatever with does is done in the transaction of each; it may be nil. It returns
// how many were not given before.
func (a *App) tellAll(ctx context.Context, v people.Viewer, ns []notice.Notice, with func(d *deed, all, added []notice.Notice) error) (n int, err error) {
	var ids []string
	for _, n := range ns {
		ids = append(ids, n.PersonID)
	}
	if len(ids) == 0 {
		return 0, nil
	}
	ps, err := a.Store.PeopleWith(ctx, everyoneTold, ids)
	if err != nil {
		return 0, err
	}
	for part := range slices.Chunk(ns, slice) {
		var added []notice.Notice
		mails := a.mailsOf(part, ps, a.Now()) // written before others have to wait
		err := a.do(ctx, v, func(d *deed) (err error) {
			if added, err = d.AddNotices(ctx, part); err != nil {
				return err
			}
			if err := d.addMails(ctx, mailsAbout(added, mails)); err != nil || with == nil {
				return err
			}
			return with(d, part, added)
		})
		if err != nil {
			return n, err
		}
		n += len(added)
	}
	return n, nil
}

// mailsAbout returns the mails that tell of the notices.
func mailsAbout(ns []notice.Notice, ms []notice.Mail) []notice.Mail {
	about := make(map[string]bool, len(ns))
	for _, n := range ns {
		about[n.ID] = true
	}
	var of []notice.Mail
	for _, m := range ms {
		if about[m.ID] {
			of = append(of, m)
		}
	}
	return of
}
