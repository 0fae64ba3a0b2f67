package store

import (
	"context"
	"slices"
	"time"

	"masar/internal/catalog"
	"masar/internal/notice"
	"masar/internal/progress"
)

// AddNotices adds the notices that have not been given before, and returns
// those.
func (tx *Tx) AddNotices(ctx context.Context, ns []notice.Notice) (added []notice.Notice, err error) {
	defer wrap(&err, "add %d notices", len(ns))
	for part := range slices.Chunk(ns, 200) {
		var ids []string
		if err := tx.q.NewInsert().Model(&part).On("CONFLICT DO NOTHING").Returning("id").Scan(ctx, &ids); err != nil {
			return added, err
		}
		for _, n := range part {
			if i := slices.Index(ids, n.ID); i >= 0 {
				added, ids = append(added, n), slices.Delete(ids, i, i+1) // one that comes twice is given once
			}
		}
	}
	return added, nil
}

// NoticesOf returns the latest n notices of the person.
func (db Reader) NoticesOf(ctx context.Context, person string, n int) (ns []notice.Notice, err error) {
	defer wrap(&err, "notices of %s", person)
	err = db.q.NewSelect().Model(&ns).Where("person_id = ?", person).Order("at DESC", "id").Limit(int64(n)).Scan(ctx)
	return ns, err
}

// LastNotice returns the latest notice of a kind and with a link that the person
// was given; none is the zero Notice.
func (db Reader) LastNotice(ctx context.Context, person string, kind notice.Kind, link string) (n notice.Notice, err error) {
	defer wrap(&err, "last notice of %s", person)
	var ns []notice.Notice
	err = db.q.NewSelect().Model(&ns).Where("person_id = ? AND kind = ? AND link = ?", person, kind, link).Order("at DESC", "id DESC").Limit(1).Scan(ctx)
	if len(ns) == 1 {
		n = ns[0]
	}
	return n, err
}

// RemoveUnread takes back the notices of a kind and with a link that nobody has
// read yet: another takes their place.
func (tx *Tx) RemoveUnread(ctx context.Context, kind notice.Kind, link string) (err error) {
	defer wrap(&err, "take notices back")
	_, err = tx.q.NewDelete().Model((*notice.Notice)(nil)).Where("kind = ? AND link = ? AND read_at IS NULL", kind, link).Exec(ctx)
	return err
}

// UnreadCount returns how many notices the person has not read.
func (db Reader) UnreadCount(ctx context.Context, person string) (n int, err error) {
	defer wrap(&err, "unread notices of %s", person)
	count, err := db.q.NewSelect().Model((*notice.Notice)(nil)).Where("person_id = ? AND read_at IS NULL", person).Count(ctx)
	return int(count), err
}

// MarkNoticesRead marks all the person's notices read.
func (tx *Tx) MarkNoticesRead(ctx context.Context, person string, at time.Time) (err error) {
	defer wrap(&err, "read notices of %s", person)
	_, err = tx.q.NewUpdate().Model((*notice.Notice)(nil)).Set("read_at = ?", at).Where("person_id = ? AND read_at IS NULL", person).Exec(ctx)
	return err
}

// Deadlines returns the enrolments not completed that are due before the given
// time, of people still employed.
func (db Reader) Deadlines(ctx context.Context, before time.Time) (ds []notice.Deadline, err error) {
	defer wrap(&err, "deadlines")
	var rows []struct {
		ID, PersonID, CourseID, TitleAr, TitleEn string
		DueOn                                    time.Time
	}
	err = db.q.NewSelect().TableExpr("enrolments AS e").Join("JOIN courses AS c ON c.id = e.course_id").
		Join("JOIN people AS p ON p.id = e.person_id AND p.left_at IS NULL").
		ColumnExpr("e.id, e.person_id, e.course_id, e.due_on, c.title_ar, c.title_en").
		Where("e.completed_at IS NULL AND e.due_on IS NOT NULL AND e.due_on < ?", before).
		Where("e.state <> ?", progress.Left).OrderExpr("e.id").Scan(ctx, &rows)
	for _, r := range rows {
		ds = append(ds, notice.Deadline{
			EnrolmentID: r.ID, PersonID: r.PersonID, CourseID: r.CourseID,
			Title: catalog.Text{Ar: r.TitleAr, En: r.TitleEn}, DueOn: r.DueOn,
		})
	}
	return ds, err
}

// SessionsBetween returns who is expected at which session that begins in the
// given time.
func (db Reader) SessionsBetween(ctx context.Context, from, to time.Time) (ss []notice.Session, err error) {
	defer wrap(&err, "sessions between")
	var rows []struct {
		ID, PersonID, CourseID, RunID, TitleAr, TitleEn, Place, PlaceEn string
		StartsAt, StartsOn                                              time.Time
	}
	err = db.q.NewSelect().TableExpr("slots AS s").Join("JOIN runs AS r ON r.id = s.run_id").
		Join("JOIN enrolments AS e ON e.run_id = s.run_id").
		Join("JOIN courses AS c ON c.id = e.course_id").
		Join("JOIN people AS p ON p.id = e.person_id AND p.left_at IS NULL").
		ColumnExpr("e.id, e.person_id, e.course_id, e.run_id, c.title_ar, c.title_en, s.place, s.place_en, s.starts_at, r.starts_on").
		Where("NOT r.cancelled AND e.state <> ?", progress.Left).
		Where("s.starts_at >= ? AND s.starts_at < ?", from, to).OrderExpr("e.id, s.starts_at").Scan(ctx, &rows)
	for _, r := range rows {
		ss = append(ss, notice.Session{
			EnrolmentID: r.ID, PersonID: r.PersonID, CourseID: r.CourseID, RunID: r.RunID,
			Title: catalog.Text{Ar: r.TitleAr, En: r.TitleEn}, Place: r.Place, PlaceEn: r.PlaceEn, StartsAt: r.StartsAt, RunStartsOn: r.StartsOn,
		})
	}
	return ss, err
}
