package present

import (
	"context"
	"slices"
	"strings"
	"time"

	"masar/internal/catalog"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
	"masar/internal/survey"
	"masar/internal/web/ui"
	"masar/internal/workshop"
)

// AgencyOption is the choice of an agency from a list, indented by its depth.
func AgencyOption(t *i18n.T, a people.Agency) ui.Option {
	label := a.Name(t.Lang)
	for range a.Depth() {
		label = "\u2003" + label
	}
	return ui.Option{Value: a.ID, Label: label}
}

// CourseHeads returns every course as lists show it, by id.
func CourseHeads(ctx context.Context, r store.Reader) (map[string]store.CourseHead, error) {
	hs, err := r.Courses(ctx)
	byID := map[string]store.CourseHead{}
	for _, h := range hs {
		byID[h.ID] = h
	}
	return byID, err
}

// StateOf is how an enrolment stands, as it is drawn.
func StateOf(e progress.Enrolment, now time.Time) ui.State {
	switch {
	case e.State == progress.Done:
		return ui.Done
	case e.Late(now):
		return ui.Late
	case e.State == progress.UnderWay:
		return ui.Now
	}
	return ui.Next
}

func KindOf(t *i18n.T, kind string) string {
	if kind == catalog.Workshop {
		return t.LearningWorkshop()
	}
	return t.LearningSelfPaced()
}

func CoursePath(course string) string { return "/learning/" + course }

func StepPath(course, step string) string { return "/learning/" + course + "/" + step }

// SurveysInOrder returns the surveys of a course, the earliest first.
func SurveysInOrder(course catalog.Course) (svs []catalog.Survey) {
	for _, sv := range course.Surveys {
		svs = append(svs, sv)
	}
	slices.SortFunc(svs, func(a, b catalog.Survey) int {
		m, _ := survey.Days(a)
		n, _ := survey.Days(b)
		if m != n {
			return m - n
		}
		return strings.Compare(a.ID, b.ID)
	})
	return svs
}

// RunDays says on which days a run is.
func RunDays(t *i18n.T, r workshop.Run) string {
	from, to := t.Date(r.StartsOn), t.Date(r.EndsOn)
	if from == to {
		return t.DateLong(r.StartsOn)
	}
	return t.Range(from, to)
}
