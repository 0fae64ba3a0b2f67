package demo

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"masar/internal/app/personnel"
	"masar/internal/app/teach"
	"masar/internal/catalog"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
	"masar/internal/workshop"
)

// reason is why the demonstration looks across agencies.
const reason = "the demonstration sets up every agency"

// house makes the top agency and its administrator.
func (f *filler) house(ctx context.Context) error {
	const signIn, top = "admin", "General Secretariat for Training"
	pw, err := f.password("admin", top, signIn)
	if err != nil {
		return err
	}
	who := people.Person{NameAr: "مها بنت سالم الراشدية", NameEn: "Maha Al Rashdi", SignIn: signIn, Email: "admin@masar.example", Department: "إدارة النظام", Lang: "ar"}
	_, err = f.a.SetupWithPassword(ctx, people.Agency{NameAr: "الأمانة العامة للتدريب", NameEn: top}, who, pw)
	if err != nil && !errors.Is(err, personnel.ErrSetUp) {
		return err
	}
	f.admin, err = f.viewer(ctx, signIn)
	return err
}

func (f *filler) viewer(ctx context.Context, signIn string) (people.Viewer, error) {
	p, err := f.a.Store.PersonBySignIn(ctx, signIn)
	if err != nil {
		return people.Viewer{}, err
	}
	return f.a.Store.Viewer(ctx, p, "")
}

// agency makes an agency and its people, as far as they are missing.
func (f *filler) agency(ctx context.Context, ag agency) error {
	all, err := f.a.Store.Agencies(ctx, people.Everywhere(reason))
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(a people.Agency) bool { return a.NameEn == ag.en })
	id := ""
	if i >= 0 {
		id = all[i].ID
	} else {
		made, err := f.a.AddAgency(ctx, f.admin, people.Agency{ParentID: f.admin.AgencyID, NameAr: ag.ar, NameEn: ag.en})
		if err != nil {
			return err
		}
		id = made.ID
	}
	// The administrator reaches the new agency from now on.
	if f.admin, err = f.viewer(ctx, "admin"); err != nil {
		return err
	}
	for n, m := range slices.Concat(ag.cast, ag.past) {
		if err := f.member(ctx, id, ag.en, n, m); err != nil {
			return err
		}
	}
	return nil
}

func (f *filler) member(ctx context.Context, agencyID, agencyName string, n int, m member) error {
	pw, err := f.password(string(m.role), agencyName, m.signIn)
	if err != nil {
		return err
	}
	p, err := f.a.Store.PersonBySignIn(ctx, m.signIn)
	if errors.Is(err, store.ErrNotFound) {
		p = people.Person{
			AgencyID: agencyID, Department: m.department, DepartmentEn: departments[m.department], NameAr: m.ar, NameEn: m.en, SignIn: m.signIn,
			StaffNo: fmt.Sprintf("%d", 20_417+131*n), Email: m.signIn + "@masar.example", Lang: "ar", NameApprovedAt: f.a.Now(),
			CivilTail: civilTails[m.signIn],
		}
		p, err = f.a.AddPersonWithPassword(ctx, f.admin, p, pw)
	}
	if err != nil || m.role == people.Learner {
		return err
	}
	err = f.a.Grant(ctx, f.admin, people.Grant{PersonID: p.ID, Role: m.role, AgencyID: agencyID})
	if errors.Is(err, personnel.ErrRoleHeld) { // filled before
		return nil
	}
	return err
}

// courseID is the workshop that the demonstration runs.
const courseID = "participation-guideline"

// workshop runs the workshop on the guideline for the employees of every
// agency, and has them do part of it.
func (f *filler) workshop(ctx context.Context) error {
	if done, err := f.seated(ctx, agencies[0].cast[2]); err != nil || done {
		return err
	}
	trainer, err := f.viewer(ctx, agencies[0].cast[1].signIn)
	if err != nil {
		return err
	}
	r, err := f.a.ScheduleRun(ctx, f.admin, teach.RunPlan{
		CourseID: courseID, AgencyID: trainer.AgencyID, Place: "قاعة التدريب 2", PlaceEn: "Training room 2", Seats: 25, Begin: f.days(), Trainers: []string{trainer.PersonID},
	})
	if err != nil {
		return err
	}
	var ids []string
	for _, ag := range agencies {
		for _, m := range ag.cast {
			if m.role != people.Learner {
				continue
			}
			p, err := f.a.Store.PersonBySignIn(ctx, m.signIn)
			if err != nil {
				return err
			}
			ids = append(ids, p.ID)
		}
	}
	if _, err := f.a.JoinRun(ctx, f.admin, r.ID, ids); err != nil {
		return err
	}
	c, err := f.a.Store.Course(ctx, r.CourseID, r.Version)
	if err != nil {
		return err
	}
	for i, id := range ids {
		if err := f.study(ctx, c, r, id, i); err != nil {
			return err
		}
	}
	return nil
}

// study has the nth person do as much of the course as befits them: read some
// lessons, and attend the first day.
func (f *filler) study(ctx context.Context, c catalog.Course, r workshop.Run, person string, n int) error {
	p, err := f.a.Store.Person(ctx, people.Everywhere(reason), person)
	if err != nil {
		return err
	}
	v, err := f.a.Store.Viewer(ctx, p, "")
	if err != nil {
		return err
	}
	lessons := 0
	for _, s := range c.Steps() {
		if s.Lesson == "" {
			continue
		}
		if lessons++; lessons > 2+n%5 {
			break
		}
		if err := f.a.ReadLesson(ctx, v, c.ID, s.Lesson); err != nil {
			return err
		}
	}
	e, err := f.a.Store.EnrolmentIn(ctx, v.Own(), person, c.ID)
	if err != nil {
		return err
	}
	return f.attend(ctx, c, r, e, n)
}

func (f *filler) attend(ctx context.Context, c catalog.Course, r workshop.Run, e progress.Enrolment, n int) error {
	for _, m := range c.Modules {
		if !m.Attended() {
			continue
		}
		for _, s := range m.Sessions {
			if s.Break() {
				continue
			}
			minutes := s.Minutes
			if n%7 == 6 {
				minutes = s.Minutes / 2
			}
			if err := f.a.MarkAttendance(ctx, f.admin, r.ID, s.ID, []teach.Mark{{EnrolmentID: e.ID, Minutes: minutes}}); err != nil {
				return err
			}
		}
		return nil // the first day only; the second is ahead
	}
	return nil
}
