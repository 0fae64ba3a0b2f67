package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/report"

	"github.com/uptrace/bun"
)

// A ReportAt is what a report needs to be told about the present: the instant,
// the zone in which days begin, and the language it is read in, by whose names
// people are put in order.
type ReportAt struct {
	Now  time.Time
	Zone *time.Location
	Lang string
}

// reported narrows q, over enrolments AS e, to those in scope that the filter
// lets through.
func (db Reader) reported(s people.Scope, f report.Filter, at ReportAt) func(*bun.SelectQuery) *bun.SelectQuery {
	return func(q *bun.SelectQuery) *bun.SelectQuery {
		q = q.Apply(scoped(s, "e.agency_id", "e.person_id")).Where("e.state <> ?", progress.Left)
		if f.AgencyID != "" {
			q = q.Where("e.agency_id = ?", f.AgencyID)
		}
		if f.CourseID != "" {
			q = q.Where("e.course_id = ?", f.CourseID)
		}
		if from := f.Period.From(at.Now, at.Zone); !from.IsZero() {
			q = q.Where("e.assigned_at >= ?", from.UTC())
		}
		switch f.State {
		case report.Late:
			q = q.Where("e.completed_at IS NULL AND e.due_on < ?", at.Now)
		case report.Completed:
			q = q.Where("e.state = ?", f.State)
		case report.Waiting, report.UnderWay:
			q = q.Where("e.state = ? AND (e.due_on IS NULL OR e.due_on >= ?)", f.State, at.Now)
		}
		who := PeopleFilter{Department: f.Department, Search: f.Search, Left: true}
		if f.Department != "" || people.Fold(f.Search) != "" {
			q = q.Where("e.person_id IN (?)", db.q.NewSelect().Model((*people.Person)(nil)).Column("id").Apply(who.apply))
		}
		return q
	}
}

// reportOrder is how each sort orders enrolments AS e with their people AS p,
// up and down. What is missing comes last either way. For p.sort, see order.
var reportOrder = map[report.Sort][2]string{
	report.ByActivity: {"e.active_at NULLS LAST, e.id", "e.active_at DESC NULLS LAST, e.id DESC"},
	report.ByName:     {"p.sort, e.id", "p.sort DESC, e.id DESC"},
	report.ByProgress: {"e.percent, e.id", "e.percent DESC, e.id DESC"},
	report.ByScore:    {"nullif(e.score, -1) NULLS LAST, e.id", "e.score DESC, e.id DESC"},
	report.ByDue:      {"e.due_on NULLS LAST, e.id", "e.due_on DESC NULLS LAST, e.id DESC"},
}

// order returns the order that a filter asks for, names in the given language.
func order(f report.Filter, lang string) string {
	by := reportOrder[f.Sort][0]
	switch {
	case f.Sort == "":
		by = reportOrder[report.ByActivity][1]
	case f.Down:
		by = reportOrder[f.Sort][1]
	}
	return strings.ReplaceAll(by, "p.sort", "p."+sortColumn(lang))
}

// from says from which tables a report of n rows is read. Sorted by name, people
// of many agencies are walked in the order of an index of names until n are
// found, and CROSS JOIN tells SQLite so; those of one agency, or whom a filter
// picks, are few: they are found first and then sorted, for which the names are
// made no plain column, or PostgreSQL would walk as well.
func from(s people.Scope, f report.Filter, n int, lang string) func(*bun.SelectQuery) *bun.SelectQuery {
	key := sortColumn(lang)
	return func(q *bun.SelectQuery) *bun.SelectQuery {
		switch {
		case f.Sort != report.ByName:
			return q.TableExpr("enrolments AS e")
		case n > 0 && f.SortedAs(report.Filter{}) == (report.Filter{}) && s.Several():
			return q.TableExpr("people AS p").Join("CROSS JOIN enrolments AS e").Where("p.id = e.person_id")
		case f.AgencyID != "" || !s.Several():
			return q.TableExpr("enrolments AS e").Join("JOIN (SELECT id, " + key + " || '' AS " + key + " FROM people) AS p ON p.id = e.person_id")
		}
		return q.TableExpr("enrolments AS e").Join("JOIN people AS p ON p.id = e.person_id")
	}
}

