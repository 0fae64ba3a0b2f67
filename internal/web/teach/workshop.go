package teach

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"masar/internal/app/teach"
	"masar/internal/catalog"
	"masar/internal/i18n"
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

// placeSwapped reports whether the name of the place stands in the field of the
// English one.
func (d scheduleData) placeSwapped() bool {
	return typed.Pair{Ar: d.Place.Value, En: d.PlaceEn.Value}.Swapped()
}

func runPath(run string) string { return "/teaching/runs/" + run }

// runs lists the runs that one teaches: those ahead first, then the past ones.
func (s wing) runs(c *fiber.Ctx) error {
	v, t, now := kit.Viewer(c), s.Words(c), s.App.Now()
	rs, err := s.App.Store.TaughtRuns(c.UserContext(), v, 200)
	if err != nil {
		return err
	}
	heads, err := present.CourseHeads(c.UserContext(), s.App.Store)
	if err != nil {
		return err
	}
	ids := make([]string, len(rs))
	for i, r := range rs {
		ids[i] = r.ID
	}
	seats, err := s.App.Store.Seats(c.UserContext(), ids...)
	if err != nil {
		return err
	}
	led, err := s.App.Store.Led(c.UserContext(), ids...)
	if err != nil {
		return err
	}
	d := runsData{Schedule: s.Policy.May(v, "run:schedule")}
	if _, d.Waiting, err = s.App.Store.WorksWaiting(c.UserContext(), v, store.WorkFilter{}, 0, 1); err != nil {
		return err
	}
	for _, r := range rs { // the latest first
		row := runRow{
			Title: t.Text(heads[r.CourseID].Title()), Href: runPath(r.ID), When: present.RunDays(t, r), Place: r.At().In(t.Lang),
			People: t.WorkshopPeople(seats[r.ID]), Cancelled: r.Cancelled, Now: !r.Cancelled && r.StartsOn.Before(now) && r.EndsOn.After(now),
		}
		row.Untaught = !led[r.ID] && r.Editable(now) == nil
		if r.EndsOn.After(now) && !r.Cancelled {
			d.Ahead = append([]runRow{row}, d.Ahead...)
		} else {
			d.Past = append(d.Past, row)
		}
	}
	return s.Render(c, ui.Shell{Title: t.WorkshopTitle()}, runs(d))
}

// run shows a run: its sessions, who is in it and how far they are.
func (s wing) run(c *fiber.Ctx) error {
	t := s.Words(c)
	r, course, err := s.taughtRun(c)
	if err != nil {
		return err
	}
	d := runData{
		Title: t.Text(course.Title), Href: runPath(r.ID), When: present.RunDays(t, r), Place: r.At().In(t.Lang), Cancelled: r.Cancelled,
		Reviews: "/teaching/reviews?run=" + r.ID,
	}
	if _, d.Waiting, err = s.App.Store.WorksWaiting(c.UserContext(), kit.Viewer(c), store.WorkFilter{RunID: r.ID}, 0, 1); err != nil {
		return err
	}
	trainers, err := s.trainersOf(c, r.ID)
	if err != nil {
		return err
	}
	d.Trainers, d.Over = names(t, trainers), errors.Is(r.Editable(s.App.Now()), workshop.ErrEnded)
	d.Untaught = r.Editable(s.App.Now()) == nil && !slices.ContainsFunc(trainers, people.Person.Employed)
	ps, err := s.participantsOf(c, r.ID)
	if err != nil {
		return err
	}
	d.Seats = t.WorkshopPeople(len(ps))
	if r.Seats > 0 {
		d.Seats = t.WorkshopSeatsOf(t.Num(len(ps)), t.Num(r.Seats))
	}
	there, err := s.App.Store.Attendances(c.UserContext(), r.ID)
	if err != nil {
		return err
	}
	_, gone := r.Cancel(r.Marked(there), s.App.Now())
	d.MayCancel, d.MayEdit = gone == nil, r.Editable(s.App.Now()) == nil
	if d.Concerned, err = s.App.Concerned(c.UserContext(), kit.Viewer(c), r); err != nil {
		return err
	}
	if d.Days, err = s.runSessions(c, r, course, there, len(ps)); err != nil {
		return err
	}
	gates, err := s.App.RunGates(c.UserContext(), r, course)
	if err != nil {
		return err
	}
	d.Gates = present.GateRows(t, course, gates)
	for _, p := range ps {
		d.People = append(d.People, s.participant(t, r, course, p, there))
		if r.Leave(p.Open(), marksOf(p.ID, there), s.App.Now()) == nil {
			d.Leave = append(d.Leave, ui.Option{Value: p.ID, Label: t.Pick(p.NameAr, p.NameEn)})
		}
	}
	return s.Render(c, ui.Shell{Title: d.Title}, run(d))
}

