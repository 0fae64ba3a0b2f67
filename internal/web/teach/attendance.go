package teach

import (
	"bytes"
	"errors"
	"strconv"

	"masar/internal/app/core"
	"masar/internal/app/teach"
	"masar/internal/catalog"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
	"masar/internal/typed"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"
	"masar/internal/workshop"

	"github.com/gofiber/fiber/v2"
)

// A sessionAt is a session of a run, with the people of the run and how long
// each was there.
type sessionAt struct {
	run     workshop.Run
	course  catalog.Course
	module  catalog.Module
	session catalog.Session
	slots   []workshop.Slot
	slot    int // of this session
	people  []store.Participant
	minutes map[string]int // by enrolment, of those who are marked in this run
	before  map[string]int // of those who were marked in another they were in before
}

// sessionAt returns the session of a run that the address names, if the viewer
// teaches it.
func (s wing) sessionAt(c *fiber.Ctx) (st sessionAt, err error) {
	if st.run, st.course, err = s.taughtRun(c); err != nil {
		return st, err
	}
	if st.slots, err = s.App.Store.Slots(c.UserContext(), st.run.ID); err != nil {
		return st, err
	}
	st.slot = -1
	for i, sl := range st.slots {
		if sl.SessionID == c.Params("session") {
			st.slot = i
		}
	}
	var ok bool
	if st.module, st.session, ok = st.course.Session(c.Params("session")); !ok || st.slot < 0 {
		return st, fiber.ErrNotFound
	}
	if st.people, err = s.participantsOf(c, st.run.ID); err != nil {
		return st, err
	}
	there, err := s.App.Store.Attendances(c.UserContext(), st.run.ID)
	st.minutes, st.before = map[string]int{}, map[string]int{}
	for _, a := range there {
		switch {
		case a.SessionID != st.session.ID:
		case a.RunID == st.run.ID:
			st.minutes[a.EnrolmentID] = a.Minutes
		default:
			st.before[a.EnrolmentID] = a.Minutes
		}
	}
	return st, err
}

func (st sessionAt) path() string { return runPath(st.run.ID) + "/sessions/" + st.session.ID }

// sessionForm shows who was at a session, for the trainer to mark.
func (s wing) sessionForm(c *fiber.Ctx) error {
	st, err := s.sessionAt(c)
	if err != nil {
		return err
	}
	return s.showSession(c, st, nil, nil)
}

func (s wing) showSession(c *fiber.Ctx, st sessionAt, said, problems map[string]string) error {
	t, sl := s.Words(c), st.slots[st.slot]
	d := sessionData{
		Title: t.Text(st.session.Title), Module: t.Text(st.module.Title), Course: t.Text(st.course.Title), Run: runPath(st.run.ID), Href: st.path(),
		When: t.DateLong(sl.StartsAt), Time: t.Range(t.Time(sl.StartsAt), t.Time(sl.EndsAt())), Place: sl.At().In(t.Lang), Minutes: st.session.Minutes, Cancelled: st.run.Cancelled,
		Notes: present.Markdown(s.Words(c), s.Lexicon, st.course, st.course.Notes[st.session.ID], "notes-"),
	}
	if st.slot+1 < len(st.slots) {
		d.Next = runPath(st.run.ID) + "/sessions/" + st.slots[st.slot+1].SessionID
	}
	if f, ok := errors.AsType[*fault.Fault](sl.Open(s.App.Now())); ok {
		d.Early = kit.Say(c, f)
	}
	for _, p := range st.people {
		row := markRow{ID: p.ID, Name: t.Pick(p.NameAr, p.NameEn), Agency: t.Pick(p.AgencyAr, p.AgencyEn), Error: problems[p.ID]}
		if m, ok := st.minutes[p.ID]; ok {
			row.Value = strconv.Itoa(m)
		}
		row.Was = row.Value
		if m, ok := st.before[p.ID]; ok {
			row.Was, row.Before = strconv.Itoa(m), t.WorkshopMarkedBefore(t.CommonMinutes(m))
		}
		if v, ok := said[p.ID]; ok {
			row.Value = v
		}
		switch {
		case p.PersonID == kit.Viewer(c).PersonID:
			row.Own = t.WorkshopOwnMark()
		case p.State == progress.Done:
			row.Done = t.WorkshopMarkDone()
		}
		if row.Error != "" {
			d.Problems = append(d.Problems, ui.Problem{Field: "m-" + p.ID, Text: row.Name + ": " + row.Error})
		}
		d.Rows = append(d.Rows, row)
	}
	if p := problems[""]; p != "" {
		d.Problems = append(d.Problems, ui.Problem{Text: p})
	}
	return s.Render(c, ui.Shell{Title: d.Title}, session(d))
}

