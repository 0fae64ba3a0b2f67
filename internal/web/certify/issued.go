package certify

import (
	"strconv"

	"masar/internal/i18n"
	"masar/internal/store"
	"masar/internal/web/kit"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// issuedCredentials lists what programs had signed.
func (s wing) issuedCredentials(c *fiber.Ctx) error {
	t, d := s.Words(c), issuedList{Search: kit.FilterValue(c, "q")}
	page := max(c.QueryInt("page", 1), 1)
	all, total, err := s.App.Store.IssuedCredentials(c.UserContext(), d.Search, (page-1)*kit.PageSize, kit.PageSize)
	if err != nil {
		return err
	}
	for _, i := range all {
		d.Rows = append(d.Rows, issuedRow(t, i))
	}
	d.Pager = kit.Pager(c, total, nil, d.Search)
	return s.Render(c, ui.Shell{Title: t.IssuedTitle()}, issuedCredentials(d))
}

func issuedRow(t *i18n.T, i store.Issued) issuedRowView {
	row := issuedRowView{
		Number: strconv.FormatInt(i.Number, 10), Types: i.Types, ID: i.CredentialID, About: i.Subjects, Token: i.TokenName,
		Issued: t.DateTime(i.IssuedAt), Revoked: !i.RevokedAt.IsZero(),
	}
	if row.Revoked {
		row.RevokedOn = t.IssuedRevokedOn(t.Date(i.RevokedAt), i.RevokedWhy)
	}
	return row
}

// issuedCredential shows one of them.
func (s wing) issuedCredential(c *fiber.Ctx) error { return s.showIssued(c, issuedCard{}) }

func (s wing) showIssued(c *fiber.Ctx, d issuedCard) error {
	number, err := issuedNumber(c)
	if err != nil {
		return err
	}
	i, err := s.App.Store.IssuedCredential(c.UserContext(), number)
	if err != nil {
		return err
	}
	d.issuedRowView = issuedRow(s.Words(c), i)
	return s.Render(c, ui.Shell{Title: s.Words(c).IssuedNumber(d.Number)}, issuedCredential(d))
}

func issuedNumber(c *fiber.Ctx) (int64, error) {
	number, err := strconv.ParseInt(c.Params("number"), 10, 64)
	if err != nil {
		return 0, fiber.ErrNotFound
	}
	return number, nil
}

// revokeIssued withdraws one of them.
func (s wing) revokeIssued(c *fiber.Ctx) error {
	number, err := issuedNumber(c)
	if err != nil {
		return err
	}
	why := kit.Posted(c, "why")
	_, err = s.App.RevokeIssued(c.UserContext(), kit.Viewer(c), number, why)
	if problems, ok := kit.SayAll(c, err); ok && problems["why"] != "" {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showIssued(c, issuedCard{Why: why, Problem: problems["why"]})
	}
	if err != nil {
		return err
	}
	s.Flash(c, "issued.revoked-now")
	return kit.Redirect(c, "/admin/tokens/issued/"+c.Params("number"))
}
