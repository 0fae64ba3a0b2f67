package app

import (
	"context"

	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
	"masar/internal/workshop"
)

// What events are about, as it is called when they happen.

func thePerson(p people.Person) event.Object {
	return event.Object{ID: p.ID, AgencyID: p.AgencyID, Ar: p.NameAr, En: p.NameEn}
}

func theAgency(a people.Agency) event.Object {
	return event.Object{ID: a.ID, AgencyID: a.ID, Ar: a.NameAr, En: a.NameEn}
}

// titled is a thing with a title that is an agency's affair.
func titled(id, agency string, t catalog.Text) event.Object {
	return event.Object{ID: id, AgencyID: agency, Ar: t.Ar, En: t.En}
}

// theEnrolment is called as its course.
func theEnrolment(e progress.Enrolment, c catalog.Course) event.Object {
	return titled(e.ID, e.AgencyID, c.Title)
}

func theCertificate(c certificate.Certificate) event.Object { return coded(c.ID, c.AgencyID, c.Serial) }

// coded is a thing that is called alike in both languages, by a number or a name
// that somebody gave it.
func coded(id, agency, name string) event.Object {
	return event.Object{ID: id, AgencyID: agency, Ar: name, En: name}
}

// recordPerson records what happened to a person of whom only the id is known, as
// the affair of an agency.
func (d *deed) recordPerson(ctx context.Context, k event.Kind, id, agency string, what ...event.Said) error {
	p, err := d.Person(ctx, people.Own(id), id)
	if err != nil {
		return err
	}
	o := thePerson(p)
	o.AgencyID = agency
	return d.record(ctx, event.Of(k, o, what...))
}

// recordRun records what happened to a run, which is called as its course.
func (d *deed) recordRun(ctx context.Context, k event.Kind, r workshop.Run, what ...event.Said) error {
	o, err := theRun(ctx, d.Reader, r)
	if err != nil {
		return err
	}
	return d.record(ctx, event.Of(k, o, what...))
}

func theRun(ctx context.Context, db store.Reader, r workshop.Run) (event.Object, error) {
	c, err := db.Course(ctx, r.CourseID, r.Version)
	return titled(r.ID, r.AgencyID, c.Title), err
}
