package web

import (
	"errors"
	"net/url"
	"strconv"
	"time"

	"masar/internal/app"
	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/report"
	"masar/internal/store"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// peopleList lists the people of the viewer's agencies.
func (s *Server) peopleList(c *fiber.Ctx) error {
	ctx, t, scope := c.UserContext(), s.words(c), viewer(c).Scope(people.HR)
	f := store.PeopleFilter{AgencyID: asked(c, "agency"), Department: asked(c, "department"), Search: asked(c, "q"), Left: asked(c, "left") != "", Twins: asked(c, "twins") != "", Lang: t.Lang}
	if f.AgencyID == "" && scope.Several() {
		f.Department = "" // departments are those of one agency
	}
	query := url.Values{"agency": {f.AgencyID}, "department": {f.Department}, "left": {asked(c, "left")}, "twins": {asked(c, "twins")}}
	choices, err := reportChoices(ctx, s.App.Store, t, scope, report.Filter{AgencyID: f.AgencyID})
	if err != nil {
		return err
	}
	page := max(c.QueryInt("page", 1), 1)
	ps, total, err := s.App.Store.People(ctx, scope, f, (page-1)*pageSize, pageSize)
	if err != nil {
		return err
	}
	d := view.PeopleData{Filter: query, Search: f.Search, Choices: choices, Pager: pager(c, total, query, f.Search)}
	if _, d.NamesMissing, err = s.App.Store.NamesMissing(ctx, scope, f.AgencyID, certificate.Both, t.Lang, 1); err != nil {
		return err
	}
	if _, d.Twins, err = s.App.Store.People(ctx, scope, store.PeopleFilter{Left: true, Twins: true}, 0, 1); err != nil {
		return err
	}
	agencies := labels(choices.Agencies)
	for _, p := range ps {
		row := view.PersonRow{ID: p.ID, Name: p.Name(t.Lang), StaffNo: p.StaffNo, Department: p.DepartmentIn(t.Lang), Email: p.Email, Left: !p.Employed(), Twin: p.StaffTwin+p.EmailTwin != ""}
		if len(agencies) > 1 {
			row.Agency = agencies[p.AgencyID]
		}
		d.Rows = append(d.Rows, row)
	}
	return s.show(c, view.Shell{Title: t.PeopleTitle()}.Staff(), view.People(d))
}

// choose answers the button of a list of people that leads on with those who are
// ticked; every other form of the list is for next. Without a tick it leads back:
// an assignment of nobody would be one of the whole agency.
func (s *Server) choose(next fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if posted(c, "assign") == "" {
			return next(c)
		}
		if ids := postedAll(c, "person"); len(ids) > 0 {
			return after(c, address("/hr/assign", url.Values{"person": ids}))
		}
		back := listAddress(c)
		s.carry(c, back, posted(c, "q"))
		s.flashNothing(c, "people.nobody-chosen")
		return after(c, back)
	}
}

func labels(os []view.Option) map[string]string {
	m := map[string]string{}
	for _, o := range os {
		m[o.Value] = o.Label
	}
	return m
}

// personPage shows one of the viewer's people: what they learn and what is missing,
// their certificates, and what may be changed.
func (s *Server) personPage(c *fiber.Ctx) error { return s.showPerson(c, nil, nil) }

// showPerson shows the person of the address; typed is what somebody typed into
// the form, where it is to be put right.
func (s *Server) showPerson(c *fiber.Ctx, typed *people.Person, problems map[string]string, asks ...view.Ask) error {
	return s.showPersonWith(c, c.Params("id"), view.PersonData{Problems: problems, Asks: asks}, typed)
}

