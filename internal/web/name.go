package web

import (
	"errors"
	"strconv"
	"strings"

	"masar/internal/app"
	"masar/internal/fault"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// name shows one's name as certificates print it, to approve.
func (s *Server) name(c *fiber.Ctx) error { return s.showName(c, "", nil) }

func (s *Server) showName(c *fiber.Ctx, typed string, problems map[string]string) error {
	p, t := person(c), s.words(c)
	d := view.NameData{
		NameAr: p.NameAr, NameEn: p.NameEn, Revision: strconv.Itoa(p.Revision), Spelling: typed, Problems: problems,
		Unprintable: s.unprintable(p.NameAr + p.NameEn),
	}
	asked, err := s.App.Store.NameRequest(c.UserContext(), viewer(c).Own(), p.ID)
	if err != nil {
		return err
	}
	if d.Asked = asked.Spelling; d.Asked != "" {
		d.AskedSay = t.NamePendingSay(t.DateTime(asked.AskedAt))
	}
	if !p.NameApprovedAt.IsZero() {
		d.Approved = t.NameApproved(t.Date(p.NameApprovedAt))
	}
	return s.show(c, view.Shell{Title: t.NameTitle()}, view.Name(d))
}

// approveName approves the name that the form showed.
func (s *Server) approveName(c *fiber.Ctx) error {
	revision, err := strconv.Atoi(posted(c, "revision"))
	if err != nil {
		return errors.Join(store.ErrChanged, err)
	}
	if err := s.App.ApproveName(c.UserContext(), viewer(c), revision); err != nil {
		return err
	}
	s.flash(c, "name.approved-said")
	return after(c, "/certificates")
}

// askNameCorrection tells HR how one's name ought to be spelt.
func (s *Server) askNameCorrection(c *fiber.Ctx) error {
	err := s.App.AskNameCorrection(c.UserContext(), viewer(c), posted(c, "spelling"))
	if problems, ok := sayAll(c, err); ok {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showName(c, posted(c, "spelling"), problems)
	}
	if f, ok := errors.AsType[*fault.Fault](err); ok && errors.Is(err, app.ErrNameWait) {
		s.refuse(c, f)
		return s.showName(c, posted(c, "spelling"), map[string]string{"spelling": say(c, f)})
	}
	if err != nil {
		return err
	}
	s.flash(c, "name.asked")
	return after(c, "/me/name")
}

// unprintable returns the characters that no document shows, one after another.
func (s *Server) unprintable(text string) string {
	var out []string
	for _, r := range s.App.Printer.Unprintable(text) {
		out = append(out, string(r))
	}
	return strings.Join(out, " ")
}

// nameHints says to HR what is to be known of a person's name before it stands
// on a certificate.
func (s *Server) nameHints(t *i18n.T, p people.Person, asked string) (hints []string) {
	if asked != "" {
		hints = append(hints, t.NameHrAsked(t.Isolate(asked)))
	}
	if p.NameAr == "" {
		hints = append(hints, t.NameHrMissingAr())
	}
	if p.NameEn == "" {
		hints = append(hints, t.NameHrMissingEn())
	}
	if u := s.unprintable(p.NameAr + p.NameEn); u != "" {
		hints = append(hints, t.NameUnprintable(t.Isolate(u)))
	}
	if p.NameApprovedAt.IsZero() {
		hints = append(hints, t.NameHrNotApproved())
	}
	return hints
}
