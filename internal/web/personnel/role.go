package personnel

import (
	"errors"
	"net/url"
	"strconv"

	"masar/internal/app/personnel"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// A roleRow is a person with the roles they hold.
type roleRow struct {
	people.Person
	Agency string
	Held   []store.GrantLine
}

func (r roleRow) href(under ...string) string {
	href, _ := url.JoinPath("/admin/people/", append([]string{url.PathEscape(r.ID)}, under...)...)
	return href
}

// A roleList is a page of people with their roles, and how it is narrowed.
type roleList struct {
	Search, Role, AgencyID string
	Left                   bool
	Agencies               []ui.Option
	People                 []roleRow
	Pager                  ui.Pager
}

// A roleCard is one person, and what can be done about them.
type roleCard struct {
	roleRow
	Options []ui.Option // agencies at which a role can be given
	Self    bool        // it is the viewer
	SetAt   string      // when their password was set, as the form that makes another carries it
	Problem string      // why the last press did nothing
}

// A newPerson is a person to be filled in.
type newPerson struct {
	people.Person
	Agencies []ui.Option
	Problems map[string]string
	Asks     []ui.Ask // about their department
}

func roleName(t *i18n.T, r people.Role) string { return t.Msg("role.name-"+string(r), nil) }

func roleOptions(t *i18n.T) (os []ui.Option) {
	for _, r := range people.Roles {
		os = append(os, ui.Option{Value: string(r), Label: roleName(t, r)})
	}
	return os
}

// roleFacts is what stands at the head of a person.
func roleFacts(t *i18n.T, r roleRow) (fs []ui.Fact) {
	for _, f := range []ui.Fact{
		{Term: t.RoleAgency(), Text: r.Agency}, {Term: t.RoleDepartment(), Text: r.DepartmentIn(t.Lang)}, {Term: t.RoleStaffNo(), Text: r.StaffNo},
		{Term: t.SignInName(), Text: r.SignIn}, {Term: t.RoleEmail(), Text: r.Email},
	} {
		if f.Text != "" {
			fs = append(fs, f)
		}
	}
	return fs
}

// problemsOf is one problem that belongs to no field, or none.
func problemsOf(text string) []ui.Problem {
	if text == "" {
		return nil
	}
	return []ui.Problem{{Text: text}}
}

// rolesPerPage is how many people the list of roles shows at once.
const rolesPerPage = 25

// adminPeople lists the people of the agencies that the viewer administers,
// with the roles they hold there.
func (s wing) adminPeople(c *fiber.Ctx) error {
	ctx, t, scope := c.UserContext(), s.Words(c), kit.Viewer(c).Scope(people.Admin)
	f := store.PeopleFilter{AgencyID: kit.FilterValue(c, "agency"), Search: kit.FilterValue(c, "q"), Role: people.Role(kit.FilterValue(c, "role")), Left: kit.FilterValue(c, "left") != "", Lang: t.Lang}
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
	d := roleList{
		Search: f.Search, Role: string(f.Role), AgencyID: f.AgencyID, Left: f.Left,
		Agencies: append([]ui.Option{{Value: "", Label: t.CommonAll()}}, agencyOptions(t, as)...),
		Pager: ui.Pager{Page: page, Size: rolesPerPage, Total: total, Path: "/admin/people", Search: f.Search, Query: url.Values{
			"role": {string(f.Role)}, "agency": {f.AgencyID}, "left": {kit.FilterValue(c, "left")},
		}},
	}
	for _, p := range ps {
		d.People = append(d.People, roleRow{Person: p, Agency: agencyName(t, as, p.AgencyID), Held: held[p.ID]})
	}
	return s.Render(c, ui.Shell{Title: t.NavRoles()}.Staff(), rolePeople(d))
}

func agencyOptions(t *i18n.T, as []people.Agency) (os []ui.Option) {
	for _, a := range as {
		os = append(os, present.AgencyOption(t, a))
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
func (s wing) adminPerson(c *fiber.Ctx) error { return s.showRoles(c, "") }

// showRoles shows a person's roles, and what went wrong with the last press.
func (s wing) showRoles(c *fiber.Ctx, problem string) error {
	ctx, t, scope := c.UserContext(), s.Words(c), kit.Viewer(c).Scope(people.Admin)
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
	d := roleCard{
		roleRow: roleRow{Person: p, Agency: agencyName(t, as, p.AgencyID), Held: held[p.ID]},
		Options: agencyOptions(t, as), Self: p.ID == kit.Viewer(c).PersonID, SetAt: passwordMark(acc), Problem: problem,
	}
	return s.Render(c, ui.Shell{Title: p.Name(t.Lang)}, rolePerson(d))
}

func (s wing) adminNewPerson(c *fiber.Ctx) error {
	return s.showNewPerson(c, people.Person{AgencyID: c.Query("agency"), Lang: "ar"}, nil)
}

func (s wing) showNewPerson(c *fiber.Ctx, p people.Person, problems map[string]string, asks ...ui.Ask) error {
	t := s.Words(c)
	as, err := s.App.Store.Agencies(c.UserContext(), kit.Viewer(c).Scope(people.Admin))
	if err != nil {
		return err
	}
	return s.Render(c, ui.Shell{Title: t.RoleNew()}, roleNew(newPerson{Person: p, Agencies: agencyOptions(t, as), Problems: problems, Asks: asks}))
}

// adminAddPerson adds a person and shows, this once, the password for their
// first sign-in.
func (s wing) adminAddPerson(c *fiber.Ctx) error {
	p := people.Person{
		AgencyID: kit.Posted(c, "agency_id"), StaffNo: kit.Posted(c, "staff_no"), Email: kit.Posted(c, "email"), SignIn: kit.Posted(c, "sign_in"), Lang: kit.Posted(c, "lang"),
	}
	p.NameAr, p.NameEn = kit.PostedPair(c, "name_ar", "name_en")
	p.Department, p.DepartmentEn = kit.PostedPair(c, "department", "department_en")
	p, asks, err := s.meant(c, p)
	if err != nil {
		return err
	}
	if len(asks) > 0 {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showNewPerson(c, p, nil, asks...)
	}
	added, password, err := s.App.AddPerson(c.UserContext(), kit.Viewer(c), p)
	if problems, ok := kit.SayAll(c, err); ok {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showNewPerson(c, p, problems)
	}
	if err != nil {
		return err
	}
	return s.showPassword(c, added, password)
}

// adminPassword hands somebody a new first password, shown this once.
func (s wing) adminPassword(c *fiber.Ctx) error {
	password, err := s.App.HandPassword(c.UserContext(), kit.Viewer(c), c.Params("id"), passwordSeen(c))
	if err != nil {
		return s.roleProblem(c, err)
	}
	p, err := s.App.Store.Person(c.UserContext(), kit.Viewer(c).Scope(people.Admin), c.Params("id"))
	if err != nil {
		return err
	}
	return s.showPassword(c, p, password)
}

func (s wing) showPassword(c *fiber.Ctx, p people.Person, password string) error {
	t := s.Words(c)
	kit.Received(c)
	err := s.Render(c, ui.Shell{Title: t.RolePassword()}, roleHandout(roleRow{Person: p}, password))
	c.Set(fiber.HeaderCacheControl, "no-store")
	return err
}

func grantFrom(c *fiber.Ctx) people.Grant {
	return people.Grant{PersonID: c.Params("id"), Role: people.Role(kit.Posted(c, "role")), AgencyID: kit.Posted(c, "agency_id")}
}

func (s wing) grantRole(c *fiber.Ctx) error {
	err := s.App.Grant(c.UserContext(), kit.Viewer(c), grantFrom(c))
	if errors.Is(err, personnel.ErrRoleHeld) {
		s.FlashNothing(c, personnel.ErrRoleHeld.Key)
		return kit.Redirect(c, "/admin/people/"+url.PathEscape(c.Params("id")))
	}
	return s.afterRole(c, err, "role.granted")
}

func (s wing) withdrawRole(c *fiber.Ctx) error {
	err := s.App.Withdraw(c.UserContext(), kit.Viewer(c), grantFrom(c))
	return s.afterRole(c, err, "role.withdrawn")
}

func (s wing) adminDeparture(c *fiber.Ctx) error {
	err := s.App.SetEmployed(c.UserContext(), kit.Viewer(c), c.Params("id"), false)
	return s.afterRole(c, err, "role.left-now")
}

func (s wing) adminReturn(c *fiber.Ctx) error {
	err := s.App.SetEmployed(c.UserContext(), kit.Viewer(c), c.Params("id"), true)
	return s.afterRole(c, err, "role.back-now")
}

// afterRole goes back to the person, or shows them with what went wrong.
func (s wing) afterRole(c *fiber.Ctx, err error, done string) error {
	if err != nil {
		return s.roleProblem(c, err)
	}
	s.Flash(c, done)
	return kit.Redirect(c, "/admin/people/"+url.PathEscape(c.Params("id")))
}

// roleProblem shows the person with what could not be done about them.
func (s wing) roleProblem(c *fiber.Ctx, err error) error {
	problems, ok := kit.SayAll(c, err)
	if !ok {
		return err
	}
	c.Status(fiber.StatusConflict)
	for _, text := range problems {
		return s.showRoles(c, text)
	}
	return err
}
