package present

import (
	"cmp"
	"context"
	"slices"
	"time"

	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/report"
	"masar/internal/store"
	"masar/internal/web/ui"
)

// ReportChoices returns what can be chosen from in the filters.
func ReportChoices(ctx context.Context, r store.Reader, t *i18n.T, scope people.Scope, f report.Filter) (ch ReportChoicesView, err error) {
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
			ch.Departments = append(ch.Departments, ui.Option{Value: d.Ar, Label: d.In(t.Lang)})
		}
	}
	ui.Sorted(ch.Departments)
	for _, a := range agencies {
		ch.Agencies = append(ch.Agencies, ui.Option{Value: a.ID, Label: a.Name(t.Lang)})
	}
	for _, h := range courses {
		ch.Courses = append(ch.Courses, ui.Option{Value: h.ID, Label: t.Text(h.Title())})
	}
	ui.Sorted(ch.Courses)
	for _, st := range report.States {
		ch.States = append(ch.States, ui.Option{Value: string(st), Label: StateText(t, st)})
	}
	for _, p := range report.Periods {
		ch.Periods = append(ch.Periods, ui.Option{Value: string(p), Label: t.Msg("report.period-"+cmp.Or(string(p), "always"), nil)})
	}
	return ch, nil
}

// SessionsDone draws how many sessions are done, and says it. Of what is
// completed it says that alone: some sessions may have been optional.
func SessionsDone(t *i18n.T, state report.State, done, total int) ([]ui.State, string) {
	if state == report.Completed {
		return ui.Basins(total, total, false), t.CommonRequirementsMet()
	}
	return ui.Basins(done, total, state == report.UnderWay), t.ReportSessions(t.Num(done), t.Num(total))
}

// DateOr returns the date, without the year if that is now's, or a dash for
// none.
func DateOr(t *i18n.T, at, now time.Time) string {
	switch {
	case at.IsZero():
		return i18n.None
	case t.Local(at).Year() == t.Local(now).Year():
		return t.DateShort(at)
	}
	return t.Date(at)
}

func ViewState(s report.State) ui.State {
	return map[report.State]ui.State{
		report.Completed: ui.Done, report.UnderWay: ui.Now, report.Late: ui.Late, report.Waiting: ui.Next,
	}[s]
}

func StateText(t *i18n.T, s report.State) string {
	return map[report.State]string{
		report.Completed: t.CommonDone(), report.UnderWay: t.CommonNow(), report.Late: t.CommonLate(), report.Waiting: t.CommonNotStarted(),
	}[s]
}

// ReportChoicesView are what the filters of a report choose from.
type ReportChoicesView struct {
	Agencies, Departments, Courses, States, Periods []ui.Option
}
