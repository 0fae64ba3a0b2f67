package learn

import (
	"strconv"
	"time"

	"masar/internal/quiz"
	"masar/internal/web/kit"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// making reads from the form how the answer came to be: on which revision, and
// how many milliseconds ago.
func making(c *fiber.Ctx) (m quiz.Making) {
	if on, err := strconv.Atoi(kit.Posted(c, "on")); err == nil {
		m.On, m.Said = on, true
	}
	if ago, err := strconv.ParseInt(kit.Posted(c, "ago"), 10, 64); err == nil {
		m.Ago, m.Fresh = time.Duration(min(max(ago, 0), dayInMilliseconds))*time.Millisecond, true
	}
	return m
}

// dayInMilliseconds is longer than any attempt.
const dayInMilliseconds = 24 * 60 * 60 * 1000

// newerStands tells that another answer was made later, and shows it.
func (s wing) newerStands(c *fiber.Ctx, si attemptPage, id string, an quiz.Answer) error {
	t := s.Words(c)
	said := t.QuizNewer(t.Num(si.number(id)))
	c.Status(fiber.StatusConflict)
	if kit.FromScript(c) {
		c.Set(revisionHeader, strconv.Itoa(an.Revision))
		return c.SendString(said)
	}
	si.answers[id] = an
	d := s.questionData(c, si, si.number(id))
	d.Newer = said
	return s.Render(c, ui.Shell{Title: d.Title, Bare: true}, question(d))
}
