package certify

import (
	"context"
	"errors"
	"slices"

	"masar/internal/app/core"
	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
)

var everyRun = people.Everywhere("the clock looks at runs of every host")

// ArrangeAttended arranges a certificate of attendance, some days from the end of
// the run, for those who attended one as its course asks without completing that,
// where the course gives such certificates. Meanwhile they may still complete
// it, and are asked to approve their name.
func (a Certification) ArrangeAttended(ctx context.Context, after string) (end string, err error) {
	now := a.Now()
	as, err := a.Store.AttendedRuns(ctx, now.AddDate(0, 0, -certificate.AttendanceLast), now, after, core.Page)
	if err != nil || len(as) == 0 {
		return "", err
	}
	end = core.IfFull(len(as), core.Page, as[len(as)-1].ID)
	if as, err = a.attestableOf(ctx, as); err != nil {
		return "", err
	}
	for part := range slices.Chunk(as, core.Slice) {
		if err := a.Do(ctx, people.Clock, func(d *core.Unit) error { return arrange(ctx, d, part) }); err != nil {
			return "", err
		}
	}
	return end, nil
}

// attestableOf returns those that earn a certificate of attendance, and only that.
func (a Certification) attestableOf(ctx context.Context, as []store.AttendedRun) (earn []store.AttendedRun, err error) {
	courses, ids := map[string]catalog.Course{}, []string{}
	for _, at := range as {
		c, err := a.Store.Course(ctx, at.CourseID, at.Version)
		if err != nil {
			return nil, err
		}
		if c.Certificate.Attendance {
			courses[at.ID], ids = c, append(ids, at.ID)
		}
	}
	evs, err := a.Store.EvidenceOf(ctx, ids...)
	if err != nil {
		return nil, err
	}
	for _, at := range as {
		if c, ok := courses[at.ID]; ok && progress.Of(c, evs[at.ID]).Attended {
			earn = append(earn, at)
		}
	}
	return earn, nil
}

// arrange adds the jobs of issuing the certificates of attendance, and asks those
// to approve their names who have not.
func arrange(ctx context.Context, d *core.Unit, as []store.AttendedRun) error {
	var holders []string
	var jobs []store.Job
	for _, at := range as {
		holders = append(holders, at.PersonID)
		jobs = append(jobs, core.Job{Kind: core.Attest, About: at.ID, At: at.EndsOn.AddDate(0, 0, certificate.AttendanceDays)}.Row(d.Now))
	}
	ps, err := d.PeopleWith(ctx, everyRun, holders)
	if err != nil {
		return err
	}
	var asked []notice.Notice
	for _, at := range as {
		if !ps[at.PersonID].NameApprovedAt.IsZero() {
			continue
		}
		n, err := d.NameAsked(ctx, at.Enrolment)
		if err != nil {
			return err
		}
		asked = append(asked, n)
	}
	if err := d.Notify(ctx, asked...); err != nil {
		return err
	}
	return d.AddJobs(ctx, jobs...)
}

// attestable reports whether the enrolment earns a certificate of attendance,
// and only that.
func attestable(ctx context.Context, d *core.Unit, e progress.Enrolment) (bool, error) {
	c, err := d.Course(ctx, e.CourseID, e.Version)
	if err != nil || !c.Certificate.Attendance || e.State != progress.UnderWay {
		return false, err
	}
	ev, err := d.Evidence(ctx, e.ID)
	return err == nil && progress.Of(c, ev).Attended, err
}

// Attest issues the certificate of attendance of an enrolment that still earns
// it. Whoever completes the course later gets that certificate as well.
func (a Certification) Attest(ctx context.Context, d *core.Unit, enrolment string) error {
	e, err := d.Enrolment(ctx, everyRun, enrolment)
	if err != nil {
		return err
	}
	if earns, err := attestable(ctx, d, e); err != nil || !earns {
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
	return issue(ctx, d, e, p, certificate.Attendance)
}
