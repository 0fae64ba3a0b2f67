package learn

import (
	"strings"

	"masar/internal/people"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

func (s wing) privacy(c *fiber.Ctx) error {
	t := s.Words(c)
	return s.Render(c, ui.Shell{Title: t.AboutPrivacyTitle()}, about(t.AboutPrivacyTitle(), t.AboutPrivacy1(), t.AboutPrivacy2(), t.AboutPrivacy3(), t.AboutPrivacy4(), t.AboutPrivacy5()))
}

func (s wing) accessibility(c *fiber.Ctx) error {
	t := s.Words(c)
	return s.Render(c, ui.Shell{Title: t.AboutAccessibilityTitle()}, about(t.AboutAccessibilityTitle(), t.AboutAccessibility1(), t.AboutAccessibility2(), t.AboutAccessibility3()))
}

// glossary shows the terms of the courses, those that match first.
func (s wing) glossary(c *fiber.Ctx) error {
	t, q := s.Words(c), people.Fold(c.Query("q"))
	d := glossaryData{Search: c.Query("q")}
	for _, term := range s.Terms {
		if text := people.Fold(strings.Join([]string{term.Term.Ar, term.Term.En, term.Means.Ar, term.Means.En}, " ")); !strings.Contains(text, q) {
			continue
		}
		other := term.Term.En
		if t.Lang == "en" {
			other = term.Term.Ar
		}
		d.Terms = append(d.Terms, termView{ID: term.ID, Name: t.Text(term.Term), Other: other, Means: t.Text(term.Means)})
	}
	return s.Render(c, ui.Shell{Title: t.LearningGlossary()}, glossary(d))
}
