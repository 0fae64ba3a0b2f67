package store

import (
	"context"
	"time"

	"masar/internal/exercise"
	"masar/internal/people"
	"masar/internal/progress"

	"github.com/uptrace/bun"
)

// A File is an upload, with its bytes.
type File struct {
	ID        string `bun:",pk"`
	PersonID  string // who handed it in
	AgencyID  string
	Name      string // as its owner called it
	Type      string // media type, from its content
	Size      int64
	Hash      string // SHA-256 of its bytes, in hex
	Body      []byte
	CreatedAt time.Time
}

// Work returns what was handed in for an exercise under the enrolment; what
// was not begun is the zero Work.
func (db Reader) Work(ctx context.Context, enrolment, exerciseID string) (w exercise.Work, err error) {
	defer wrap(&err, "work for %s", exerciseID)
	var ws []exercise.Work
	err = db.q.NewSelect().Model(&ws).Where("enrolment_id = ? AND exercise_id = ?", enrolment, exerciseID).Apply(db.forUpdate).Scan(ctx)
	if len(ws) == 1 {
		w = ws[0]
	}
	return w, err
}

// WorkByID returns the work with the given id. Whose it is, its enrolment says.
func (db Reader) WorkByID(ctx context.Context, id string) (w exercise.Work, err error) {
	defer wrap(&err, "work %s", id)
	err = db.q.NewSelect().Model(&w).Where("id = ?", id).Apply(db.forUpdate).Scan(ctx)
	return w, err
}

// AddWork adds w.
func (tx *Tx) AddWork(ctx context.Context, w exercise.Work) (err error) {
	defer wrap(&err, "add work for %s", w.ExerciseID)
	if w.Scores == nil {
		w.Scores = map[string]int{}
	}
	_, err = tx.q.NewInsert().Model(&w).Exec(ctx)
	return err
}

// SaveWork saves what has changed in w, read at its revision.
func (tx *Tx) SaveWork(ctx context.Context, w exercise.Work) (err error) {
	defer wrap(&err, "save work %s", w.ID)
	if w.Scores == nil {
		w.Scores = map[string]int{}
	}
	was := w.Revision
	w.Revision++
	return one(tx.q.NewUpdate().Model(&w).WherePK().Where("revision = ?", was).Exec(ctx))
}

// AddFile adds f.
func (tx *Tx) AddFile(ctx context.Context, f File) (err error) {
	defer wrap(&err, "add file %s", f.ID)
	_, err = tx.q.NewInsert().Model(&f).Exec(ctx)
	return err
}

// File returns the file with the given id, with its bytes.
func (db Reader) File(ctx context.Context, s people.Scope, id string) (f File, err error) {
	defer wrap(&err, "file %s", id)
	err = db.q.NewSelect().Model(&f).Apply(within(s)).Where("id = ?", id).Scan(ctx)
	return f, err
}

// FileNames returns the files with the given ids without their bytes, by id.
func (db Reader) FileNames(ctx context.Context, s people.Scope, ids ...string) (names map[string]File, err error) {
	defer wrap(&err, "names of files")
	names = map[string]File{}
	if len(ids) == 0 {
		return names, nil
	}
	var fs []File
	err = db.q.NewSelect().Model(&fs).Apply(within(s)).ExcludeColumn("body").Where("id IN (?)", bun.List(ids)).Scan(ctx)
	for _, f := range fs {
		names[f.ID] = f
	}
	return names, err
}

// A HandedWork is one that was handed in, with whose it is.
type HandedWork struct {
	exercise.Work `bun:",extend"`

	PersonID                 string // its author
	CourseID, Version, RunID string
	NameAr, NameEn           string
	AgencyAr, AgencyEn       string
}

// A WorkFilter narrows a list of works. Its zero value narrows nothing.
type WorkFilter struct {
	CourseID string
	RunID    string
}

// WorksWaiting returns the works of others that wait for v's review, what was handed in
// first first, n of them from the given offset on, and how many there are.
func (db Reader) WorksWaiting(ctx context.Context, v people.Viewer, f WorkFilter, offset, n int) (ws []HandedWork, total int, err error) {
	defer wrap(&err, "works waiting")
	q := db.handed(v).Where("w.state = ? AND e.person_id <> ?", exercise.HandedIn, v.PersonID)
	if f.CourseID != "" {
		q = q.Where("e.course_id = ?", f.CourseID)
	}
	if f.RunID != "" {
		q = q.Where("e.run_id = ?", f.RunID)
	}
	count, err := q.Clone().Count(ctx)
	if err != nil {
		return nil, 0, err
	}
	err = q.OrderExpr("w.handed_in_at, w.id").Offset(int64(offset)).Limit(int64(n)).Scan(ctx, &ws)
	return ws, int(count), err
}

// TaughtWork returns a work whose author v teaches, once it has been handed in.
func (db Reader) TaughtWork(ctx context.Context, v people.Viewer, id string) (w HandedWork, err error) {
	defer wrap(&err, "taught work %s", id)
	err = db.handed(v).Where("w.id = ? AND w.state <> ?", id, exercise.Draft).Scan(ctx, &w)
	return w, err
}

// handed selects the works of those whom v teaches.
func (db Reader) handed(v people.Viewer) *bun.SelectQuery {
	return db.q.NewSelect().TableExpr("works AS w").
		Join("JOIN enrolments AS e ON e.id = w.enrolment_id").Join("JOIN people AS p ON p.id = e.person_id").Join("JOIN agencies AS a ON a.id = e.agency_id").
		ColumnExpr("w.*, e.person_id, e.course_id, e.version, e.run_id, p.name_ar, p.name_en, a.name_ar AS agency_ar, a.name_en AS agency_en").
		Where("e.state <> ?", progress.Left).Apply(taught(v, "e.agency_id", "e.run_id"))
}

// TaughtFile returns a file of a work whose author v teaches, once that work
// has been handed in.
func (db Reader) TaughtFile(ctx context.Context, v people.Viewer, id string) (f File, err error) {
	defer wrap(&err, "taught file %s", id)
	if err = db.q.NewSelect().Model(&f).Where("id = ?", id).Scan(ctx); err != nil {
		return f, err
	}
	var ws []HandedWork
	err = db.handed(v).Where("e.person_id = ? AND w.state <> ?", f.PersonID, exercise.Draft).Scan(ctx, &ws)
	for _, w := range ws {
		for _, value := range w.In() {
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
