package web

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"masar/internal/app"
	"masar/internal/catalog"
	"masar/internal/day"
	"masar/internal/event"
	"masar/internal/store"
	"masar/internal/typed"
	"masar/internal/web/view"
	"masar/internal/workshop"

	"github.com/gofiber/fiber/v2"
)

// begins reads from the form when each day of a run of the course begins, and
// adds what is wrong to the problems. A day that is past is asked about once;
// those it was before are not.
func (s *Server) begins(c *fiber.Ctx, course catalog.Course, was []time.Time, problems map[string]string) (begin []time.Time) {
	t, confirmed := s.words(c), postedAll(c, "past")
	for i := range workshop.Days(course) {
		name := "begin-" + strconv.Itoa(i)
		at, err := typed.Moment(name, posted(c, name), s.App.Zone)
		switch {
		case errors.Is(err, typed.ErrDay):
			problems[name] = t.WorkshopBeginMissing()
		case err != nil:
			said, _ := sayAll(c, err)
			problems[name] = said[name]
		case s.past(at) && !slices.Contains(confirmed, posted(c, name)) && !slices.ContainsFunc(was, at.Equal):
			problems[name] = t.WorkshopBeginPast(t.DateLong(at))
		}
		begin = append(begin, at)
	}
	return begin
}

// past reports whether at is before today.
func (s *Server) past(at time.Time) bool {
	return at.Before(day.Of(s.App.Now(), s.App.Zone).Start(s.App.Zone))
}

// editForm shows a run for its trainer to correct.
func (s *Server) editForm(c *fiber.Ctx) error {
	e, err := s.editing(c)
	if err != nil {
		return err
	}
	return s.showEdit(c, e, map[string]string{})
}

// An editing is a run that is being corrected, as it is now.
type editing struct {
	run      workshop.Run
	course   catalog.Course
	slots    []workshop.Slot
	trainers []string // their ids
	options  []view.Option
	begun    bool
}

// editing returns the run that the address names, if the viewer teaches it.
func (s *Server) editing(c *fiber.Ctx) (e editing, err error) {
	if e.run, e.course, err = s.taughtRun(c); err != nil {
		return e, err
	}
	if e.slots, err = s.App.Store.Slots(c.UserContext(), e.run.ID); err != nil {
		return e, err
	}
	there, err := s.App.Store.Attendances(c.UserContext(), e.run.ID)
	if err != nil {
		return e, err
	}
	e.begun = e.run.Begun(e.run.Marked(there), s.App.Now())
	ps, err := s.trainersOf(c, e.run.ID)
	for _, p := range ps {
		e.trainers = append(e.trainers, p.ID)
		e.options = append(e.options, view.Option{Value: p.ID, Label: p.Name(s.words(c).Lang)})
	}
	return e, err
}

func (s *Server) showEdit(c *fiber.Ctx, e editing, problems map[string]string) error {
	t := s.words(c)
	if err := e.run.Editable(s.App.Now()); err != nil {
		return err
	}
	d := view.EditData{
		Run: runPath(e.run.ID), Revision: e.run.Revision, Begun: e.begun, Early: e.begun && !e.run.Begun(false, s.App.Now()),
		ScheduleData: view.ScheduleData{Title: t.Text(e.course.Title), Chosen: e.trainers, Trainers: e.options},
	}
	as := app.RunChange{Change: workshop.Change{Place: e.run.Place, PlaceEn: e.run.PlaceEn, Seats: e.run.Seats, Begin: workshop.Begins(e.course, e.slots)}}
	if err := s.runFields(c, &d.ScheduleData, e.course, as, problems); err != nil {
		return err
	}
	if e.begun {
		d.Begin, d.Seats = nil, view.Input{}
	}
	n, err := s.App.Concerned(c.UserContext(), viewer(c), e.run)
	if err != nil {
		return err
	}
	d.Concerned = n
	return s.show(c, view.Shell{Title: t.WorkshopEdit()}, view.Edit(d))
}

// editRun keeps what the form says of a run. If the run has changed since it
// was shown, the form is shown again with what it is now.
func (s *Server) editRun(c *fiber.Ctx) error {
	e, err := s.editing(c)
	if err != nil {
		return err
	}
	problems := map[string]string{}
	want := app.RunChange{Trainers: postedAll(c, "trainers")}
	want.Place, want.PlaceEn = placeOf(c)
	want.Revision, _ = strconv.Atoi(posted(c, "revision"))
	if !e.begun {
		want.Seats = seatsOf(c, problems)
		want.Begin = s.begins(c, e.course, workshop.Begins(e.course, e.slots), problems)
	}
	if len(e.trainers) > 0 {
		s.askTrainer(c, want.Trainers, problems)
	}
	if len(problems) == 0 {
		moved, err := s.App.ChangeRun(c.UserContext(), viewer(c), e.run.ID, want)
		done := "workshop.edit-said"
		if moved {
			n, err := s.App.Concerned(c.UserContext(), viewer(c), e.run)
			if err != nil {
				return err
			}
			done = "workshop.edit-moved-said:" + strconv.Itoa(n)
		}
		if err = s.said(c, err, done); err == nil {
			return s.edited(c, e)
		}
		if errors.Is(err, store.ErrChanged) {
			if err := s.differsBy(c, e.run.ID, event.RunChanged); err != nil {
				return err
			}
		}
		var ok bool
		if problems, ok = sayAll(c, err); !ok {
			return err
		}
	}
	c.Status(fiber.StatusUnprocessableEntity)
	return s.showEdit(c, e, problems)
}

// edited leads to the run, or to the others if the viewer no longer teaches it.
func (s *Server) edited(c *fiber.Ctx, e editing) error {
	_, err := s.App.Store.TaughtRun(c.UserContext(), viewer(c), e.run.ID)
	if errors.Is(err, store.ErrNotFound) {
		return after(c, "/teaching")
	}
	if err != nil {
		return err
	}
	return after(c, runPath(e.run.ID))
}

// placeOf returns the place that a form gives, and what it is called in English;
// a place that has only an English name goes by that.
func placeOf(c *fiber.Ctx) (place, en string) {
	place, en = postedPair(c, "place", "place_en")
	if place, en = typed.Tidy(place), typed.Tidy(en); place == "" {
		return en, ""
	}
	return place, en
}

// seatsOf returns the seats that a form asks for, 0 if it says nothing of them,
// and adds what is wrong with them to the problems.
func seatsOf(c *fiber.Ctx, problems map[string]string) int {
	if typed.Visible(posted(c, "seats")) == "" {
		return 0
	}
	n, err := typed.Whole("seats", posted(c, "seats"), 1, workshop.MaxSeats)
	if said, ok := sayAll(c, err); ok {
		problems["seats"] = said["seats"]
	}
	return n
}

// sent returns what the form says under the name, or before it was sent what
// stands there.
func sent(c *fiber.Ctx, name, stands string) string {
	if c.Method() == fiber.MethodPost {
		return posted(c, name)
	}
	return stands
}
