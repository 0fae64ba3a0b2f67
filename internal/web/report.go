package web

import (
	"cmp"
	"context"
	"slices"
	"time"

	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/report"
	"masar/internal/store"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// pageSize is how many rows a page of a list has.
const pageSize = 25

// barsShown is how many bars are seen before one asks for the rest.
const barsShown = 8

// report shows how far the people of the viewer's agencies have come.
func (s *Server) report(c *fiber.Ctx) error {
	ctx, t, f := c.UserContext(), s.words(c), s.reportFilter(c)
	at := s.reportAt(t)
	scope := viewer(c).Scope(people.HR)
	d := view.ReportData{Filter: f.Values(), Search: f.Search, MayRemind: s.Policy.May(viewer(c), "report:remind")}
	choices, err := reportChoices(ctx, s.App.Store, t, scope, f)
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
	d.Pager = pager(c, n, f.Values(), f.Search)
	ids, err := s.App.Store.Report(ctx, scope, f, at, (d.Pager.Page-1)*pageSize, pageSize)
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
	d.Sort = view.Sort{By: cmp.Or(string(f.Sort), string(report.ByActivity)), Down: f.Down || f.Sort == "", Path: "/hr", Query: f.Values(), Search: f.Search}
	return s.show(c, view.Shell{Title: t.ReportTitle()}.Staff(), view.Report(d))
}

func (s *Server) reportAt(t *i18n.T) store.ReportAt {
	return store.ReportAt{Now: s.App.Now(), Zone: s.App.Zone, Lang: t.Lang}
}

// reportFilter returns what the request asks of a report. Of many agencies no
// department is asked for: they are those of one.
func (s *Server) reportFilter(c *fiber.Ctx) report.Filter {
	f := report.Read(func(name string) string { return asked(c, name) })
	if f.AgencyID == "" && viewer(c).Scope(people.HR).Several() {
		f.Department = ""
	}
	return f
}

// pager returns where a list of n rows stands, by the page asked for.
func pager(c *fiber.Ctx, n int, query map[string][]string, search string) view.Pager {
	p := view.Pager{Page: 1, Size: pageSize, Total: n, Path: c.Path(), Query: query, Search: search}
	p.Page = min(max(c.QueryInt("page", 1), 1), p.Pages())
	return p
}

// reportChoices returns what can be chosen from in the filters.
func reportChoices(ctx context.Context, r store.Reader, t *i18n.T, scope people.Scope, f report.Filter) (ch view.ReportChoices, err error) {
	agencies, err := r.Agencies(ctx, scope)
	if err != nil {
		return ch, err
	}
	courses, err := r.Courses(ctx)
	if err != nil {
		return ch, err
	}
	one := f.AgencyID
	if len(agencies) == 1 {
		one = agencies[0].ID
	}
	if slices.ContainsFunc(agencies, func(a people.Agency) bool { return a.ID == one }) { // departments are those of one agency
		ds, err := r.Departments(ctx, people.Within(one))
		if err != nil {
			return ch, err
		}
		for _, d := range ds {
			ch.Departments = append(ch.Departments, view.Option{Value: d.Ar, Label: d.In(t.Lang)})
		}
	}
	sorted(ch.Departments)
	for _, a := range agencies {
		ch.Agencies = append(ch.Agencies, view.Option{Value: a.ID, Label: a.Name(t.Lang)})
	}
	for _, h := range courses {
		ch.Courses = append(ch.Courses, view.Option{Value: h.ID, Label: t.Text(h.Title())})
	}
	sorted(ch.Courses)
	for _, st := range report.States {
		ch.States = append(ch.States, view.Option{Value: string(st), Label: stateWord(t, st)})
	}
	for _, p := range report.Periods {
		ch.Periods = append(ch.Periods, view.Option{Value: string(p), Label: t.Msg("report.period-"+cmp.Or(string(p), "always"), nil)})
	}
	return ch, nil
}

// sorted puts what is chosen from in the order of what it says.
func sorted(os []view.Option) {
	people.InOrder(os, func(o view.Option) string { return o.Label }, func(o view.Option) string { return o.Value })
}

// about says what the figures of a report are of.
func about(t *i18n.T, ch view.ReportChoices, f report.Filter) string {
	label := func(os []view.Option, value, all, unknown string) string {
		if i := slices.IndexFunc(os, func(o view.Option) bool { return o.Value == value }); i >= 0 {
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

func totalCells(t *i18n.T, totals report.Totals) []view.Total {
	return []view.Total{
		{Label: t.ReportEnrolled(), Figure: t.Num(totals.Now.Enrolled)},
		changed(view.Total{Label: t.ReportCompleted(), Figure: t.Num(totals.Now.Completed)}, totals.Completed(), func(n int) string { return countChange(t, n) }),
		changed(view.Total{Label: t.ReportScore(), Figure: t.Pct(totals.Now.Score)}, totals.Score(), func(n int) string { return pointChange(t, n) }),
		changed(view.Total{Label: t.ReportLate(), Figure: t.Num(totals.Now.Late)}, totals.Late(), func(n int) string { return countChange(t, n) }),
	}
}

// changed says in cell how its figure moved, unless it did not.
func changed(cell view.Total, by report.Change, say func(int) string) view.Total {
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

func (s *Server) reportBars(ctx context.Context, t *i18n.T, scope people.Scope, f report.Filter, at store.ReportAt) (d view.ReportBars, err error) {
	bars, err := s.App.Store.ReportBars(ctx, scope, f, at)
	if err != nil {
		return d, err
	}
	d.Title, d.Label = t.ReportBarsDepartments(), t.ReportDepartment()
	if f.AgencyID == "" && scope.Several() {
		d.Title, d.Label = t.ReportBarsAgencies(), t.ReportAgency()
	}
	for i, b := range bars {
		bar := view.Bar{Label: cmp.Or(b.Name.In(t.Lang), t.ReportNoDepartment()), Share: b.Percent()}
		if i < barsShown {
			d.First = append(d.First, bar)
		} else {
			d.Rest = append(d.Rest, bar)
		}
	}
	return d, nil
}

func columns(t *i18n.T, weeks []report.Week) view.Columns {
	c := view.Columns{Period: t.ReportWeek(), Value: t.ReportCompleted()}
	for _, w := range weeks {
		c.Columns = append(c.Columns, view.Column{Label: t.DateShort(w.From), Value: w.Count, Open: w.Open})
	}
	return c
}

func reportRow(t *i18n.T, r report.Row, now time.Time, agency, course bool) view.ReportRow {
	row := view.ReportRow{
		Href: "/hr/people/" + r.PersonID, Name: r.Name(t.Lang), StaffNo: r.StaffNo, Department: r.DepartmentIn(t.Lang),
		Score: t.Pct(r.Score), State: viewState(r.State), Due: dateOr(t, r.DueOn, now), Activity: dateOr(t, r.ActiveAt, now),
	}
	row.States, row.Sessions = sessionsDone(t, r.State, r.DoneCount, r.TotalCount)
	if agency {
		row.Agency = r.Agency().In(t.Lang)
	}
	if course {
		row.Course = t.Text(r.Course())
	}
	return row
}

// sessionsDone draws how many sessions are done, and says it. Of what is
// completed it says that alone: some sessions may have been optional.
func sessionsDone(t *i18n.T, state report.State, done, total int) ([]view.State, string) {
	if state == report.Completed {
		return view.Basins(total, total, false), t.CommonRequirementsMet()
	}
	return view.Basins(done, total, state == report.UnderWay), t.ReportSessions(t.Num(done), t.Num(total))
}

// dateOr returns the date, without the year if that is now's, or a dash for
// none.
func dateOr(t *i18n.T, at, now time.Time) string {
	switch {
	case at.IsZero():
		return i18n.None
	case t.Local(at).Year() == t.Local(now).Year():
		return t.DateShort(at)
	}
	return t.Date(at)
}

func viewState(s report.State) view.State {
	return map[report.State]view.State{
		report.Completed: view.Done, report.UnderWay: view.Now, report.Late: view.Late, report.Waiting: view.Next,
	}[s]
}

func stateWord(t *i18n.T, s report.State) string {
	return map[report.State]string{
		report.Completed: t.CommonDone(), report.UnderWay: t.CommonNow(), report.Late: t.CommonLate(), report.Waiting: t.CommonNotStarted(),
	}[s]
}

// remind reminds those who are late, of whom the report is.
func (s *Server) remind(c *fiber.Ctx) error {
	f := s.reportFilter(c)
	n, late, err := s.App.RemindLate(c.UserContext(), viewer(c), f)
	if err != nil {
		return err
	}
	said := "report.reminded"
	if s.App.Mailer == nil {
		said = "report.reminded-here"
	}
	if late == 0 {
		s.flashNothing(c, "report.reminded-nobody")
	} else {
		s.flashCount(c, said, n)
	}
	back := address("/hr", f.Values())
	s.carry(c, back, f.Search)
	return after(c, back)
}

// address returns path with the query, if there is any.
func address(path string, query interface{ Encode() string }) string {
	if q := query.Encode(); q != "" {
		return path + "?" + q
	}
	return path
}