// Report returns the ids of the enrolments that the filter lets through, in
// its order, n of them from the given offset on; all of them if n is 0. They
// are picked from an index alone, before anything is joined: an export of
// 100,000 keeps a few megabytes of ids, and reads the rows as it goes.
func (db Reader) Report(ctx context.Context, s people.Scope, f report.Filter, at ReportAt, offset, n int) (ids []string, err error) {
	defer wrap(&err, "report")
	q := db.q.NewSelect().Column("e.id").Apply(from(s, f, n, at.Lang), db.reported(s, f, at)).OrderExpr(order(f, at.Lang))
	if n > 0 {
		q = q.Offset(int64(offset)).Limit(int64(n))
	}
	err = q.Scan(ctx, &ids)
	return ids, err
}

// ReportRows returns what the report says of the given enrolments, in their
// order.
func (db Reader) ReportRows(ctx context.Context, s people.Scope, ids []string, at ReportAt) (rs []report.Row, err error) {
	defer wrap(&err, "rows of the report")
	if len(ids) == 0 {
		return nil, nil
	}
	// Coalesce keeps SQLite from going through whole agencies for a few ids.
	err = db.q.NewSelect().TableExpr("enrolments AS e").Apply(scoped(s, "coalesce(e.agency_id, '')", "e.person_id")).
		Join("JOIN people AS p ON p.id = e.person_id").
		Join("JOIN agencies AS a ON a.id = e.agency_id").
		Join("JOIN courses AS c ON c.id = e.course_id").
		ColumnExpr("e.id AS enrolment_id, e.person_id, e.course_id, e.state, e.done_count, e.total_count, e.percent, e.score").
		ColumnExpr("e.assigned_at, e.due_on, e.active_at, e.completed_at").
		ColumnExpr("p.name_ar, p.name_en, p.staff_no, p.department, p.department_en").
		ColumnExpr("a.name_ar AS agency_ar, a.name_en AS agency_en, c.title_ar AS course_ar, c.title_en AS course_en").
		Where("e.id IN (?)", bun.List(ids)).Scan(ctx, &rs)
	place := make(map[string]int, len(ids))
	for i, id := range ids {
		place[id] = i
	}
	slices.SortFunc(rs, func(a, b report.Row) int { return cmp.Compare(place[a.EnrolmentID], place[b.EnrolmentID]) })
	return told(rs, at), err
}

// told says of each row how it stands at present.
func told(rs []report.Row, at ReportAt) []report.Row {
	for i, r := range rs {
		rs[i].State = report.StateOf(r.State, r.DueOn, at.Now)
	}
	return rs
}

// ReportCount returns how many rows of the report the filter lets through.
func (db Reader) ReportCount(ctx context.Context, s people.Scope, f report.Filter, at ReportAt) (n int, err error) {
	defer wrap(&err, "count the report")
	err = db.q.NewSelect().TableExpr("enrolments AS e").ColumnExpr("count(*)").Apply(db.reported(s, f, at)).Scan(ctx, &n)
	return n, err
}

