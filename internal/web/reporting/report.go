package reporting

import (
	"cmp"
	"context"
	"slices"
	"time"

	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/report"
	"masar/internal/store"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// barsShown is how many bars are seen before one asks for the rest.
const barsShown = 8

// report shows how far the people of the viewer's agencies have come.
func (s wing) report(c *fiber.Ctx) error {
	ctx, t, f := c.UserContext(), s.Words(c), s.reportFilter(c)
	at := s.reportAt(t)
	scope := kit.Viewer(c).Scope(people.HR)
	d := reportData{Filter: f.Values(), Search: f.Search, MayRemind: s.Policy.May(kit.Viewer(c), "report:remind")}
	choices, err := present.ReportChoices(ctx, s.App.Store, t, scope, f)
	if err != nil {
		return err
	}
	d.Choices, d.About = choices, about(t, choices, f)
	totals, err := s.App.Store.ReportTotals(ctx, scope, f, at)
	if err != nil {
		return err
	}
	d.Totals = totalCells(t, totals)
	if d.Bars, err = s.reportBars(ctx, t, scope, f, at); err != nil {
		return err
	}
	weeks, err := s.App.Store.ReportWeeks(ctx, scope, f, at)
	if err != nil {
		return err
	}
	d.Weeks = columns(t, weeks)
	n := totals.Now.Enrolled
	if f != f.Wide().SortedAs(f) {
		if n, err = s.App.Store.ReportCount(ctx, scope, f, at); err != nil {
			return err
		}
	}
	d.Pager = kit.Pager(c, n, f.Values(), f.Search)
	ids, err := s.App.Store.Report(ctx, scope, f, at, (d.Pager.Page-1)*kit.PageSize, kit.PageSize)
	if err != nil {
		return err
	}
	rows, err := s.App.Store.ReportRows(ctx, scope, ids, at)
	if err != nil {
		return err
	}
	for _, r := range rows {
		d.Rows = append(d.Rows, reportRow(t, r, at.Now, len(choices.Agencies) > 1, f.CourseID == ""))
	}
	d.Sort = ui.Sort{By: cmp.Or(string(f.Sort), string(report.ByActivity)), Down: f.Down || f.Sort == "", Path: "/hr", Query: f.Values(), Search: f.Search}
	return s.Render(c, ui.Shell{Title: t.ReportTitle()}.Staff(), reportView(d))
}

func (s wing) reportAt(t *i18n.T) store.ReportAt {
	return store.ReportAt{Now: s.App.Now(), Zone: s.App.Zone, Lang: t.Lang}
}

// reportFilter returns what the request asks of a report. Of many agencies no
// department is asked for: they are those of one.
func (s wing) reportFilter(c *fiber.Ctx) report.Filter {
	f := report.Read(func(name string) string { return kit.FilterValue(c, name) })
	if f.AgencyID == "" && kit.Viewer(c).Scope(people.HR).Several() {
		f.Department = ""
	}
	return f
}

// about says what the figures of a report are of.
func about(t *i18n.T, ch present.ReportChoicesView, f report.Filter) string {
	label := func(os []ui.Option, value, all, unknown string) string {
		if i := slices.IndexFunc(os, func(o ui.Option) bool { return o.Value == value }); i >= 0 {
			return os[i].Label
		}
		switch {
		case value != "":
			return unknown
		case len(os) == 1:
			return os[0].Label
		}
		return all
	}
	course := label(ch.Courses, f.CourseID, t.ReportAllCourses(), t.ReportUnknownCourse())
	agency := label(ch.Agencies, f.AgencyID, t.ReportAllAgencies(), t.ReportUnknownAgency())
	if f.Department != "" {
		return t.ReportAboutDepartment(course, agency, label(ch.Departments, f.Department, "", t.ReportUnknownDepartment()))
	}
	return t.ReportAbout(course, agency)
}

func totalCells(t *i18n.T, totals report.Totals) []ui.Total {
	return []ui.Total{
		{Label: t.ReportEnrolled(), Figure: t.Num(totals.Now.Enrolled)},
		changed(ui.Total{Label: t.ReportCompleted(), Figure: t.Num(totals.Now.Completed)}, totals.Completed(), func(n int) string { return countChange(t, n) }),
		changed(ui.Total{Label: t.ReportScore(), Figure: t.Pct(totals.Now.Score)}, totals.Score(), func(n int) string { return pointChange(t, n) }),
		changed(ui.Total{Label: t.ReportLate(), Figure: t.Num(totals.Now.Late)}, totals.Late(), func(n int) string { return countChange(t, n) }),
	}
}

// changed says in cell how its figure moved, unless it did not.
func changed(cell ui.Total, by report.Change, say func(int) string) ui.Total {
	if by.By != 0 {
		cell.Change, cell.Rising, cell.Better, cell.Worse = say(by.By), by.By > 0, by.Good, !by.Good
	}
	return cell
}

func countChange(t *i18n.T, n int) string {
	if n < 0 {
		return t.ReportFewer(t.Num(-n))
	}
	return t.ReportMore(t.Num(n))
}

func pointChange(t *i18n.T, n int) string {
	if n < 0 {
		return t.ReportPointsDown(-n)
	}
	return t.ReportPointsUp(n)
}

func (s wing) reportBars(ctx context.Context, t *i18n.T, scope people.Scope, f report.Filter, at store.ReportAt) (d reportBars, err error) {
	bars, err := s.App.Store.ReportBars(ctx, scope, f, at)
	if err != nil {
		return d, err
	}
	d.Title, d.Label = t.ReportBarsDepartments(), t.ReportDepartment()
	if f.AgencyID == "" && scope.Several() {
		d.Title, d.Label = t.ReportBarsAgencies(), t.ReportAgency()
	}
	for i, b := range bars {
		bar := ui.Bar{Label: cmp.Or(b.Name.In(t.Lang), t.ReportNoDepartment()), Share: b.Percent()}
		if i < barsShown {
			d.First = append(d.First, bar)
		} else {
			d.Rest = append(d.Rest, bar)
		}
	}
	return d, nil
}

func columns(t *i18n.T, weeks []report.Week) ui.Columns {
	c := ui.Columns{Period: t.ReportWeek(), Value: t.ReportCompleted()}
	for _, w := range weeks {
		c.Columns = append(c.Columns, ui.Column{Label: t.DateShort(w.From), Value: w.Count, Open: w.Open})
	}
	return c
}

func reportRow(t *i18n.T, r report.Row, now time.Time, agency, course bool) reportRowView {
	row := reportRowView{
		Href: "/hr/people/" + r.PersonID, Name: r.Name(t.Lang), StaffNo: r.StaffNo, Department: r.DepartmentIn(t.Lang),
		Score: t.Pct(r.Score), State: present.ViewState(r.State), Due: present.DateOr(t, r.DueOn, now), Activity: present.DateOr(t, r.ActiveAt, now),
	}
	row.States, row.Sessions = present.SessionsDone(t, r.State, r.DoneCount, r.TotalCount)
	if agency {
		row.Agency = r.Agency().In(t.Lang)
	}
	if course {
		row.Course = t.Text(r.Course())
	}
	return row
}

// remind reminds those who are late, of whom the report is.
func (s wing) remind(c *fiber.Ctx) error {
	f := s.reportFilter(c)
	n, late, err := s.App.RemindLate(c.UserContext(), kit.Viewer(c), f)
	if err != nil {
		return err
	}
	said := "report.reminded"
	if s.App.Mailer == nil {
		said = "report.reminded-here"
	}
	if late == 0 {
		s.FlashNothing(c, "report.reminded-nobody")
	} else {
		s.FlashCount(c, said, n)
	}
	back := kit.Address("/hr", f.Values())
	s.Carry(c, back, f.Search)
	return kit.Redirect(c, back)
}
