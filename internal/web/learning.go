package web

import (
	"strings"

	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/courseware"
	"masar/internal/i18n"
	"masar/internal/letter"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

func coursePath(course string) string     { return "/learning/" + course }
func stepPath(course, step string) string { return "/learning/" + course + "/" + step }

func cutWord(s string) (first, rest string) {
	first, rest, _ = strings.Cut(strings.TrimSpace(s), " ")
	return first, rest
}

// learning lists one's own courses and the others there are.
func (s *Server) learning(c *fiber.Ctx) error {
	v, t, now := viewer(c), s.words(c), s.App.Now()
	es, err := s.App.Store.EnrolmentsOf(c.UserContext(), v.Own(), v.PersonID)
	if err != nil {
		return err
	}
	hs, err := s.App.Store.Courses(c.UserContext())
	if err != nil {
		return err
	}
	var d view.LearningData
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
			d.Others = append(d.Others, view.CourseCard{
				Title: t.Text(h.Title()), Href: coursePath(h.ID), Kind: kindOf(t, h.Kind), Hours: t.Hours(h.Hours),
			})
		}
	}
	return s.show(c, view.Shell{Title: t.LearningTitle()}, view.Learning(d))
}

// course shows what a course is, how far one is on it, and what it still asks
// for; to who is not on it, what it would be.
func (s *Server) course(c *fiber.Ctx) error {
	v, t, id := viewer(c), s.words(c), c.Params("course")
	e, err := s.App.Store.EnrolmentIn(c.UserContext(), v.Own(), v.PersonID, id)
	enrolled := err == nil && e.State != progress.Left
	if err != nil && !isNotFound(err) {
		return err
	}
	if !enrolled {
		return s.courseToCome(c, id)
	}
	course, r, err := s.reading(c, e)
	if err != nil {
		return err
	}
	d := courseData(t, course)
	d.Enrolled, d.Fresh, d.Outline = true, e.State == progress.Waiting, outline(t, course, r, "")
	d.State, d.Missing = stateOf(e, s.App.Now()), needs(t, course, r)
	if r.Next != "" {
		d.Next = stepPath(id, r.Next)
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
	return s.show(c, view.Shell{Title: d.Title}, view.Course(d))
}

// courseToCome shows a course to who is not on it.
func (s *Server) courseToCome(c *fiber.Ctx, id string) error {
	t := s.words(c)
	h, err := s.App.Store.CourseHead(c.UserContext(), id)
	if err != nil {
		return err
	}
	course, err := s.App.Store.Course(c.UserContext(), id, h.Version)
	if err != nil {
		return err
	}
	d := courseData(t, course)
	d.Outline = outline(t, course, progress.Of(course, progress.Evidence{}), "")
	d.Outline.Closed = true
	return s.show(c, view.Shell{Title: d.Title}, view.Course(d))
}

func courseData(t *i18n.T, course catalog.Course) view.CourseData {
	d := view.CourseData{
		ID: course.ID, Title: t.Text(course.Title), Summary: t.Text(course.Summary), Kind: kindOf(t, course.Kind),
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

// outline draws the course with what is done of it; current is the step whose
// page it stands on.
func outline(t *i18n.T, course catalog.Course, r progress.Reading, current string) view.Outline {
	o := view.Outline{Title: t.Text(course.Title), Href: coursePath(course.ID), Done: r.Done, Total: r.Total}
	for _, m := range course.Modules {
		day := view.OutlineDay{Title: t.Text(m.Title), Minutes: m.Minutes}
		for _, ses := range m.Sessions {
			day.Sessions = append(day.Sessions, outlineSession(t, course, ses, r, current))
		}
		o.Days = append(o.Days, day)
	}
	return o
}

func outlineSession(t *i18n.T, course catalog.Course, ses catalog.Session, r progress.Reading, current string) view.OutlineSession {
	out := view.OutlineSession{Title: t.Text(ses.Title), Minutes: ses.Minutes, Break: ses.Break(), State: view.Next}
	if r.Sessions[ses.ID] {
		out.State = view.Done
	}
	for _, step := range ses.Steps {
		id := step.ID()
		item := view.OutlineStep{Title: t.Text(course.StepTitle(step)), Href: stepPath(course.ID, id), Icon: stepIcon(step), Minutes: course.StepMinutes(ses, step), Done: r.Steps[id], Waits: r.Unreviewed[id], Current: id == current}
		if item.Title == out.Title && len(ses.Steps) > 1 {
			item.Title = stepKind(t, step) // the session has said its name already
		}
		_, item.Failed = r.Failed[id]
		if g, ok := r.Gates[id]; ok {
			item.Gate.State = gateState(g)
		}
		if item.Current || current == "" && id == r.Next {
			out.State = view.Now
		}
		out.Steps = append(out.Steps, item)
	}
	return out
}

// stepKind says what kind of thing a step is.
func stepKind(t *i18n.T, step catalog.Step) string {
	switch {
	case step.Quiz != "":
		return t.LearningStepQuiz()
	case step.Exercise != "":
		return t.LearningStepExercise()
	case step.Survey != "":
		return t.LearningStepSurvey()
	}
	return t.LearningStepLesson()
}

func stepIcon(step catalog.Step) string {
	switch {
	case step.Quiz != "":
		return "list-checks"
	case step.Exercise != "":
		return "pen-line"
	case step.Survey != "":
		return "message-square"
	}
	return "book-open"
}

// attendance fills in the sessions of the run one is in, and how long one was
// there.
func (s *Server) attendance(c *fiber.Ctx, e progress.Enrolment, course catalog.Course, d *view.CourseData) error {
	if e.RunID == "" {
		return nil
	}
	t := s.words(c)
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
		row := view.AttendanceRow{Session: t.Text(ses.Title), Time: t.Range(t.Time(sl.StartsAt), t.Time(sl.EndsAt())), Text: t.LearningNotMarked()}
		if m, ok := minutes[sl.SessionID]; ok {
			row.Text, row.Marked = t.LearningAttended(t.Num(m), t.CommonMinutes(sl.Minutes)), true
		}
		date, days := t.DateLong(sl.StartsAt), len(d.Attendance)
		if days == 0 || d.Attendance[days-1].Date != date {
			d.Attendance = append(d.Attendance, view.AttendanceDay{Date: date, Place: sl.At().In(t.Lang)})
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

func (s *Server) enrol(c *fiber.Ctx) error {
	e, err := s.App.Enrol(c.UserContext(), viewer(c), c.Params("course"))
	if err != nil {
		return err
	}
	s.flash(c, "learning.enrolled")
	return after(c, coursePath(e.CourseID))
}

// step shows a step of a course one is on: a lesson, quiz, exercise or survey.
func (s *Server) step(c *fiber.Ctx) error {
	st, err := s.stepAt(c)
	if err != nil {
		return err
	}
	switch {
	case st.step.Quiz != "":
		return s.quizDoor(c, st)
	case st.step.Exercise != "":
		return s.exercise(c, st)
	case st.step.Survey != "":
		return s.survey(c, st)
	}
	return s.lesson(c, st)
}

// A stepAt is a step of a course that the viewer is on, with how far they are.
type stepAt struct {
	course    catalog.Course
	enrolment progress.Enrolment
	reading   progress.Reading
	module    catalog.Module
	session   catalog.Session
	step      catalog.Step
}

// stepAt returns the step that the address names.
func (s *Server) stepAt(c *fiber.Ctx) (st stepAt, err error) {
	v := viewer(c)
	if st.enrolment, err = s.App.Store.EnrolmentIn(c.UserContext(), v.Own(), v.PersonID, c.Params("course")); err != nil {
		return st, err
	}
	if st.enrolment.State == progress.Left {
		return st, progress.ErrLeft
	}
	if st.course, st.reading, err = s.reading(c, st.enrolment); err != nil {
		return st, err
	}
	var ok bool
	if st.module, st.session, st.step, ok = st.course.Step(c.Params("step")); !ok {
		return st, fiber.ErrNotFound
	}
	return st, nil
}

// outlineOf draws the course beside one of its steps.
func outlineOf(t *i18n.T, st stepAt) view.Outline {
	o := outline(t, st.course, st.reading, st.step.ID())
	if st.enrolment.State == progress.Done {
		o.State = view.Done
	}
	return o
}

// frameOf returns what the pages of all steps show around them.
func frameOf(t *i18n.T, st stepAt) view.StepFrame {
	f := view.StepFrame{
		Outline: outlineOf(t, st), Module: t.Text(st.module.Title), Session: t.Text(st.session.Title),
		Title: t.Text(st.course.StepTitle(st.step)), Minutes: st.course.StepMinutes(st.session, st.step), Href: stepPath(st.course.ID, st.step.ID()),
		Done: st.reading.Steps[st.step.ID()], Waits: st.reading.Unreviewed[st.step.ID()],
	}
	if g, ok := st.reading.Gates[st.step.ID()]; ok && !f.Done {
		f.Gate = view.Gate{State: gateState(g), Says: gateSays(t, st.course, g)}
	}
	steps := st.course.Steps()
	for i, step := range steps {
		if step.ID() != st.step.ID() {
			continue
		}
		if i > 0 {
			f.Previous = stepPath(st.course.ID, steps[i-1].ID())
		}
		if i+1 < len(steps) {
			f.Next = stepPath(st.course.ID, steps[i+1].ID())
		}
	}
	return f
}

// markdown returns a text of the course as HTML, its terms explained.
func markdown(t *i18n.T, terms *courseware.Lexicon, course catalog.Course, text catalog.Text, ids string) string {
	o := shown(t, text)
	o.Lexicon, o.IDs, o.MediaURL = terms, ids, func(name string) string { return mediaURL(course, name) }
	return courseware.HTML(text.In(o.Lang), o)
}

// shown says how Markdown of a course is shown: as Arabic only if it is.
func shown(t *i18n.T, text catalog.Text) courseware.Options {
	o := courseware.Options{Lang: t.Lang, ArabicDigits: t.DigitKind() == "arab"}
	if t.Lang == "ar" && text.Ar == "" {
		o.Lang = "en"
	}
	return o
}

// mediaURL is the address of a medium of the course, by its bytes: it never
// changes.
func mediaURL(course catalog.Course, name string) string {
	m, ok := course.Media[strings.TrimPrefix(name, "media/")]
	if !ok {
		return ""
	}
	return "/media/" + m.Hash + "/" + m.Name
}