// ReportTotals returns the figures of now and of a month before, of all that
// the wide filter lets through.
func (db Reader) ReportTotals(ctx context.Context, s people.Scope, f report.Filter, at ReportAt) (t report.Totals, err error) {
	defer wrap(&err, "totals")
	var r struct {
		Enrolled, Completed, Late    int
		Enrolled0, Completed0, Late0 int
		Score, Score0                *float64
	}
	then := at.Now.AddDate(0, -1, 0)
	err = db.q.NewSelect().TableExpr("enrolments AS e").Apply(db.reported(s, f.Wide(), at)).
		ColumnExpr("count(*) AS enrolled, count(e.completed_at) AS completed").
		ColumnExpr("count(CASE WHEN e.completed_at IS NULL AND e.due_on < ? THEN 1 END) AS late", at.Now).
		ColumnExpr("avg(CASE WHEN e.completed_at IS NOT NULL AND e.score >= 0 THEN e.score END) AS score").
		ColumnExpr("count(CASE WHEN e.assigned_at <= ? THEN 1 END) AS enrolled0", then).
		ColumnExpr("count(CASE WHEN e.completed_at <= ? THEN 1 END) AS completed0", then).
		ColumnExpr("count(CASE WHEN e.due_on < ? AND e.assigned_at <= ? AND (e.completed_at IS NULL OR e.completed_at > ?) THEN 1 END) AS late0", then, then, then).
		ColumnExpr("avg(CASE WHEN e.completed_at <= ? AND e.score >= 0 THEN e.score END) AS score0", then).
		Scan(ctx, &r)
	t.Now = report.Figures{Enrolled: r.Enrolled, Completed: r.Completed, Late: r.Late, Score: rounded(r.Score)}
	t.Before = report.Figures{Enrolled: r.Enrolled0, Completed: r.Completed0, Late: r.Late0, Score: rounded(r.Score0)}
	return t, err
}

// rounded returns the average to the nearest whole, or −1 if there is none.
func rounded(average *float64) int {
	if average == nil {
		return -1
	}
	return int(*average + 0.5)
}

// ReportBars returns how far each agency, or with one agency each of its
// departments, has come, the furthest first.
func (db Reader) ReportBars(ctx context.Context, s people.Scope, f report.Filter, at ReportAt) (bs []report.Bar, err error) {
	defer wrap(&err, "bars")
	f = f.Wide()
	f.Department = "" // bars compare departments; one alone compares nothing
	var rows []struct {
		ID, Ar, En          string
		Enrolled, Completed int
	}
	q := db.q.NewSelect().TableExpr("enrolments AS e").Apply(db.reported(s, f, at)).
		ColumnExpr("count(*) AS enrolled, count(e.completed_at) AS completed")
	if f.AgencyID == "" && s.Several() {
		q = db.q.NewSelect().TableExpr("(?) AS e", q.ColumnExpr("e.agency_id").GroupExpr("e.agency_id")).
			Join("JOIN agencies AS a ON a.id = e.agency_id").
			ColumnExpr("a.id, a.name_ar AS ar, a.name_en AS en, e.enrolled, e.completed")
	} else {
		q = q.Join("JOIN people AS p ON p.id = e.person_id").
			ColumnExpr("p.department AS id, p.department AS ar, max(p.department_en) AS en").GroupExpr("p.department")
	}
	err = q.Scan(ctx, &rows)
	for _, r := range rows {
		b := report.Bar{ID: r.ID, Enrolled: r.Enrolled, Completed: r.Completed}
		b.Name.Ar, b.Name.En = r.Ar, r.En
		bs = append(bs, b)
	}
	report.Rank(bs)
	return bs, err
}

// ReportWeeks returns how many completed in each of the last weeks, of all
// that the wide filter lets through.
func (db Reader) ReportWeeks(ctx context.Context, s people.Scope, f report.Filter, at ReportAt) (ws []report.Week, err error) {
	defer wrap(&err, "weeks")
	ws = report.Weeks(at.Now, at.Zone)
	var rows []struct{ Week, Count int }
	week, args := "CASE", []any{}
	for i, w := range slices.Backward(ws) {
		week, args = week+" WHEN e.completed_at >= ? THEN ?", append(args, w.From.UTC(), i)
	}
	err = db.q.NewSelect().TableExpr("enrolments AS e").Apply(db.reported(s, f.Wide(), at)).
		Where("e.completed_at >= ?", ws[0].From.UTC()).
		ColumnExpr(week+" END AS week, count(*) AS count", args...).GroupExpr("1").Scan(ctx, &rows)
	for _, r := range rows {
		ws[r.Week].Count = r.Count
	}
	return ws, err
}
