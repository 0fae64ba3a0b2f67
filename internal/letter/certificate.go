package letter

import (
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"time"

	"masar/assets/fonts"
	"masar/internal/certificate"
	"masar/internal/day"
	"masar/internal/i18n"
	"masar/internal/pdf"
	"masar/internal/signet"
)

// A Printer prints certificates. It is an app.Printer.
type Printer struct {
	engine *pdf.Engine
	zone   *time.Location
	press  certificate.Press
}

// credentialFile is the name under which the credential is in a certificate.
const credentialFile = "credential.json"

// mask stands for the digits of a civil number that are not held. It is as long
// whatever the number was.
const mask = "•••"

// NewPrinter returns a printer; dates are those of the zone.
func NewPrinter(zone *time.Location) (*Printer, error) {
	engine, err := pdf.New(pdf.Fonts{Regular: fonts.AmiriRegular, Bold: fonts.AmiriBold, OtherRegular: fonts.GentiumRegular, OtherBold: fonts.GentiumBold})
	if err != nil {
		return nil, err
	}
	press := certificate.Press{Layout: pdf.Layout, Fonts: digests(fonts.AmiriRegular, fonts.AmiriBold, fonts.GentiumRegular, fonts.GentiumBold)}
	return &Printer{engine, zone, press}, nil
}

// digests names files by what they are.
func digests(files ...[]byte) string {
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = fmt.Sprintf("%x", sha256.Sum256(f))
	}
	return strings.Join(names, " ")
}

// Press returns what papers are printed with.
func (p *Printer) Press() certificate.Press { return p.press }

// Certificate prints a paper. The same paper always gives the same bytes.
func (p *Printer) Certificate(w io.Writer, paper certificate.Paper) error {
	doc, err := p.certificate(paper)
	if err != nil {
		return err
	}
	return p.engine.Certificate(w, template(paper), doc)
}

// Picture draws a paper as an SVG picture of its page.
func (p *Printer) Picture(w io.Writer, paper certificate.Paper) error {
	doc, err := p.certificate(paper)
	if err != nil {
		return err
	}
	return p.engine.Picture(w, template(paper), doc)
}

// Deliver prints a certificate for its holder: signed, with the credential in
// it.
func (p *Printer) Deliver(w io.Writer, d certificate.Delivery) error {
	doc, err := p.certificate(d.Paper)
	if err != nil {
		return err
	}
	credential, err := SignedCredential(Issuer(d.Site, d.Seal, false), d.Certificate)
	if err != nil {
		return err
	}
	doc.Attach = []pdf.Attachment{{Name: credentialFile, MIME: "application/vc+ld+json", Body: credential}}
	if doc.Signer, err = signer(d.Stamp, d.Certificate.IssuedAt); err != nil {
		return err
	}
	return p.engine.Certificate(w, template(d.Paper), doc)
}

// signer returns what signs documents of the given time with a stamp.
func signer(s signet.Stamp, at time.Time) (*pdf.Signer, error) {
	key, chain, err := s.Signer()
	if err != nil {
		return nil, err
	}
	issuer, reason := i18n.Both("certificate.issuer", nil), i18n.Both("certificate.signed-reason", nil)
	return &pdf.Signer{Key: key, Chain: chain, Name: issuer.Ar + " · " + issuer.En, Reason: reason.Ar + " · " + reason.En, At: signet.SignsAt(chain[0], at)}, nil
}

