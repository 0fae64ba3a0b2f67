package learn

import (
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// calendar shows everything that is coming up.
func (s wing) calendar(c *fiber.Ctx) error {
	v := kit.Viewer(c)
	es, err := s.App.Store.EnrolmentsOf(c.UserContext(), v.Own(), v.PersonID)
	if err != nil {
		return err
	}
	heads, err := present.CourseHeads(c.UserContext(), s.App.Store)
	if err != nil {
		return err
	}
	evs, err := s.upcoming(c, es, heads, 100)
	if err != nil {
		return err
	}
	return s.Render(c, ui.Shell{Title: s.Words(c).LearningCalendarTitle()}, calendar(evs))
}
