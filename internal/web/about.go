package web

import (
	"strings"

	"masar/internal/people"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

func (s *Server) privacy(c *fiber.Ctx) error {
	t := s.words(c)
	return s.show(c, view.Shell{Title: t.AboutPrivacyTitle()}, view.About(t.AboutPrivacyTitle(), t.AboutPrivacy1(), t.AboutPrivacy2(), t.AboutPrivacy3(), t.AboutPrivacy4(), t.AboutPrivacy5()))
}

func (s *Server) accessibility(c *fiber.Ctx) error {
	t := s.words(c)
	return s.show(c, view.Shell{Title: t.AboutAccessibilityTitle()}, view.About(t.AboutAccessibilityTitle(), t.AboutAccessibility1(), t.AboutAccessibility2(), t.AboutAccessibility3()))
}

// glossary shows the terms of the courses, those that match first.
func (s *Server) glossary(c *fiber.Ctx) error {
	t, q := s.words(c), people.Fold(c.Query("q"))
	d := view.GlossaryData{Search: c.Query("q")}
	for _, term := range s.Terms {
		if text := people.Fold(strings.Join([]string{term.Term.Ar, term.Term.En, term.Means.Ar, term.Means.En}, " ")); !strings.Contains(text, q) {
			continue
		}
		other := term.Term.En
		if t.Lang == "en" {
			other = term.Term.Ar
		}
		d.Terms = append(d.Terms, view.Term{ID: term.ID, Name: t.Text(term.Term), Other: other, Means: t.Text(term.Means)})
	}
	return s.show(c, view.Shell{Title: t.LearningGlossary()}, view.Glossary(d))
}
