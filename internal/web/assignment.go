package web

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"masar/internal/app"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/report"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

var (
	errDay          = fault.New(fault.Invalid, "assignment.due-bad").On("due")
	errUnknown      = fault.New(fault.Invalid, "assignment.unknown").On("numbers")
	errNoDepartment = fault.New(fault.Invalid, "assignment.department-missing").On("department")
	errNoNumbers    = fault.New(fault.Invalid, "assignment.numbers-missing").On("numbers")
)

// assignmentForm asks who is to complete which course; people may come along,
// chosen from a list.
func (s *Server) assignmentForm(c *fiber.Ctx) error {
	d := view.AssignmentForm{Agency: cmp.Or(c.Query("agency"), viewer(c).AgencyID), Course: c.Query("course"), To: "agency"}
	for _, id := range c.Context().QueryArgs().PeekMulti("person") {
		d.People = append(d.People, string(id))
	}
	if len(d.People) > 0 {
		d.To = "chosen"
	}
	return s.showAssignmentForm(c, d, nil)
}

func (s *Server) showAssignmentForm(c *fiber.Ctx, d view.AssignmentForm, problems map[string]string) error {
	ctx, t, scope := c.UserContext(), s.words(c), viewer(c).Scope(people.HR)
	choices, err := s.reportChoices(ctx, t, scope, report.Filter{AgencyID: d.Agency})
	if err != nil {
		return err
	}
	d.Choices, d.Problems = choices, problems
	d.Today = s.App.Now().In(s.App.Zone).Format(time.DateOnly)
	return s.show(c, view.Shell{Title: t.AssignmentTitle()}, view.Assignment(d))
}

// assign shows how many an assignment is about and, confirmed, carries it out.
func (s *Server) assign(c *fiber.Ctx) error {
	d := assignmentTyped(c)
	as, err := s.assignment(c, d)
	if err == nil && posted(c, "confirmed") != "" {
		var n app.AssignmentCount
		if n, err = s.App.Assign(c.UserContext(), viewer(c), as); err == nil {
			s.flashCount(c, "assignment.done", n.Enrolled+n.Dated)
			return after(c, address("/hr", report.Filter{CourseID: as.CourseID}.Values()))
		}
	}
	var n app.AssignmentCount
	if err == nil {
		n, err = s.App.CountAssignment(c.UserContext(), viewer(c), as)
	}
	if err == nil && posted(c, "change") == "" {
		return s.showAssignmentCheck(c, d, as, n)
	}
	if problems, ok := sayAll(c, err); ok {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showAssignmentForm(c, d, problems)
	}
	if err != nil {
		return err
	}
	return s.showAssignmentForm(c, d, nil)
}

func assignmentTyped(c *fiber.Ctx) view.AssignmentForm {
	d := view.AssignmentForm{
		Course: posted(c, "course"), Due: strings.TrimSpace(posted(c, "due")), To: posted(c, "to"), Agency: posted(c, "agency"),
		Under: posted(c, "under") != "", Department: posted(c, "department"), Numbers: posted(c, "numbers"),
	}
	for _, id := range postedAll(c, "person") {
		d.People = append(d.People, string(id))
	}
	return d
}

// assignment returns what a form asks for, or everything that is wrong with it.
func (s *Server) assignment(c *fiber.Ctx, d view.AssignmentForm) (as app.Assignment, err error) {
	as = app.Assignment{CourseID: d.Course}
	var errs []error
	if d.Due != "" {
		day, err := time.ParseInLocation(time.DateOnly, d.Due, s.App.Zone)
		if err != nil {
			errs = append(errs, errDay)
		}
		as.DueOn = day.AddDate(0, 0, 1).Add(-time.Microsecond).UTC()
	}
	switch d.To {
	case "chosen":
		if as.PersonIDs = d.People; len(d.People) == 0 {
			errs = append(errs, app.ErrNobody)
		}
	case "people":
		ids, err := s.numbered(c, d.Numbers)
		as.PersonIDs, errs = ids, append(errs, err)
	case "department":
		if as.AgencyID, as.Department = d.Agency, d.Department; d.Department == "" {
			errs = append(errs, errNoDepartment)
		}
	default:
		as.AgencyID, as.Under = d.Agency, d.Under
	}
	return as, errors.Join(errs...)
}

// numbered returns the people whose numbers or addresses somebody typed, or
// which of them are not known.
func (s *Server) numbered(c *fiber.Ctx, typed string) (ids []string, err error) {
	words := strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(" \t\r\n,;،؛", r) })
	if len(words) == 0 {
		return nil, errNoNumbers
	}
	both := slices.Clone(words)
	for _, w := range words { // addresses are kept in lower case, numbers as they are
		both = append(both, strings.ToLower(w))
	}
	ps, err := s.App.Store.PeopleByNumber(c.UserContext(), viewer(c).Scope(people.HR), both)
	if err != nil {
		return nil, err
	}
	var unknown []string
	for _, w := range words {
		i := slices.IndexFunc(ps, func(p people.Person) bool {
			return p.StaffNo == w || p.Email == strings.ToLower(w) || p.SignIn == strings.ToLower(w)
		})
		if i < 0 {
			unknown = append(unknown, s.words(c).Isolate(w))
			continue
		}
		ids = append(ids, ps[i].ID)
	}
	if len(unknown) > 0 {
		return nil, errUnknown.With("numbers", strings.Join(unknown, " "))
	}
	return ids, nil
}

func (s *Server) showAssignmentCheck(c *fiber.Ctx, d view.AssignmentForm, as app.Assignment, n app.AssignmentCount) error {
	t := s.words(c)
	h, err := s.App.Store.CourseHead(c.UserContext(), as.CourseID)
	if err != nil {
		return err
	}
	d.Title, d.Until = h.Title().In(t.Lang), t.AssignmentNoDue()
	if !as.DueOn.IsZero() {
		d.Until = t.AssignmentUntil(t.DateLong(as.DueOn))
	}
	d.Enrolled, d.Dated, d.Kept = n.Enrolled, n.Dated, n.Kept
	return s.show(c, view.Shell{Title: t.AssignmentCheckTitle()}, view.AssignmentCheck(d))
}
