package store_test

import (
	"reflect"
	"slices"
	"testing"

	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/report"
)

// filters ask a report in every way there is, each for some rows of the crowd.
var filters = []report.Filter{
	{}, {CourseID: "basics"}, {Department: "الدائرة القانونية"}, {Period: report.ThisYear},
	{State: report.Late}, {State: report.Completed}, {State: report.UnderWay}, {State: report.Waiting},
	{Search: "الهنائيه"}, {Search: "om-2000"}, {Sort: report.ByName}, {Sort: report.ByName, Down: true},
	{Sort: report.ByProgress}, {Sort: report.ByScore}, {Sort: report.ByScore, Down: true}, {Sort: report.ByDue}, {Sort: report.ByDue, Down: true},
}

// Every way of asking finds rows of one's own agency, and none from another.
func TestReportScope(t *testing.T) {
	db := masartest.DB(t)
	masartest.Crowd(t, db, 3, 300)
	ctx := t.Context()
	for _, f := range filters {
		ids, err := db.Report(ctx, people.Within("a1"), f, at, 0, 0)
		if err != nil || len(ids) == 0 {
			t.Errorf("%+v: %d rows, %v; want some", f, len(ids), err)
			continue
		}
		if n, err := db.ReportCount(ctx, people.Within("a1"), f, at); err != nil || n != len(ids) {
			t.Errorf("%+v: counted %d, %v; want %d", f, n, err, len(ids))
		}
		rows, err := db.ReportRows(ctx, people.Within("a1"), ids, at)
		if err != nil || len(rows) != len(ids) {
			t.Fatalf("%+v: %d rows of %d ids, %v", f, len(rows), len(ids), err)
		}
		for i, r := range rows {
			if r.EnrolmentID != ids[i] || r.AgencyAr != "الجهة 1" || f.State != "" && r.State != f.State {
				t.Errorf("%+v: row %d is %+v", f, i, r)
			}
		}
		if rows, err := db.ReportRows(ctx, people.Within("a2"), ids, at); err != nil || len(rows) > 0 {
			t.Errorf("%+v: another agency reads %d rows, %v", f, len(rows), err)
		}
		f.AgencyID = "a1"
		if ids, err := db.Report(ctx, people.Within("a2", "a3"), f, at, 0, 0); err != nil || len(ids) > 0 {
			t.Errorf("%+v: another agency finds %d rows, %v", f, len(ids), err)
		}
		if ids, err := db.Report(ctx, people.Within(), f, at, 0, 0); err != nil || len(ids) > 0 {
			t.Errorf("%+v: who sees nothing finds %d rows, %v", f, len(ids), err)
		}
	}
}

