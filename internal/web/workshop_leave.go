package web

import (
	"context"

	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/web/view"
	"masar/internal/workshop"

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
func (s *Server) seatOf(c *fiber.Ctx, e progress.Enrolment, past past) (seat view.PersonSeat) {
	r, ok := past.runs[e.RunID]
	if !ok || !e.Open() || r.Editable(s.App.Now()) != nil {
		return seat
	}
	may := s.Policy.May(viewer(c), "course:assign") && r.Leave(e.Open(), past.there[e.ID], s.App.Now()) == nil
	return view.PersonSeat{Run: r.ID, Say: s.words(c).WorkshopSeat(runDays(s.words(c), r)), MayLeave: may}
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
func (s *Server) pastOf(ctx context.Context, es []progress.Enrolment) (p past, err error) {
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
