package web

import (
	"cmp"
	"errors"
	"strconv"
	"strings"
	"time"

	"masar/internal/app"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/report"
	"masar/internal/typed"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

var (
	errUnknown       = fault.New(fault.Invalid, "assignment.unknown").On("numbers")
	errUnclear       = fault.New(fault.Invalid, "assignment.unclear").On("numbers")
	errDepartmentToo = fault.New(fault.Invalid, "assignment.contradiction").On("department")
	errNumbersToo    = fault.New(fault.Invalid, "assignment.contradiction-numbers").On("numbers")
	errUnderToo      = fault.New(fault.Invalid, "assignment.contradiction-under").On("to")
	errNoDepartment  = fault.New(fault.Invalid, "assignment.department-missing").On("department")
	errNoNumbers     = fault.New(fault.Invalid, "assignment.numbers-missing").On("numbers")
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
	choices, err := reportChoices(ctx, s.App.Store, t, scope, report.Filter{AgencyID: d.Agency})
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
		as.Seen = posted(c, "seen")
		var n app.AssignmentCount
		if n, err = s.App.Assign(c.UserContext(), viewer(c), as); err == nil {
			s.flashAssigned(c, n)
			return after(c, address("/hr", report.Filter{CourseID: as.CourseID}.Values()))
		}
	}
	var n app.AssignmentCount
	if errors.Is(err, app.ErrAssignmentMoved) { // what it would change now is shown, and asked again
		c.Status(fiber.StatusConflict)
		d.Moved, err = say(c, app.ErrAssignmentMoved), nil
	}
	if err == nil {
		n, d.Mark, err = s.App.ShowAssignment(c.UserContext(), viewer(c), as)
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

// flashAssigned has the next page say how many were assigned the course and how
// many have another date, which are two things.
func (s *Server) flashAssigned(c *fiber.Ctx, n app.AssignmentCount) {
	switch {
	case n.Dated == 0:
		s.flashCount(c, "assignment.done", n.Enrolled)
	case n.Enrolled == 0:
		s.flashCount(c, "assignment.done-dated", n.Dated)
	default:
		s.flash(c, "assignment.done-both:"+strconv.Itoa(n.Enrolled)+":"+strconv.Itoa(n.Dated))
	}
}

func assignmentTyped(c *fiber.Ctx) view.AssignmentForm {
	d := view.AssignmentForm{
		Course: posted(c, "course"), Due: strings.TrimSpace(posted(c, "due")), To: posted(c, "to"), Agency: posted(c, "agency"),
		Under: posted(c, "under") != "", Department: posted(c, "department"), Numbers: strings.TrimSpace(posted(c, "numbers")),
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
		due, err := typed.Day("due", d.Due)
		errs = append(errs, err)
		as.DueOn = due.End(s.App.Zone)
	}
	errs = append(errs, contradiction(d))
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

// contradiction returns what of a form speaks against whom it says it is about:
// nothing that somebody chose is passed over in silence.
func contradiction(d view.AssignmentForm) error {
	var errs []error
	if d.Department != "" && d.To != "department" && d.To != "chosen" && d.To != "people" {
		errs = append(errs, errDepartmentToo)
	}
	if d.Numbers != "" && d.To != "people" {
		errs = append(errs, errNumbersToo)
	}
	if d.Under && d.To == "department" {
		errs = append(errs, errUnderToo)
	}
	return errors.Join(errs...)
}

// numbered returns the people whose numbers or addresses somebody typed, or
// which of them are not known.
func (s *Server) numbered(c *fiber.Ctx, typed string) (ids []string, err error) {
	words := pasted(typed)
	if len(words) == 0 {
		return nil, errNoNumbers
	}
	ps, err := s.App.Store.PeopleCalled(c.UserContext(), viewer(c).Scope(people.HR), words...)
	if err != nil {
		return nil, err
	}
	ids, unknown, unclear := resolve(words, ps)
	if len(unknown) > 0 {
		return nil, errUnknown.With("numbers", onLines(s.words(c).Isolate, unknown))
	}
	if len(unclear) > 0 {
		return nil, errUnclear.With("numbers", onLines(s.words(c).Isolate, unclear))
	}
	return ids, nil
}

func (s *Server) showAssignmentCheck(c *fiber.Ctx, d view.AssignmentForm, as app.Assignment, n app.AssignmentCount) error {
	t := s.words(c)
	h, err := s.App.Store.CourseHead(c.UserContext(), as.CourseID)
	if err != nil {
		return err
	}
	d.Title, d.Until = t.Text(h.Title()), t.AssignmentNoDue()
	if !as.DueOn.IsZero() {
		d.Until = t.AssignmentUntil(t.DateLong(as.DueOn))
	}
	d.Enrolled, d.Dated, d.Kept = n.Enrolled, n.Dated, n.Kept
	if err := s.fillWhom(c, &d, as, n.All()); err != nil {
		return err
	}
	return s.show(c, view.Shell{Title: t.AssignmentCheckTitle()}, view.AssignmentCheck(d))
}

// mostNamed is how many people a confirmation names.
const mostNamed = 8

// fillWhom says whom an assignment is about: in words, and the first of them by
// name.
func (s *Server) fillWhom(c *fiber.Ctx, d *view.AssignmentForm, as app.Assignment, all int) error {
	t := s.words(c)
	ps, err := s.App.Assignees(c.UserContext(), viewer(c), as, mostNamed)
	if err != nil {
		return err
	}
	for _, p := range ps {
		d.First = append(d.First, p.Name(t.Lang))
	}
	if more := all - len(ps); more > 0 {
		d.More = t.AssignmentWhomMore(more)
	}
	if as.AgencyID == "" {
		return nil
	}
	ag, err := s.App.Store.Agency(c.UserContext(), viewer(c).Scope(people.HR), as.AgencyID)
	switch {
	case err != nil:
		return err
	case as.Department != "":
		d.Whom = t.AssignmentWhomDepartment(as.Department, ag.Name(t.Lang))
	case as.Under:
		d.Whom = t.AssignmentWhomUnder(ag.Name(t.Lang))
	default:
		d.Whom = t.AssignmentWhomAgency(ag.Name(t.Lang))
	}
	return nil
}
