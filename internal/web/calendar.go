package web

import (
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// calendar shows everything that is coming up.
func (s *Server) calendar(c *fiber.Ctx) error {
	v := viewer(c)
	es, err := s.App.Store.EnrolmentsOf(c.UserContext(), v.Own(), v.PersonID)
	if err != nil {
		return err
	}
	heads, err := courseHeads(c.UserContext(), s.App.Store)
	if err != nil {
		return err
	}
	evs, err := s.upcoming(c, es, heads, 100)
	if err != nil {
		return err
	}
	return s.show(c, view.Shell{Title: s.words(c).LearningCalendarTitle()}, view.Calendar(evs))
}
