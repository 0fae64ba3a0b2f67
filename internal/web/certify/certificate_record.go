package certify

import (
	"bytes"

	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/day"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/web/kit"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// trainingRecord prints one's own training record, in the language of the
// site.
func (s wing) trainingRecord(c *fiber.Ctx) error {
	return s.printRecord(c, kit.Viewer(c).Own(), kit.Viewer(c).PersonID)
}

// personRecord prints the training record of one of the viewer's people.
func (s wing) personRecord(c *fiber.Ctx) error {
	return s.printRecord(c, kit.Viewer(c).Scope(people.HR), c.Params("id"))
}

func (s wing) printRecord(c *fiber.Ctx, scope people.Scope, id string) error {
	t, err := s.App.HandOutTranscript(c.UserContext(), kit.Viewer(c), scope, id, s.Words(c).Lang, kit.Person(c).Digits == "arab")
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := s.App.PrintTranscript(c.UserContext(), &b, t); err != nil {
		return err
	}
	return kit.SendPDF(c, "masar-training-record.pdf", b.Bytes())
}

// A shownTranscript is what anyone with its code may know of a training record.
type shownTranscript struct {
	Status string          `json:"status"` // "valid": it says what it said
	Say    catalog.Text    `json:"message"`
	Code   string          `json:"code"`
	Holder catalog.Text    `json:"holder,omitzero"`
	Made   string          `json:"made"` // day, YYYY-MM-DD
	Hours  float64         `json:"hours"`
	Lines  []shownAttested `json:"certificates"`
}

type shownAttested struct {
	certificate.Attested

	Status certificate.Status `json:"status"` // now
}

// showTranscript shows what a training record said, and how the certificates
// in it stand now. File says that the document itself was brought.
func (s wing) showTranscript(c *fiber.Ctx, tr certificate.Transcript, file bool) error {
	standing, err := s.App.TranscriptNow(c.UserContext(), tr)
	if err != nil {
		return err
	}
	t, own := s.Words(c), tr.Contents
	holder, err := s.shownHolder(c.UserContext(), tr.AgencyID, own.NameAr, own.NameEn)
	if err != nil {
		return err
	}
	c.Vary(fiber.HeaderAccept)
	if kit.WantsJSON(c) {
		c.Set(fiber.HeaderCacheControl, "no-cache")
		d := shownTranscript{
			Status: string(certificate.Valid), Say: i18n.Both("transcript.verdict", nil), Code: tr.Code, Made: own.On, Hours: own.Hours(), Lines: []shownAttested{},
			Holder: holder,
		}
		for _, l := range own.Lines {
			d.Lines = append(d.Lines, shownAttested{l, standing[l.Serial]})
		}
		return c.JSON(d)
	}
	d := transcriptData{NameNote: nameNote(t, holder, catalog.Text{Ar: own.NameAr, En: own.NameEn}, file)}
	if !holder.Empty() {
		d.Facts = append(d.Facts, ui.Fact{Term: t.TranscriptHolder(), Text: holder.In(t.Lang)})
	}
	d.Facts = append(d.Facts, []ui.Fact{
		{Term: t.TranscriptMade(), Text: s.day(t, own.On)},
		{Term: t.TranscriptTotal(), Text: t.TrainingHours(own.Hours())},
		{Term: t.CertificateCode(), Text: t.Isolate(certificate.GroupCode(tr.Code))},
		{Term: t.CertificateIssuerTerm(), Text: t.CertificateIssuer()},
	}...)
	for _, l := range own.Lines {
		row := transcriptRow{Title: t.Text(l.Title), Hours: t.Hundredths(l.Hours), Issued: s.day(t, l.IssuedOn), Serial: l.Serial, Status: string(standing[l.Serial])}
		row.StatusText = t.Msg("certificate.status-"+row.Status, nil)
		if l.Kind == certificate.Attendance {
			row.Title = t.TranscriptAttended(row.Title)
		}
		d.Rows = append(d.Rows, row)
	}
	return s.Render(c, ui.Shell{Title: t.TranscriptVerdict(), Path: verdictPath(file)}, transcript(d))
}

// day returns a day of a record, YYYY-MM-DD, as t writes it.
func (s wing) day(t *i18n.T, recorded string) string {
	d, ok := day.Parse(recorded)
	if !ok {
		return recorded
	}
	return t.Date(d.Noon(s.App.Zone))
}
