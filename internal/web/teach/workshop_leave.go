package teach

import (
	"masar/internal/web/kit"

	"github.com/gofiber/fiber/v2"
)

// leaveRun takes those who are chosen out of a run.
func (s wing) leaveRun(c *fiber.Ctx) error {
	r, _, err := s.taughtRun(c)
	if err != nil {
		return err
	}
	left, err := s.App.LeaveRun(c.UserContext(), kit.Viewer(c), r.ID, kit.PostedAll(c, "person"))
	if err != nil {
		return err
	}
	if left == 0 {
		s.FlashNothing(c, "workshop.leave-nobody")
	} else {
		s.FlashCount(c, "workshop.left-said", left)
	}
	return kit.Redirect(c, runPath(r.ID))
}
