package notice

import (
	"time"

	"masar/internal/catalog"
)

// An Expiry is a certificate that expires and that no later one replaces.
type Expiry struct {
	CertificateID string
	PersonID      string
	Title         catalog.Text // of the course
	ExpiresAt     time.Time
}

// RenewAhead is how many days before a certificate expires its holder is told
// that they can renew it.
const RenewAhead = 60

// Renewals returns what is to be told at now to those whose certificates
// expire within RenewAhead days. As with Due, nobody is told twice.
func Renewals(now time.Time, es []Expiry) (ns []Notice) {
	for _, e := range es {
		if now.Before(e.ExpiresAt.AddDate(0, 0, -RenewAhead)) || !now.Before(e.ExpiresAt) {
			continue
		}
		ns = append(ns, Notice{
			ID: string(Renew) + ":" + e.CertificateID, PersonID: e.PersonID, Kind: Renew,
			Args: words(e.Title, e.ExpiresAt), Link: "/certificates", At: now,
		})
	}
	return ns
}
