package identity

import (
	"errors"
	"strconv"

	"masar/internal/app/identity"
	"masar/internal/fault"
	"masar/internal/store"
	"masar/internal/web/kit"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// name shows one's name as certificates print it, to approve.
func (s wing) name(c *fiber.Ctx) error { return s.showName(c, "", nil) }

func (s wing) showName(c *fiber.Ctx, typed string, problems map[string]string) error {
	p, t := kit.Person(c), s.Words(c)
	d := nameData{
		NameAr: p.NameAr, NameEn: p.NameEn, Revision: strconv.Itoa(p.Revision), Spelling: typed, Problems: problems,
		Unprintable: s.Unprintable(p.NameAr + p.NameEn),
	}
	asked, err := s.App.Store.NameRequest(c.UserContext(), kit.Viewer(c).Own(), p.ID)
	if err != nil {
		return err
	}
	if d.Asked = asked.Spelling; d.Asked != "" {
		d.AskedSay = t.NamePendingSay(t.DateTime(asked.AskedAt))
	}
	if !p.NameApprovedAt.IsZero() {
		d.Approved = t.NameApproved(t.Date(p.NameApprovedAt))
	}
	return s.Render(c, ui.Shell{Title: t.NameTitle()}, name(d))
}

// approveName approves the name that the form showed.
func (s wing) approveName(c *fiber.Ctx) error {
	revision, err := strconv.Atoi(kit.Posted(c, "revision"))
	if err != nil {
		return errors.Join(store.ErrChanged, err)
	}
	if err := s.App.ApproveName(c.UserContext(), kit.Viewer(c), revision); err != nil {
		return err
	}
	s.Flash(c, "name.approved-said")
	return kit.Redirect(c, "/certificates")
}

// askNameCorrection tells HR how one's name ought to be spelt.
func (s wing) askNameCorrection(c *fiber.Ctx) error {
	err := s.App.AskNameCorrection(c.UserContext(), kit.Viewer(c), kit.Posted(c, "spelling"))
	if problems, ok := kit.SayAll(c, err); ok {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showName(c, kit.Posted(c, "spelling"), problems)
	}
	if f, ok := errors.AsType[*fault.Fault](err); ok && errors.Is(err, identity.ErrNameWait) {
		s.Refuse(c, f)
		return s.showName(c, kit.Posted(c, "spelling"), map[string]string{"spelling": kit.Say(c, f)})
	}
	if err != nil {
		return err
	}
	s.Flash(c, "name.asked")
	return kit.Redirect(c, "/me/name")
}