// taughtRun returns the run that the address names, if the viewer teaches it,
// with its course.
func (s wing) taughtRun(c *fiber.Ctx) (r workshop.Run, course catalog.Course, err error) {
	if r, err = s.App.Store.TaughtRun(c.UserContext(), kit.Viewer(c), c.Params("id")); err != nil {
		return r, course, err
	}
	course, err = s.App.Store.Course(c.UserContext(), r.CourseID, r.Version)
	return r, course, err
}

// trainersOf returns the people who teach a run, and participantsOf those who are
// in it, by their names in the language of the page.
func (s wing) trainersOf(c *fiber.Ctx, run string) ([]people.Person, error) {
	lang := s.Words(c).Lang
	ps, err := s.App.Store.Trainers(c.UserContext(), run)
	people.InOrder(ps, func(p people.Person) string { return p.Name(lang) }, func(p people.Person) string { return p.ID })
	return ps, err
}

func (s wing) participantsOf(c *fiber.Ctx, run string) ([]store.Participant, error) {
	lang := s.Words(c).Lang
	ps, err := s.App.Store.Participants(c.UserContext(), run)
	people.InOrder(ps, func(p store.Participant) string { return p.Name(lang) }, func(p store.Participant) string { return p.ID })
	return ps, err
}

func names(t *i18n.T, ps []people.Person) string {
	var out []string
	for _, p := range ps {
		out = append(out, p.Name(t.Lang))
	}
	return strings.Join(out, t.Pick("، ", ", "))
}

// runSessions lays out the timetable of a run, with how many of its people
// are marked in each session.
func (s wing) runSessions(c *fiber.Ctx, r workshop.Run, course catalog.Course, there []workshop.Attendance, of int) (days []runDay, err error) {
	t := s.Words(c)
	slots, err := s.App.Store.Slots(c.UserContext(), r.ID)
	if err != nil {
		return nil, err
	}
	marked := map[string]int{}
	for _, a := range there {
		if a.RunID == r.ID {
			marked[a.SessionID]++
		}
	}
	day, open := "", false
	for _, sl := range slots {
		m, ses, _ := course.Session(sl.SessionID)
		if m.ID != day {
			day = m.ID
			days = append(days, runDay{Title: t.Text(m.Title), Date: t.DateLong(sl.StartsAt)})
		}
		n := min(marked[sl.SessionID], of)
		row := runSession{
			Title: t.Text(ses.Title), Time: t.Range(t.Time(sl.StartsAt), t.Time(sl.EndsAt())),
			Href: runPath(r.ID) + "/sessions/" + sl.SessionID, Marked: markedOf(t, n, of), All: of > 0 && n == of,
			Mark: !r.Cancelled && n < of && sl.Open(s.App.Now()) == nil,
			Now:  !r.Cancelled && sl.StartsAt.Before(s.App.Now()) && n < of,
		}
		last := &days[len(days)-1]
		last.Sessions = append(last.Sessions, row)
		if !open && (row.Now || sl.EndsAt().After(s.App.Now())) {
			last.Open, open = true, true
		}
	}
	return days, nil
}

// markedOf says how many of a run's people are marked; of nobody, that there is
// nobody.
func markedOf(t *i18n.T, n, of int) string {
	if of == 0 {
		return t.WorkshopPeople(0)
	}
	return t.WorkshopMarkedOf(n, t.Num(of))
}

