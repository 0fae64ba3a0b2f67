package learn

import (
	"strings"

	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/i18n"
	"masar/internal/letter"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

func cutWord(s string) (first, rest string) {
	first, rest, _ = strings.Cut(strings.TrimSpace(s), " ")
	return first, rest
}

// learning lists one's own courses and the others there are.
func (s wing) learning(c *fiber.Ctx) error {
	v, t, now := kit.Viewer(c), s.Words(c), s.App.Now()
	es, err := s.App.Store.EnrolmentsOf(c.UserContext(), v.Own(), v.PersonID)
	if err != nil {
		return err
	}
	hs, err := s.App.Store.Courses(c.UserContext())
	if err != nil {
		return err
	}
	var d learningData
	mine := map[string]bool{}
	for _, e := range es {
		mine[e.CourseID] = true
		for _, h := range hs {
			if h.ID == e.CourseID {
				d.Mine = append(d.Mine, courseRow(t, e, h, now, s.App.Zone))
			}
		}
	}
	for _, h := range hs {
		if !mine[h.ID] {
			d.Others = append(d.Others, courseCard{
				Title: t.Text(h.Title()), Href: present.CoursePath(h.ID), Kind: present.KindOf(t, h.Kind), Hours: t.Hours(h.Hours),
			})
		}
	}
	return s.Render(c, ui.Shell{Title: t.LearningTitle()}, learning(d))
}

// course shows what a course is, how far one is on it, and what it still asks
// for; to who is not on it, what it would be.
func (s wing) course(c *fiber.Ctx) error {
	v, t, id := kit.Viewer(c), s.Words(c), c.Params("course")
	e, err := s.App.Store.EnrolmentIn(c.UserContext(), v.Own(), v.PersonID, id)
	enrolled := err == nil && e.State != progress.Left
	if err != nil && !kit.IsNotFound(err) {
		return err
	}
	if !enrolled {
		return s.coursePreview(c, id)
	}
	course, r, err := s.reading(c, e)
	if err != nil {
		return err
	}
	d := courseData(t, course)
	d.Enrolled, d.Fresh, d.Outline = true, e.State == progress.Waiting, present.Outline(t, course, r, "")
	d.State, d.Missing = present.StateOf(e, s.App.Now()), needs(t, course, r)
	if r.Next != "" {
		d.Next = present.StepPath(id, r.Next)
	}
	if e.Open() && !e.DueOn.IsZero() {
		d.Due = dueIn(t, e.DueOn, s.App.Now(), s.App.Zone)
	}
	if e.State == progress.Done {
		d.Completed = t.LearningCompletedOn(t.Date(e.CompletedAt))
		if _, err := s.App.Store.CertificateFor(c.UserContext(), v.Own(), e.ID, certificate.Completion); err == nil {
			d.Certificate = "/certificates"
		}
		if d.FollowUps, err = s.openFollowUps(c, e, course); err != nil {
			return err
		}
	}
	if err := s.attendance(c, e, course, &d); err != nil {
		return err
	}
	lacking, err := s.App.LackingSeats(c.UserContext(), e.ID)
	if err != nil {
		return err
	}
	args := map[string]string{}
	lacking[e.ID].Into(args)
	d.Seat = letter.Lacks(t, args)
	return s.Render(c, ui.Shell{Title: d.Title}, courseView(d))
}

// coursePreview shows a course to who is not on it.
func (s wing) coursePreview(c *fiber.Ctx, id string) error {
	t := s.Words(c)
	h, err := s.App.Store.CourseHead(c.UserContext(), id)
	if err != nil {
		return err
	}
	course, err := s.App.Store.Course(c.UserContext(), id, h.Version)
	if err != nil {
		return err
	}
	d := courseData(t, course)
	d.Outline = present.Outline(t, course, progress.Of(course, progress.Evidence{}), "")
	d.Outline.Closed = true
	return s.Render(c, ui.Shell{Title: d.Title}, courseView(d))
}

func courseData(t *i18n.T, course catalog.Course) courseDataView {
	d := courseDataView{
		ID: course.ID, Title: t.Text(course.Title), Summary: t.Text(course.Summary), Kind: present.KindOf(t, course.Kind),
		Hours: t.Hours(course.Hours), Audience: t.Text(course.Audience),
	}
	if g := course.Guideline; !g.Title.Empty() {
		if d.Guideline = t.LearningGuidelineBy(t.Text(g.Title), t.Text(g.By)); g.Version != "" {
			d.Guideline = t.LearningGuidelineVersion(t.Text(g.Title), t.Text(g.By), t.Edition(g.Version))
		}
	}
	return d
}

// needs says what completion still asks for.
func needs(t *i18n.T, course catalog.Course, r progress.Reading) (out []string) {
	for _, n := range r.Missing {
		switch n.Kind {
		case "attendance":
			out = append(out, t.LearningNeedAttendance(t.Pct(n.Want), t.Pct(n.Have)))
		case "lessons":
			out = append(out, t.LearningNeedLessons(t.Num(n.Have), t.Num(n.Want)))
		case "portfolio":
			out = append(out, t.LearningNeedPortfolio(t.Pct(n.Want), t.Pct(n.Have)))
		case "star":
			out = append(out, t.LearningNeedStar(t.Text(course.Exercises[n.ID].Title), t.Num(n.Want)))
		case "quiz":
			q, _ := course.Quiz(n.ID)
			if n.Have == 0 {
				out = append(out, t.LearningNeedQuizNone(t.Text(q.Title), t.Pct(n.Want)))
			} else {
				out = append(out, t.LearningNeedQuiz(t.Text(q.Title), t.Pct(n.Want), t.Pct(n.Have)))
			}
		}
	}
	return out
}

// attendance fills in the sessions of the run one is in, and how long one was
// there.
func (s wing) attendance(c *fiber.Ctx, e progress.Enrolment, course catalog.Course, d *courseDataView) error {
	if e.RunID == "" {
		return nil
	}
	t := s.Words(c)
	r, err := s.App.Store.Run(c.UserContext(), people.Everywhere("learners see the run they are in, whoever hosts it"), e.RunID)
	if err != nil {
		return err
	}
	if r.Cancelled {
		d.Cancelled = t.LearningRunCancelled(t.DateLong(r.StartsOn))
	}
	slots, err := s.App.Store.Slots(c.UserContext(), e.RunID)
	if err != nil {
		return err
	}
	there, err := s.App.Store.AttendancesOf(c.UserContext(), e.ID)
	if err != nil {
		return err
	}
	minutes := map[string]int{}
	for _, a := range there {
		minutes[a.SessionID] = a.Minutes
	}
	for _, sl := range slots {
		if _, marked := minutes[sl.SessionID]; r.Cancelled && !marked {
			continue
		}
		_, ses, _ := course.Session(sl.SessionID)
		row := attendanceRow{Session: t.Text(ses.Title), Time: t.Range(t.Time(sl.StartsAt), t.Time(sl.EndsAt())), Text: t.LearningNotMarked()}
		if m, ok := minutes[sl.SessionID]; ok {
			row.Text, row.Marked = t.LearningAttended(t.Num(m), t.CommonMinutes(sl.Minutes)), true
		}
		date, days := t.DateLong(sl.StartsAt), len(d.Attendance)
		if days == 0 || d.Attendance[days-1].Date != date {
			d.Attendance = append(d.Attendance, attendanceDay{Date: date, Place: sl.At().In(t.Lang)})
		}
		day := &d.Attendance[len(d.Attendance)-1]
		day.Rows = append(day.Rows, row)
		if !r.Cancelled && d.NextSession == "" && sl.EndsAt().After(s.App.Now()) {
			day.Open, d.NextSession, d.NextAt = true, row.Session, t.DateTime(sl.StartsAt)
			if at := sl.At().In(t.Lang); at != "" {
				d.NextAt += " · " + at
			}
		}
	}
	return nil
}

func (s wing) enrol(c *fiber.Ctx) error {
	e, err := s.App.Enrol(c.UserContext(), kit.Viewer(c), c.Params("course"))
	if err != nil {
		return err
	}
	s.Flash(c, "learning.enrolled")
	return kit.Redirect(c, present.CoursePath(e.CourseID))
}

// step shows a step of a course one is on: a lesson, quiz, exercise or survey.
func (s wing) step(c *fiber.Ctx) error {
	st, err := s.stepAt(c)
	if err != nil {
		return err
	}
	switch {
	case st.Step.Quiz != "":
		return s.quizIntro(c, st)
	case st.Step.Exercise != "":
		return s.exercise(c, st)
	case st.Step.Survey != "":
		return s.survey(c, st)
	}
	return s.lesson(c, st)
}

// stepAt returns the step that the address names.
func (s wing) stepAt(c *fiber.Ctx) (st present.StepPage, err error) {
	v := kit.Viewer(c)
	if st.Enrolment, err = s.App.Store.EnrolmentIn(c.UserContext(), v.Own(), v.PersonID, c.Params("course")); err != nil {
		return st, err
	}
	if st.Enrolment.State == progress.Left {
		return st, progress.ErrLeft
	}
	if st.Course, st.Reading, err = s.reading(c, st.Enrolment); err != nil {
		return st, err
	}
	var ok bool
	if st.Module, st.Session, st.Step, ok = st.Course.Step(c.Params("step")); !ok {
		return st, fiber.ErrNotFound
	}
	return st, nil
}