// certificate chooses the words of a paper.
func (p *Printer) certificate(paper certificate.Paper) (c pdf.Certificate, err error) {
	r := paper.Record
	issued, err := time.ParseInLocation(time.DateOnly, r.IssuedOn, p.zone)
	if err != nil {
		return c, err
	}
	issued = issued.Add(12 * time.Hour) // noon: the same day whatever the offset
	ar := i18n.New("ar", i18n.Prefs{Zone: p.zone, HijriOffset: r.HijriOffset})
	en := i18n.New("en", i18n.Prefs{Zone: p.zone, HijriOffset: r.HijriOffset})
	c = pdf.Certificate{
		Lang: paper.Design.Languages, IssuedAt: issued, Serial: r.Serial, VerifyURL: paper.Address(),
		IssuerAr: ar.CertificateIssuer(), IssuerEn: en.CertificateIssuer(),
		NameAr: r.NameAr, NameEn: r.NameEn, TitleAr: r.Title.Ar, TitleEn: r.Title.En,
		HoursAr: ar.TrainingHours(r.Hours), HoursEn: en.TrainingHours(r.Hours),
		DatesAr: p.dates(ar, r, issued), DatesEn: p.dates(en, r, issued),
		GuidelineAr: basis(ar, r), GuidelineEn: basis(en, r),
		Code: certificate.GroupCode(r.Code), CodeAr: ar.CertificateCode(), CodeEn: en.CertificateCode(), Layout: r.Press.Layout,
		NoteAr: ar.CertificateIndependence(), NoteEn: en.CertificateIndependence(),
		SignedAr: ar.CertificateSigned(), SignedEn: en.CertificateSigned(),
	}
	if paper.Design.Employer {
		c.HolderAr, c.HolderEn = r.Agency.Ar, r.Agency.En
	}
	if r.CivilTail != "" {
		c.CivilAr, c.CivilEn, c.CivilNumber = ar.CertificateCivilNumber(), en.CertificateCivilNumber(), mask+r.CivilTail
	}
	for _, s := range paper.Design.Signatories {
		c.Signatories = append(c.Signatories, pdf.Signatory{
			NameAr: s.Name.Ar, NameEn: s.Name.En, RoleAr: s.Role.Ar, RoleEn: s.Role.En, Signature: paper.Pictures[s.Signature],
		})
	}
	if paper.Specimen { // of what would be issued now
		c.Layout = pdf.Layout
		c.Specimen = ar.CertificateSpecimen() + " " + en.CertificateSpecimen()
	}
	return c, nil
}

// template returns the template of a paper as the engine takes it.
func template(p certificate.Paper) pdf.Template {
	d := p.Design
	words := func(lang string, w certificate.Words) pdf.Words {
		return pdf.Words{Title: w.Title, Awarded: w.Awarded, Achieved: w.Achieved, Verify: w.Verify, QR: i18n.New(lang, i18n.Prefs{}).CertificateCodeAlt()}
	}
	c := d.Colours
	return pdf.Template{
		Colours: pdf.Palette{
			Paper: pdf.Colour(c.Paper), Deep: pdf.Colour(c.Deep), Brand: pdf.Colour(c.Brand), Gold: pdf.Colour(c.Gold), Bright: pdf.Colour(c.Bright),
			Amber: pdf.Colour(c.Amber), Ink: pdf.Colour(c.Ink), Grey: pdf.Colour(c.Grey), Faint: pdf.Colour(c.Faint),
		},
		Border: d.Border, Seal: d.Seal, Logos: pdf.Logos{Right: p.Pictures[d.LogoRight], Left: p.Pictures[d.LogoLeft]},
		Ar: words(certificate.Arabic, d.Ar), En: words(certificate.English, d.En),
	}
}

// dates returns when the certificate was issued and, where its sessions had
// days, when they were held.
func (p *Printer) dates(t *i18n.T, r certificate.Record, issued time.Time) string {
	out := t.CertificateIssuedOn(t.Date(issued), t.Hijri(issued))
	from, ok := day.Parse(r.From)
	to, ok2 := day.Parse(r.To)
	if !ok || !ok2 {
		return out
	}
	held := t.CertificateHeldOn(t.Date(from.Noon(p.zone)))
	if from != to {
		held = t.CertificateHeld(t.Range(t.Date(from.Noon(p.zone)), t.Date(to.Noon(p.zone))))
	}
	return held + " · " + out
}

func basis(t *i18n.T, r certificate.Record) string {
	if r.Guideline.Empty() {
		return ""
	}
	if r.GuidelineVersion == "" {
		return t.CertificateBasedOnWhole(r.Guideline.In(t.Lang))
	}
	return t.CertificateBasedOn(r.Guideline.In(t.Lang), t.Edition(r.GuidelineVersion))
}
