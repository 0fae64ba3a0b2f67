package teach

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"time"

	"masar/internal/app/core"
	"masar/internal/app/learn"
	"masar/internal/catalog"
	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
	"masar/internal/workshop"
)

// A RunPlan is what somebody asks for who schedules a run.
type RunPlan struct {
	CourseID string
	AgencyID string // the host
	Place    string
	PlaceEn  string
	Seats    int
	Begin    []time.Time // when each day begins
	Trainers []string
}

// ScheduleRun schedules a run of a course in its current version. Asked twice
// for the same, there is one.
func (a Teaching) ScheduleRun(ctx context.Context, v people.Viewer, plan RunPlan) (r workshop.Run, err error) {
	r, err = a.schedule(ctx, v, plan)
	if errors.Is(err, store.ErrExists) {
		return a.Store.RunLike(ctx, r)
	}
	return r, err
}

func (a Teaching) schedule(ctx context.Context, v people.Viewer, plan RunPlan) (r workshop.Run, err error) {
	err = a.Do(ctx, v, func(d *core.Unit) error {
		if _, err := d.Agency(ctx, v.Scope(people.HR, people.Trainer), plan.AgencyID); err != nil {
			return err
		}
		c, err := learn.Current(ctx, d, plan.CourseID)
		if err != nil {
			return err
		}
		at, err := workshop.Terms(catalog.Text{Ar: plan.Place, En: plan.PlaceEn}, plan.Seats, plan.Begin)
		if err != nil {
			return err
		}
		r = workshop.Run{
			ID: a.NewID(), CourseID: c.ID, Version: c.Version, AgencyID: plan.AgencyID, Place: at.Ar, PlaceEn: at.En, Seats: plan.Seats, CreatedAt: d.Now,
		}
		slots, err := workshop.Timetable(c, r.ID, r.At(), plan.Begin)
		if err != nil {
			return err
		}
		r.StartsOn, r.EndsOn = slots[0].StartsAt, slots[len(slots)-1].EndsAt()
		if err := d.AddRun(ctx, r, slots); err != nil {
			return err
		}
		if err := appoint(ctx, d, v, r, plan.Trainers); err != nil {
			return err
		}
		return d.RecordRun(ctx, event.RunScheduled, r, event.CourseID.Is(r.CourseID))
	})
	return r, err
}

// appoint makes people the trainers of a run: those whom v may see, and who
// are trainers.
func appoint(ctx context.Context, d *core.Unit, v people.Viewer, r workshop.Run, trainers []string) error {
	for _, t := range trainers {
		if _, err := d.Person(ctx, v.Scope(people.HR, people.Trainer), t); err != nil {
			return err
		}
		gs, err := d.Grants(ctx, t)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(gs, func(g people.Grant) bool { return g.Role == people.Trainer || g.Role == people.Admin }) {
			return workshop.ErrTrainer
		}
		if err := d.AddTrainer(ctx, workshop.Trainer{RunID: r.ID, PersonID: t}); err != nil {
			return err
		}
	}
	return nil
}

// CancelRun calls off a run that v teaches, and tells everybody in it: those who
// learn, who may join another, and those who were to teach.
func (a Teaching) CancelRun(ctx context.Context, v people.Viewer, id string) (r workshop.Run, err error) {
	err = a.Do(ctx, v, func(d *core.Unit) error {
		if r, err = d.TaughtRun(ctx, v, id); err != nil {
			return err
		}
		there, err := d.Attendances(ctx, r.ID)
		if err != nil {
			return err
		}
		if r, err = r.Cancel(r.Marked(there), d.Now); err != nil {
			return err
		}
		if err := d.SaveRun(ctx, r); err != nil {
			return err
		}
		ns, err := everybody(ctx, d, v, r, notice.Cancelled)
		if err != nil {
			return err
		}
		if err := d.Notify(ctx, ns...); err != nil {
			return err
		}
		return d.RecordRun(ctx, event.RunCancelled, r, event.CourseID.Is(r.CourseID))
	})
	return r, err
}

