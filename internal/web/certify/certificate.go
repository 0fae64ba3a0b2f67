package certify

import (
	"bytes"

	"masar/internal/certificate"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// certificates lists one's own certificates.
func (s wing) certificates(c *fiber.Ctx) error {
	v, t := kit.Viewer(c), s.Words(c)
	cs, err := s.App.Store.CertificatesOf(c.UserContext(), v.Own(), v.PersonID)
	if err != nil {
		return err
	}
	es, err := s.App.Store.EnrolmentsOf(c.UserContext(), v.Own(), v.PersonID)
	if err != nil {
		return err
	}
	var rows []present.CertificateRowView
	for _, ce := range cs {
		row := present.CertificateRow(t, ce, s.App.Now())
		if ce.SupersededBy == "" && ce.Renewable(s.App.Now()) && lastRound(es, ce) {
			row.Renew = present.CoursePath(ce.CourseID) + "/enrolment"
		}
		rows = append(rows, row)
	}
	return s.Render(c, ui.Shell{Title: t.CertificateTitle()}, certificates(rows, kit.Person(c).NameApprovedAt.IsZero()))
}

// lastRound reports whether no enrolment in the course is later than the one
// that led to the certificate.
func lastRound(es []progress.Enrolment, ce certificate.Certificate) bool {
	latest := progress.Enrolment{}
	for _, e := range es {
		if e.CourseID == ce.CourseID && e.Round > latest.Round {
			latest = e
		}
	}
	return latest.ID == ce.EnrolmentID
}

// certificatePDF delivers a certificate to its holder, or for the HR officers
// of their agency.
func (s wing) certificatePDF(c *fiber.Ctx) error {
	v := kit.Viewer(c)
	ce, err := s.App.Store.Certificate(c.UserContext(), v.Own(), c.Params("id"))
	if kit.IsNotFound(err) {
		ce, err = s.App.Store.Certificate(c.UserContext(), v.Scope(people.HR), c.Params("id"))
	}
	if err != nil {
		return err
	}
	courier, err := s.App.Courier(c.UserContext())
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := courier.Deliver(c.UserContext(), &b, ce); err != nil {
		return err
	}
	return kit.SendPDF(c, ce.Serial+".pdf", b.Bytes())
}
