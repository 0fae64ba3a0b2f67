package store

import (
	"context"
	"time"

	"masar/internal/catalog"
	"masar/internal/progress"
	"masar/internal/workshop"
)

// A Draft is the next version of a course while it is being written.
type Draft struct {
	CourseID string         `bun:",pk"`
	Body     catalog.Course `bun:"type:jsonb"` // its Version is the one it began from
	SavedAt  time.Time
	SavedBy  string
	Revision int
	AskedBy  string    // who asked for it to be published; "" where nobody has
	AskedAt  time.Time `bun:",nullzero"`
}

// Draft returns the draft of a course, or ErrNotFound.
func (db Reader) Draft(ctx context.Context, course string) (d Draft, err error) {
	defer wrap(&err, "draft of %s", course)
	err = db.q.NewSelect().Model(&d).Where("course_id = ?", course).Apply(db.forUpdate).Scan(ctx)
	d.Body.ID = course
	return d, err
}

// DraftMarks returns the draft of each course that has one, without its text, by
// course.
func (db Reader) DraftMarks(ctx context.Context) (ds map[string]Draft, err error) {
	defer wrap(&err, "drafts")
	var rows []Draft
	err = db.q.NewSelect().Model(&rows).ExcludeColumn("body").Scan(ctx)
	ds = make(map[string]Draft, len(rows))
	for _, d := range rows {
		ds[d.CourseID] = d
	}
	return ds, err
}

// AddDraft adds d, unless somebody else has just begun one.
func (tx *Tx) AddDraft(ctx context.Context, d Draft) (err error) {
	defer wrap(&err, "begin draft of %s", d.CourseID)
	_, err = tx.q.NewInsert().Model(&d).Exec(ctx)
	return err
}

// SaveDraft saves d, read at its revision.
func (tx *Tx) SaveDraft(ctx context.Context, d Draft) (err error) {
	defer wrap(&err, "save draft of %s", d.CourseID)
	was := d.Revision
	d.Revision++
	return one(tx.q.NewUpdate().Model(&d).WherePK().Where("revision = ?", was).Exec(ctx))
}

// AskDraft keeps who asks for d to be published, or that nobody does. The draft
// is not another by that, and keeps its revision.
func (tx *Tx) AskDraft(ctx context.Context, d Draft) (err error) {
	defer wrap(&err, "ask for the draft of %s", d.CourseID)
	return one(tx.q.NewUpdate().Model(&d).Column("asked_by", "asked_at").WherePK().Where("revision = ?", d.Revision).Exec(ctx))
}

// RemoveDraft removes the draft of a course, read at its revision.
func (tx *Tx) RemoveDraft(ctx context.Context, course string, revision int) (err error) {
	defer wrap(&err, "remove draft of %s", course)
	return one(tx.q.NewDelete().Model((*Draft)(nil)).Where("course_id = ? AND revision = ?", course, revision).Exec(ctx))
}

// MoveWaiting moves those who have not begun a course to its new version, and
// the runs of it that are still ahead. Whoever has begun stays on their own.
func (tx *Tx) MoveWaiting(ctx context.Context, c catalog.Course, now time.Time) (err error) {
	defer wrap(&err, "move waiting learners of %s", c.ID)
	_, err = tx.q.NewUpdate().Model((*progress.Enrolment)(nil)).
		Set("version = ?", c.Version).Set("total_count = ?", len(c.Sessions())).Set("revision = revision + 1").
		Where("course_id = ? AND state = ?", c.ID, progress.Waiting).
		Where("NOT EXISTS (SELECT 1 FROM attempts a WHERE a.enrolment_id = ?TableAlias.id)").
		Where("NOT EXISTS (SELECT 1 FROM works w WHERE w.enrolment_id = ?TableAlias.id)").Exec(ctx)
	if err != nil {
		return err
	}
	_, err = tx.q.NewUpdate().Model((*workshop.Run)(nil)).Set("version = ?", c.Version).Set("revision = revision + 1").
		Where("course_id = ? AND starts_on > ?", c.ID, now).Exec(ctx)
	return err
}
