package web

import (
	"errors"
	"net/url"
	"strconv"

	"masar/internal/app"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// rolesPerPage is how many people the list of roles shows at once.
const rolesPerPage = 25

// adminPeople lists the people of the agencies that the viewer administers,
// with the roles they hold there.
func (s *Server) adminPeople(c *fiber.Ctx) error {
	ctx, t, scope := c.UserContext(), s.words(c), viewer(c).Scope(people.Admin)
	f := store.PeopleFilter{AgencyID: asked(c, "agency"), Search: asked(c, "q"), Role: people.Role(asked(c, "role")), Left: asked(c, "left") != "", Lang: t.Lang}
	page, _ := strconv.Atoi(c.Query("page", "1"))
	page = min(max(page, 1), 1_000_000)
	ps, total, err := s.App.Store.People(ctx, scope, f, (page-1)*rolesPerPage, rolesPerPage)
	if err != nil {
		return err
	}
	as, err := s.App.Store.Agencies(ctx, scope)
	if err != nil {
		return err
	}
	ids := make([]string, len(ps))
	for i, p := range ps {
		ids[i] = p.ID
	}
	held, err := s.App.Store.GrantsIn(ctx, scope, ids)
	if err != nil {
		return err
	}
	d := view.RoleList{
		Search: f.Search, Role: string(f.Role), AgencyID: f.AgencyID, Left: f.Left,
		Agencies: append([]view.Option{{Value: "", Label: t.CommonAll()}}, agencyOptions(t, as)...),
		Pager: view.Pager{Page: page, Size: rolesPerPage, Total: total, Path: "/admin/people", Search: f.Search, Query: url.Values{
			"role": {string(f.Role)}, "agency": {f.AgencyID}, "left": {asked(c, "left")},
		}},
	}
	for _, p := range ps {
		d.People = append(d.People, view.RoleRow{Person: p, Agency: agencyName(t, as, p.AgencyID), Held: held[p.ID]})
	}
	return s.show(c, view.Shell{Title: t.NavRoles()}.Staff(), view.RolePeople(d))
}

func agencyOptions(t *i18n.T, as []people.Agency) (os []view.Option) {
	for _, a := range as {
		os = append(os, agencyOption(t, a))
	}
	return os
}

func agencyName(t *i18n.T, as []people.Agency, id string) string {
	for _, a := range as {
		if a.ID == id {
			return a.Name(t.Lang)
		}
	}
	return ""
}

// adminPerson shows one person with their roles, and what can be done about
// them.
func (s *Server) adminPerson(c *fiber.Ctx) error { return s.showRoles(c, "") }

// showRoles shows a person's roles, and what went wrong with the last press.
func (s *Server) showRoles(c *fiber.Ctx, problem string) error {
	ctx, t, scope := c.UserContext(), s.words(c), viewer(c).Scope(people.Admin)
	p, err := s.App.Store.Person(ctx, scope, c.Params("id"))
	if err != nil {
		return err
	}
	as, err := s.App.Store.Agencies(ctx, scope)
	if err != nil {
		return err
	}
	held, err := s.App.Store.GrantsIn(ctx, scope, []string{p.ID})
	if err != nil {
		return err
	}
	acc, err := s.App.Store.Account(ctx, p.ID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	d := view.RoleCard{
		RoleRow: view.RoleRow{Person: p, Agency: agencyName(t, as, p.AgencyID), Held: held[p.ID]},
		Options: agencyOptions(t, as), Self: p.ID == viewer(c).PersonID, SetAt: passwordMark(acc), Problem: problem,
	}
	return s.show(c, view.Shell{Title: p.Name(t.Lang)}, view.RolePerson(d))
}

func (s *Server) adminNewPerson(c *fiber.Ctx) error {
	return s.showNewPerson(c, people.Person{AgencyID: c.Query("agency"), Lang: "ar"}, nil)
}

func (s *Server) showNewPerson(c *fiber.Ctx, p people.Person, problems map[string]string, asks ...view.Ask) error {
	t := s.words(c)
	as, err := s.App.Store.Agencies(c.UserContext(), viewer(c).Scope(people.Admin))
	if err != nil {
		return err
	}
	return s.show(c, view.Shell{Title: t.RoleNew()}, view.RoleNew(view.NewPerson{Person: p, Agencies: agencyOptions(t, as), Problems: problems, Asks: asks}))
}

// adminAddPerson adds a person and shows, this once, the password for their
// first sign-in.
func (s *Server) adminAddPerson(c *fiber.Ctx) error {
	p := people.Person{
		AgencyID: posted(c, "agency_id"), StaffNo: posted(c, "staff_no"), Email: posted(c, "email"), SignIn: posted(c, "sign_in"), Lang: posted(c, "lang"),
	}
	p.NameAr, p.NameEn = postedPair(c, "name_ar", "name_en")
	p.Department, p.DepartmentEn = postedPair(c, "department", "department_en")
	p, asks, err := s.meant(c, p)
	if err != nil {
		return err
	}
	if len(asks) > 0 {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showNewPerson(c, p, nil, asks...)
	}
	added, password, err := s.App.AddPerson(c.UserContext(), viewer(c), p)
	if problems, ok := sayAll(c, err); ok {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showNewPerson(c, p, problems)
	}
	if err != nil {
		return err
	}
	return s.showPassword(c, added, password)
}

// adminPassword hands somebody a new first password, shown this once.
func (s *Server) adminPassword(c *fiber.Ctx) error {
	password, err := s.App.HandPassword(c.UserContext(), viewer(c), c.Params("id"), passwordSeen(c))
	if err != nil {
		return s.roleProblem(c, err)
	}
	p, err := s.App.Store.Person(c.UserContext(), viewer(c).Scope(people.Admin), c.Params("id"))
	if err != nil {
		return err
	}
	return s.showPassword(c, p, password)
}

func (s *Server) showPassword(c *fiber.Ctx, p people.Person, password string) error {
	t := s.words(c)
	received(c)
	err := s.show(c, view.Shell{Title: t.RolePassword()}, view.RoleHandout(view.RoleRow{Person: p}, password))
	c.Set(fiber.HeaderCacheControl, "no-store")
	return err
}

func grantFrom(c *fiber.Ctx) people.Grant {
	return people.Grant{PersonID: c.Params("id"), Role: people.Role(posted(c, "role")), AgencyID: posted(c, "agency_id")}
}

func (s *Server) grantRole(c *fiber.Ctx) error {
	err := s.App.Grant(c.UserContext(), viewer(c), grantFrom(c))
	if errors.Is(err, app.ErrRoleHeld) {
		s.flashNothing(c, app.ErrRoleHeld.Key)
		return after(c, "/admin/people/"+url.PathEscape(c.Params("id")))
	}
	return s.afterRole(c, err, "role.granted")
}

func (s *Server) withdrawRole(c *fiber.Ctx) error {
	err := s.App.Withdraw(c.UserContext(), viewer(c), grantFrom(c))
	return s.afterRole(c, err, "role.withdrawn")
}

func (s *Server) adminDeparture(c *fiber.Ctx) error {
	err := s.App.SetEmployed(c.UserContext(), viewer(c), c.Params("id"), false)
	return s.afterRole(c, err, "role.left-now")
}

func (s *Server) adminReturn(c *fiber.Ctx) error {
	err := s.App.SetEmployed(c.UserContext(), viewer(c), c.Params("id"), true)
	return s.afterRole(c, err, "role.back-now")
}

// afterRole goes back to the person, or shows them with what went wrong.
func (s *Server) afterRole(c *fiber.Ctx, err error, done string) error {
	if err != nil {
		return s.roleProblem(c, err)
	}
	s.flash(c, done)
	return after(c, "/admin/people/"+url.PathEscape(c.Params("id")))
}

// roleProblem shows the person with what could not be done about them.
func (s *Server) roleProblem(c *fiber.Ctx, err error) error {
	problems, ok := sayAll(c, err)
	if !ok {
		return err
	}
	c.Status(fiber.StatusConflict)
	for _, text := range problems {
		return s.showRoles(c, text)
	}
	return err
}
