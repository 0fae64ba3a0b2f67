package app

import (
	"context"
	"errors"

	"masar/internal/certificate"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
)

var everyRun = people.Everywhere("the clock looks at runs of every host")

// attended arranges a certificate of attendance, some days from the end of the
// run, for whoever attended one as its course asks without completing that,
// where the course gives such certificates. Meanwhile they may still complete
// it, and are asked to approve their name.
func (a *App) attended(ctx context.Context, d *deed, _ string) error {
	as, err := d.AttendedRuns(ctx, d.now.AddDate(0, 0, -certificate.AttendanceLast), d.now)
	if err != nil {
		return err
	}
	for _, at := range as {
		earns, err := d.attestable(ctx, at.Enrolment)
		if err != nil {
			return err
		}
		if !earns {
			continue
		}
		p, err := d.Person(ctx, everyRun, at.PersonID)
		if err != nil {
			return err
		}
		if p.NameApprovedAt.IsZero() {
			if err := d.askName(ctx, at.Enrolment); err != nil {
				return err
			}
		}
		due := at.EndsOn.AddDate(0, 0, certificate.AttendanceDays)
		if err := d.AddJobs(ctx, Job{Kind: Attest, About: at.ID, At: due}.row(d.now)); err != nil {
			return err
		}
	}
	return nil
}

// attestable reports whether the enrolment earns a certificate of attendance,
// and only that.
func (d *deed) attestable(ctx context.Context, e progress.Enrolment) (bool, error) {
	c, err := d.Course(ctx, e.CourseID, e.Version)
	if err != nil || !c.Certificate.Attendance || e.State != progress.UnderWay {
		return false, err
	}
	ev, err := d.Evidence(ctx, e.ID)
	return err == nil && progress.Of(c, ev).Attended, err
}

// attest issues the certificate of attendance of an enrolment that still earns
// it. Whoever completes the course later gets that certificate as well.
func (a *App) attest(ctx context.Context, d *deed, enrolment string) error {
	e, err := d.Enrolment(ctx, everyRun, enrolment)
	if err != nil {
		return err
	}
	if earns, err := d.attestable(ctx, e); err != nil || !earns {
		return err
	}
	_, err = d.CertificateFor(ctx, everyRun, e.ID, certificate.Attendance)
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	p, err := d.Person(ctx, everyRun, e.PersonID)
	if err != nil {
		return err
	}
	return d.issue(ctx, e, p, certificate.Attendance)
}
