package reporting

import (
	"context"
	"slices"
	"time"

	"masar/internal/app/core"
	"masar/internal/event"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/report"
	"masar/internal/store"
)

// RemindLate reminds those of v's people who are late with a course and whom
// the filter lets through, and returns how many, of how many enrolments that are
// late. Nobody is reminded of the same enrolment twice in a day. It is done in
// short transactions, each with its event: broken off, those who were reminded
// stay so, and asked again it goes on with the others.
func (a Reporting) RemindLate(ctx context.Context, v people.Viewer, f report.Filter) (n, late int, err error) {
	at := store.ReportAt{Now: a.Now(), Zone: a.Zone}
	f.State = report.Late
	ids, err := a.Store.Report(ctx, v.Scope(people.HR), f, at, 0, 0)
	if err != nil {
		return 0, 0, err
	}
	for part := range slices.Chunk(ids, core.Page) {
		told, err := a.remindLate(ctx, v, part, at)
		if err != nil {
			return n, len(ids), err
		}
		n += told
	}
	return n, len(ids), nil
}

// remindLate reminds those who are late under some enrolments.
func (a Reporting) remindLate(ctx context.Context, v people.Viewer, enrolments []string, at store.ReportAt) (n int, err error) {
	rows, err := a.Store.ReportRows(ctx, v.Scope(people.HR), enrolments, at)
	if err != nil {
		return 0, err
	}
	lacking, err := a.LackingSeats(ctx, enrolments...)
	if err != nil {
		return 0, err
	}
	ns := reminders(rows, lacking, at.Now, a.Zone)
	var all []string
	for _, n := range ns {
		all = append(all, n.ID)
	}
	given, err := a.Store.Given(ctx, all)
	if err != nil {
		return 0, err
	}
	ns = slices.DeleteFunc(ns, func(n notice.Notice) bool { return given[n.ID] })
	return a.NotifyAll(ctx, v, ns, func(d *core.Unit, _, added []notice.Notice) error {
		if len(added) == 0 {
			return nil
		}
		return d.Emit(ctx, event.Of(event.LateReminded, event.Object{ID: "late", AgencyID: v.AgencyID}, event.PeopleMany.Is(len(added))))
	})
}

func reminders(rows []report.Row, lacking map[string]*notice.Seat, now time.Time, zone *time.Location) (ns []notice.Notice) {
	today := now.In(zone).Format(time.DateOnly)
	for _, r := range rows {
		args := core.Title(r.Course())
		args["at"] = r.DueOn.UTC().Format(time.RFC3339)
		lacking[r.EnrolmentID].Into(args)
		ns = append(ns, notice.Notice{
			ID: "reminded:" + r.EnrolmentID + ":" + today, PersonID: r.PersonID, Kind: notice.Overdue,
			Args: args, Link: "/learning/" + r.CourseID, At: now,
		})
	}
	return ns
}
