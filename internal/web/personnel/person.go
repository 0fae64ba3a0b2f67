package personnel

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"time"

	"masar/internal/app/core"
	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/report"
	"masar/internal/store"
	"masar/internal/typed"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"
	"masar/internal/workshop"

	"github.com/gofiber/fiber/v2"
)

// swapped reports whether a text of f stands in the field of the other language.
func (f personFormView) swapped() bool {
	return typed.Pair{Ar: f.NameAr, En: f.NameEn}.Swapped() || typed.Pair{Ar: f.Department, En: f.DepartmentEn}.Swapped()
}

// nameHints says to HR what is to be known of a person's name before it stands
// on a certificate.
func (s wing) nameHints(t *i18n.T, p people.Person, asked string) (hints []string) {
	if asked != "" {
		hints = append(hints, t.NameHrAsked(t.Isolate(asked)))
	}
	if p.NameAr == "" {
		hints = append(hints, t.NameHrMissingAr())
	}
	if p.NameEn == "" {
		hints = append(hints, t.NameHrMissingEn())
	}
	if u := s.Unprintable(p.NameAr + p.NameEn); u != "" {
		hints = append(hints, t.NameUnprintable(t.Isolate(u)))
	}
	if p.NameApprovedAt.IsZero() {
		hints = append(hints, t.NameHrNotApproved())
	}
	return hints
}

// peopleList lists the people of the viewer's agencies.
func (s wing) peopleList(c *fiber.Ctx) error {
	ctx, t, scope := c.UserContext(), s.Words(c), kit.Viewer(c).Scope(people.HR)
	f := store.PeopleFilter{AgencyID: kit.FilterValue(c, "agency"), Department: kit.FilterValue(c, "department"), Search: kit.FilterValue(c, "q"), Left: kit.FilterValue(c, "left") != "", Twins: kit.FilterValue(c, "twins") != "", Lang: t.Lang}
	if f.AgencyID == "" && scope.Several() {
		f.Department = "" // departments are those of one agency
	}
	query := url.Values{"agency": {f.AgencyID}, "department": {f.Department}, "left": {kit.FilterValue(c, "left")}, "twins": {kit.FilterValue(c, "twins")}}
	choices, err := present.ReportChoices(ctx, s.App.Store, t, scope, report.Filter{AgencyID: f.AgencyID})
	if err != nil {
		return err
	}
	page := max(c.QueryInt("page", 1), 1)
	ps, total, err := s.App.Store.People(ctx, scope, f, (page-1)*kit.PageSize, kit.PageSize)
	if err != nil {
		return err
	}
	d := peopleData{Filter: query, Search: f.Search, Choices: choices, Pager: kit.Pager(c, total, query, f.Search)}
	if _, d.NamesMissing, err = s.App.Store.NamesMissing(ctx, scope, f.AgencyID, certificate.Both, t.Lang, 1); err != nil {
		return err
	}
	if _, d.Twins, err = s.App.Store.People(ctx, scope, store.PeopleFilter{Left: true, Twins: true}, 0, 1); err != nil {
		return err
	}
	agencies := labels(choices.Agencies)
	for _, p := range ps {
		row := personRow{ID: p.ID, Name: p.Name(t.Lang), StaffNo: p.StaffNo, Department: p.DepartmentIn(t.Lang), Email: p.Email, Left: !p.Employed(), Twin: p.StaffTwin+p.EmailTwin != ""}
		if len(agencies) > 1 {
			row.Agency = agencies[p.AgencyID]
		}
		d.Rows = append(d.Rows, row)
	}
	return s.Render(c, ui.Shell{Title: t.PeopleTitle()}.Staff(), peopleView(d))
}

