package core

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

func ThePerson(p people.Person) event.Object {
	return event.Object{ID: p.ID, AgencyID: p.AgencyID, Ar: p.NameAr, En: p.NameEn}
}

func TheAgency(a people.Agency) event.Object {
	return event.Object{ID: a.ID, AgencyID: a.ID, Ar: a.NameAr, En: a.NameEn}
}

// Titled is a thing with a title that is an agency's affair.
func Titled(id, agency string, t catalog.Text) event.Object {
	return event.Object{ID: id, AgencyID: agency, Ar: t.Ar, En: t.En}
}

// TheEnrolment is called as its course.
func TheEnrolment(e progress.Enrolment, c catalog.Course) event.Object {
	return Titled(e.ID, e.AgencyID, c.Title)
}

func TheCertificate(c certificate.Certificate) event.Object { return Coded(c.ID, c.AgencyID, c.Serial) }

// Coded is a thing that is called alike in both languages, by a number or a name
// that somebody gave it.
func Coded(id, agency, name string) event.Object {
	return event.Object{ID: id, AgencyID: agency, Ar: name, En: name}
}

// RecordPerson records what happened to a person of whom only the id is known, as
// the affair of an agency.
func (d *Unit) RecordPerson(ctx context.Context, k event.Kind, id, agency string, what ...event.Said) error {
	p, err := d.Person(ctx, people.Own(id), id)
	if err != nil {
		return err
	}
	o := ThePerson(p)
	o.AgencyID = agency
	return d.Emit(ctx, event.Of(k, o, what...))
}

// RecordRun records what happened to a run, which is called as its course.
func (d *Unit) RecordRun(ctx context.Context, k event.Kind, r workshop.Run, what ...event.Said) error {
	o, err := TheRun(ctx, d.Reader, r)
	if err != nil {
		return err
	}
	return d.Emit(ctx, event.Of(k, o, what...))
}

func TheRun(ctx context.Context, db store.Reader, r workshop.Run) (event.Object, error) {
	c, err := db.Course(ctx, r.CourseID, r.Version)
	return Titled(r.ID, r.AgencyID, c.Title), err
}
