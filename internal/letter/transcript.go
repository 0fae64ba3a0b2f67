package letter

import (
	"io"
	"time"

	"masar/internal/certificate"
	"masar/internal/i18n"
	"masar/internal/pdf"
)

// Transcript prints a training record. Its code leads to the page at which each
// certificate in it is verified by its own.
func (p *Printer) Transcript(w io.Writer, r certificate.Transcript, verify string) error {
	t := i18n.New(r.Lang, i18n.Prefs{ArabicDigits: r.ArabicDigits, Zone: p.zone})
	doc := pdf.TrainingRecord{
		Lang: t.Lang, Issuer: t.CertificateIssuer(), Title: t.TranscriptTitle(),
		Lines:      []string{t.Pick(r.NameAr, r.NameEn), r.Agency.In(t.Lang), t.TranscriptAsOf(t.Date(r.At))},
		CourseHead: t.TranscriptCourse(), HoursHead: t.TranscriptHours(), DateHead: t.TranscriptIssued(), SerialHead: t.TranscriptSerial(),
		TotalWord: t.TranscriptTotal(), TotalHours: t.Decimal(r.Hours()),
		VerifyURL: verify, VerifyWord: t.TranscriptVerify(), IssuedAt: r.At,
		Page: func(n, of int) string { return t.TranscriptPage(t.Num(n), t.Num(of)) },
	}
	for _, c := range r.Records {
		issued, err := time.ParseInLocation(time.DateOnly, c.IssuedOn, p.zone)
		if err != nil {
			return err
		}
		title := c.Title.In(t.Lang)
		if c.Kind == certificate.Attendance {
			title = t.TranscriptAttended(title)
		}
		doc.Courses = append(doc.Courses, pdf.RecordedCourse{Course: title, Hours: t.Decimal(c.Hours), Date: t.Date(issued), Serial: c.Serial})
	}
	return p.engine.TrainingRecord(w, doc)
}

// Unprintable returns the characters of a text that no document shows.
func (p *Printer) Unprintable(text string) []rune { return p.engine.Unprintable(text) }
