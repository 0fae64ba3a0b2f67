package letter

import (
	"io"
	"time"

	"masar/assets/fonts"
	"masar/internal/certificate"
	"masar/internal/i18n"
	"masar/internal/pdf"
)

// A Printer prints certificates. It is an app.Printer.
type Printer struct {
	engine *pdf.Engine
	zone   *time.Location
}

// NewPrinter returns a printer; dates are those of the zone.
func NewPrinter(zone *time.Location) (*Printer, error) {
	engine, err := pdf.New(pdf.Fonts{Regular: fonts.AmiriRegular, Bold: fonts.AmiriBold})
	if err != nil {
		return nil, err
	}
	return &Printer{engine, zone}, nil
}

// Certificate prints the record, with the address at which it is verified. The
// same record always gives the same bytes.
func (p *Printer) Certificate(w io.Writer, r certificate.Record, verify string) error {
	issued, err := time.ParseInLocation(time.DateOnly, r.IssuedOn, p.zone)
	if err != nil {
		return err
	}
	issued = issued.Add(12 * time.Hour) // noon: the same day whatever the offset
	ar := i18n.New("ar", i18n.Prefs{Zone: p.zone, HijriOffset: r.HijriOffset})
	en := i18n.New("en", i18n.Prefs{Zone: p.zone, HijriOffset: r.HijriOffset})
	return p.engine.Certificate(w, pdf.Certificate{
		Kind: r.Kind, Lang: "both", IssuedAt: issued, Serial: r.Serial, VerifyURL: verify,
		IssuerAr: ar.CertificateIssuer(), IssuerEn: en.CertificateIssuer(),
		NameAr: r.NameAr, NameEn: r.NameEn, TitleAr: r.Title.Ar, TitleEn: r.Title.En,
		HoursAr: ar.CertificateHoursPaper(int(r.Hours)), HoursEn: en.CertificateHoursPaper(int(r.Hours)),
		DatesAr: p.dates(ar, r, issued), DatesEn: p.dates(en, r, issued),
		GuidelineAr: basis(ar, r), GuidelineEn: basis(en, r),
		NoteAr: ar.CertificateIndependence(), NoteEn: en.CertificateIndependence(),
	})
}

// dates returns when the certificate was issued and, where its sessions had
// days, when they were held.
func (p *Printer) dates(t *i18n.T, r certificate.Record, issued time.Time) string {
	out := t.CertificateIssuedOn(t.Date(issued), t.Hijri(issued))
	from, err := time.ParseInLocation(time.DateOnly, r.From, p.zone)
	if err != nil {
		return out
	}
	to, err := time.ParseInLocation(time.DateOnly, r.To, p.zone)
	if err != nil {
		return out
	}
	held := t.CertificateHeldOn(t.Date(from))
	if r.From != r.To {
		held = t.CertificateHeld(t.Range(t.Date(from), t.Date(to)))
	}
	return held + " · " + out
}

func basis(t *i18n.T, r certificate.Record) string {
	if r.Guideline.Empty() {
		return ""
	}
	return t.CertificateBasedOn(r.Guideline.In(t.Lang), t.Edition(r.GuidelineVersion))
}
