package web

import (
	"errors"
	"strings"

	"masar/internal/app"
	"masar/internal/event"
	"masar/internal/fault"
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
		NameAr: p.NameAr, NameEn: p.NameEn, Agency: ag.Name(t.Lang), Department: p.DepartmentIn(t.Lang), Email: p.Email,
		Lang: p.Lang, Digits: p.Digits, MustSet: acc.MustSet, Problems: problems, SignIn: p.SignIn,
	}
	for _, in := range ins {
		d.Devices = append(d.Devices, view.Device{ID: in.ID, Name: t.Device(in.Device), Seen: in.SeenAt, This: in.ID == v.SignInID})
	}
	if d.Security, err = s.securityRows(c); err != nil {
		return err
	}
	return s.show(c, view.Shell{Title: t.ProfileTitle()}, view.Profile(d))
}

// securityShown is how many events one's account shows.
const securityShown = 12

// securityRows returns what happened of late to the account of the viewer.
func (s *Server) securityRows(c *fiber.Ctx) (rows []view.SecurityRow, err error) {
	v, t := viewer(c), s.words(c)
	es, err := s.App.Store.SecurityOf(c.UserContext(), v.PersonID, securityShown)
	for _, e := range es {
		row := view.SecurityRow{What: t.Happened(e.Kind), At: e.At, Bad: e.Kind == event.SignInFailed || e.Kind == event.ProofFailed}
		device, known := e.Detail["device"]
		if known {
			device = t.Device(device)
		}
		for _, where := range []string{device, event.Address.Of(e)} {
			if where != "" && (e.ActorID == v.PersonID || e.ActorID == "") {
				row.Where = strings.Trim(row.Where+" · "+where, " ·")
			}
		}
		if e.ActorID != "" && e.ActorID != v.PersonID {
			row.Where = t.ProfileSecurityBy()
		}
		rows = append(rows, row)
	}
	return rows, err
}

func (s *Server) saveProfile(c *fiber.Ctx) error {
	lang := posted(c, "lang")
	err := s.App.SetPreferences(c.UserContext(), viewer(c), lang, posted(c, "digits"))
	if err := s.said(c, err, "profile.saved"); err != nil {
		return err
	}
	if lang != person(c).Lang { // saved as it was, it leaves the language of this browser
		s.setCookie(c, s.cookie("lang"), lang, year, true)
	}
	return after(c, "/me")
}

// setPassword changes one's password: every other device is signed out, and
// this one gets a new sign-in.
func (s *Server) setPassword(c *fiber.Ctx) error {
	in, err := s.App.SetPassword(c.UserContext(), viewer(c), posted(c, "current"), posted(c, "password"), s.from(c))
	if problems, ok := sayAll(c, err); ok {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showProfile(c, problems)
	}
	if f, ok := errors.AsType[*fault.Fault](err); ok && errors.Is(err, app.ErrWait) {
		s.refuse(c, f)
		return s.showProfile(c, map[string]string{"current": say(c, f)})
	}
	if err != nil {
		return err
	}
	s.admit(c, in)
	s.flash(c, "profile.password-saved")
	return after(c, "/me")
}

// signOutDevice ends another of one's sign-ins.
func (s *Server) signOutDevice(c *fiber.Ctx) error { return s.endDevices(c, c.Params("id")) }

// endDevices ends the sign-in with the id, or all of them if it is "". Where the
// password is needed for that, it is asked for.
func (s *Server) endDevices(c *fiber.Ctx, id string) error {
	v := viewer(c)
	err := s.App.SignOutDevice(c.UserContext(), v, id, posted(c, "current"))
	if f, ok := errors.AsType[*fault.Fault](err); ok && f.Field == "current" || errors.Is(err, app.ErrWait) {
		s.refuse(c, f)
		d := view.ProveData{Path: c.Path(), Everywhere: id == "", SignIn: person(c).SignIn}
		if !errors.Is(err, app.ErrProve) {
			d.Problem = say(c, f)
		}
		return s.show(c, view.Shell{Title: s.words(c).ProfileProve()}, view.Prove(d))
	}
	if err != nil {
		return err
	}
	if id == "" || id == v.SignInID {
		s.setCookie(c, s.cookie("masar"), "", 0, true)
		return after(c, "/sign-in")
	}
	s.flash(c, "profile.signed-out-one")
	return after(c, "/me")
}
