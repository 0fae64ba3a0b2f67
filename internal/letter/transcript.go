package letter

import (
	"fmt"
	"io"
	"time"

	"masar/internal/certificate"
	"masar/internal/day"
	"masar/internal/i18n"
	"masar/internal/pdf"
	"masar/internal/signet"
)

// Transcript prints a training record, signed by the stamp. Its code leads to
// the page at which it is verified. The same record and stamp always give the
// same bytes.
func (p *Printer) Transcript(w io.Writer, tr certificate.Transcript, site string, stamp signet.Stamp) error {
	r := tr.Contents
	on, err := time.ParseInLocation(time.DateOnly, r.On, p.zone)
	if err != nil {
		return err
	}
	on = on.Add(12 * time.Hour) // noon: the same day whatever the offset
	t := i18n.New(r.Lang, i18n.Prefs{ArabicDigits: r.ArabicDigits, Zone: p.zone})
	doc := pdf.TrainingRecord{
		Lang: t.Lang, Issuer: t.CertificateIssuer(), Title: t.TranscriptTitle(),
		Lines:      []string{t.Pick(r.NameAr, r.NameEn), r.Agency.In(t.Lang), t.TranscriptAsOf(t.Date(on))},
		CourseHead: t.TranscriptCourse(), HoursHead: t.TranscriptHours(), DateHead: t.TranscriptIssued(), SerialHead: t.TranscriptSerial(),
		TotalWord: t.TranscriptTotal(), TotalHours: t.Hundredths(r.Hours()),
		Serial: certificate.GroupCode(tr.Code), VerifyURL: certificate.VerifyURL(site, tr.Code), VerifyWord: t.TranscriptVerify(), IssuedAt: on,
		Page: func(n, of int) string { return t.TranscriptPage(t.Num(n), t.Num(of)) },
	}
	if doc.Signer, err = signer(stamp, tr.MadeAt); err != nil {
		return err
	}
	for _, c := range r.Lines {
		issued, ok := day.Parse(c.IssuedOn)
		if !ok {
			return fmt.Errorf("a certificate of %q", c.IssuedOn)
		}
		title := c.Title.In(t.Lang)
		if c.Kind == certificate.Attendance {
			title = t.TranscriptAttended(title)
		}
		doc.Courses = append(doc.Courses, pdf.RecordedCourse{Course: title, Hours: t.Hundredths(c.Hours), Date: t.Date(issued.Noon(p.zone)), Serial: c.Serial})
	}
	return p.engine.TrainingRecord(w, doc)
}

// Unprintable returns the characters of a text that no document shows.
func (p *Printer) Unprintable(text string) []rune { return p.engine.Unprintable(text) }
