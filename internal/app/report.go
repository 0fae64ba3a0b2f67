package app

import (
	"context"
	"slices"
	"strconv"
	"time"

	"masar/internal/event"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/report"
	"masar/internal/store"
)

// RemindLate reminds those of v's people who are late with a course and whom
// the filter lets through, and returns how many, of how many enrolments that are
// late. Nobody is reminded of the same enrolment twice in a day.
func (a *App) RemindLate(ctx context.Context, v people.Viewer, f report.Filter) (n, late int, err error) {
	err = a.do(ctx, v, func(d *deed) error {
		at := store.ReportAt{Now: d.now, Zone: a.Zone}
		f.State = report.Late
		ids, err := d.Report(ctx, v.Scope(people.HR), f, at, 0, 0)
		if err != nil {
			return err
		}
		n, late = 0, len(ids)
		for part := range slices.Chunk(ids, 500) {
			rows, err := d.ReportRows(ctx, v.Scope(people.HR), part, at)
			if err != nil {
				return err
			}
			told, err := d.told(ctx, reminders(rows, d.now, a.Zone))
			if err != nil {
				return err
			}
			n += told
		}
		if n == 0 {
			return nil
		}
		return d.record(ctx, event.Of(event.Reminded, "report", "late", v.AgencyID).With("people", strconv.Itoa(n)))
	})
	return n, late, err
}

func reminders(rows []report.Row, now time.Time, zone *time.Location) (ns []notice.Notice) {
	today := now.In(zone).Format(time.DateOnly)
	for _, r := range rows {
		args := title(r.Course())
		args["at"] = r.DueOn.UTC().Format(time.RFC3339)
		ns = append(ns, notice.Notice{
			ID: "reminded:" + r.EnrolmentID + ":" + today, PersonID: r.PersonID, Kind: notice.Overdue,
			Args: args, Link: "/learning/" + r.CourseID, At: now,
		})
	}
	return ns
}
