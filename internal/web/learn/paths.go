package learn

import (
	"masar/internal/catalog"
	"masar/internal/i18n"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// paths shows what matters most to each family of jobs, and why.
func (s wing) paths(c *fiber.Ctx) error {
	t := s.Words(c)
	heads, err := present.CourseHeads(c.UserContext(), s.App.Store)
	if err != nil {
		return err
	}
	courses := map[string]catalog.Course{}
	for _, p := range s.Paths {
		for _, step := range p.Steps {
			h, there := heads[step.Course]
			if _, read := courses[step.Course]; read || !there {
				continue
			}
			if courses[step.Course], err = s.App.Store.Course(c.UserContext(), h.ID, h.Version); err != nil {
				return err
			}
		}
	}
	var d []path
	for _, p := range s.Paths {
		if stages := pathStages(t, p, courses); len(stages) > 0 {
			d = append(d, path{ID: p.ID, Title: t.Text(p.Title), Stages: stages})
		}
	}
	return s.Render(c, ui.Shell{Title: t.LearningPaths()}, paths(d))
}

// pathStages returns the steps of p in their order, those of one course
// together as long as no other comes between. What the house does not have is
// left out; a step without a session is the whole course.
func pathStages(t *i18n.T, p catalog.Path, courses map[string]catalog.Course) (out []pathStage) {
	for _, step := range p.Steps {
		course, there := courses[step.Course]
		_, ses, found := course.Session(step.Session)
		if !there || step.Session != "" && !found {
			continue
		}
		if n := len(out); n == 0 || out[n-1].Href != present.CoursePath(course.ID) {
			out = append(out, pathStage{Course: t.Text(course.Title), Href: present.CoursePath(course.ID)})
		}
		title := t.LearningPathsWhole()
		if found {
			title = t.Text(ses.Title)
		}
		stage := &out[len(out)-1]
		stage.Steps = append(stage.Steps, pathStep{Title: title, Why: t.Text(step.Why)})
	}
	return out
}
