package store

import (
	"context"
	"time"

	"masar/internal/catalog"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/workshop"

	"github.com/uptrace/bun"
)

// AddRun adds a run with its timetable.
func (tx *Tx) AddRun(ctx context.Context, r workshop.Run, slots []workshop.Slot) (err error) {
	defer wrap(&err, "add run %s", r.ID)
	if _, err = tx.q.NewInsert().Model(&r).Exec(ctx); err != nil {
		return err
	}
	_, err = tx.q.NewInsert().Model(&slots).Exec(ctx)
	return err
}

// SaveRun saves what has changed in r, read at its revision.
func (tx *Tx) SaveRun(ctx context.Context, r workshop.Run) (err error) {
	defer wrap(&err, "save run %s", r.ID)
	was := r.Revision
	r.Revision++
	return one(tx.q.NewUpdate().Model(&r).WherePK().Where("revision = ?", was).Exec(ctx))
}

// SaveSlots gives a run another timetable.
func (tx *Tx) SaveSlots(ctx context.Context, run string, slots []workshop.Slot) (err error) {
	defer wrap(&err, "slots of %s", run)
	if _, err = tx.q.NewDelete().Model((*workshop.Slot)(nil)).Where("run_id = ?", run).Exec(ctx); err != nil {
		return err
	}
	_, err = tx.q.NewInsert().Model(&slots).Exec(ctx)
	return err
}

// RemoveTrainers has people no longer teach a run.
func (tx *Tx) RemoveTrainers(ctx context.Context, run string, persons ...string) (err error) {
	defer wrap(&err, "remove trainers of %s", run)
	if len(persons) == 0 {
		return nil
	}
	_, err = tx.q.NewDelete().Model((*workshop.Trainer)(nil)).Where("run_id = ? AND person_id IN (?)", run, bun.List(persons)).Exec(ctx)
	return err
}

// AddTrainer makes somebody a trainer of a run. Made twice, they are one.
func (tx *Tx) AddTrainer(ctx context.Context, t workshop.Trainer) (err error) {
	defer wrap(&err, "add trainer to %s", t.RunID)
	_, err = tx.q.NewInsert().Model(&t).On("CONFLICT DO NOTHING").Exec(ctx)
	return err
}

// Run returns a run hosted by an agency in scope.
func (db Reader) Run(ctx context.Context, s people.Scope, id string) (r workshop.Run, err error) {
	defer wrap(&err, "run %s", id)
	err = db.q.NewSelect().Model(&r).Apply(scoped(s, "?TableAlias.agency_id", "NULL"), db.forUpdate).Where("id = ?", id).Scan(ctx)
	return r, err
}

// RunsWith returns the runs with the given ids that agencies in scope host, by id.
func (db Reader) RunsWith(ctx context.Context, s people.Scope, ids []string) (rs map[string]workshop.Run, err error) {
	defer wrap(&err, "%d runs", len(ids))
	rs = make(map[string]workshop.Run, len(ids))
	if len(ids) == 0 {
		return rs, nil
	}
	var rows []workshop.Run
	err = db.q.NewSelect().Model(&rows).Apply(scoped(s, "?TableAlias.agency_id", "NULL")).Where("id IN (?)", bun.List(ids)).Scan(ctx)
	for _, r := range rows {
		rs[r.ID] = r
	}
	return rs, err
}

// RunOf returns the run that the enrolment is in, whoever hosts it. It is not
// locked: those who learn in it do not wait for each other.
func (db Reader) RunOf(ctx context.Context, e progress.Enrolment) (r workshop.Run, err error) {
	defer wrap(&err, "run of %s", e.ID)
	err = db.q.NewSelect().Model(&r).Where("id = ?", e.RunID).Scan(ctx)
	return r, err
}

// TaughtRun returns a run that v teaches, or that an agency hosts in which v
// is a trainer.
func (db Reader) TaughtRun(ctx context.Context, v people.Viewer, id string) (r workshop.Run, err error) {
	defer wrap(&err, "taught run %s", id)
	err = db.q.NewSelect().Model(&r).Apply(taught(v, "?TableAlias.agency_id", "?TableAlias.id"), db.forUpdate).Where("id = ?", id).Scan(ctx)
	return r, err
}

// TaughtRuns returns the runs that v teaches or whose host they are a trainer
// of, the latest first.
func (db Reader) TaughtRuns(ctx context.Context, v people.Viewer, n int) (rs []workshop.Run, err error) {
	defer wrap(&err, "taught runs")
	err = db.q.NewSelect().Model(&rs).Apply(taught(v, "?TableAlias.agency_id", "?TableAlias.id")).Order("starts_on DESC", "id").Limit(int64(n)).Scan(ctx)
	return rs, err
}