// choose answers the button of a list of people that leads on with those who are
// ticked; every other form of the list is for next. Without a tick it leads back:
// an assignment of nobody would be one of the whole agency.
func (s wing) choose(next fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if kit.Posted(c, "assign") == "" {
			return next(c)
		}
		if ids := kit.PostedAll(c, "person"); len(ids) > 0 {
			return kit.Redirect(c, kit.Address("/hr/assign", url.Values{"person": ids}))
		}
		back := kit.ListAddress(c)
		s.Carry(c, back, kit.Posted(c, "q"))
		s.FlashNothing(c, "people.nobody-chosen")
		return kit.Redirect(c, back)
	}
}

func labels(os []ui.Option) map[string]string {
	m := map[string]string{}
	for _, o := range os {
		m[o.Value] = o.Label
	}
	return m
}

// personPage shows one of the viewer's people: what they learn and what is missing,
// their certificates, and what may be changed.
func (s wing) personPage(c *fiber.Ctx) error { return s.showPerson(c, nil, nil) }

// showPerson shows the person of the address; typed is what somebody typed into
// the form, where it is to be put right.
func (s wing) showPerson(c *fiber.Ctx, typed *people.Person, problems map[string]string, asks ...ui.Ask) error {
	return s.showPersonWith(c, c.Params("id"), personData{Problems: problems, Asks: asks}, typed)
}

