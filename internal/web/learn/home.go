package learn

import (
	"slices"
	"time"

	"masar/internal/catalog"
	"masar/internal/day"
	"masar/internal/i18n"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// home shows what to do next, how far one is, and what is coming up.
func (s wing) home(c *fiber.Ctx) error {
	ctx, v, t, now := c.UserContext(), kit.Viewer(c), s.Words(c), s.App.Now()
	es, err := s.App.Store.EnrolmentsOf(ctx, v.Own(), v.PersonID)
	if err != nil {
		return err
	}
	heads, err := present.CourseHeads(c.UserContext(), s.App.Store)
	if err != nil {
		return err
	}
	d := homeData{Now: now, Greeting: greeting(t, kit.Person(c), now, s.App.Zone)}
	for _, e := range es {
		d.Courses = append(d.Courses, courseRow(t, e, heads[e.CourseID], now, s.App.Zone))
		if e.State == progress.Done && e.CompletedAt.In(s.App.Zone).Year() == now.In(s.App.Zone).Year() {
			d.Hours += heads[e.CourseID].Hours
		}
	}
	if d.Upcoming, err = s.upcoming(c, es, heads, 4); err != nil {
		return err
	}
	i := current(es)
	if d.Attempt, err = s.runningAttempt(c, es, &i); err != nil {
		return err
	}
	if i >= 0 {
		if err := s.resume(c, es[i], &d); err != nil {
			return err
		}
	}
	if d.Health, err = s.Health(c); err != nil {
		return err
	}
	return s.Render(c, ui.Shell{Title: t.NavHome()}, home(d))
}

// runningAttempt returns the viewer's attempt at a quiz whose clock runs, or
// nil. Its enrolment is the current one, then: the page is about one course.
func (s wing) runningAttempt(c *fiber.Ctx, es []progress.Enrolment, current *int) (*runningAttempt, error) {
	a, err := s.App.Store.RunningAttempt(c.UserContext(), kit.Viewer(c).PersonID, s.App.Now())
	if kit.IsNotFound(err) {
		return nil, nil
	}
	i := slices.IndexFunc(es, func(e progress.Enrolment) bool { return e.ID == a.EnrolmentID })
	if err != nil || i < 0 {
		return nil, err
	}
	*current = i
	course, err := s.App.Store.Course(c.UserContext(), es[i].CourseID, es[i].Version)
	q, _ := course.Quiz(a.QuizID)
	t := s.Words(c)
	return &runningAttempt{Quiz: t.Text(q.Title), Course: t.Text(course.Title), Href: attemptPath(a.ID), Until: a.EndsAt}, err
}

// current returns which of the enrolments is under way: the one in which
// something was done last, or else the first that waits.
func current(es []progress.Enrolment) int {
	best := -1
	for i, e := range es {
		if e.Open() && (best < 0 || e.ActiveAt.After(es[best].ActiveAt)) {
			best = i
		}
	}
	return best
}

// resume fills in where the learner goes on, and the themes of that course.
func (s wing) resume(c *fiber.Ctx, e progress.Enrolment, d *homeData) error {
	course, r, err := s.reading(c, e)
	if err != nil {
		return err
	}
	t := s.Words(c)
	d.Course, d.CourseHref, d.Begun = t.Text(course.Title), present.CoursePath(e.CourseID), r.Begun
	if m, ses, step, ok := course.Step(r.Next); ok {
		d.Step, d.StepHref, d.Module = t.Text(course.StepTitle(step)), present.StepPath(e.CourseID, r.Next), t.Text(m.Title)
		d.Minutes = course.StepMinutes(ses, step)
		if g := r.Gates[r.Next]; g.State != progress.Open {
			d.StepGate = present.GateText(t, course, g)
		}
	}
	d.Done, d.Total = r.Done, r.Total
	for _, th := range progress.Themes(course, r) {
		b := ui.Branch{Name: t.Text(th.Theme.Title), State: ui.State(th.State), Share: th.Percent}
		if th.Step != "" {
			b.Href = present.StepPath(e.CourseID, th.Step)
		}
		if th.State == "done" {
			d.ThemesDone++
		}
		d.Themes = append(d.Themes, b)
	}
	return nil
}

// reading returns the version that is learnt under the enrolment, how far, and
// what of it is open.
func (s wing) reading(c *fiber.Ctx, e progress.Enrolment) (course catalog.Course, r progress.Reading, err error) {
	return s.App.Reading(c.UserContext(), e)
}

func greeting(t *i18n.T, p people.Person, now time.Time, zone *time.Location) string {
	name := firstName(p.Name(t.Lang))
	if now.In(zone).Hour() < 12 {
		return t.LearningMorning(name)
	}
	return t.LearningEvening(name)
}

// firstName returns the name by which somebody is greeted: the first, with its
// second half where it has two, such as عبد الله.
func firstName(name string) string {
	first, rest := cutWord(name)
	if first == "عبد" || first == "أبو" || first == "Abd" {
		second, _ := cutWord(rest)
		return first + " " + second
	}
	return first
}

// courseRow is an enrolment as a list of one's own courses shows it.
func courseRow(t *i18n.T, e progress.Enrolment, h store.CourseHead, now time.Time, zone *time.Location) courseRowView {
	row := courseRowView{
		Title: t.Text(h.Title()), Href: present.CoursePath(e.CourseID), Kind: present.KindOf(t, h.Kind),
		Done: e.DoneCount, Total: e.TotalCount, State: present.StateOf(e, now),
	}
	switch {
	case e.State == progress.Done:
		row.Action, row.ActionHref = t.LearningSeeCertificate(), "/certificates"
	case e.State == progress.Waiting:
		row.Action, row.ActionHref = t.LearningStartCourse(), row.Href
	default:
		row.Action, row.ActionHref = t.LearningGoOn(), row.Href
	}
	if e.Open() && !e.DueOn.IsZero() {
		row.Due = dueIn(t, e.DueOn, now, zone)
		row.Soon = !e.Late(now) && daysBetween(now, e.DueOn, zone) <= notice.Ahead
	}
	return row
}

func dueIn(t *i18n.T, due, now time.Time, zone *time.Location) string {
	if now.After(due) {
		return t.LearningDue(t.Date(due))
	}
	days := daysBetween(now, due, zone)
	if days > 14 {
		return t.LearningDue(t.Date(due))
	}
	return t.LearningDueIn(days)
}

// daysBetween counts the midnights between two instants, in the zone.
func daysBetween(from, to time.Time, zone *time.Location) int {
	return day.Of(from, zone).Until(day.Of(to, zone))
}

// upcoming returns up to n days on which something happens: the first session
// of each day of one's runs, and due dates.
func (s wing) upcoming(c *fiber.Ctx, es []progress.Enrolment, heads map[string]store.CourseHead, n int) (evs []event, err error) {
	t, now := s.Words(c), s.App.Now()
	slots, err := s.App.Store.SlotsOf(c.UserContext(), kit.Viewer(c).PersonID, now, 100)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, sl := range slots {
		key := sl.RunID + sl.StartsAt.In(s.App.Zone).Format(time.DateOnly)
		if seen[key] {
			continue
		}
		seen[key] = true
		evs = append(evs, slotEvent(t, sl, es, heads))
	}
	for _, e := range es {
		if e.Open() && e.DueOn.After(now) {
			evs = append(evs, event{At: e.DueOn.Add(-time.Second), Title: t.Text(heads[e.CourseID].Title()), Note: t.LearningCalendarDue(), Href: present.CoursePath(e.CourseID)})
		}
	}
	slices.SortStableFunc(evs, func(a, b event) int { return a.At.Compare(b.At) })
	return evs[:min(n, len(evs))], nil
}

func slotEvent(t *i18n.T, sl store.OwnSlot, es []progress.Enrolment, heads map[string]store.CourseHead) event {
	ev := event{At: sl.StartsAt, Place: sl.At().In(t.Lang), Timed: true, Cancelled: sl.Cancelled}
	for _, e := range es {
		if e.RunID == sl.RunID {
			ev.Title, ev.Href = t.Text(heads[e.CourseID].Title()), present.CoursePath(e.CourseID)
		}
	}
	return ev
}
