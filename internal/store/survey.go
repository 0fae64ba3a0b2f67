package store

import (
	"context"
	"database/sql"
	"time"

	"masar/internal/people"
	"masar/internal/progress"

	"github.com/uptrace/bun"
)

// A Response is what somebody answered to a survey.
type Response struct {
	bun.BaseModel `bun:"responses,alias:r"`

	EnrolmentID string            `bun:",pk"`
	SurveyID    string            `bun:",pk"`
	Answers     map[string]string `bun:"type:jsonb"` // by question; of a file, its id
	At          time.Time
}

// An Invitation says that somebody was asked to answer a follow-up survey.
type Invitation struct {
	EnrolmentID string `bun:",pk"`
	SurveyID    string `bun:",pk"`
	At          time.Time
}

// AddResponse adds r and reports whether it is the first: a survey is answered
// once.
func (tx *Tx) AddResponse(ctx context.Context, r Response) (first bool, err error) {
	defer wrap(&err, "add response to %s", r.SurveyID)
	return added(tx.q.NewInsert().Model(&r).On("CONFLICT DO NOTHING").Exec(ctx))
}

// Response returns what was answered to the survey under the enrolment.
func (db Reader) Response(ctx context.Context, enrolment, survey string) (r Response, err error) {
	defer wrap(&err, "response to %s", survey)
	err = db.q.NewSelect().Model(&r).Where("enrolment_id = ? AND survey_id = ?", enrolment, survey).Scan(ctx)
	return r, err
}

// AddInvitation adds i and reports whether it is the first to that survey.
func (tx *Tx) AddInvitation(ctx context.Context, i Invitation) (first bool, err error) {
	defer wrap(&err, "invite to %s", i.SurveyID)
	return added(tx.q.NewInsert().Model(&i).On("CONFLICT DO NOTHING").Exec(ctx))
}

// added reports whether an insert added its row, which may have been there.
func added(res sql.Result, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// CompletedVersions returns the versions of courses that somebody completed
// from the given time on.
func (db Reader) CompletedVersions(ctx context.Context, from time.Time) (vs []CourseVersion, err error) {
	defer wrap(&err, "completed versions")
	err = db.q.NewSelect().TableExpr("enrolments AS e").ColumnExpr("DISTINCT e.course_id, e.version").
		Where("e.completed_at >= ?", from).OrderExpr("e.course_id, e.version").Scan(ctx, &vs)
	return vs, err
}

// Uninvited returns up to n enrolments, completed in a version of a course
// between two instants by people still employed, who were neither invited to
// the survey nor have answered it, and whom no job is there to invite; the
// earliest first.
func (db Reader) Uninvited(ctx context.Context, course, version, survey string, from, to time.Time, n int) (ids []string, err error) {
	defer wrap(&err, "uninvited to %s", survey)
	err = db.q.NewSelect().TableExpr("enrolments AS e").ColumnExpr("e.id").
		Join("JOIN people AS p ON p.id = e.person_id AND p.left_at IS NULL").
		Where("e.completed_at >= ? AND e.completed_at <= ? AND e.state = ?", from, to, progress.Done).
		Where("e.course_id = ? AND e.version = ?", course, version).
		Where("NOT EXISTS (SELECT 1 FROM invitations AS i WHERE i.enrolment_id = e.id AND i.survey_id = ?)", survey).
		Where("NOT EXISTS (SELECT 1 FROM responses AS r WHERE r.enrolment_id = e.id AND r.survey_id = ?)", survey).
		Where("NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.id = 'ask:' || e.id || ?)", "/"+survey).
		OrderExpr("e.completed_at, e.id").Limit(int64(n)).Scan(ctx, &ids)
	return ids, err
}

// Answers are what a survey of a course brought in.
type Answers struct {
	Asked  int                 // people invited or, within a course, those who answered
	Given  []map[string]string // of each who answered, by question
	Silent []Silent            // within a course, the others on it
}

// A Silent is an enrolment under which a survey of its course is not answered.
type Silent struct {
	EnrolmentID, Version, RunID string
	Begun                       bool
}

// SurveyAnswers returns what the people in scope answered to a survey of the
// course. Whether it follows up their completion decides who counts as asked.
func (db Reader) SurveyAnswers(ctx context.Context, s people.Scope, course, survey string, followUp bool) (a Answers, err error) {
	defer wrap(&err, "answers to %s", survey)
	return db.answers(ctx, scoped(s, "e.agency_id", "e.person_id"), course, survey, followUp)
}

// TaughtSurveyAnswers returns what the people of the runs that v teaches, or
// that an agency hosts in which v is a trainer, answered to a survey of the
// course.
func (db Reader) TaughtSurveyAnswers(ctx context.Context, v people.Viewer, course, survey string, followUp bool) (a Answers, err error) {
	defer wrap(&err, "taught answers to %s", survey)
	runs := db.q.NewSelect().TableExpr("runs AS t").ColumnExpr("t.id").Apply(taught(v, "t.agency_id", "t.id"))
	ours := func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("e.run_id IN (?)", runs) }
	return db.answers(ctx, ours, course, survey, followUp)
}

func (db Reader) answers(ctx context.Context, ours func(*bun.SelectQuery) *bun.SelectQuery, course, survey string, followUp bool) (a Answers, err error) {
	const invited = "EXISTS (SELECT 1 FROM invitations AS i WHERE i.enrolment_id = e.id AND i.survey_id = ?)"
	const answered = "EXISTS (SELECT 1 FROM responses AS r WHERE r.enrolment_id = e.id AND r.survey_id = ?)"
	silent := db.q.NewSelect().TableExpr("enrolments AS e").Apply(ours).Where("e.course_id = ? AND e.state <> ?", course, progress.Left).
		Where("NOT "+answered, survey)
	var invitedOnly int64
	if followUp {
		invitedOnly, err = silent.Where(invited, survey).Count(ctx)
	} else {
		err = silent.ColumnExpr("e.id AS enrolment_id, e.version, e.run_id, e.state <> ? AS begun", progress.Waiting).OrderExpr("e.id").Scan(ctx, &a.Silent)
	}
	if err != nil {
		return a, err
	}
	var rs []Response
	err = db.q.NewSelect().Model(&rs).Join("JOIN enrolments AS e ON e.id = r.enrolment_id").Apply(ours).
		Where("e.course_id = ? AND r.survey_id = ? AND e.state <> ?", course, survey, progress.Left).OrderExpr("r.enrolment_id").Scan(ctx)
	for _, r := range rs {
		a.Given = append(a.Given, r.Answers)
	}
	a.Asked = int(invitedOnly) + len(a.Given)
	return a, err
}

// SurveyFile returns a file that somebody in scope gave in answer to the
// survey of the course.
func (db Reader) SurveyFile(ctx context.Context, s people.Scope, course, survey, id string) (f File, err error) {
	defer wrap(&err, "file %s", id)
	if f, err = db.File(ctx, s, id); err != nil {
		return f, err
	}
	a, err := db.SurveyAnswers(ctx, people.Own(f.PersonID), course, survey, false)
	for _, given := range a.Given {
		for _, value := range given {
			if value == id {
				return f, err
			}
		}
	}
	if err == nil {
		err = ErrNotFound
	}
	return File{}, err
}
