package core

import (
	"context"
	"slices"

	"masar/internal/notice"
	"masar/internal/people"
)

// What the clock looks after is read in pages, outside of any transaction, and
// written in slices, each a short transaction of its own, so that a million
// enrolments never keep others from writing for long.
const (
	Page  = 2000
	Slice = 200
)

// PagesAtOnce is how many pages one try of a job does: it is done long before its
// lease ends.
const PagesAtOnce = 10

// A Stage is a part of a sweep. It does the next page of its work, that after
// the given place, and returns where it ended; "" when nothing is left.
type Stage func(ctx context.Context, after string) (end string, err error)

// Further is the place at which a stage goes on whose queries leave out what is done.
const Further = "further"

// IfFull returns end if so many are as many as were asked for.
func IfFull(n, most int, end string) string {
	if n < most {
		return ""
	}
	return end
}

var everyoneTold = people.Everywhere("those who are given a notice")

// NotifyAll gives the notices that were not given before as tell does, in slices.
// Whatever with does is done in the transaction of each; it may be nil. It returns
// how many were not given before.
func (a *App) NotifyAll(ctx context.Context, v people.Viewer, ns []notice.Notice, with func(d *Unit, all, added []notice.Notice) error) (n int, err error) {
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
	for part := range slices.Chunk(ns, Slice) {
		var added []notice.Notice
		mails := a.mailsOf(part, ps, a.Now()) // written before others have to wait
		err := a.Do(ctx, v, func(d *Unit) (err error) {
			if added, err = d.AddNotices(ctx, part); err != nil {
				return err
			}
			if err := d.QueueMails(ctx, mailsAbout(added, mails)); err != nil || with == nil {
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
