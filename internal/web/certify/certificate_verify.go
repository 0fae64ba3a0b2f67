package certify

import (
	"context"
	"errors"
	"net/url"
	"time"

	"masar/internal/app/certify"
	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/day"
	"masar/internal/fault"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

var (
	errCodeBad      = fault.New(fault.Invalid, "certificate.code-bad")
	errCodeIsSerial = fault.New(fault.Invalid, "certificate.code-is-serial")
)

// A shownCertificate is what anyone with its code may know of a certificate:
// no civil number, employer, score or reason for its withdrawal, and of the
// holder's name what their agency lets be shown.
type shownCertificate struct {
	Status    string       `json:"status"` // as certificate.Status; or altered, unknown
	Say       catalog.Text `json:"message"`
	Code      string       `json:"code,omitempty"`
	Serial    string       `json:"serial,omitempty"`
	Kind      string       `json:"kind,omitempty"`
	Issuer    catalog.Text `json:"issuer,omitzero"`
	Holder    catalog.Text `json:"holder,omitzero"`
	Course    string       `json:"course,omitempty"`
	Version   string       `json:"version,omitempty"`
	Title     catalog.Text `json:"title,omitzero"`
	Hours     float64      `json:"hours,omitempty"`
	From      string       `json:"from,omitempty"` // days, YYYY-MM-DD
	To        string       `json:"to,omitempty"`
	Issued    string       `json:"issued,omitempty"`
	Expires   string       `json:"expires,omitempty"`
	Hijri     catalog.Text `json:"issued_hijri,omitzero"`
	Guideline catalog.Text `json:"guideline,omitzero"`
	Edition   string       `json:"guideline_version,omitempty"`
	Revoked   string       `json:"revoked,omitempty"`   // day of its withdrawal
	Successor string       `json:"successor,omitempty"` // address of the page of the one that took its place
}

// verifyForm asks for the code of a certificate, or leads to its page.
func (s wing) verifyForm(c *fiber.Ctx) error {
	typed, t := c.Query("code"), s.Words(c)
	if code := certificate.TidyCode(typed); code != "" {
		return c.Redirect("/verify/"+code, fiber.StatusFound)
	}
	d := verifyData{Typed: typed}
	switch {
	case typed == "":
		d.Typed = s.Carried(c)
	case kit.WantsJSON(c):
		return s.failVerify(c, typed, codeProblem(typed))
	default:
		d.CodeProblem = kit.Say(c, codeProblem(typed))
	}
	if d.CodeProblem != "" {
		c.Status(fiber.StatusUnprocessableEntity)
	}
	return s.Render(c, ui.Shell{Title: t.CertificateVerifyTitle()}, verify(d))
}

// codeProblem returns why what somebody typed cannot be a code.
func codeProblem(typed string) *fault.Fault {
	if certificate.SerialFits(typed) {
		return errCodeIsSerial
	}
	return errCodeBad
}

// verify tells anyone whether a certificate is genuine: what is printed on it
// and how it stands, no more.
func (s wing) verify(c *fiber.Ctx) error {
	typed, err := url.PathUnescape(c.Params("code"))
	if err != nil {
		return fiber.ErrNotFound
	}
	if certificate.TidyCode(typed) == "" && typed != present.SpecimenCode { // an address that was never printed
		if kit.WantsJSON(c) {
			return s.failVerify(c, typed, codeProblem(typed))
		}
		return c.Redirect("/verify?code="+url.QueryEscape(typed), fiber.StatusFound)
	}
	return s.verifyTyped(c, typed)
}

func (s wing) verifyTyped(c *fiber.Ctx, typed string) error {
	v, err := s.App.VerifyCode(c.UserContext(), typed, s.AddressOf(c))
	if err != nil {
		return s.failVerify(c, typed, err)
	}
	return s.showVerified(c, v, false)
}

// showVerified shows how what is genuine stands now; file says that the document
// itself was brought.
func (s wing) showVerified(c *fiber.Ctx, v certify.Verified, file bool) error {
	if v.Transcript != nil {
		return s.showTranscript(c, *v.Transcript, file)
	}
	next, err := s.App.Successor(c.UserContext(), *v.Certificate)
	if err != nil {
		return err
	}
	return s.showVerdict(c, *v.Certificate, next, file)
}

// failVerify tells that no certificate was found, or whatever else went wrong.
func (s wing) failVerify(c *fiber.Ctx, typed string, err error) error {
	unknown := errors.Is(err, certify.ErrUnknownCode)
	c.Vary(fiber.HeaderAccept)
	switch {
	case kit.WantsJSON(c):
		f := s.FaultIn(c, err)
		s.Refuse(c, f)
		name := "error"
		if unknown {
			name = "unknown"
		}
		return c.JSON(shownCertificate{Status: name, Say: i18n.Both(f.Key, f.Args)})
	case unknown:
		c.Status(fiber.StatusNotFound)
		return s.Render(c, ui.Shell{Title: s.Words(c).CertificateVerifyTitle()}, verify(verifyData{Typed: typed, Unknown: true}))
	}
	return err
}

// showVerdict shows how a certificate stands; next is the code of the one that
// took its place, or "". File says that the document itself was brought.
func (s wing) showVerdict(c *fiber.Ctx, ce certificate.Certificate, next string, file bool) error {
	t, standing := s.Words(c), ce.Status(s.App.Now())
	c.Vary(fiber.HeaderAccept)
	holder, err := s.shownHolder(c.UserContext(), ce.AgencyID, ce.Record.NameAr, ce.Record.NameEn)
	if err != nil {
		return err
	}
	if kit.WantsJSON(c) {
		c.Set(fiber.HeaderCacheControl, "no-cache")
		return c.JSON(s.shown(ce, holder, next))
	}
	d := verifyData{
		Found: true, Status: string(standing), Verdict: t.Msg("certificate.verdict-"+string(standing), nil), Typed: ce.Code,
		Facts: s.shownFacts(t, ce, holder), NameNote: nameNote(t, holder, catalog.Text{Ar: ce.Record.NameAr, En: ce.Record.NameEn}, file),
	}
	switch standing {
	case certificate.Revoked:
		d.Say = t.CertificateRevokedSince(t.Date(ce.RevokedAt))
	case certificate.Expired:
		d.Say = t.CertificateExpiredSince(t.Date(ce.ExpiresAt))
	case certificate.Superseded:
		d.Successor = "/verify/" + next
	}
	return s.Render(c, ui.Shell{Title: d.Verdict, Path: verdictPath(file)}, verify(d))
}

// nameNote returns what to say of a holder's name that the page does not show as it
// is printed, or of a file that proves it; or "".
func nameNote(t *i18n.T, shown, printed catalog.Text, file bool) string {
	switch {
	case file:
		return t.CertificateFileProven()
	case shown.Empty():
		return t.CertificateNameNone()
	case shown != printed:
		return t.CertificateNameShort()
	}
	return ""
}

// shownHolder returns as much of a holder's name as their agency lets anyone
// read, in both languages.
func (s wing) shownHolder(ctx context.Context, agency, nameAr, nameEn string) (name catalog.Text, err error) {
	ag, err := s.App.Store.Agency(ctx, people.Within(agency), agency)
	return catalog.Text{Ar: certificate.ShownName(nameAr, ag.ShownName), En: certificate.ShownName(nameEn, ag.ShownName)}, err
}

func (s wing) shownFacts(t *i18n.T, ce certificate.Certificate, holder catalog.Text) []ui.Fact {
	r := ce.Record
	hijri := i18n.New(t.Lang, i18n.Prefs{Zone: s.App.Zone, HijriOffset: r.HijriOffset}).Hijri(ce.IssuedAt)
	var facts []ui.Fact
	if !holder.Empty() {
		facts = append(facts, ui.Fact{Term: t.CertificateHolder(), Text: holder.In(t.Lang)})
	}
	facts = append(facts, []ui.Fact{
		{Term: t.CertificateCourse(), Text: t.Text(r.Title)},
		{Term: t.CertificateKind(), Text: t.Msg("certificate.kind-"+r.Kind, nil)},
		{Term: t.CertificateHours(), Text: t.TrainingHours(r.Hours)},
	}...)
	if days := s.days(t, r); days != "" {
		facts = append(facts, ui.Fact{Term: t.CertificateDays(), Text: days})
	}
	if !r.Guideline.Empty() {
		facts = append(facts, ui.Fact{Term: t.CertificateGuideline(), Text: t.Text(r.Guideline)})
	}
	return append(facts,
		ui.Fact{Term: t.CertificateIssued(), Text: t.Date(ce.IssuedAt) + " · " + hijri},
		ui.Fact{Term: t.CertificateExpires(), Text: expiry(t, ce.ExpiresAt)},
		ui.Fact{Term: t.CertificateSerial(), Text: t.Isolate(r.Serial)},
		ui.Fact{Term: t.CertificateIssuerTerm(), Text: t.CertificateIssuer()},
	)
}

// days returns when the sessions were held, or "" if they had no days.
func (s wing) days(t *i18n.T, r certificate.Record) string {
	from, ok := day.Parse(r.From)
	to, ok2 := day.Parse(r.To)
	switch {
	case !ok || !ok2:
		return ""
	case from == to:
		return t.Date(from.Noon(s.App.Zone))
	}
	return t.Range(t.Date(from.Noon(s.App.Zone)), t.Date(to.Noon(s.App.Zone)))
}

// shown returns what programs may know of a certificate.
func (s wing) shown(ce certificate.Certificate, holder catalog.Text, next string) shownCertificate {
	r, standing := ce.Record, string(ce.Status(s.App.Now()))
	hijri := func(lang string) string {
		return i18n.New(lang, i18n.Prefs{Zone: s.App.Zone, HijriOffset: r.HijriOffset}).Hijri(ce.IssuedAt)
	}
	d := shownCertificate{
		Status: standing, Say: i18n.Both("certificate.verdict-"+standing, nil), Code: r.Code, Serial: r.Serial, Kind: r.Kind,
		Issuer: i18n.Both("certificate.issuer", nil), Holder: holder,
		Course: r.CourseID, Version: r.Version, Title: r.Title, Hours: r.Hours, From: r.From, To: r.To, Issued: r.IssuedOn, Expires: r.ExpiresOn,
		Hijri: catalog.Text{Ar: hijri("ar"), En: hijri("en")}, Guideline: r.Guideline, Edition: r.GuidelineVersion,
	}
	if !ce.RevokedAt.IsZero() {
		d.Revoked = ce.RevokedAt.In(s.App.Zone).Format(time.DateOnly)
	}
	if next != "" {
		d.Successor = certificate.VerifyURL(s.App.Site, next)
	}
	return d
}

func expiry(t *i18n.T, at time.Time) string {
	if at.IsZero() {
		return t.CertificateNever()
	}
	return t.Date(at)
}