// taught narrows q to what v teaches, by the columns of the agency and the
// run: where they are a trainer of the run, wherever its people come from, or
// one of the agency.
func taught(v people.Viewer, agency, run string) func(*bun.SelectQuery) *bun.SelectQuery {
	return func(q *bun.SelectQuery) *bun.SelectQuery {
		may := inScope(v.Scope(people.Trainer), agency)
		may.or(run+" IN (SELECT run_id FROM trainers WHERE person_id = ?)", v.PersonID)
		return q.Where("("+may.text+")", may.args...)
	}
}

// RunLike returns the run of the same course by the same host that begins at
// the same time in the same place.
func (db Reader) RunLike(ctx context.Context, like workshop.Run) (r workshop.Run, err error) {
	defer wrap(&err, "run like %s", like.ID)
	err = db.q.NewSelect().Model(&r).Where("course_id = ? AND agency_id = ?", like.CourseID, like.AgencyID).
		Where("starts_on = ? AND place = ? AND NOT cancelled", like.StartsOn, like.Place).Scan(ctx)
	return r, err
}

// Trainers returns the people who teach a run, by name.
func (db Reader) Trainers(ctx context.Context, run string) (ps []people.Person, err error) {
	defer wrap(&err, "trainers of %s", run)
	err = db.q.NewSelect().Model(&ps).Where("id IN (SELECT person_id FROM trainers WHERE run_id = ?)", run).Order("sort_ar", "id").Scan(ctx)
	return ps, err
}

// Led returns which of the runs have a trainer who is employed still.
func (db Reader) Led(ctx context.Context, runs ...string) (led map[string]bool, err error) {
	defer wrap(&err, "runs that are led")
	led = map[string]bool{}
	if len(runs) == 0 {
		return led, nil
	}
	var ids []string
	err = db.q.NewSelect().TableExpr("trainers AS t").ColumnExpr("DISTINCT t.run_id").
		Join("JOIN people AS p ON p.id = t.person_id AND p.left_at IS NULL").Where("t.run_id IN (?)", bun.List(runs)).Scan(ctx, &ids)
	for _, id := range ids {
		led[id] = true
	}
	return led, err
}

// Seats returns how many people are in each of the runs.
func (db Reader) Seats(ctx context.Context, runs ...string) (n map[string]int, err error) {
	defer wrap(&err, "seats of runs")
	var rows []struct {
		RunID string
		N     int
	}
	n = map[string]int{}
	if len(runs) == 0 {
		return n, nil
	}
	err = db.q.NewSelect().TableExpr("enrolments AS e").ColumnExpr("e.run_id, count(*) AS n").
		Where("e.run_id IN (?) AND e.state <> ?", bun.List(runs), progress.Left).GroupExpr("e.run_id").Scan(ctx, &rows)
	for _, r := range rows {
		n[r.RunID] = r.N
	}
	return n, err
}

// Slots returns the timetable of a run.
func (db Reader) Slots(ctx context.Context, run string) (ss []workshop.Slot, err error) {
	defer wrap(&err, "slots of %s", run)
	err = db.q.NewSelect().Model(&ss).Where("run_id = ?", run).Order("starts_at").Scan(ctx)
	return ss, err
}

// An OwnSlot is a session of a run that somebody is in.
type OwnSlot struct {
	workshop.Slot `bun:",extend"`

	Cancelled bool // the run was
}

// SlotsOf returns the sessions of all the runs that the person is enrolled in,
// from the given time on, the next first.
func (db Reader) SlotsOf(ctx context.Context, person string, from time.Time, n int) (ss []OwnSlot, err error) {
	defer wrap(&err, "slots of %s", person)
	err = db.q.NewSelect().TableExpr("slots AS s").ColumnExpr("s.*, r.cancelled").Join("JOIN runs AS r ON r.id = s.run_id").
		Where("s.run_id IN (SELECT run_id FROM enrolments WHERE person_id = ? AND state <> ?)", person, progress.Left).
		Where("s.starts_at >= ?", from).OrderExpr("s.starts_at").Limit(int64(n)).Scan(ctx, &ss)
	return ss, err
}

// A Participant is somebody in a run.
type Participant struct {
	progress.Enrolment `bun:",extend"`

	NameAr, NameEn, Department, DepartmentEn, StaffNo string
	AgencyAr, AgencyEn                                string
}

// Name returns the person's name in lang or, failing that, the other language.
func (p Participant) Name(lang string) string {
	return catalog.Text{Ar: p.NameAr, En: p.NameEn}.In(lang)
}