func (s wing) participant(t *i18n.T, r workshop.Run, course catalog.Course, p store.Participant, there []workshop.Attendance) participant {
	minutes := 0
	for _, a := range marksOf(p.ID, there) {
		minutes += a.Minutes
	}
	return participant{
		Name: t.Pick(p.NameAr, p.NameEn), Agency: t.Pick(p.AgencyAr, p.AgencyEn), Department: catalog.Text{Ar: p.Department, En: p.DepartmentEn}.In(t.Lang),
		Done: p.DoneCount, Total: p.TotalCount, State: present.StateOf(p.Enrolment, s.App.Now()),
		Attended: t.WorkshopAttendedMinutes(t.Num(minutes), t.CommonMinutes(course.AttendedMinutes())),
		Old:      p.Version != r.Version && p.State != progress.Done,
	}
}

// marksOf returns those of the attendances that are one person's.
func marksOf(enrolment string, there []workshop.Attendance) (own []workshop.Attendance) {
	for _, a := range there {
		if a.EnrolmentID == enrolment {
			own = append(own, a)
		}
	}
	return own
}

// scheduleForm asks for a course and then, as its days are known, for when and
// where it is to be run.
func (s wing) scheduleForm(c *fiber.Ctx) error {
	return s.showSchedule(c, c.Query("course"), map[string]string{})
}

func (s wing) showSchedule(c *fiber.Ctx, courseID string, problems map[string]string) error {
	t, v := s.Words(c), kit.Viewer(c)
	hs, err := s.App.Store.Courses(c.UserContext())
	if err != nil {
		return err
	}
	d := scheduleData{Course: courseID, Chosen: []string{v.PersonID}}
	for _, h := range hs {
		if h.Kind == catalog.Workshop {
			d.Courses = append(d.Courses, ui.Option{Value: h.ID, Label: t.Text(h.Title())})
		}
		if h.ID == courseID {
			d.Title = t.Text(h.Title())
		}
	}
	ui.Sorted(d.Courses)
	if d.Title == "" {
		return s.Render(c, ui.Shell{Title: t.WorkshopSchedule()}, schedule(d))
	}
	if err := s.fillSchedule(c, &d, problems); err != nil {
		return err
	}
	return s.Render(c, ui.Shell{Title: t.WorkshopSchedule()}, schedule(d))
}

// fillSchedule fills in the fields of the form, as they were sent if they were.
func (s wing) fillSchedule(c *fiber.Ctx, d *scheduleData, problems map[string]string) error {
	t, v := s.Words(c), kit.Viewer(c)
	h, err := s.App.Store.CourseHead(c.UserContext(), d.Course)
	if err != nil {
		return err
	}
	course, err := s.App.Store.Course(c.UserContext(), h.ID, h.Version)
	if err != nil {
		return err
	}
	scope := v.Scope(people.HR, people.Trainer)
	ags, err := s.App.Store.Agencies(c.UserContext(), scope)
	if err != nil {
		return err
	}
	d.Host = ui.Input{Name: "host", Label: t.WorkshopHost(), Value: cmp.Or(kit.Posted(c, "host"), v.AgencyID), Bare: true}
	for _, a := range ags {
		d.Host.Options = append(d.Host.Options, ui.Option{Value: a.ID, Label: a.Name(t.Lang)})
	}
	return s.runFields(c, d, course, teach.RunChange{}, problems)
}

