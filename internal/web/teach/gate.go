package teach

import (
	"slices"
	"strconv"

	"masar/internal/app/learn"
	"masar/internal/store"
	"masar/internal/web/kit"

	"github.com/gofiber/fiber/v2"
)

// setGate opens or closes a step of a run, or leaves it to the course again.
func (s wing) setGate(c *fiber.Ctx) error {
	said := map[learn.GateAction]string{learn.OpenGate: "gate.opened-said", learn.CloseGate: "gate.closed-said", learn.LeaveGate: "gate.planned-said"}
	want := learn.GateAction(kit.Posted(c, "gate"))
	if said[want] == "" {
		return fiber.ErrNotFound
	}
	if err := s.App.SetGate(c.UserContext(), kit.Viewer(c), c.Params("id"), c.Params("step"), want); err != nil {
		return err
	}
	if want == learn.OpenGate {
		ps, err := s.App.Store.Participants(c.UserContext(), c.Params("id"))
		if err != nil {
			return err
		}
		ps = slices.DeleteFunc(ps, func(p store.Participant) bool { return !p.Open() })
		said[want] += ":" + strconv.Itoa(len(ps))
	}
	s.Flash(c, said[want])
	return kit.Redirect(c, runPath(c.Params("id"))+"#gates")
}
