package personnel

import (
	"cmp"
	"errors"
	"strconv"
	"strings"
	"time"

	"masar/internal/app/personnel"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/report"
	"masar/internal/typed"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

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
func (s wing) assignmentForm(c *fiber.Ctx) error {
	d := assignmentForm{Agency: cmp.Or(c.Query("agency"), kit.Viewer(c).AgencyID), Course: c.Query("course"), To: "agency"}
	for _, id := range c.Context().QueryArgs().PeekMulti("person") {
		d.People = append(d.People, string(id))
	}
	if len(d.People) > 0 {
		d.To = "chosen"
	}
	return s.showAssignmentForm(c, d, nil)
}

func (s wing) showAssignmentForm(c *fiber.Ctx, d assignmentForm, problems map[string]string) error {
	ctx, t, scope := c.UserContext(), s.Words(c), kit.Viewer(c).Scope(people.HR)
	choices, err := present.ReportChoices(ctx, s.App.Store, t, scope, report.Filter{AgencyID: d.Agency})
	if err != nil {
		return err
	}
	d.Choices, d.Problems = choices, problems
	d.Today = s.App.Now().In(s.App.Zone).Format(time.DateOnly)
	return s.Render(c, ui.Shell{Title: t.AssignmentTitle()}, assignment(d))
}

// assign shows how many an assignment is about and, confirmed, carries it out.
func (s wing) assign(c *fiber.Ctx) error {
	d := assignmentTyped(c)
	as, err := s.assignment(c, d)
	if err == nil && kit.Posted(c, "confirmed") != "" {
		as.Seen = kit.Posted(c, "seen")
		var n personnel.AssignmentCount
		if n, err = s.App.Assign(c.UserContext(), kit.Viewer(c), as); err == nil {
			s.flashAssigned(c, n)
			return kit.Redirect(c, kit.Address("/hr", report.Filter{CourseID: as.CourseID}.Values()))
		}
	}
	var n personnel.AssignmentCount
	if errors.Is(err, personnel.ErrAssignmentMoved) { // what it would change now is shown, and asked again
		c.Status(fiber.StatusConflict)
		d.Moved, err = kit.Say(c, personnel.ErrAssignmentMoved), nil
	}
	if err == nil {
		n, d.Mark, err = s.App.ShowAssignment(c.UserContext(), kit.Viewer(c), as)
	}
	if err == nil && kit.Posted(c, "change") == "" {
		return s.showAssignmentCheck(c, d, as, n)
	}
	if problems, ok := kit.SayAll(c, err); ok {
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
func (s wing) flashAssigned(c *fiber.Ctx, n personnel.AssignmentCount) {
	switch {
	case n.Dated == 0:
		s.FlashCount(c, "assignment.done", n.Enrolled)
	case n.Enrolled == 0:
		s.FlashCount(c, "assignment.done-dated", n.Dated)
	default:
		s.Flash(c, "assignment.done-both:"+strconv.Itoa(n.Enrolled)+":"+strconv.Itoa(n.Dated))
	}
}

func assignmentTyped(c *fiber.Ctx) assignmentForm {
	d := assignmentForm{
		Course: kit.Posted(c, "course"), Due: strings.TrimSpace(kit.Posted(c, "due")), To: kit.Posted(c, "to"), Agency: kit.Posted(c, "agency"),
		Under: kit.Posted(c, "under") != "", Department: kit.Posted(c, "department"), Numbers: strings.TrimSpace(kit.Posted(c, "numbers")),
	}
	for _, id := range kit.PostedAll(c, "person") {
		d.People = append(d.People, string(id))
	}
	return d
}

// assignment returns what a form asks for, or everything that is wrong with it.
func (s wing) assignment(c *fiber.Ctx, d assignmentForm) (as personnel.Assignment, err error) {
	as = personnel.Assignment{CourseID: d.Course}
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
			errs = append(errs, personnel.ErrNobody)
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
func contradiction(d assignmentForm) error {
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
func (s wing) numbered(c *fiber.Ctx, typed string) (ids []string, err error) {
	words := people.Pasted(typed)
	if len(words) == 0 {
		return nil, errNoNumbers
	}
	ps, err := s.App.Store.PeopleCalled(c.UserContext(), kit.Viewer(c).Scope(people.HR), words...)
	if err != nil {
		return nil, err
	}
	ids, unknown, unclear := people.Resolve(words, ps)
	if len(unknown) > 0 {
		return nil, errUnknown.With("numbers", present.OnLines(s.Words(c).Isolate, unknown))
	}
	if len(unclear) > 0 {
		return nil, errUnclear.With("numbers", present.OnLines(s.Words(c).Isolate, unclear))
	}
	return ids, nil
}

func (s wing) showAssignmentCheck(c *fiber.Ctx, d assignmentForm, as personnel.Assignment, n personnel.AssignmentCount) error {
	t := s.Words(c)
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
	return s.Render(c, ui.Shell{Title: t.AssignmentCheckTitle()}, assignmentCheck(d))
}

// mostNamed is how many people a confirmation names.
const mostNamed = 8

// fillWhom says whom an assignment is about: in words, and the first of them by
// name.
func (s wing) fillWhom(c *fiber.Ctx, d *assignmentForm, as personnel.Assignment, all int) error {
	t := s.Words(c)
	ps, err := s.App.Assignees(c.UserContext(), kit.Viewer(c), as, mostNamed)
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
	ag, err := s.App.Store.Agency(c.UserContext(), kit.Viewer(c).Scope(people.HR), as.AgencyID)
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
