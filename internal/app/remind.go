package app

import (
	"context"
	"time"

	"masar/internal/day"
	"masar/internal/notice"
	"masar/internal/people"
)

// remindOverdue tells people of deadlines that have passed.
func (a *App) remindOverdue(ctx context.Context, _ string) (end string, err error) {
	now := a.Now()
	return a.remindDeadlines(ctx, notice.Overdue, now, time.Time{}, now)
}

// remindSoon tells people of deadlines three days ahead.
func (a *App) remindSoon(ctx context.Context, _ string) (end string, err error) {
	now := a.Now()
	before := day.Of(now, a.Zone).Plus(notice.Ahead).End(a.Zone).Add(time.Microsecond)
	return a.remindDeadlines(ctx, notice.DueSoon, now, now, before)
}

func (a *App) remindDeadlines(ctx context.Context, kind notice.Kind, now, from, before time.Time) (end string, err error) {
	ds, err := a.Store.Deadlines(ctx, kind, from, before, page)
	if err != nil {
		return "", err
	}
	var ids []string
	for _, d := range ds {
		ids = append(ids, d.EnrolmentID)
	}
	lacking, err := a.LackingSeats(ctx, ids...)
	if err != nil {
		return "", err
	}
	of := map[string]string{} // the enrolment of a notice
	for i, d := range ds {
		d.Seat = lacking[d.EnrolmentID]
		ds[i] = d
		for _, n := range notice.Due(now, a.Zone, []notice.Deadline{d}, nil) {
			of[n.ID] = d.EnrolmentID
		}
	}
	_, err = a.tellAll(ctx, people.Clock, notice.Due(now, a.Zone, ds, nil), func(d *deed, all, _ []notice.Notice) error {
		var enrolments []string
		for _, n := range all {
			enrolments = append(enrolments, of[n.ID])
		}
		return d.MarkReminded(ctx, kind, before, enrolments)
	})
	return ifFull(len(ds), page, further), err
}

// remindSessions tells people of the sessions of tomorrow.
func (a *App) remindSessions(ctx context.Context, after string) (end string, err error) {
	now := a.Now()
	ss, err := a.Store.SessionsOf(ctx, day.Of(now, a.Zone).Plus(1), a.Zone, after, page)
	if err != nil || len(ss) == 0 {
		return "", err
	}
	_, err = a.tellAll(ctx, people.Clock, notice.Due(now, a.Zone, nil, ss), nil)
	return ifFull(len(ss), page, ss[len(ss)-1].EnrolmentID), err
}

// remindRenewals tells people of certificates that are about to expire.
func (a *App) remindRenewals(ctx context.Context, _ string) (end string, err error) {
	now := a.Now()
	es, err := a.Store.CertificatesExpiring(ctx, now, now.AddDate(0, 0, notice.RenewAhead), page)
	if err != nil {
		return "", err
	}
	_, err = a.tellAll(ctx, people.Clock, notice.Renewals(now, es), nil)
	return ifFull(len(es), page, further), err
}
