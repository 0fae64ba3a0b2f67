package web

import (
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// leaveRun takes those who are chosen out of a run.
func (s *Server) leaveRun(c *fiber.Ctx) error {
	r, _, err := s.taughtRun(c)
	if err != nil {
		return err
	}
	left, err := s.App.LeaveRun(c.UserContext(), viewer(c), r.ID, postedAll(c, "person"))
	if err != nil {
		return err
	}
	if left == 0 {
		s.flashNothing(c, "workshop.leave-nobody")
	} else {
		s.flashCount(c, "workshop.left-said", left)
	}
	return after(c, runPath(r.ID))
}

// leaveSeat takes a person out of the run in which they have a seat.
func (s *Server) leaveSeat(c *fiber.Ctx) error {
	id, run := c.Params("id"), posted(c, "run")
	scope := viewer(c).Scope(people.HR)
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
	left, err := s.App.LeaveRun(c.UserContext(), viewer(c), run, in)
	if err != nil {
		return err
	}
	s.flashCount(c, "workshop.left-said", left)
	return after(c, "/hr/people/"+id)
}

// seatOf returns the seat that an enrolment has in a run that is not over.
func (s *Server) seatOf(c *fiber.Ctx, e progress.Enrolment) (seat view.PersonSeat, err error) {
	if e.RunID == "" || !e.Open() {
		return seat, nil
	}
	r, err := s.App.Store.Run(c.UserContext(), people.Everywhere("HR sees when the runs are in which their people have seats"), e.RunID)
	if err != nil || r.Editable(s.App.Now()) != nil {
		return seat, err
	}
	there, err := s.App.Store.AttendancesOf(c.UserContext(), e.ID)
	may := s.Policy.May(viewer(c), "course:assign") && r.Leave(e.Open(), there, s.App.Now()) == nil
	return view.PersonSeat{Run: r.ID, Say: s.words(c).WorkshopSeat(runDays(s.words(c), r)), MayLeave: may}, err
}
