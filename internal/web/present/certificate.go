package present

import (
	"time"

	"masar/internal/certificate"
	"masar/internal/i18n"
)

func CertificateRow(t *i18n.T, ce certificate.Certificate, now time.Time) CertificateRowView {
	status := ce.Status(now)
	row := CertificateRowView{
		ID: ce.ID, Title: t.Text(ce.Record.Title), Serial: ce.Serial, Issued: t.Date(ce.IssuedAt),
		Status: string(status), StatusText: t.Msg("certificate.status-"+string(status), nil), Verify: "/verify/" + ce.Code, PDF: "/certificates/" + ce.ID + "/pdf",
		Badge: "/certificates/" + ce.ID + "/badge",
	}
	if !ce.ExpiresAt.IsZero() {
		row.Until = t.CertificateUntil(t.Date(ce.ExpiresAt))
	}
	if status == certificate.Revoked {
		row.Why = t.CertificateRevokedOn(t.Date(ce.RevokedAt), ce.RevokedWhy)
	}
	return row
}

// SpecimenCode stands on specimens, which nobody was given.
const SpecimenCode = "SPECIMEN"

// SpecimenSerial is a number that no certificate has.
const SpecimenSerial = "MSR-0000-000000-0"

// A CertificateRowView is a certificate in a list.
type CertificateRowView struct {
	ID, Title, Serial, Issued string
	Until                     string // when it expires, or ""
	Status, StatusText, Why   string
	Verify, PDF, Badge        string
	Renew                     string // where to begin again, or ""
}
