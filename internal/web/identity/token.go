package identity

import (
	"errors"
	"slices"
	"strings"

	"masar/internal/app/identity"
	"masar/internal/typed"
	"masar/internal/web/kit"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// tokens lists the viewer's tokens for programs.
func (s wing) tokens(c *fiber.Ctx) error {
	return s.showTokens(c, tokenList{Days: "90", Scope: identity.ScopeVerify})
}

func (s wing) showTokens(c *fiber.Ctx, d tokenList) error {
	ts, err := s.App.Store.Tokens(c.UserContext(), kit.Viewer(c).PersonID)
	if err != nil {
		return err
	}
	for _, t := range ts {
		row := tokenRow{
			ID: t.ID, Name: t.Name, Made: t.MadeAt, Until: t.ExpiresAt, Ended: !s.App.Now().Before(t.ExpiresAt),
			Scope: s.Words(c).Msg("token.scope-"+t.Scope, nil),
		}
		switch lines := strings.Fields(t.Subjects); {
		case slices.Contains(lines, identity.AnySubject):
			row.About = s.Words(c).TokenAboutAny()
		case len(lines) > 0:
			row.About = s.Words(c).TokenAbout(s.Words(c).Isolate(strings.Join(lines, ", ")))
		}
		d.Tokens = append(d.Tokens, row)
	}
	d.Mark = identity.TokensMark(ts)
	d.MaxDays = identity.MaxTokenDays
	return s.Render(c, ui.Shell{Title: s.Words(c).TokenTitle()}, tokens(d))
}

// makeToken makes a token and shows it, this once.
func (s wing) makeToken(c *fiber.Ctx) error {
	d := tokenList{Name: kit.Posted(c, "name"), Days: kit.Posted(c, "days"), Scope: kit.Posted(c, "scope"), Subjects: kit.Posted(c, "subjects")}
	days, _ := typed.Whole("days", d.Days, 1, identity.MaxTokenDays) // anything else is refused as 0 is
	token, err := s.App.MakeToken(c.UserContext(), kit.Viewer(c), identity.TokenWish{Name: d.Name, Days: days, Scope: d.Scope, Subjects: d.Subjects, Seen: kit.Posted(c, "seen")})
	if problems, ok := kit.SayAll(c, err); ok {
		d.Problems = problems
		c.Status(fiber.StatusUnprocessableEntity)
		if errors.Is(err, identity.ErrTokensSeen) {
			c.Status(fiber.StatusConflict)
		}
		return s.showTokens(c, d)
	}
	if err != nil {
		return err
	}
	kit.Received(c)
	return s.showTokens(c, tokenList{New: token, Days: d.Days, Scope: identity.ScopeVerify})
}

func (s wing) withdrawToken(c *fiber.Ctx) error {
	if err := s.App.WithdrawToken(c.UserContext(), kit.Viewer(c), c.Params("id")); err != nil {
		return err
	}
	s.Flash(c, "token.withdrawn")
	return kit.Redirect(c, "/admin/tokens")
}