// markAttendance keeps what the form says of everyone whose field was changed:
// the others may have been marked by a colleague meanwhile. Where somebody has
// marked the same person since the form was shown, it is shown again with what
// stands there now, and sent once more it counts.
func (s wing) markAttendance(c *fiber.Ctx) error {
	st, err := s.sessionAt(c)
	if err != nil {
		return err
	}
	all, said := kit.Posted(c, "go") == "all", map[string]string{}
	var marks []teach.Mark
	for _, p := range st.people {
		value, was := typed.Visible(kit.Posted(c, "m-"+p.ID)), kit.Posted(c, "was-"+p.ID)
		if value != "" || was != "" { // what was left empty shows what is there now
			said[p.ID] = value
		}
		if p.PersonID == kit.Viewer(c).PersonID && value == "" {
			continue
		}
		if m, ok := st.mark(p.ID, value, was, all); ok {
			marks = append(marks, m)
		}
	}
	if err = core.ErrNothingChanged; len(marks) > 0 {
		err = s.App.MarkAttendance(c.UserContext(), kit.Viewer(c), st.run.ID, st.session.ID, marks)
	}
	err = s.Said(c, err, "workshop.marked-said")
	if problems, ok := kit.SayAll(c, err); ok {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showSession(c, st, said, problems)
	}
	if err != nil {
		return err
	}
	return kit.Redirect(c, st.path())
}

// mark returns the mark that is made by what somebody's field holds and held
// when it was shown, and whether there is one. An emptied field clears what was
// marked. Of all, those are marked as present who are not marked yet.
func (st sessionAt) mark(enrolment, value, was string, all bool) (m teach.Mark, ok bool) {
	m.EnrolmentID = enrolment
	if n, err := typed.Whole("", was, 0, st.session.Minutes); err == nil {
		m.Was = &n
	}
	_, marked := st.minutes[enrolment]
	_, earlier := st.before[enrolment]
	if value == "" {
		emptied := m.Was != nil && !earlier
		if !all {
			m.Clear = true
			return m, emptied
		}
		m.Minutes = st.session.Minutes
		return m, emptied || !marked
	}
	n, err := typed.Whole("", value, 0, st.session.Minutes)
	if err != nil {
		n = -1 // and so refused
	}
	m.Minutes = n
	return m, !marked || m.Was == nil || n != *m.Was
}

// signInSheet prints the sheet that the people of a run sign at a session.
func (s wing) signInSheet(c *fiber.Ctx) error {
	st, err := s.sessionAt(c)
	if err != nil {
		return err
	}
	t, sl := s.Words(c), st.slots[st.slot]
	sheet := workshop.Sheet{
		Lang: t.Lang, Course: st.course.Title, Module: st.module.Title, Session: st.session.Title,
		StartsAt: sl.StartsAt, EndsAt: sl.EndsAt(), Place: sl.At().In(t.Lang), PrintedAt: s.App.Now(),
	}
	trainers, err := s.trainersOf(c, st.run.ID)
	if err != nil {
		return err
	}
	for _, p := range trainers {
		sheet.Trainers = append(sheet.Trainers, p.Name(t.Lang))
	}
	for _, p := range st.people {
		sheet.People = append(sheet.People, workshop.Guest{Name: people.Person{NameAr: p.NameAr, NameEn: p.NameEn}.Name(t.Lang), Unit: t.Pick(p.AgencyAr, p.AgencyEn)})
	}
	var b bytes.Buffer
	if err := s.App.Printer.SignInSheet(&b, sheet); err != nil {
		return err
	}
	kit.Attach(c, "sign-in-"+st.session.ID+".pdf", "application/pdf")
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	return c.Send(b.Bytes())
}
