package app

import (
	"context"
	"errors"

	"masar/internal/certificate"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
)

// renewable reports whether v may take a course again whose last round is e.
func (d *deed) renewable(ctx context.Context, v people.Viewer, e progress.Enrolment) (bool, error) {
	if e.State != progress.Done {
		return false, nil
	}
	c, err := d.CertificateFor(ctx, v.Own(), e.ID, certificate.Completion)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil && c.Renewable(d.now), err
}