// showPersonWith is showPerson for the person of that id, with what of begun is set.
func (s *Server) showPersonWith(c *fiber.Ctx, id string, begun view.PersonData, typed *people.Person) error {
	ctx, t, v := c.UserContext(), s.words(c), viewer(c)
	scope := v.Scope(people.HR)
	p, err := s.App.Store.Person(ctx, scope, id)
	if err != nil {
		return err
	}
	ag, err := s.App.Store.Agency(ctx, scope, p.AgencyID)
	if err != nil {
		return err
	}
	held, err := s.App.Store.Grants(ctx, p.ID)
	if err != nil {
		return err
	}
	asked, err := s.App.Store.NameRequest(ctx, scope, p.ID)
	if err != nil {
		return err
	}
	d := view.PersonData{
		ID: p.ID, Name: p.Name(t.Lang), Agency: ag.Name(t.Lang), Department: p.DepartmentIn(t.Lang), Left: !p.Employed(),
		NameHints: s.nameHints(t, p, asked.Spelling), MayManage: v.MayManage(held), MayAccess: v.MayManage(held) && p.ID != v.PersonID, Form: personForm(p), Problems: begun.Problems, Asks: begun.Asks, Correction: begun.Correction,
		Facts: []view.Fact{
			{Term: t.PeopleStaffNo(), Text: t.Isolate(p.StaffNo)}, {Term: t.PeopleEmail(), Text: t.Isolate(p.Email)}, {Term: t.PeopleSignIn(), Text: t.Isolate(p.SignIn)},
			{Term: t.PeopleAgency(), Text: ag.Name(t.Lang)}, {Term: t.PeopleDepartment(), Text: p.DepartmentIn(t.Lang)},
		},
	}
	if typed != nil {
		d.Form = personForm(*typed)
	}
	if d.Learning, err = s.personLearning(c, t, scope, p.ID); err != nil {
		return err
	}
	if d.Access, d.SetAt, err = s.accessWord(c, p.ID); err != nil {
		return err
	}
	cs, err := s.App.Store.CertificatesOf(ctx, scope, p.ID)
	if err != nil {
		return err
	}
	for _, ce := range cs {
		revocable := ce.Status(s.App.Now()) != certificate.Revoked
		d.Certificates = append(d.Certificates, view.PersonCertificate{
			CertificateRow: certificateRow(t, ce, s.App.Now()), MayRevoke: revocable && s.Policy.May(v, "certificate:revoke"),
			MayCorrect: revocable && ce.SupersededBy == "" && s.Policy.May(v, "certificate:correct"),
			NameAr:     ce.Record.NameAr, NameEn: ce.Record.NameEn, TitleAr: ce.Record.Title.Ar, TitleEn: ce.Record.Title.En,
			CivilTail: ce.Record.CivilTail != "",
		})
	}
	return s.show(c, view.Shell{Title: d.Name}, view.Person(d))
}

// accessWord says with what somebody signs in: no password, one that was made for
// them, or one of their own; and when it was set, for the form that makes another.
func (s *Server) accessWord(c *fiber.Ctx, id string) (word, setAt string, err error) {
	t := s.words(c)
	acc, err := s.App.Store.Account(c.UserContext(), id)
	if errors.Is(err, store.ErrNotFound) {
		return t.PeopleAccessNone(), "", nil
	}
	until, setAt := acc.SetAt.Add(app.HandedFor), passwordMark(acc)
	switch {
	case err != nil:
		return "", "", err
	case acc.Expired(s.App.Now(), app.HandedFor):
		return t.PeopleAccessExpired(t.Date(until)), setAt, nil
	case acc.MustSet:
		return t.PeopleAccessHanded(t.Date(acc.SetAt), t.Date(until)), setAt, nil
	}
	return t.PeopleAccessOwn(t.Date(acc.SetAt)), setAt, nil
}

// passwordMark is when a password was set, as a form carries it; passwordSeen
// reads it. What cannot be read is no password.
func passwordMark(acc store.Account) string {
	if acc.SetAt.IsZero() {
		return ""
	}
	return acc.SetAt.UTC().Format(time.RFC3339Nano)
}

func passwordSeen(c *fiber.Ctx) time.Time {
	at, _ := time.Parse(time.RFC3339Nano, posted(c, "set_at"))
	return at
}