// Participants returns the people of a run, by name. Whoever teaches the run
// sees all of them, whichever agency they come from.
func (db Reader) Participants(ctx context.Context, run string) (ps []Participant, err error) {
	defer wrap(&err, "participants of %s", run)
	err = db.q.NewSelect().TableExpr("enrolments AS e").Apply(db.enrolmentOf("e")).
		ColumnExpr("p.name_ar, p.name_en, p.department, p.department_en, p.staff_no, a.name_ar AS agency_ar, a.name_en AS agency_en").
		Join("JOIN people AS p ON p.id = e.person_id").Join("JOIN agencies AS a ON a.id = e.agency_id").
		Where("e.run_id = ? AND e.state <> ?", run, progress.Left).OrderExpr("p.sort_ar, e.id").Scan(ctx, &ps)
	return ps, err
}

// SeatsTaken returns how many people are in a run.
func (db Reader) SeatsTaken(ctx context.Context, run string) (n int, err error) {
	defer wrap(&err, "seats taken in %s", run)
	count, err := db.q.NewSelect().Model((*progress.Enrolment)(nil)).Where("run_id = ? AND state <> ?", run, progress.Left).Count(ctx)
	return int(count), err
}

// Attendances returns who attended which sessions of a run, and how long.
func (db Reader) Attendances(ctx context.Context, run string) (as []workshop.Attendance, err error) {
	defer wrap(&err, "attendances of %s", run)
	err = db.q.NewSelect().Model(&as).Where("enrolment_id IN (SELECT id FROM enrolments WHERE run_id = ?)", run).Scan(ctx)
	return as, err
}

// AttendancesOf returns what was attended under the enrolment.
func (db Reader) AttendancesOf(ctx context.Context, enrolment string) ([]workshop.Attendance, error) {
	as, err := db.AttendancesUnder(ctx, []string{enrolment})
	return as[enrolment], err
}

// AttendancesUnder returns what was attended under each of the enrolments.
func (db Reader) AttendancesUnder(ctx context.Context, enrolments []string) (as map[string][]workshop.Attendance, err error) {
	defer wrap(&err, "attendances of %d enrolments", len(enrolments))
	as = make(map[string][]workshop.Attendance, len(enrolments))
	if len(enrolments) == 0 {
		return as, nil
	}
	var rows []workshop.Attendance
	err = db.q.NewSelect().Model(&rows).Where("enrolment_id IN (?)", bun.List(enrolments)).Scan(ctx)
	for _, a := range rows {
		as[a.EnrolmentID] = append(as[a.EnrolmentID], a)
	}
	return as, err
}

// SaveAttendance adds or replaces a.
func (tx *Tx) SaveAttendance(ctx context.Context, a workshop.Attendance) (err error) {
	defer wrap(&err, "attendance of %s", a.EnrolmentID)
	_, err = tx.q.NewInsert().Model(&a).On("CONFLICT (enrolment_id, session_id) DO UPDATE").
		Set("run_id = EXCLUDED.run_id, minutes = EXCLUDED.minutes, marked_by = EXCLUDED.marked_by, marked_at = EXCLUDED.marked_at").Exec(ctx)
	return err
}

// RemoveAttendance takes back what is marked of a session under the enrolment.
func (tx *Tx) RemoveAttendance(ctx context.Context, enrolment, session string) (err error) {
	defer wrap(&err, "remove attendance of %s", enrolment)
	_, err = tx.q.NewDelete().Model((*workshop.Attendance)(nil)).Where("enrolment_id = ? AND session_id = ?", enrolment, session).Exec(ctx)
	return err
}

// Switches returns what trainers have done with the steps of a run.
func (db Reader) Switches(ctx context.Context, run string) (ss []workshop.Switch, err error) {
	defer wrap(&err, "switches of %s", run)
	err = db.q.NewSelect().Model(&ss).Where("run_id = ?", run).Scan(ctx)
	return ss, err
}

// SaveSwitch adds or replaces s.
func (tx *Tx) SaveSwitch(ctx context.Context, s workshop.Switch) (err error) {
	defer wrap(&err, "switch %s of %s", s.StepID, s.RunID)
	_, err = tx.q.NewInsert().Model(&s).On("CONFLICT (run_id, step_id) DO UPDATE").
		Set("opened = EXCLUDED.opened, set_at = EXCLUDED.set_at, set_by = EXCLUDED.set_by").Exec(ctx)
	return err
}

// RemoveSwitch leaves a step of a run to what the course says.
func (tx *Tx) RemoveSwitch(ctx context.Context, run, step string) (err error) {
	defer wrap(&err, "remove switch %s of %s", step, run)
	_, err = tx.q.NewDelete().Model((*workshop.Switch)(nil)).Where("run_id = ? AND step_id = ?", run, step).Exec(ctx)
	return err
}
