package store

import (
	"context"
	"time"

	"masar/internal/catalog"

	"github.com/uptrace/bun"
)

// A CourseVersion is one published version of a course, whole.
type CourseVersion struct {
	CourseID    string         `bun:",pk"`
	Version     string         `bun:",pk"`
	Body        catalog.Course `bun:"type:jsonb"`
	PublishedAt time.Time
	PublishedBy string
}

// A CourseHead is a course as lists show it. Version is the one that those
// who begin now get; Shipped is the last one that came with the program.
type CourseHead struct {
	bun.BaseModel `bun:"courses,alias:c"`

	ID      string `bun:",pk"`
	Version string
	Shipped string
	TitleAr string
	TitleEn string
	Kind    string
	Hours   float64
}

// Title returns what the course is called.
func (h CourseHead) Title() catalog.Text { return catalog.Text{Ar: h.TitleAr, En: h.TitleEn} }

// A Medium is a picture or hand-out of a course, by the digest of its bytes.
type Medium struct {
	bun.BaseModel `bun:"media"`

	Hash string `bun:",pk"`
	Type string
	Body []byte
}

// Courses returns every course there is, by title.
func (db Reader) Courses(ctx context.Context) (hs []CourseHead, err error) {
	defer wrap(&err, "courses")
	err = db.q.NewSelect().Model(&hs).Order("title_ar").Scan(ctx)
	return hs, err
}

// CourseHead returns the course with the given id, as lists show it.
func (db Reader) CourseHead(ctx context.Context, id string) (h CourseHead, err error) {
	defer wrap(&err, "course %s", id)
	err = db.q.NewSelect().Model(&h).Where("id = ?", id).Scan(ctx)
	return h, err
}

// Course returns the given version of a course, which is shared and must not
// be changed.
func (db Reader) Course(ctx context.Context, id, version string) (c catalog.Course, err error) {
	defer wrap(&err, "course %s %s", id, version)
	key := id + " " + version
	if c, ok := db.constants.courses.Get(key); ok {
		return c, nil
	}
	var v CourseVersion
	if err = db.q.NewSelect().Model(&v).Where("course_id = ? AND version = ?", id, version).Scan(ctx); err != nil {
		return c, err
	}
	v.Body.ID, v.Body.Version = id, version
	if !db.added {
		db.constants.courses.Add(key, v.Body)
	}
	return v.Body, nil
}

// CourseVersions returns the versions of a course without their bodies, the
// newest first.
func (db Reader) CourseVersions(ctx context.Context, id string) (vs []CourseVersion, err error) {
	defer wrap(&err, "versions of %s", id)
	err = db.q.NewSelect().Model(&vs).ExcludeColumn("body").Where("course_id = ?", id).Order("published_at DESC").Scan(ctx)
	return vs, err
}

// AddCourseVersion adds a version. One already published stays as it is.
func (db *Tx) AddCourseVersion(ctx context.Context, v CourseVersion) (err error) {
	defer wrap(&err, "publish %s %s", v.CourseID, v.Version)
	db.added = db.inTx
	_, err = db.q.NewInsert().Model(&v).On("CONFLICT DO NOTHING").Exec(ctx)
	return err
}

// SaveCourseHead adds or replaces h.
func (tx *Tx) SaveCourseHead(ctx context.Context, h CourseHead) (err error) {
	defer wrap(&err, "save course %s", h.ID)
	_, err = tx.q.NewInsert().Model(&h).On("CONFLICT (id) DO UPDATE").
		Set("version = EXCLUDED.version, shipped = EXCLUDED.shipped, title_ar = EXCLUDED.title_ar").
		Set("title_en = EXCLUDED.title_en, kind = EXCLUDED.kind, hours = EXCLUDED.hours").Exec(ctx)
	return err
}

// AddMedium adds m; the same bytes are kept once.
func (tx *Tx) AddMedium(ctx context.Context, m Medium) (err error) {
	defer wrap(&err, "add medium %s", m.Hash)
	_, err = tx.q.NewInsert().Model(&m).On("CONFLICT DO NOTHING").Exec(ctx)
	return err
}

// Medium returns the medium with the given digest.
func (db Reader) Medium(ctx context.Context, hash string) (m Medium, err error) {
	defer wrap(&err, "medium %s", hash)
	err = db.q.NewSelect().Model(&m).Where("hash = ?", hash).Scan(ctx)
	return m, err
}