func personForm(p people.Person) view.PersonForm {
	return view.PersonForm{
		NameAr: p.NameAr, NameEn: p.NameEn, Department: p.Department, DepartmentEn: p.DepartmentEn, StaffNo: p.StaffNo, Email: p.Email, SignIn: p.SignIn,
		CivilTail: people.CivilTail(p.CivilTail), AgencyID: p.AgencyID, Revision: strconv.Itoa(p.Revision),
	}
}

// personLearning returns the courses of a person, with what each still asks for.
func (s *Server) personLearning(c *fiber.Ctx, t *i18n.T, scope people.Scope, id string) (rows []view.PersonCourse, err error) {
	ctx := c.UserContext()
	es, err := s.App.Store.EnrolmentsOf(ctx, scope, id)
	if err != nil {
		return nil, err
	}
	past, err := s.pastOf(ctx, es)
	if err != nil {
		return nil, err
	}
	for _, e := range es {
		course, err := s.App.Store.Course(ctx, e.CourseID, e.Version)
		if err != nil {
			return nil, err
		}
		state := report.StateOf(report.State(e.State), e.DueOn, s.App.Now())
		row := view.PersonCourse{
			Title: t.Text(course.Title), State: viewState(state),
		}
		row.States, row.Sessions = sessionsDone(t, state, e.DoneCount, e.TotalCount)
		switch {
		case state == report.Completed:
			row.When = t.PeopleCompletedOn(t.Date(e.CompletedAt))
		case !e.DueOn.IsZero():
			row.When = t.PeopleDue(t.Date(e.DueOn))
		}
		if e.Open() {
			for _, n := range progress.Of(course, past.done[e.ID]).Missing {
				row.Missing = append(row.Missing, needWord(t, n, func(id string) string {
					if q, ok := course.Quiz(id); ok {
						return t.Text(q.Title)
					}
					return t.Text(course.Exercises[id].Title)
				}))
			}
		}
		row.Seat = s.seatOf(c, e, past)
		rows = append(rows, row)
	}
	return rows, nil
}

// needWord says what a course still asks of somebody.
func needWord(t *i18n.T, n progress.Need, title func(id string) string) string {
	switch n.Kind {
	case "attendance":
		return t.PeopleNeedAttendance(t.Pct(n.Have), t.Pct(n.Want))
	case "lessons":
		return t.PeopleNeedLessons(t.Num(n.Have), t.Num(n.Want))
	case "quiz":
		return t.PeopleNeedQuiz(title(n.ID), t.Pct(n.Have), t.Pct(n.Want))
	case "portfolio":
		return t.PeopleNeedPortfolio(t.Pct(n.Have), t.Pct(n.Want))
	case "star":
		return t.PeopleNeedStar(title(n.ID))
	}
	return t.PeopleNeedOther()
}

// personTyped returns the person that a form describes.
func personTyped(c *fiber.Ctx) people.Person {
	revision, _ := strconv.Atoi(posted(c, "revision"))
	p := people.Person{
		ID: c.Params("id"), AgencyID: posted(c, "agency"), StaffNo: posted(c, "staff_no"), Email: posted(c, "email"), SignIn: posted(c, "sign_in"),
		CivilTail: posted(c, "civil_tail"), Revision: revision,
	}
	p.NameAr, p.NameEn = postedPair(c, "name_ar", "name_en")
	p.Department, p.DepartmentEn = postedPair(c, "department", "department_en")
	return p
}

