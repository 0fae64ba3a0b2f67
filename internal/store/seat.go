package store

import (
	"context"
	"time"

	"masar/internal/workshop"

	"github.com/uptrace/bun"
)

// A Seatless is an enrolment not completed that is in no run to come or under way.
type Seatless struct {
	EnrolmentID, CourseID, Version string
	Attended                       bool // something of it, in a run that is over
}

// Seatless returns those of the enrolments that are in no run, or in one that was called
// off or is over by then.
func (db Reader) Seatless(ctx context.Context, now time.Time, enrolments ...string) (ss []Seatless, err error) {
	defer wrap(&err, "seatless of %d enrolments", len(enrolments))
	if len(enrolments) == 0 {
		return nil, nil
	}
	err = db.q.NewSelect().TableExpr("enrolments AS e").Join("LEFT JOIN runs AS r ON r.id = e.run_id").
		ColumnExpr("e.id AS enrolment_id, e.course_id, e.version").
		ColumnExpr("EXISTS (SELECT 1 FROM attendances AS a WHERE a.enrolment_id = e.id AND a.minutes > 0) AS attended").
		Where("e.id IN (?) AND e.completed_at IS NULL", bun.List(enrolments)).
		Where("(r.id IS NULL OR r.cancelled OR r.ends_on <= ?)", now).OrderExpr("e.id").Scan(ctx, &ss)
	return ss, err
}

// RunsToCome returns the runs of a course, whoever hosts them, that begin after the
// given time and are not called off, the next first. People of every agency are
// nominated for them.
func (db Reader) RunsToCome(ctx context.Context, course string, after time.Time) (rs []workshop.Run, err error) {
	defer wrap(&err, "runs of %s to come", course)
	err = db.q.NewSelect().Model(&rs).Where("course_id = ? AND NOT cancelled AND starts_on > ?", course, after).Order("starts_on", "id").Scan(ctx)
	return rs, err
}