// What is paged through is what there is, in the same order, each row once.
func TestReportPages(t *testing.T) {
	db := masartest.DB(t)
	masartest.Crowd(t, db, 2, 101)
	s := people.Within("a1", "a2")
	for _, f := range filters {
		all, err := db.Report(t.Context(), s, f, at, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		var paged []string
		for offset := 0; ; offset += 25 {
			page, err := db.Report(t.Context(), s, f, at, offset, 25)
			if err != nil {
				t.Fatal(err)
			}
			if len(page) == 0 {
				break
			}
			paged = append(paged, page...)
		}
		if !slices.Equal(paged, all) {
			t.Errorf("%+v: paged %d, all %d", f, len(paged), len(all))
		}
	}
}

// The figures, bars and weeks agree with the rows they sum up.
func TestReportFigures(t *testing.T) {
	db := masartest.DB(t)
	masartest.Crowd(t, db, 3, 300)
	ctx, s := t.Context(), people.Within("a1", "a2")
	ids, err := db.Report(ctx, s, report.Filter{}, at, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := db.ReportRows(ctx, s, ids, at)
	if err != nil {
		t.Fatal(err)
	}
	var want report.Totals
	month, scores, before := at.Now.AddDate(0, -1, 0), 0, 0
	weeks := report.Weeks(at.Now, at.Zone)
	for _, r := range rows {
		want.Now.Enrolled++
		want.Before.Enrolled++ // the crowd was enrolled long ago
		if r.State == report.Completed {
			want.Now.Completed++
			scores += r.Score
			if !r.CompletedAt.After(month) {
				want.Before.Completed++
				before += r.Score
			}
			for i, w := range weeks {
				if !r.CompletedAt.Before(w.From) && r.CompletedAt.Before(w.To) {
					weeks[i].Count++
				}
			}
		}
		if r.State == report.Late {
			want.Now.Late++
		}
		if r.DueOn.Before(month) && (r.CompletedAt.IsZero() || r.CompletedAt.After(month)) {
			want.Before.Late++
		}
	}
	want.Now.Score = int(float64(scores)/float64(want.Now.Completed) + 0.5)
	want.Before.Score = int(float64(before)/float64(want.Before.Completed) + 0.5)
	got, err := db.ReportTotals(ctx, s, report.Filter{State: report.Late, Search: "لا أحد"}, at)
	if err != nil || got != want {
		t.Errorf("totals %+v, %v; want %+v", got, err, want)
	}
	if got, err := db.ReportWeeks(ctx, s, report.Filter{}, at); err != nil || !reflect.DeepEqual(got, weeks) {
		t.Errorf("weeks %v, %v; want %v", got, err, weeks)
	}
	for name, c := range map[string]struct {
		scope people.Scope
		bars  int
	}{"two agencies": {s, 2}, "departments of one": {people.Within("a1"), 8}, "none": {people.Within(), 0}} {
		bars, err := db.ReportBars(ctx, c.scope, report.Filter{}, at)
		if err != nil || len(bars) != c.bars {
			t.Fatalf("%s: %d bars, %v; want %d", name, len(bars), err, c.bars)
		}
		enrolled := 0
		for i, b := range bars {
			enrolled += b.Enrolled
			if b.Name.Ar == "" || i > 0 && b.Percent() > bars[i-1].Percent() {
				t.Errorf("%s: bar %d is %+v", name, i, b)
			}
		}
		total, err := db.ReportTotals(ctx, c.scope, report.Filter{}, at)
		if err != nil || total.Now.Enrolled != enrolled {
			t.Errorf("%s: bars hold %d, totals %d, %v", name, enrolled, total.Now.Enrolled, err)
		}
	}
}

// By name, pages are parts of the whole, whichever way the database finds them:
// of many agencies, of one, and of people picked by a filter.
func TestReportByName(t *testing.T) {
	db, ctx := masartest.DB(t), t.Context()
	masartest.Crowd(t, db, 3, 60)
	everywhere := people.Within("a0", "a1", "a2", "a3")
	list := func(s people.Scope, f report.Filter, offset, n int) []string {
		t.Helper()
		f.Sort = report.ByName
		ids, err := db.Report(ctx, s, f, at, offset, n)
		if err != nil {
			t.Fatal(err)
		}
		return ids
	}
	for _, down := range []bool{false, true} {
		whole := list(everywhere, report.Filter{Down: down}, 0, 0)
		if len(whole) != 60 {
			t.Fatalf("%d in all", len(whole))
		}
		var paged []string
		for offset := 0; offset < 70; offset += 7 {
			paged = append(paged, list(everywhere, report.Filter{Down: down}, offset, 7)...)
		}
		if !slices.Equal(paged, whole) {
			t.Errorf("down %v: pages\n%v\nwhole\n%v", down, paged, whole)
		}
		in := map[string]bool{}
		for _, id := range list(people.Within("a2"), report.Filter{}, 0, 0) {
			in[id] = true
		}
		want := slices.DeleteFunc(slices.Clone(whole), func(id string) bool { return !in[id] })
		if got := list(people.Within("a2"), report.Filter{Down: down}, 0, 60); len(want) != 20 || !slices.Equal(got, want) {
			t.Errorf("down %v: one's own agency\n%v\nwant\n%v", down, got, want)
		}
		if got := list(everywhere, report.Filter{Down: down, AgencyID: "a2"}, 0, 60); !slices.Equal(got, want) {
			t.Errorf("down %v: one agency of many\n%v\nwant\n%v", down, got, want)
		}
		states := 0
		for _, st := range report.States {
			states += len(list(everywhere, report.Filter{Down: down, State: st}, 0, 60))
		}
		if states != 60 {
			t.Errorf("down %v: %d in all states", down, states)
		}
	}
}
