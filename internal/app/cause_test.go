package app_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"masar/internal/app/learn"
	"masar/internal/app/teach"
	"masar/internal/catalog"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
)

// trailOf returns what the trail says since the event numbered after, in its
// order: verbs and objects.
func trailOf(t *testing.T, h masartest.World, after int64) (all []string) {
	t.Helper()
	es, err := h.App.Store.EventsAfter(t.Context(), everyone, store.EventFilter{}, after, 1000)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(es)
	for i, e := range es {
		if i > 0 && e.Seq <= es[i-1].Seq {
			t.Errorf("%s is numbered %d after %d", e.ID, e.Seq, es[i-1].Seq)
		}
		all = append(all, e.Kind.Verb()+" "+e.Kind.Object())
	}
	return all
}

// last returns the number of the last event.
func last(t *testing.T, h masartest.World) (seq int64) {
	t.Helper()
	if err := masartest.DBOf(h.App).R.NewRaw("SELECT coalesce(max(seq), 0) FROM events").Scan(t.Context(), &seq); err != nil {
		t.Fatal(err)
	}
	return seq
}

// onlyRules returns the course completed by the given rules alone.
func onlyRules(c catalog.Course, r catalog.Rules) catalog.Course {
	c.Completion = r
	return c
}

// Whatever completes a course stands in the trail before the completion, and that
// before the certificate.
func TestCauseBeforeEffect(t *testing.T) {
	basics := masartest.Course()
	handIn := func(t *testing.T, h masartest.World, v people.Viewer) string {
		w, err := h.App.SaveWork(t.Context(), v, "basics", "sheet", learn.HandIn{Fields: map[string]string{"text": "نص"}, Final: true})
		if err != nil {
			t.Fatal(err)
		}
		return w.ID
	}
	for _, c := range []struct {
		name   string
		course catalog.Course
		do     func(ctx context.Context, t *testing.T, h masartest.World, v people.Viewer) error
		want   string
	}{
		{"a lesson", onlyRules(basics, catalog.Rules{Lessons: "all"}), func(ctx context.Context, _ *testing.T, h masartest.World, v people.Viewer) error {
			return h.App.ReadLesson(ctx, v, "basics", "read")
		}, "enrolled enrolment, read lesson, completed enrolment, certified certificate"},
		{"a quiz", onlyRules(basics, catalog.Rules{Quizzes: map[string]int{"check": 0}}), func(ctx context.Context, _ *testing.T, h masartest.World, v people.Viewer) error {
			at, err := h.App.StartAttempt(ctx, v, "basics", "check")
			if err == nil {
				_, err = h.App.FinishAttempt(ctx, v, at.ID)
			}
			return err
		}, "enrolled enrolment, started attempt, finished attempt, completed enrolment, certified certificate"},
		{"work handed in", onlyRules(basics, catalog.Rules{}), func(_ context.Context, t *testing.T, h masartest.World, v people.Viewer) error {
			handIn(t, h, v)
			return nil
		}, "enrolled enrolment, handed-in work, completed enrolment, certified certificate"},
		{"work reviewed", onlyRules(basics, catalog.Rules{Portfolio: basics.Completion.Portfolio}), func(_ context.Context, t *testing.T, h masartest.World, v people.Viewer) error {
			review(t, h, handIn(t, h, v))
			return nil
		}, "enrolled enrolment, handed-in work, reviewed work, completed enrolment, certified certificate"},
		{"attendance", onlyRules(basics, catalog.Rules{Attendance: 50}), func(ctx context.Context, t *testing.T, h masartest.World, v people.Viewer) error {
			trainer := h.Viewer(t, "trainer-n")
			r, err := h.App.ScheduleRun(ctx, trainer, teach.RunPlan{CourseID: "basics", AgencyID: "north", Begin: []time.Time{masartest.Noon}})
			if err != nil {
				return err
			}
			if _, err := h.App.JoinRun(ctx, trainer, r.ID, []string{v.PersonID}); err != nil {
				return err
			}
			e, err := h.App.Store.EnrolmentIn(ctx, v.Own(), v.PersonID, "basics")
			if err != nil {
				return err
			}
			return h.App.MarkAttendance(ctx, trainer, r.ID, "talk", []teach.Mark{{EnrolmentID: e.ID, Minutes: 60}})
		}, "enrolled enrolment, scheduled run, enrolled run, attended run, completed enrolment, certified certificate"},
		{"a survey", onlyRules(masartest.Surveys(basics), catalog.Rules{}), func(ctx context.Context, _ *testing.T, h masartest.World, v people.Viewer) error {
			return h.App.AnswerSurvey(ctx, v, "basics", "now", learn.SurveyForm{Answers: map[string]string{"clear": "4"}})
		}, "enrolled enrolment, finished survey, completed enrolment, certified certificate"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, ctx := masartest.NewWorld(t), t.Context()
			h.Publish(t, c.course)
			v, before := h.Viewer(t, "salma"), last(t, h)
			if _, err := h.App.Enrol(ctx, v, "basics"); err != nil {
				t.Fatal(err)
			}
			if err := c.do(ctx, t, h, v); err != nil {
				t.Fatal(err)
			}
			for _, err := range masartest.Work(t, h.App) {
				t.Error(err)
			}
			got := slices.DeleteFunc(trailOf(t, h, before), func(e string) bool { return strings.HasSuffix(e, " issuer-key") || strings.HasSuffix(e, " stamp") })
			if said := strings.Join(got, ", "); said != c.want {
				t.Errorf("the trail says %s, want %s", said, c.want)
			}
		})
	}
}

// Whoever is back on a course with everything done completes it after they are
// back, on each way.
func TestBackBeforeCompleted(t *testing.T) {
	h, ctx := masartest.NewWorld(t), t.Context()
	h.Publish(t, masartest.Course())
	attempt, work, _ := nearlyDone(t, h)
	hr := h.Viewer(t, "hr-n")
	if err := h.App.SetEmployed(ctx, hr, "salma", false); err != nil {
		t.Fatal(err)
	}
	at, err := h.App.Store.Attempt(ctx, attempt)
	if err != nil {
		t.Fatal(err)
	}
	h.App.Now = func() time.Time { return at.EndsAt.Add(time.Hour) }
	for _, err := range masartest.Work(t, h.App) {
		t.Fatal(err)
	}
	review(t, h, work)
	before := last(t, h)
	if err := h.App.SetEmployed(ctx, hr, "salma", true); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(trailOf(t, h, before), ", "); got != "came-back person, completed enrolment" {
		t.Errorf("the trail says %s", got)
	}
}
