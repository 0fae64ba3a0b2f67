package pdf

import (
	"fmt"
	"io"
	"time"
)

// A TrainingRecord lists what someone has learnt: courses, hours, dates and certificates.
// It is verified by its own code. Its words are already chosen, all in one language.
type TrainingRecord struct {
	Lang          string // "ar" or "en"
	Issuer, Title string
	Lines         []string // whose record it is, where they work, of what period: one line each

	CourseHead, HoursHead, DateHead, SerialHead string
	Courses                                     []RecordedCourse
	TotalWord, TotalHours                       string // the last row, or empty

	Serial, VerifyURL string
	VerifyWord        string                         // what the code is for, to those who cannot see it
	Page              func(number, total int) string // words at the foot of each page, or nil
	IssuedAt          time.Time
	Signer            *Signer // or nil
}

// A RecordedCourse is a row of a training record.
type RecordedCourse struct{ Course, Hours, Date, Serial string }

// TrainingRecord writes a training record, signed if it has a signer.
func (e *Engine) TrainingRecord(w io.Writer, r TrainingRecord) error {
	const most = 2000
	if len(r.Courses) > most {
		return fmt.Errorf("a training record of %d courses is too large", len(r.Courses))
	}
	if r.Signer != nil {
		if err := r.Signer.valid(); err != nil {
			return err
		}
	}
	l := list{
		lang: r.Lang, issuer: r.Issuer, title: r.Title, lines: r.Lines, rowHeight: 23, page: r.Page,
		check: check{serial: r.Serial, url: r.VerifyURL, alt: r.VerifyWord},
		columns: []column{
			{head: r.CourseHead, share: 0.45, align: left}, {head: r.HoursHead, share: 0.12},
			{head: r.DateHead, share: 0.21}, {head: r.SerialHead, share: 0.22, latin: true},
		},
	}
	for _, c := range r.Courses {
		l.rows = append(l.rows, []string{c.Course, c.Hours, c.Date, c.Serial})
	}
	if r.TotalWord != "" {
		l.rows = append(l.rows, []string{r.TotalWord, r.TotalHours})
	}
	return e.writeList(w, l, r.IssuedAt, extras{signer: r.Signer})
}