// everybody returns the notices that tell everybody in r but v what became of
// it.
func everybody(ctx context.Context, d *core.Unit, v people.Viewer, r workshop.Run, kind notice.Kind) (ns []notice.Notice, err error) {
	c, err := d.Course(ctx, r.CourseID, r.Version)
	if err != nil {
		return nil, err
	}
	links, err := concerned(ctx, d.Reader, v, r)
	if err != nil {
		return nil, err
	}
	for _, person := range slices.Sorted(maps.Keys(links)) {
		ns = append(ns, ofRun(kind, r, c, person, links[person], d.Now))
	}
	return ns, nil
}

// Concerned returns how many people get a notice of what becomes of a run: all in
// it and its trainers, but v.
func (a Teaching) Concerned(ctx context.Context, v people.Viewer, r workshop.Run) (int, error) {
	links, err := concerned(ctx, a.Store, v, r)
	return len(links), err
}

// concerned returns where a notice about a run leads each of those it concerns but
// v, by their ids.
func concerned(ctx context.Context, db store.Reader, v people.Viewer, r workshop.Run) (links map[string]string, err error) {
	learners, err := db.Participants(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	trainers, err := db.Trainers(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	links = map[string]string{}
	for _, p := range trainers {
		links[p.ID] = "/teaching/runs/" + r.ID
	}
	for _, p := range learners {
		links[p.PersonID] = "/learning/" + r.CourseID
	}
	delete(links, v.PersonID)
	return links, nil
}

// ofRun returns what a person is told of a run.
func ofRun(kind notice.Kind, r workshop.Run, c catalog.Course, person, link string, now time.Time) notice.Notice {
	args := core.Title(c.Title)
	args["at"], args["place"] = r.StartsOn.UTC().Format(time.RFC3339), r.Place
	if r.PlaceEn != "" {
		args["place.en"] = r.PlaceEn
	}
	return notice.Notice{ID: string(kind) + ":" + r.ID + ":" + person, PersonID: person, Kind: kind, Args: args, Link: link, At: now}
}

// JoinRun gives people seats in a run, and tells them if it is not over: those
// who are not on its course yet are enrolled in it. Whoever has begun an older
// version stays on that one. If somebody has a seat in another run that is not
// over, nobody is seated, and each of them is named.
func (a Teaching) JoinRun(ctx context.Context, v people.Viewer, run string, persons []string) (joined int, err error) {
	return a.joinRun(ctx, v, run, persons, false)
}

// MoveToRun gives people seats in a run as JoinRun does, of whom some have a
// seat in another: they give it up, and are told, unless that run has begun.
func (a Teaching) MoveToRun(ctx context.Context, v people.Viewer, run string, persons []string) (joined int, err error) {
	return a.joinRun(ctx, v, run, persons, true)
}

func (a Teaching) joinRun(ctx context.Context, v people.Viewer, run string, persons []string, move bool) (joined int, err error) {
	err = a.Do(ctx, v, func(d *core.Unit) error {
		// An agency nominates its people for any run; it sees no more of it.
		r, err := d.Run(ctx, people.Everywhere("agencies nominate people for runs of any host"), run)
		if err != nil {
			return err
		}
		c, err := d.Course(ctx, r.CourseID, r.Version)
		if err != nil {
			return err
		}
		var ns []notice.Notice
		var held []error
		joined = 0
		for _, p := range persons {
			new, err := seat(ctx, d, v, r, c, p, move)
			if workshop.Elsewhere(err) {
				held = append(held, err)
				continue
			}
			if err != nil {
				return err
			}
			if !new {
				continue
			}
			joined++
			if p != v.PersonID && d.Now.Before(r.EndsOn) {
				n := ofRun(notice.Joined, r, c, p, "/learning/"+r.CourseID, d.Now)
				n.ID += ":" + a.NewID() // who left it for another may be back
				ns = append(ns, n)
			}
		}
		if err := errors.Join(held...); err != nil || joined == 0 {
			return err
		}
		taken, err := d.SeatsTaken(ctx, r.ID)
		if err != nil {
			return err
		}
		if err := r.Room(taken-joined, joined); err != nil {
			return err
		}
		if err := d.Notify(ctx, ns...); err != nil {
			return err
		}
		return d.RecordRun(ctx, event.RunJoined, r)
	})
	return joined, err
}

// seat gives one person a seat, and reports whether they had none. Whoever's
// certificate is to be renewed takes the course again.
func seat(ctx context.Context, d *core.Unit, v people.Viewer, r workshop.Run, c catalog.Course, person string, move bool) (bool, error) {
	p, err := d.Person(ctx, v.Scope(people.HR, people.Trainer), person)
	if err != nil {
		return false, err
	}
	e, round, err := learn.Round(ctx, d, p.ID, r.CourseID)
	if err != nil {
		return false, err
	}
	back := e.State == progress.Left
	if round > 0 {
		var added bool
		if e, added, err = learn.Enrol(ctx, d, progress.Enrolment{
			ID: d.App.NewID(), PersonID: p.ID, AgencyID: p.AgencyID, CourseID: r.CourseID, Version: r.Version, Round: round,
			RunID: r.ID, AssignedBy: v.PersonID, AssignedAt: d.Now, State: progress.Waiting, TotalCount: len(c.Sessions()), Score: -1,
		}); err != nil || added {
			return added, err
		}
	}
	e = e.Back(d.Now)
	if !e.Open() || e.RunID == r.ID && !back {
		return false, nil
	}
	if e.RunID != "" && !back { // who is back had given up theirs
		if err := yield(ctx, d, v, e, p, move); err != nil {
			return false, err
		}
	}
	e.RunID = r.ID
	if e.State == progress.Waiting {
		tried, err := d.Tried(ctx, e.ID)
		if err != nil {
			return false, err
		}
		if !tried {
			e.Version = r.Version
		}
	}
	return true, learn.Reopen(ctx, d, e)
}

// yield has a person give up the seat of their enrolment, and tells them of a run
// that was still to come.
func yield(ctx context.Context, d *core.Unit, v people.Viewer, e progress.Enrolment, p people.Person, move bool) error {
	from, err := d.Run(ctx, people.Everywhere("people move between runs of any host"), e.RunID)
	if err != nil {
		return err
	}
	there, err := d.AttendancesOf(ctx, e.ID)
	if err != nil {
		return err
	}
	err = from.Yield(there, move, d.Now)
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		return f.With("name", catalog.Text{Ar: p.Name("ar"), En: p.Name("en")})
	}
	if from.Editable(d.Now) != nil {
		return nil // it is over, and nothing is taken from them
	}
	return unseat(ctx, d, v, from, e)
}

// A Mark says how many minutes of a session somebody was there or, cleared, that
// they are not marked in it. Was is what the form said to stand there: nil, that
// nobody had marked them.
type Mark struct {
	EnrolmentID string
	Minutes     int
	Was         *int
	Clear       bool
}

// MarkAttendance marks who was in a session of a run that is about to begin or
// has begun, and for how long. Marked again, the later marks count, but for
// those that were made without knowing of the earlier. Cleared, somebody is as
// one who was never marked; what they have completed stays completed. What is
// wrong is told of all of them, by enrolment, and then none is kept.
func (a Teaching) MarkAttendance(ctx context.Context, v people.Viewer, run, session string, marks []Mark) error {
	return a.Do(ctx, v, func(d *core.Unit) error {
		r, err := d.TaughtRun(ctx, v, run)
		if err != nil {
			return err
		}
		if err := r.Held(); err != nil {
			return err
		}
		slot, stand, here, err := register(ctx, d, r, session)
		if err != nil {
			return err
		}
		stands, fresh := asMarked(marks, stand, here)
		if err := core.Unchanged(true, stands, fresh); err != nil {
			return err
		}
		var faults []*fault.Fault
		for _, m := range marks {
			err := mark(ctx, d, slot, stand[m.EnrolmentID], here[m.EnrolmentID], m)
			if f, ok := errors.AsType[*fault.Fault](err); ok && (f.Kind == fault.Invalid || errors.Is(f, workshop.ErrMarked)) {
				faults = append(faults, f.On(m.EnrolmentID))
			} else if err != nil {
				return err
			}
		}
		if len(faults) > 0 {
			return learn.Joined(faults)
		}
		return d.RecordRun(ctx, event.RunAttended, r, event.SessionID.Is(session))
	})
}

// asMarked reports whether everybody is marked already in this run as the marks
// say, and whether those who made the marks knew.
func asMarked(marks []Mark, stand map[string]*int, here map[string]bool) (stands, fresh bool) {
	stands, fresh = true, true
	for _, m := range marks {
		at := stand[m.EnrolmentID]
		if m.Clear {
			stands, fresh = stands && !here[m.EnrolmentID], fresh && m.Was == nil
			continue
		}
		stands = stands && here[m.EnrolmentID] && *at == m.Minutes
		fresh = fresh && m.Was != nil && *m.Was == m.Minutes
	}
	return stands, fresh
}

// register returns a session of a run, the minutes that are marked in it, by
// enrolment, and whose were marked in this run.
func register(ctx context.Context, d *core.Unit, r workshop.Run, session string) (slot workshop.Slot, stand map[string]*int, here map[string]bool, err error) {
	slots, err := d.Slots(ctx, r.ID)
	if err != nil {
		return slot, nil, nil, err
	}
	i := slices.IndexFunc(slots, func(s workshop.Slot) bool { return s.SessionID == session })
	if i < 0 {
		return slot, nil, nil, store.ErrNotFound
	}
	there, err := d.Attendances(ctx, r.ID)
	stand, here = map[string]*int{}, map[string]bool{}
	for _, at := range there {
		if at.SessionID == session {
			stand[at.EnrolmentID], here[at.EnrolmentID] = &at.Minutes, at.RunID == r.ID
		}
	}
	return slots[i], stand, here, err
}

// mark keeps or clears the mark m for a session, in which the minutes that stand
// are marked for the same person so far, in this run or not.
func mark(ctx context.Context, d *core.Unit, slot workshop.Slot, stands *int, here bool, m Mark) error {
	e, err := d.Enrolment(ctx, people.Everywhere("a trainer marks everyone in the run, whichever agency they come from"), m.EnrolmentID)
	if err != nil {
		return err
	}
	if e.RunID != slot.RunID {
		return store.ErrNotFound
	}
	if e.PersonID == d.By.PersonID {
		return core.ErrOwnMark
	}
	c, err := d.Course(ctx, e.CourseID, e.Version)
	if err != nil {
		return err
	}
	if m.Clear {
		err = unmark(ctx, d, slot, e, stands, here, m)
	} else {
		err = attend(ctx, d, slot, e, c, stands, m)
	}
	if err != nil {
		return err
	}
	return learn.Advance(ctx, d, e, c)
}

// attend marks somebody in a session.
func attend(ctx context.Context, d *core.Unit, slot workshop.Slot, e progress.Enrolment, c catalog.Course, stands *int, m Mark) error {
	if m.Minutes > 0 {
		if err := slot.Open(d.Now); err != nil {
			return err
		}
	}
	mod, s, ok := c.Session(slot.SessionID)
	if !ok || !mod.Attended() {
		return store.ErrNotFound
	}
	at, err := workshop.Attend(slot.RunID, e.ID, s, m.Minutes, d.By.PersonID, d.Now)
	if err != nil {
		return err
	}
	if err := workshop.Replace(stands, m.Was, m.Minutes); err != nil {
		return err
	}
	if err := d.SaveAttendance(ctx, at); err != nil || stands == nil {
		return err
	}
	return remarked(ctx, d, e, slot, *stands, strconv.Itoa(m.Minutes))
}

// unmark takes back what is marked of somebody in a session of this run.
func unmark(ctx context.Context, d *core.Unit, slot workshop.Slot, e progress.Enrolment, stands *int, here bool, m Mark) error {
	if !here {
		return nil
	}
	if err := workshop.Replace(stands, m.Was, unmarked); err != nil {
		return err
	}
	if err := d.RemoveAttendance(ctx, e.ID, slot.SessionID); err != nil {
		return err
	}
	return remarked(ctx, d, e, slot, *stands, "")
}

// unmarked is no number of minutes.
const unmarked = -1

// remarked records that what was marked of somebody in a session is other minutes
// now, or "".
func remarked(ctx context.Context, d *core.Unit, e progress.Enrolment, slot workshop.Slot, was int, now string) error {
	if strconv.Itoa(was) == now {
		return nil
	}
	c, err := d.Course(ctx, e.CourseID, e.Version)
	if err != nil {
		return err
	}
	return d.Emit(ctx, event.Of(event.AttendanceCorrected, core.TheEnrolment(e, c), event.RunID.Is(slot.RunID), event.SessionID.Is(slot.SessionID),
		event.Minutes.From(strconv.Itoa(was), now)))
}
