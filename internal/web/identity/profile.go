package identity

import (
	"errors"
	"strings"

	"masar/internal/app/identity"
	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/web/kit"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// profile shows one's own account.
func (s wing) profile(c *fiber.Ctx) error { return s.showProfile(c, nil) }

func (s wing) showProfile(c *fiber.Ctx, problems map[string]string) error {
	v, p, t := kit.Viewer(c), kit.Person(c), s.Words(c)
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
	d := profileData{
		NameAr: p.NameAr, NameEn: p.NameEn, Agency: ag.Name(t.Lang), Department: p.DepartmentIn(t.Lang), Email: p.Email,
		Lang: p.Lang, Digits: p.Digits, MustSet: acc.MustSet, Problems: problems, SignIn: p.SignIn,
	}
	for _, in := range ins {
		d.Devices = append(d.Devices, device{ID: in.ID, Name: t.Device(in.Device), Seen: in.SeenAt, This: in.ID == v.SignInID})
	}
	if d.Security, err = s.securityRows(c); err != nil {
		return err
	}
	return s.Render(c, ui.Shell{Title: t.ProfileTitle()}, profile(d))
}

// securityShown is how many events one's account shows.
const securityShown = 12

// securityRows returns what happened of late to the account of the viewer.
func (s wing) securityRows(c *fiber.Ctx) (rows []securityRow, err error) {
	v, t := kit.Viewer(c), s.Words(c)
	es, err := s.App.Store.SecurityOf(c.UserContext(), v.PersonID, securityShown)
	for _, e := range es {
		row := securityRow{What: t.Happened(e.Kind), At: e.At, Bad: e.Kind == event.SignInFailed || e.Kind == event.ProofFailed}
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

func (s wing) saveProfile(c *fiber.Ctx) error {
	lang := kit.Posted(c, "lang")
	err := s.App.SetPreferences(c.UserContext(), kit.Viewer(c), lang, kit.Posted(c, "digits"))
	if err := s.Said(c, err, "profile.saved"); err != nil {
		return err
	}
	if lang != kit.Person(c).Lang { // saved as it was, it leaves the language of this browser
		s.SetCookie(c, s.Cookie("lang"), lang, kit.Year, true)
	}
	return kit.Redirect(c, "/me")
}

// setPassword changes one's password: every other device is signed out, and
// this one gets a new sign-in.
func (s wing) setPassword(c *fiber.Ctx) error {
	in, err := s.App.SetPassword(c.UserContext(), kit.Viewer(c), kit.Posted(c, "current"), kit.Posted(c, "password"), s.from(c))
	if problems, ok := kit.SayAll(c, err); ok {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showProfile(c, problems)
	}
	if f, ok := errors.AsType[*fault.Fault](err); ok && errors.Is(err, identity.ErrWait) {
		s.Refuse(c, f)
		return s.showProfile(c, map[string]string{"current": kit.Say(c, f)})
	}
	if err != nil {
		return err
	}
	s.admit(c, in)
	s.Flash(c, "profile.password-saved")
	return kit.Redirect(c, "/me")
}

// signOutDevice ends another of one's sign-ins.
func (s wing) signOutDevice(c *fiber.Ctx) error { return s.endDevices(c, c.Params("id")) }

// endDevices ends the sign-in with the id, or all of them if it is "". Where the
// password is needed for that, it is asked for.
func (s wing) endDevices(c *fiber.Ctx, id string) error {
	v := kit.Viewer(c)
	err := s.App.SignOutDevice(c.UserContext(), v, id, kit.Posted(c, "current"))
	if f, ok := errors.AsType[*fault.Fault](err); ok && f.Field == "current" || errors.Is(err, identity.ErrWait) {
		s.Refuse(c, f)
		d := proveData{Path: c.Path(), Everywhere: id == "", SignIn: kit.Person(c).SignIn}
		if !errors.Is(err, identity.ErrProve) {
			d.Problem = kit.Say(c, f)
		}
		return s.Render(c, ui.Shell{Title: s.Words(c).ProfileProve()}, prove(d))
	}
	if err != nil {
		return err
	}
	if id == "" || id == v.SignInID {
		s.SetCookie(c, s.Cookie("masar"), "", 0, true)
		return kit.Redirect(c, "/sign-in")
	}
	s.Flash(c, "profile.signed-out-one")
	return kit.Redirect(c, "/me")
}
