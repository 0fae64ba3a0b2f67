package web

import (
	"io"

	"masar/internal/app"
	"masar/internal/people"
	"masar/internal/report"
	"masar/internal/sheet"
	"masar/internal/store"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// handoutForm shows how many people wait for a first password.
func (s *Server) handoutForm(c *fiber.Ctx) error {
	return s.showHandout(c, c.Query("agency"), c.Query("department"), c.Query("again") != "", "")
}

func (s *Server) showHandout(c *fiber.Ctx, agency, department string, again bool, problem string) error {
	ctx, t, scope := c.UserContext(), s.words(c), viewer(c).Scope(people.HR)
	agencies, err := s.App.Store.Agencies(ctx, scope)
	if err != nil || len(agencies) == 0 {
		return firstOf(err, store.ErrNotFound)
	}
	if agency == "" {
		agency = agencies[0].ID
	}
	choices, err := s.reportChoices(ctx, t, scope, report.Filter{AgencyID: agency})
	if err != nil {
		return err
	}
	f := store.PeopleFilter{AgencyID: agency, Department: department, NoPassword: true, Handed: again}
	_, n, err := s.App.Store.People(ctx, scope, f, 0, 1)
	if err != nil {
		return err
	}
	return s.show(c, view.Shell{Title: t.PeopleHandout()}, view.Handout(view.HandoutData{
		Agencies: choices.Agencies, Departments: choices.Departments, Agency: agency, Department: department,
		Again: again, Waiting: n, Max: app.HandoutMax, Problem: problem,
	}))
}

// handOut makes first passwords and sends them as a list: they are kept
// nowhere else.
func (s *Server) handOut(c *fiber.Ctx) error {
	t, agency, department, again := s.words(c), posted(c, "agency"), posted(c, "department"), posted(c, "again") != ""
	hs, err := s.App.FirstPasswords(c.UserContext(), viewer(c), agency, department, again)
	if err != nil {
		return err
	}
	if len(hs) == 0 {
		return s.showHandout(c, agency, department, again, t.PeopleHandoutNone())
	}
	table := sheet.Table{Columns: []sheet.Column{
		{Title: t.PeopleDepartment()}, {Title: t.PeopleStaffNo()}, {Title: t.PeopleName()}, {Title: t.PeopleSignIn()}, {Title: t.PeoplePassword()},
	}}
	return s.sendTable(c, "masar-first-sign-in.csv", sheet.TypeCSV, func(w io.Writer) error {
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
