package web

import (
	"errors"
	"slices"
	"strings"

	"masar/internal/app"
	"masar/internal/typed"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// tokens lists the viewer's tokens for programs.
func (s *Server) tokens(c *fiber.Ctx) error {
	return s.showTokens(c, view.TokenList{Days: "90", Scope: app.ScopeVerify})
}

func (s *Server) showTokens(c *fiber.Ctx, d view.TokenList) error {
	ts, err := s.App.Store.Tokens(c.UserContext(), viewer(c).PersonID)
	if err != nil {
		return err
	}
	for _, t := range ts {
		row := view.TokenRow{
			ID: t.ID, Name: t.Name, Made: t.MadeAt, Until: t.ExpiresAt, Ended: !s.App.Now().Before(t.ExpiresAt),
			Scope: s.words(c).Msg("token.scope-"+t.Scope, nil),
		}
		switch lines := strings.Fields(t.Subjects); {
		case slices.Contains(lines, app.AnySubject):
			row.About = s.words(c).TokenAboutAny()
		case len(lines) > 0:
			row.About = s.words(c).TokenAbout(s.words(c).Isolate(strings.Join(lines, ", ")))
		}
		d.Tokens = append(d.Tokens, row)
	}
	d.Mark = app.TokensMark(ts)
	d.MaxDays = app.MaxTokenDays
	return s.show(c, view.Shell{Title: s.words(c).TokenTitle()}, view.Tokens(d))
}

// makeToken makes a token and shows it, this once.
func (s *Server) makeToken(c *fiber.Ctx) error {
	d := view.TokenList{Name: posted(c, "name"), Days: posted(c, "days"), Scope: posted(c, "scope"), Subjects: posted(c, "subjects")}
	days, _ := typed.Whole("days", d.Days, 1, app.MaxTokenDays) // anything else is refused as 0 is
	token, err := s.App.MakeToken(c.UserContext(), viewer(c), app.TokenWish{Name: d.Name, Days: days, Scope: d.Scope, Subjects: d.Subjects, Seen: posted(c, "seen")})
	if problems, ok := sayAll(c, err); ok {
		d.Problems = problems
		c.Status(fiber.StatusUnprocessableEntity)
		if errors.Is(err, app.ErrTokensSeen) {
			c.Status(fiber.StatusConflict)
		}
		return s.showTokens(c, d)
	}
	if err != nil {
		return err
	}
	received(c)
	return s.showTokens(c, view.TokenList{New: token, Days: d.Days, Scope: app.ScopeVerify})
}

func (s *Server) withdrawToken(c *fiber.Ctx) error {
	if err := s.App.WithdrawToken(c.UserContext(), viewer(c), c.Params("id")); err != nil {
		return err
	}
	s.flash(c, "token.withdrawn")
	return after(c, "/admin/tokens")
}
