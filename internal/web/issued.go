package web

import (
	"strconv"

	"masar/internal/i18n"
	"masar/internal/store"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// issuedCredentials lists what programs had signed.
func (s *Server) issuedCredentials(c *fiber.Ctx) error {
	t, d := s.words(c), view.IssuedList{Search: asked(c, "q")}
	page := max(c.QueryInt("page", 1), 1)
	all, total, err := s.App.Store.IssuedCredentials(c.UserContext(), d.Search, (page-1)*pageSize, pageSize)
	if err != nil {
		return err
	}
	for _, i := range all {
		d.Rows = append(d.Rows, issuedRow(t, i))
	}
	d.Pager = pager(c, total, nil, d.Search)
	return s.show(c, view.Shell{Title: t.IssuedTitle()}, view.IssuedCredentials(d))
}

func issuedRow(t *i18n.T, i store.Issued) view.IssuedRow {
	row := view.IssuedRow{
		Number: strconv.FormatInt(i.Number, 10), Types: i.Types, ID: i.CredentialID, About: i.Subjects, Token: i.TokenName,
		Issued: t.DateTime(i.IssuedAt), Revoked: !i.RevokedAt.IsZero(),
	}
	if row.Revoked {
		row.RevokedOn = t.IssuedRevokedOn(t.Date(i.RevokedAt), i.RevokedWhy)
	}
	return row
}

// issuedCredential shows one of them.
func (s *Server) issuedCredential(c *fiber.Ctx) error { return s.showIssued(c, view.IssuedCard{}) }

func (s *Server) showIssued(c *fiber.Ctx, d view.IssuedCard) error {
	number, err := issuedNumber(c)
	if err != nil {
		return err
	}
	i, err := s.App.Store.IssuedCredential(c.UserContext(), number)
	if err != nil {
		return err
	}
	d.IssuedRow = issuedRow(s.words(c), i)
	return s.show(c, view.Shell{Title: s.words(c).IssuedNumber(d.Number)}, view.IssuedCredential(d))
}

func issuedNumber(c *fiber.Ctx) (int64, error) {
	number, err := strconv.ParseInt(c.Params("number"), 10, 64)
	if err != nil {
		return 0, fiber.ErrNotFound
	}
	return number, nil
}

// revokeIssued withdraws one of them.
func (s *Server) revokeIssued(c *fiber.Ctx) error {
	number, err := issuedNumber(c)
	if err != nil {
		return err
	}
	why := posted(c, "why")
	_, err = s.App.RevokeIssued(c.UserContext(), viewer(c), number, why)
	if problems, ok := sayAll(c, err); ok && problems["why"] != "" {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showIssued(c, view.IssuedCard{Why: why, Problem: problems["why"]})
	}
	if err != nil {
		return err
	}
	s.flash(c, "issued.revoked-now")
	return after(c, "/admin/tokens/issued/"+c.Params("number"))
}