// runFields fills in the fields that a run of the course has whenever its form
// is shown: as they were sent, or else as they stand.
func (s wing) runFields(c *fiber.Ctx, d *scheduleData, course catalog.Course, stands teach.RunChange, problems map[string]string) error {
	t := s.Words(c)
	trainers, _, err := s.App.Store.People(c.UserContext(), kit.Viewer(c).Scope(people.HR, people.Trainer), store.PeopleFilter{Role: people.Trainer, Lang: t.Lang}, 0, 200)
	if err != nil {
		return err
	}
	for _, p := range trainers {
		if o := (ui.Option{Value: p.ID, Label: p.Name(t.Lang)}); !slices.Contains(d.Trainers, o) {
			d.Trainers = append(d.Trainers, o)
		}
	}
	if c.Method() == fiber.MethodPost {
		d.Chosen = kit.PostedAll(c, "trainers")
		d.Untaught = len(d.Chosen) == 0
	}
	seats := ""
	if stands.Seats > 0 {
		seats = strconv.Itoa(stands.Seats)
	}
	d.Place = ui.Input{Name: "place", Label: t.WorkshopPlace(), Hint: t.WorkshopPlaceHint(), Value: sent(c, "place", stands.Place), Max: workshop.MaxPlace, Optional: true, Error: problems["place"]}
	d.PlaceEn = ui.Input{Name: "place_en", Label: t.WorkshopPlaceEn(), Value: sent(c, "place_en", stands.PlaceEn), Max: workshop.MaxPlace, Optional: true, Lang: "en", Dir: "ltr", Error: problems["place_en"]}
	d.Seats = ui.Input{Name: "seats", Label: t.WorkshopSeats(), Hint: t.WorkshopSeatsHint(), Value: sent(c, "seats", seats), Type: "number", Max: 8, Optional: true, Error: problems["seats"]}
	for i, m := range workshop.Days(course) {
		name, value := "begin-"+strconv.Itoa(i), ""
		if i < len(stands.Begin) {
			value = stands.Begin[i].In(s.App.Zone).Format(typed.Clock)
		}
		value = sent(c, name, value)
		if at, err := typed.Moment(name, value, s.App.Zone); err == nil && s.past(at) {
			d.Past = append(d.Past, value)
		}
		d.Begin = append(d.Begin, ui.Input{
			Name: name, Label: t.WorkshopBegin(t.Text(m.Title)), Type: "datetime-local", Value: value, Error: problems[name],
			Hint: t.WorkshopBeginHint(t.Duration(time.Duration(m.Minutes)*time.Minute), t.ZoneSay()),
		})
	}
	for _, in := range append([]ui.Input{d.Place, d.PlaceEn, d.Seats}, d.Begin...) {
		if in.Error != "" {
			d.Problems = append(d.Problems, ui.Problem{Field: in.Name, Text: in.Label + ": " + in.Error})
		}
	}
	for _, field := range []string{"days", "trainers", ""} {
		if problems[field] != "" {
			d.Problems = append(d.Problems, ui.Problem{Text: problems[field]})
		}
	}
	return nil
}

// scheduleRun schedules a run and leads to it.
func (s wing) scheduleRun(c *fiber.Ctx) error {
	id := kit.Posted(c, "course")
	h, err := s.App.Store.CourseHead(c.UserContext(), id)
	if err != nil {
		return err
	}
	course, err := s.App.Store.Course(c.UserContext(), h.ID, h.Version)
	if err != nil {
		return err
	}
	plan := teach.RunPlan{
		CourseID: id, AgencyID: kit.Posted(c, "host"), Trainers: kit.PostedAll(c, "trainers"),
	}
	plan.Place, plan.PlaceEn = placeOf(c)
	problems := map[string]string{}
	plan.Seats = seatsOf(c, problems)
	plan.Begin = s.begins(c, course, nil, problems)
	s.askTrainer(c, plan.Trainers, problems)
	if len(problems) == 0 {
		r, err := s.App.ScheduleRun(c.UserContext(), kit.Viewer(c), plan)
		if err == nil {
			if len(plan.Trainers) == 0 {
				s.Flash(c, "workshop.untaught-said")
			} else {
				s.Flash(c, "workshop.scheduled-said")
			}
			if !s.Policy.May(kit.Viewer(c), "run:teach") { // HR schedules runs that others teach
				return kit.Redirect(c, "/hr")
			}
			return kit.Redirect(c, runPath(r.ID))
		}
		var ok bool
		if problems, ok = kit.SayAll(c, err); !ok {
			return err
		}
	}
	c.Status(fiber.StatusUnprocessableEntity)
	return s.showSchedule(c, id, problems)
}

// askTrainer asks once, among the problems of a form, whether a run is to have no
// trainer.
func (s wing) askTrainer(c *fiber.Ctx, trainers []string, problems map[string]string) {
	if len(trainers) == 0 && kit.Posted(c, "untaught") == "" {
		problems["trainers"] = s.Words(c).WorkshopUntaughtAsk()
	}
}

// cancelRun calls off a run.
func (s wing) cancelRun(c *fiber.Ctx) error {
	r, err := s.App.CancelRun(c.UserContext(), kit.Viewer(c), c.Params("id"))
	if err != nil {
		return err
	}
	n, err := s.App.Concerned(c.UserContext(), kit.Viewer(c), r)
	if err != nil {
		return err
	}
	s.Flash(c, "workshop.cancelled-said:"+strconv.Itoa(n))
	return kit.Redirect(c, runPath(r.ID))
}