// savePerson saves what was changed about a person.
func (s *Server) savePerson(c *fiber.Ctx) error {
	p := personTyped(c)
	if now, err := s.App.Store.Person(c.UserContext(), viewer(c).Scope(people.HR), p.ID); err == nil {
		p.AgencyID = now.AgencyID
	}
	p, asks, err := s.meant(c, p)
	if err != nil {
		return err
	}
	if len(asks) > 0 {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showPerson(c, &p, nil, asks...)
	}
	renamed, err := s.App.ChangePerson(c.UserContext(), viewer(c), p)
	if errors.Is(err, store.ErrChanged) {
		if err := s.differsBy(c, p.ID, event.PersonChanged, event.NameApproved); err != nil {
			return err
		}
		return s.showPerson(c, &p, nil)
	}
	err = s.said(c, err, "people.saved")
	if problems, ok := sayAll(c, err); ok {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showPerson(c, &p, problems)
	}
	if err != nil {
		return err
	}
	if renamed > 0 {
		s.flashCount(c, "people.saved-renamed", renamed)
	}
	return after(c, "/hr/people/"+p.ID)
}

// meant returns p in the department that the form means and, where it has to be
// asked, what to ask; then p is as they were typed.
func (s *Server) meant(c *fiber.Ctx, p people.Person) (people.Person, []view.Ask, error) {
	in, reading, err := s.App.MeanDepartment(c.UserContext(), viewer(c), p, departmentAnswers(c))
	if err != nil || reading.Unsaid() {
		return p, departmentAsks(s.words(c), reading), err
	}
	return in, nil, nil
}

// newPerson asks for a person to add.
func (s *Server) newPerson(c *fiber.Ctx) error {
	return s.showPersonAdd(c, people.Person{AgencyID: viewer(c).AgencyID}, nil)
}

func (s *Server) showPersonAdd(c *fiber.Ctx, typed people.Person, problems map[string]string, asks ...view.Ask) error {
	t := s.words(c)
	choices, err := reportChoices(c.UserContext(), s.App.Store, t, viewer(c).Scope(people.HR), report.Filter{})
	if err != nil {
		return err
	}
	return s.show(c, view.Shell{Title: t.PeopleNewTitle()}, view.PersonAdd(view.PersonAddData{Form: personForm(typed), Agencies: choices.Agencies, Problems: problems, Asks: asks}))
}

// addPerson adds a person and shows their first password, once.
func (s *Server) addPerson(c *fiber.Ctx) error {
	typed := personTyped(c)
	typed.Revision = 0
	typed, asks, err := s.meant(c, typed)
	if err != nil {
		return err
	}
	if len(asks) > 0 {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showPersonAdd(c, typed, nil, asks...)
	}
	p, password, err := s.App.AddPerson(c.UserContext(), viewer(c), typed)
	if problems, ok := sayAll(c, err); ok {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showPersonAdd(c, typed, problems)
	}
	if err != nil {
		return err
	}
	return s.showFirstPassword(c, p, password)
}

// handPassword gives a person a new password and shows it, once.
func (s *Server) handPassword(c *fiber.Ctx) error {
	password, err := s.App.HandPassword(c.UserContext(), viewer(c), c.Params("id"), passwordSeen(c))
	if err != nil {
		return err
	}
	p, err := s.App.Store.Person(c.UserContext(), viewer(c).Scope(people.HR), c.Params("id"))
	if err != nil {
		return err
	}
	return s.showFirstPassword(c, p, password)
}

// showFirstPassword answers with the password itself: in an address or a cookie it
// would outlive the page.
func (s *Server) showFirstPassword(c *fiber.Ctx, p people.Person, password string) error {
	received(c)
	t := s.words(c)
	err := s.show(c, view.Shell{Title: t.PeoplePasswordTitle()}, view.NewPassword(p.ID, p.Name(t.Lang), p.SignIn, password))
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	return err
}

// setEmployment notes that a person has left, or is back.
func (s *Server) setEmployment(c *fiber.Ctx) error {
	employed := posted(c, "employed") == "1"
	if err := s.App.SetEmployed(c.UserContext(), viewer(c), c.Params("id"), employed); err != nil {
		return err
	}
	if employed {
		s.flash(c, "people.returned-saved")
	} else {
		s.flash(c, "people.left-saved")
	}
	return after(c, "/hr/people/"+c.Params("id"))
}
