package personnel

import (
	"io"

	"masar/internal/app/personnel"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/report"
	"masar/internal/sheet"
	"masar/internal/store"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// handoutForm shows how many people wait for a first password.
func (s wing) handoutForm(c *fiber.Ctx) error {
	return s.showHandout(c, handoutFor(s.Words(c), func(name string) string { return c.Query(name) }), "")
}

// handoutFor returns whom a form asks a list for. Those of the last hour are
// some of those who have not replaced their password.
func handoutFor(t *i18n.T, value func(name string) string) personnel.HandoutFor {
	fresh := value("fresh") != ""
	return personnel.HandoutFor{AgencyID: value("agency"), Department: value("department"), Again: fresh || value("again") != "", Fresh: fresh, Lang: t.Lang}
}

func (s wing) showHandout(c *fiber.Ctx, to personnel.HandoutFor, problem string) error {
	ctx, t, scope := c.UserContext(), s.Words(c), kit.Viewer(c).Scope(people.HR)
	agencies, err := s.App.Store.Agencies(ctx, scope)
	if err != nil || len(agencies) == 0 {
		return kit.FirstOf(err, store.ErrNotFound)
	}
	if to.AgencyID == "" {
		to.AgencyID = agencies[0].ID
	}
	choices, err := present.ReportChoices(ctx, s.App.Store, t, scope, report.Filter{AgencyID: to.AgencyID})
	if err != nil {
		return err
	}
	d := handoutData{
		Agencies: choices.Agencies, Departments: choices.Departments, Agency: to.AgencyID, Department: to.Department,
		Again: to.Again, Fresh: to.Fresh, Max: personnel.HandoutMax, Problem: problem,
	}
	if err := s.countHandout(c, to, &d); err != nil {
		return err
	}
	return s.Render(c, ui.Shell{Title: t.PeopleHandout(), Active: "/hr/people"}, handout(d))
}

// countHandout counts in d who waits for a password, and who got one just now.
func (s wing) countHandout(c *fiber.Ctx, to personnel.HandoutFor, d *handoutData) error {
	ctx, scope, now := c.UserContext(), kit.Viewer(c).Scope(people.HR), s.App.Now()
	_, all, err := s.App.Store.People(ctx, scope, to.Filter(now), 0, 1)
	if err != nil {
		return err
	}
	without := to
	without.Again = false
	if _, d.Waiting, err = s.App.Store.People(ctx, scope, without.Filter(now), 0, 1); err != nil {
		return err
	}
	d.Unchanged = all - d.Waiting
	n, last, err := s.App.Store.HandedSince(ctx, scope, to.AgencyID, to.Department, now.Add(-personnel.Fresh))
	d.JustMade, d.JustAt = n, s.Words(c).Time(last)
	return err
}

// handOut makes first passwords and sends them as a list: they are kept
// nowhere else.
func (s wing) handOut(c *fiber.Ctx) error {
	t := s.Words(c)
	to := handoutFor(t, func(name string) string { return kit.Posted(c, name) })
	hs, err := s.App.FirstPasswords(c.UserContext(), kit.Viewer(c), to)
	if err != nil {
		return err
	}
	if len(hs) == 0 {
		return s.showHandout(c, to, t.PeopleHandoutNone())
	}
	people.InOrder(hs, func(h personnel.Handout) string { return h.Name(t.Lang) }, func(h personnel.Handout) string { return h.ID })
	table := sheet.Table{Columns: []sheet.Column{
		{Title: t.PeopleDepartment()}, {Title: t.PeopleStaffNo()}, {Title: t.PeopleName()}, {Title: t.PeopleSignIn()}, {Title: t.PeoplePassword()},
	}}
	return s.SendTable(c, "masar-first-sign-in.csv", sheet.TypeCSV, func(w io.Writer) error {
		out, err := table.CSV(w)
		if err != nil {
			return err
		}
		for _, h := range hs {
			if err := out.Row(h.DepartmentIn(t.Lang), h.StaffNo, h.Name(t.Lang), h.SignIn, h.Password); err != nil {
				return err
			}
		}
		return out.Close()
	})
}
