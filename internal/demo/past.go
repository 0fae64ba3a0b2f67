package demo

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"masar/internal/app"
	"masar/internal/app/learn"
	"masar/internal/app/teach"
	"masar/internal/catalog"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/survey"
	"masar/internal/workshop"
)

// after is how many days ago the past workshop ended: its first follow-up
// survey is open since a few days.
const after = 64

// pastWorkshop runs the workshop two months ago for some people of an agency,
// who complete it; all but the last have since said what they apply of it.
func (f *filler) pastWorkshop(ctx context.Context) error {
	for _, ag := range agencies {
		if len(ag.past) == 0 {
			continue
		}
		if done, err := f.seated(ctx, ag.past[0]); err != nil || done {
			return err
		}
		trainer, err := f.viewer(ctx, ag.cast[1].signIn)
		if err != nil {
			return err
		}
		if err := f.graduate(ctx, trainer, ag.past); err != nil {
			return err
		}
	}
	return nil
}

// seated reports whether the person has a seat in the workshop.
func (f *filler) seated(ctx context.Context, m member) (bool, error) {
	v, err := f.viewer(ctx, m.signIn)
	if err != nil {
		return false, err
	}
	_, err = f.a.Store.EnrolmentIn(ctx, v.Own(), v.PersonID, courseID)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// graduate has people attend a run of the workshop and do all it asks for.
func (f *filler) graduate(ctx context.Context, trainer people.Viewer, who []member) error {
	y, m, d := f.a.Now().In(f.a.Zone).AddDate(0, 0, -after).Date()
	at := func(day, hour int) time.Time { return time.Date(y, m, d+day, hour, 30, 0, 0, f.a.Zone).UTC() }
	before, then := f.at(at(-8, 9)), f.at(at(0, 16))
	r, err := before.ScheduleRun(ctx, f.admin, teach.RunPlan{
		CourseID: courseID, AgencyID: trainer.AgencyID, Place: "قاعة التدريب 1", PlaceEn: "Training room 1", Seats: 16,
		Begin: []time.Time{at(-1, 8), at(0, 8)}, Trainers: []string{trainer.PersonID},
	})
	if err != nil {
		return err
	}
	c, err := f.a.Store.Course(ctx, r.CourseID, r.Version)
	if err != nil {
		return err
	}
	vs := make([]people.Viewer, len(who))
	ids := make([]string, len(who))
	for i, m := range who {
		if vs[i], err = f.viewer(ctx, m.signIn); err != nil {
			return err
		}
		ids[i] = vs[i].PersonID
	}
	if _, err := before.JoinRun(ctx, f.admin, r.ID, ids); err != nil {
		return err
	}
	for n, v := range vs {
		if err := f.passes(ctx, before, then, v, c, r, n); err != nil {
			return err
		}
		if n == len(vs)-1 {
			continue
		}
		if err := f.lookBack(ctx, v, c, n); err != nil {
			return err
		}
	}
	return nil
}

// passes has the nth person do before the workshop what is done before it, attend
// both days and do every step; of the exercises two, and the last.
func (f *filler) passes(ctx context.Context, before, then *app.App, v people.Viewer, c catalog.Course, r workshop.Run, n int) error {
	e, err := f.a.Store.EnrolmentIn(ctx, v.Own(), v.PersonID, c.ID)
	if err != nil {
		return err
	}
	for _, m := range c.Modules {
		for _, s := range m.Sessions {
			if !m.Attended() || s.Break() {
				continue
			}
			if err := then.MarkAttendance(ctx, f.admin, r.ID, s.ID, []teach.Mark{{EnrolmentID: e.ID, Minutes: s.Minutes}}); err != nil {
				return err
			}
		}
	}
	var exercises []string
	for _, s := range c.Steps() {
		if s.Exercise != "" {
			exercises = append(exercises, s.Exercise)
		}
	}
	last := len(exercises) - 1
	chosen := []string{exercises[n%last], exercises[(n+1)%last], exercises[last]}
	for _, s := range c.Steps() {
		if s.Exercise != "" && !slices.Contains(chosen, s.Exercise) {
			continue
		}
		at := then
		if m, _, _, _ := c.Step(s.ID()); !m.Attended() {
			at = before
		}
		if err := f.step(ctx, at, v, c, s, n); err != nil {
			return err
		}
	}
	return nil
}

// lookBack has the nth person answer the follow-up surveys that are due.
func (f *filler) lookBack(ctx context.Context, v people.Viewer, c catalog.Course, n int) error {
	e, err := f.a.Store.EnrolmentIn(ctx, v.Own(), v.PersonID, c.ID)
	if err != nil {
		return err
	}
	for id, sv := range c.Surveys {
		if days, ok := survey.Days(sv); !ok || days >= after {
			continue
		}
		if err := f.a.AnswerFollowUp(ctx, v, e.ID, id, answers(sv, n)); err != nil {
			return err
		}
	}
	return nil
}

// sayings are what the first of the people answer to the questions that want
// words; the others leave them out.
var sayings = map[string][]string{
	"keep":      {"سطر «قلتم – فعلنا»، فقد خرجنا منه بنموذج نستعمله.", "تمرين تدقيق صفحة المشاركة: رأينا صفحتنا بعين المستفيد.", "العمل على حالة «بلدية الواحة» من أولها إلى آخرها."},
	"change":    {"وقت أطول لتمرين الموازنة.", "أمثلة أكثر من جهات خدمية صغيرة."},
	"what":      {"نشرنا نتائج آخر استشارة وما تغيّر بسببها، في ركيزة التقييم الدوري.", "كتبنا ميثاق فريق المشاركة واعتمده المدير العام.", "أعدنا ترتيب صفحة المشاركة وأعلنّا فيها مدة الرد.", "أضفنا بندًا للمشاركة في موازنة العام القادم."},
	"obstacle":  {"ضيق وقت الفريق، ونحتاج إلى تفريغ جزئي لموظف.", "تأخر الاعتماد، ونحتاج إلى راعٍ من الإدارة العليا."},
	"passed-on": {"عرضت على زملائي سلّم المستويات الثلاثة.", "درّبت زميلًا على فرز التعليقات وتلخيصها."},
}

// answers are the nth person's to a survey.
func answers(sv catalog.Survey, n int) learn.SurveyForm {
	form := learn.SurveyForm{Answers: map[string]string{}}
	for i, q := range sv.Questions {
		switch said := sayings[q.ID]; {
		case q.Kind == "scale":
			form.Answers[q.ID] = strconv.Itoa(5 - (n+i)%3)
		case n < len(said):
			form.Answers[q.ID] = said[n]
		}
	}
	return form
}
