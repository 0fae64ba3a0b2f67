package web

import (
	"masar/internal/app"
	"masar/internal/people"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// profile shows one's own account.
func (s *Server) profile(c *fiber.Ctx) error { return s.showProfile(c, nil) }

func (s *Server) showProfile(c *fiber.Ctx, problems map[string]string) error {
	v, p, t := viewer(c), person(c), s.words(c)
	ag, err := s.App.Store.Agency(c.UserContext(), people.Within(v.AgencyID), v.AgencyID)
	if err != nil {
		return err
	}
	acc, err := s.App.Store.Account(c.UserContext(), v.PersonID)
	if err != nil {
		return err
	}
	ins, err := s.App.Store.SignIns(c.UserContext(), v.PersonID, s.App.Now())
	if err != nil {
		return err
	}
	d := view.ProfileData{
		NameAr: p.NameAr, NameEn: p.NameEn, Agency: ag.Name(t.Lang), Department: p.Department, Email: p.Email,
		Lang: p.Lang, Digits: p.Digits, MustSet: acc.MustSet, Problems: problems, SignIn: p.SignIn,
	}
	for _, in := range ins {
		d.Devices = append(d.Devices, view.Device{ID: in.ID, Name: in.Device, Seen: in.SeenAt, This: in.ID == v.SignInID})
	}
	return s.show(c, view.Shell{Title: t.ProfileTitle()}, view.Profile(d))
}

func (s *Server) saveProfile(c *fiber.Ctx) error {
	lang := c.FormValue("lang")
	if err := s.App.SetPreferences(c.UserContext(), viewer(c), lang, c.FormValue("digits")); err != nil {
		return err
	}
	s.setCookie(c, "lang", lang, year, true)
	s.flash(c, "profile.saved")
	return after(c, "/me")
}

// setPassword changes one's password: every other device is signed out, and
// this one gets a new sign-in.
func (s *Server) setPassword(c *fiber.Ctx) error {
	token, err := s.App.SetPassword(c.UserContext(), viewer(c), c.FormValue("current"), c.FormValue("password"), device(c))
	if problems, ok := sayAll(c, err); ok {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showProfile(c, problems)
	}
	if err != nil {
		return err
	}
	s.setCookie(c, s.cookie("masar"), token, app.Longest, true)
	s.flash(c, "profile.password-saved")
	return after(c, "/me")
}

// signOutDevice ends another of one's sign-ins.
func (s *Server) signOutDevice(c *fiber.Ctx) error {
	if err := s.App.SignOut(c.UserContext(), viewer(c), c.Params("id")); err != nil {
		return err
	}
	return after(c, "/me")
}
