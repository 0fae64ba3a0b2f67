package teach

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"masar/internal/app/teach"
	"masar/internal/catalog"
	"masar/internal/day"
	"masar/internal/event"
	"masar/internal/store"
	"masar/internal/typed"
	"masar/internal/web/kit"
	"masar/internal/web/ui"
	"masar/internal/workshop"

	"github.com/gofiber/fiber/v2"
)

// begins reads from the form when each day of a run of the course begins, and
// adds what is wrong to the problems. A day that is past is asked about once;
// those it was before are not.
func (s wing) begins(c *fiber.Ctx, course catalog.Course, was []time.Time, problems map[string]string) (begin []time.Time) {
	t, confirmed := s.Words(c), kit.PostedAll(c, "past")
	for i := range workshop.Days(course) {
		name := "begin-" + strconv.Itoa(i)
		at, err := typed.Moment(name, kit.Posted(c, name), s.App.Zone)
		switch {
		case errors.Is(err, typed.ErrDay):
			problems[name] = t.WorkshopBeginMissing()
		case err != nil:
			said, _ := kit.SayAll(c, err)
			problems[name] = said[name]
		case s.past(at) && !slices.Contains(confirmed, kit.Posted(c, name)) && !slices.ContainsFunc(was, at.Equal):
			problems[name] = t.WorkshopBeginPast(t.DateLong(at))
		}
		begin = append(begin, at)
	}
	return begin
}

// past reports whether at is before today.
func (s wing) past(at time.Time) bool {
	return at.Before(day.Of(s.App.Now(), s.App.Zone).Start(s.App.Zone))
}

// editForm shows a run for its trainer to correct.
func (s wing) editForm(c *fiber.Ctx) error {
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
	options  []ui.Option
	begun    bool
}

// editing returns the run that the address names, if the viewer teaches it.
func (s wing) editing(c *fiber.Ctx) (e editing, err error) {
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
		e.options = append(e.options, ui.Option{Value: p.ID, Label: p.Name(s.Words(c).Lang)})
	}
	return e, err
}

func (s wing) showEdit(c *fiber.Ctx, e editing, problems map[string]string) error {
	t := s.Words(c)
	if err := e.run.Editable(s.App.Now()); err != nil {
		return err
	}
	d := editData{
		Run: runPath(e.run.ID), Revision: e.run.Revision, Begun: e.begun, Early: e.begun && !e.run.Begun(false, s.App.Now()),
		scheduleData: scheduleData{Title: t.Text(e.course.Title), Chosen: e.trainers, Trainers: e.options},
	}
	as := teach.RunChange{Change: workshop.Change{Place: e.run.Place, PlaceEn: e.run.PlaceEn, Seats: e.run.Seats, Begin: workshop.Begins(e.course, e.slots)}}
	if err := s.runFields(c, &d.scheduleData, e.course, as, problems); err != nil {
		return err
	}
	if e.begun {
		d.Begin, d.Seats = nil, ui.Input{}
	}
	n, err := s.App.Concerned(c.UserContext(), kit.Viewer(c), e.run)
	if err != nil {
		return err
	}
	d.Concerned = n
	return s.Render(c, ui.Shell{Title: t.WorkshopEdit()}, edit(d))
}

// editRun keeps what the form says of a run. If the run has changed since it
// was shown, the form is shown again with what it is now.
func (s wing) editRun(c *fiber.Ctx) error {
	e, err := s.editing(c)
	if err != nil {
		return err
	}
	problems := map[string]string{}
	want := teach.RunChange{Trainers: kit.PostedAll(c, "trainers")}
	want.Place, want.PlaceEn = placeOf(c)
	want.Revision, _ = strconv.Atoi(kit.Posted(c, "revision"))
	if !e.begun {
		want.Seats = seatsOf(c, problems)
		want.Begin = s.begins(c, e.course, workshop.Begins(e.course, e.slots), problems)
	}
	if len(e.trainers) > 0 {
		s.askTrainer(c, want.Trainers, problems)
	}
	if len(problems) == 0 {
		moved, err := s.App.ChangeRun(c.UserContext(), kit.Viewer(c), e.run.ID, want)
		done := "workshop.edit-said"
		if moved {
			n, err := s.App.Concerned(c.UserContext(), kit.Viewer(c), e.run)
			if err != nil {
				return err
			}
			done = "workshop.edit-moved-said:" + strconv.Itoa(n)
		}
		if err = s.Said(c, err, done); err == nil {
			return s.edited(c, e)
		}
		if errors.Is(err, store.ErrChanged) {
			if err := s.DiffersBy(c, e.run.ID, event.RunChanged); err != nil {
				return err
			}
		}
		var ok bool
		if problems, ok = kit.SayAll(c, err); !ok {
			return err
		}
	}
	c.Status(fiber.StatusUnprocessableEntity)
	return s.showEdit(c, e, problems)
}

// edited leads to the run, or to the others if the viewer no longer teaches it.
func (s wing) edited(c *fiber.Ctx, e editing) error {
	_, err := s.App.Store.TaughtRun(c.UserContext(), kit.Viewer(c), e.run.ID)
	if errors.Is(err, store.ErrNotFound) {
		return kit.Redirect(c, "/teaching")
	}
	if err != nil {
		return err
	}
	return kit.Redirect(c, runPath(e.run.ID))
}

// placeOf returns the place that a form gives, and what it is called in English;
// a place that has only an English name goes by that.
func placeOf(c *fiber.Ctx) (place, en string) {
	place, en = kit.PostedPair(c, "place", "place_en")
	if place, en = typed.Tidy(place), typed.Tidy(en); place == "" {
		return en, ""
	}
	return place, en
}

// seatsOf returns the seats that a form asks for, 0 if it says nothing of them,
// and adds what is wrong with them to the problems.
func seatsOf(c *fiber.Ctx, problems map[string]string) int {
	if typed.Visible(kit.Posted(c, "seats")) == "" {
		return 0
	}
	n, err := typed.Whole("seats", kit.Posted(c, "seats"), 1, workshop.MaxSeats)
	if said, ok := kit.SayAll(c, err); ok {
		problems["seats"] = said["seats"]
	}
	return n
}

// sent returns what the form says under the name, or before it was sent what
// stands there.
func sent(c *fiber.Ctx, name, stands string) string {
	if c.Method() == fiber.MethodPost {
		return kit.Posted(c, name)
	}
	return stands
}
