package store

import (
	"context"
	"slices"
	"time"

	"masar/internal/catalog"
	"masar/internal/day"
	"masar/internal/notice"
	"masar/internal/progress"

	"github.com/uptrace/bun"
)

// AddNotices adds the notices that have not been given before, and returns
// those.
func (tx *Tx) AddNotices(ctx context.Context, ns []notice.Notice) (added []notice.Notice, err error) {
	defer wrap(&err, "add %d notices", len(ns))
	for part := range slices.Chunk(ns, 500) {
		var ids []string
		if err := tx.q.NewInsert().Model(&part).On("CONFLICT DO NOTHING").Returning("id").Scan(ctx, &ids); err != nil {
			return added, err
		}
		given := make(map[string]bool, len(ids))
		for _, id := range ids {
			given[id] = true
		}
		for _, n := range part {
			if given[n.ID] {
				added = append(added, n)
				delete(given, n.ID) // one that comes twice is given once
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

// remindedOf says in which column an enrolment has the deadline of which its
// person was reminded, for each kind of reminder.
var remindedOf = map[notice.Kind]bun.Ident{notice.DueSoon: "soon_told", notice.Overdue: "overdue_told"}

// Deadlines returns up to n enrolments not completed that are due from one instant
// on and before another, of people still employed who were not given that kind of
// reminder of that deadline; those first that are due first.
func (db Reader) Deadlines(ctx context.Context, kind notice.Kind, from, before time.Time, n int) (ds []notice.Deadline, err error) {
	defer wrap(&err, "deadlines")
	var rows []struct {
		ID, PersonID, CourseID, TitleAr, TitleEn string
		DueOn                                    time.Time
	}
	q := db.q.NewSelect().TableExpr("enrolments AS e").Join("JOIN courses AS c ON c.id = e.course_id").
		Join("JOIN people AS p ON p.id = e.person_id AND p.left_at IS NULL").
		ColumnExpr("e.id, e.person_id, e.course_id, e.due_on, c.title_ar, c.title_en").
		Where("e.completed_at IS NULL AND e.state <> 'withdrawn' AND e.? IS DISTINCT FROM e.due_on", remindedOf[kind]).
		Where("e.due_on < ?", before)
	if !from.IsZero() {
		q = q.Where("e.due_on >= ?", from)
	}
	err = q.OrderExpr("e.due_on, e.id").Limit(int64(n)).Scan(ctx, &rows)
	for _, r := range rows {
		ds = append(ds, notice.Deadline{
			EnrolmentID: r.ID, PersonID: r.PersonID, CourseID: r.CourseID,
			Title: catalog.Text{Ar: r.TitleAr, En: r.TitleEn}, DueOn: r.DueOn,
		})
	}
	return ds, err
}

// MarkReminded notes that the people of the enrolments were given a kind of
// reminder of their deadlines, which are before the given time.
func (tx *Tx) MarkReminded(ctx context.Context, kind notice.Kind, before time.Time, enrolments []string) (err error) {
	defer wrap(&err, "mark %d enrolments reminded", len(enrolments))
	_, err = tx.q.NewUpdate().TableExpr("enrolments").Set("? = due_on", remindedOf[kind]).
		Where("id IN (?) AND due_on < ?", bun.List(enrolments), before).Exec(ctx)
	return err
}

// SessionsOf returns up to n who are expected at a session that begins on the day
// and were not reminded of that day; by enrolment, those after the given one.
func (db Reader) SessionsOf(ctx context.Context, on day.Day, zone *time.Location, after string, n int) (ss []notice.Session, err error) {
	defer wrap(&err, "sessions of %s", on)
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
		Where("s.starts_at >= ? AND s.starts_at < ?", on.Start(zone), on.Plus(1).Start(zone)).
		Where("e.run_id <> '' AND (? = '' OR e.id > ?)", after, after).
		Where("NOT EXISTS (SELECT 1 FROM notices AS n WHERE n.id = ? || e.id || ?)", string(notice.Tomorrow)+":", ":"+on.String()).
		OrderExpr("e.id, s.starts_at").Limit(int64(n)).Scan(ctx, &rows)
	for _, r := range rows {
		ss = append(ss, notice.Session{
			EnrolmentID: r.ID, PersonID: r.PersonID, CourseID: r.CourseID, RunID: r.RunID,
			Title: catalog.Text{Ar: r.TitleAr, En: r.TitleEn}, Place: r.Place, PlaceEn: r.PlaceEn, StartsAt: r.StartsAt, RunStartsOn: r.StartsOn,
		})
	}
	return ss, err
}

// Given returns which notices with the given ids have been given.
func (db Reader) Given(ctx context.Context, ids []string) (given map[string]bool, err error) {
	defer wrap(&err, "which of %d notices were given", len(ids))
	var there []string
	err = db.q.NewSelect().Model((*notice.Notice)(nil)).Column("id").Where("id IN (?)", bun.List(ids)).Scan(ctx, &there)
	given = make(map[string]bool, len(there))
	for _, id := range there {
		given[id] = true
	}
	return given, err
}
