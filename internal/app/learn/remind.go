package learn

import (
	"context"
	"time"

	"masar/internal/app/core"
	"masar/internal/day"
	"masar/internal/notice"
	"masar/internal/people"
)

// RemindOverdue tells people of deadlines that have passed.
func (a Learning) RemindOverdue(ctx context.Context, _ string) (end string, err error) {
	now := a.Now()
	return a.remindDeadlines(ctx, notice.Overdue, now, time.Time{}, now)
}

// RemindSoon tells people of deadlines three days ahead.
func (a Learning) RemindSoon(ctx context.Context, _ string) (end string, err error) {
	now := a.Now()
	before := day.Of(now, a.Zone).Plus(notice.Ahead).End(a.Zone).Add(time.Microsecond)
	return a.remindDeadlines(ctx, notice.DueSoon, now, now, before)
}

func (a Learning) remindDeadlines(ctx context.Context, kind notice.Kind, now, from, before time.Time) (end string, err error) {
	ds, err := a.Store.Deadlines(ctx, kind, from, before, core.Page)
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
	_, err = a.NotifyAll(ctx, people.Clock, notice.Due(now, a.Zone, ds, nil), func(d *core.Unit, all, _ []notice.Notice) error {
		var enrolments []string
		for _, n := range all {
			enrolments = append(enrolments, of[n.ID])
		}
		return d.MarkReminded(ctx, kind, before, enrolments)
	})
	return core.IfFull(len(ds), core.Page, core.Further), err
}

// RemindSessions tells people of the sessions of tomorrow.
func (a Learning) RemindSessions(ctx context.Context, after string) (end string, err error) {
	now := a.Now()
	ss, err := a.Store.SessionsOf(ctx, day.Of(now, a.Zone).Plus(1), a.Zone, after, core.Page)
	if err != nil || len(ss) == 0 {
		return "", err
	}
	_, err = a.NotifyAll(ctx, people.Clock, notice.Due(now, a.Zone, nil, ss), nil)
	return core.IfFull(len(ss), core.Page, ss[len(ss)-1].EnrolmentID), err
}

// RemindRenewals tells people of certificates that are about to expire.
func (a Learning) RemindRenewals(ctx context.Context, _ string) (end string, err error) {
	now := a.Now()
	es, err := a.Store.CertificatesExpiring(ctx, now, now.AddDate(0, 0, notice.RenewAhead), core.Page)
	if err != nil {
		return "", err
	}
	_, err = a.NotifyAll(ctx, people.Clock, notice.Renewals(now, es), nil)
	return core.IfFull(len(es), core.Page, core.Further), err
}
