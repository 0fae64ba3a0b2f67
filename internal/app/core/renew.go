package core

import (
	"context"
	"time"

	"masar/internal/certificate"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
)

// Renewable returns which of the enrolments, the last rounds of their people,
// have led to a certificate that is to be renewed now.
func Renewable(ctx context.Context, db store.Reader, now time.Time, es ...progress.Enrolment) (map[string]bool, error) {
	var done []string
	for _, e := range es {
		if e.State == progress.Done {
			done = append(done, e.ID)
		}
	}
	due := map[string]bool{}
	cs, err := db.CertificatesFor(ctx, people.Everywhere("who takes a course again may have been certified in another agency"), done, certificate.Completion)
	for _, c := range cs {
		due[c.EnrolmentID] = c.Renewable(now)
	}
	return due, err
}