// showPersonWith is showPerson for the person of that id, with what of begun is set.
func (s wing) showPersonWith(c *fiber.Ctx, id string, begun personData, typed *people.Person) error {
	ctx, t, v := c.UserContext(), s.Words(c), kit.Viewer(c)
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
	d := personData{
		ID: p.ID, Name: p.Name(t.Lang), Agency: ag.Name(t.Lang), Department: p.DepartmentIn(t.Lang), Left: !p.Employed(),
		NameHints: s.nameHints(t, p, asked.Spelling), MayManage: v.MayManage(held), MayAccess: v.MayManage(held) && p.ID != v.PersonID, Form: personForm(p), Problems: begun.Problems, Asks: begun.Asks, Correction: begun.Correction,
		Facts: []ui.Fact{
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
		d.Certificates = append(d.Certificates, personCertificate{
			CertificateRowView: present.CertificateRow(t, ce, s.App.Now()), MayRevoke: revocable && s.Policy.May(v, "certificate:revoke"),
			MayCorrect: revocable && ce.SupersededBy == "" && s.Policy.May(v, "certificate:correct"),
			NameAr:     ce.Record.NameAr, NameEn: ce.Record.NameEn, TitleAr: ce.Record.Title.Ar, TitleEn: ce.Record.Title.En,
			CivilTail: ce.Record.CivilTail != "",
		})
	}
	return s.Render(c, ui.Shell{Title: d.Name}, person(d))
}

// accessWord says with what somebody signs in: no password, one that was made for
// them, or one of their own; and when it was set, for the form that makes another.
func (s wing) accessWord(c *fiber.Ctx, id string) (word, setAt string, err error) {
	t := s.Words(c)
	acc, err := s.App.Store.Account(c.UserContext(), id)
	if errors.Is(err, store.ErrNotFound) {
		return t.PeopleAccessNone(), "", nil
	}
	until, setAt := acc.SetAt.Add(core.HandedFor), passwordMark(acc)
	switch {
	case err != nil:
		return "", "", err
	case acc.Expired(s.App.Now(), core.HandedFor):
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
	at, _ := time.Parse(time.RFC3339Nano, kit.Posted(c, "set_at"))
	return at
}

func personForm(p people.Person) personFormView {
	return personFormView{
		NameAr: p.NameAr, NameEn: p.NameEn, Department: p.Department, DepartmentEn: p.DepartmentEn, StaffNo: p.StaffNo, Email: p.Email, SignIn: p.SignIn,
		CivilTail: people.CivilTail(p.CivilTail), AgencyID: p.AgencyID, Revision: strconv.Itoa(p.Revision),
	}
}

// personLearning returns the courses of a person, with what each still asks for.
func (s wing) personLearning(c *fiber.Ctx, t *i18n.T, scope people.Scope, id string) (rows []personCourse, err error) {
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
		row := personCourse{
			Title: t.Text(course.Title), State: present.ViewState(state),
		}
		row.States, row.Sessions = present.SessionsDone(t, state, e.DoneCount, e.TotalCount)
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
	revision, _ := strconv.Atoi(kit.Posted(c, "revision"))
	p := people.Person{
		ID: c.Params("id"), AgencyID: kit.Posted(c, "agency"), StaffNo: kit.Posted(c, "staff_no"), Email: kit.Posted(c, "email"), SignIn: kit.Posted(c, "sign_in"),
		CivilTail: kit.Posted(c, "civil_tail"), Revision: revision,
	}
	p.NameAr, p.NameEn = kit.PostedPair(c, "name_ar", "name_en")
	p.Department, p.DepartmentEn = kit.PostedPair(c, "department", "department_en")
	return p
}

// savePerson saves what was changed about a person.
func (s wing) savePerson(c *fiber.Ctx) error {
	p, stale := personTyped(c), false
	if now, err := s.App.Store.Person(c.UserContext(), kit.Viewer(c).Scope(people.HR), p.ID); err == nil {
		p.AgencyID, stale = now.AgencyID, now.Revision != p.Revision
	}
	p, asks, err := s.meant(c, p)
	if err != nil {
		return err
	}
	if len(asks) > 0 && stale { // what was changed meanwhile is said before anything is asked
		if err := s.DiffersBy(c, p.ID, event.PersonChanged, event.NameApproved); err != nil {
			return err
		}
		return s.showPerson(c, &p, nil)
	}
	if len(asks) > 0 {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showPerson(c, &p, nil, asks...)
	}
	renamed, err := s.App.ChangePerson(c.UserContext(), kit.Viewer(c), p)
	if errors.Is(err, store.ErrChanged) {
		if err := s.DiffersBy(c, p.ID, event.PersonChanged, event.NameApproved); err != nil {
			return err
		}
		return s.showPerson(c, &p, nil)
	}
	err = s.Said(c, err, "people.saved")
	if problems, ok := kit.SayAll(c, err); ok {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showPerson(c, &p, problems)
	}
	if err != nil {
		return err
	}
	if renamed > 0 {
		s.FlashCount(c, "people.saved-renamed", renamed)
	}
	return kit.Redirect(c, "/hr/people/"+p.ID)
}

// meant returns p in the department that the form means and, where it has to be
// asked, what to ask; then p is as they were typed.
func (s wing) meant(c *fiber.Ctx, p people.Person) (people.Person, []ui.Ask, error) {
	in, reading, err := s.App.MeanDepartment(c.UserContext(), kit.Viewer(c), p, departmentAnswers(c))
	if err != nil || reading.Unsaid() {
		return p, departmentAsks(s.Words(c), reading), err
	}
	return in, nil, nil
}

// newPerson asks for a person to add.
func (s wing) newPerson(c *fiber.Ctx) error {
	return s.showPersonAdd(c, people.Person{AgencyID: kit.Viewer(c).AgencyID}, nil)
}

func (s wing) showPersonAdd(c *fiber.Ctx, typed people.Person, problems map[string]string, asks ...ui.Ask) error {
	t := s.Words(c)
	choices, err := present.ReportChoices(c.UserContext(), s.App.Store, t, kit.Viewer(c).Scope(people.HR), report.Filter{})
	if err != nil {
		return err
	}
	return s.Render(c, ui.Shell{Title: t.PeopleNewTitle()}, personAdd(personAddData{Form: personForm(typed), Agencies: choices.Agencies, Problems: problems, Asks: asks}))
}

// addPerson adds a person and shows their first password, once.
func (s wing) addPerson(c *fiber.Ctx) error {
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
	p, password, err := s.App.AddPerson(c.UserContext(), kit.Viewer(c), typed)
	if problems, ok := kit.SayAll(c, err); ok {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showPersonAdd(c, typed, problems)
	}
	if err != nil {
		return err
	}
	return s.showFirstPassword(c, p, password)
}

// handPassword gives a person a new password and shows it, once.
func (s wing) handPassword(c *fiber.Ctx) error {
	password, err := s.App.HandPassword(c.UserContext(), kit.Viewer(c), c.Params("id"), passwordSeen(c))
	if err != nil {
		return err
	}
	p, err := s.App.Store.Person(c.UserContext(), kit.Viewer(c).Scope(people.HR), c.Params("id"))
	if err != nil {
		return err
	}
	return s.showFirstPassword(c, p, password)
}

// showFirstPassword answers with the password itself: in an address or a cookie it
// would outlive the page.
func (s wing) showFirstPassword(c *fiber.Ctx, p people.Person, password string) error {
	kit.Received(c)
	t := s.Words(c)
	err := s.Render(c, ui.Shell{Title: t.PeoplePasswordTitle()}, newPassword(p.ID, p.Name(t.Lang), p.SignIn, password))
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	return err
}

// setEmployment notes that a person has left, or is back.
func (s wing) setEmployment(c *fiber.Ctx) error {
	employed := kit.Posted(c, "employed") == "1"
	if err := s.App.SetEmployed(c.UserContext(), kit.Viewer(c), c.Params("id"), employed); err != nil {
		return err
	}
	if employed {
		s.Flash(c, "people.returned-saved")
	} else {
		s.Flash(c, "people.left-saved")
	}
	return kit.Redirect(c, "/hr/people/"+c.Params("id"))
}

// leaveSeat takes a person out of the run in which they have a seat.
func (s wing) leaveSeat(c *fiber.Ctx) error {
	id, run := c.Params("id"), kit.Posted(c, "run")
	scope := kit.Viewer(c).Scope(people.HR)
	if _, err := s.App.Store.Person(c.UserContext(), scope, id); err != nil {
		return err
	}
	es, err := s.App.Store.EnrolmentsOf(c.UserContext(), scope, id)
	if err != nil {
		return err
	}
	var in []string
	for _, e := range es {
		if e.RunID == run {
			in = append(in, e.ID)
		}
	}
	left, err := s.App.LeaveRun(c.UserContext(), kit.Viewer(c), run, in)
	if err != nil {
		return err
	}
	s.FlashCount(c, "workshop.left-said", left)
	return kit.Redirect(c, "/hr/people/"+id)
}

// seatOf returns the seat that an enrolment has in a run that is not over.
func (s wing) seatOf(c *fiber.Ctx, e progress.Enrolment, past past) (seat personSeat) {
	r, ok := past.runs[e.RunID]
	if !ok || !e.Open() || r.Editable(s.App.Now()) != nil {
		return seat
	}
	may := s.Policy.May(kit.Viewer(c), "course:assign") && r.Leave(e.Open(), past.there[e.ID], s.App.Now()) == nil
	return personSeat{Run: r.ID, Say: s.Words(c).WorkshopSeat(present.RunDays(s.Words(c), r)), MayLeave: may}
}

// A past is what was done under the open ones of some enrolments, with the runs
// that they have seats in, by id.
type past struct {
	done  map[string]progress.Evidence
	there map[string][]workshop.Attendance
	runs  map[string]workshop.Run
}

// pastOf returns the past of enrolments, whichever of them are open, in as many
// statements as one of them would take.
func (s wing) pastOf(ctx context.Context, es []progress.Enrolment) (p past, err error) {
	var open, runs []string
	for _, e := range es {
		if e.Open() {
			open = append(open, e.ID)
		}
		if e.Open() && e.RunID != "" {
			runs = append(runs, e.RunID)
		}
	}
	if p.done, err = s.App.Store.EvidenceOf(ctx, open...); err != nil {
		return p, err
	}
	if len(runs) == 0 {
		return p, nil
	}
	if p.there, err = s.App.Store.AttendancesUnder(ctx, open); err != nil {
		return p, err
	}
	p.runs, err = s.App.Store.RunsWith(ctx, people.Everywhere("HR sees when the runs are in which their people have seats"), runs)
	return p, err
}
