package web

import (
	"masar/internal/catalog"
	"masar/internal/i18n"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// paths shows what matters most to each family of jobs, and why.
func (s *Server) paths(c *fiber.Ctx) error {
	t := s.words(c)
	heads, err := courseHeads(c.UserContext(), s.App.Store)
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
	var d []view.Path
	for _, p := range s.Paths {
		if stages := pathStages(t, p, courses); len(stages) > 0 {
			d = append(d, view.Path{ID: p.ID, Title: t.Text(p.Title), Stages: stages})
		}
	}
	return s.show(c, view.Shell{Title: t.LearningPaths()}, view.Paths(d))
}

// pathStages returns the steps of p in their order, those of one course
// together as long as no other comes between. What the house does not have is
// left out; a step without a session is the whole course.
func pathStages(t *i18n.T, p catalog.Path, courses map[string]catalog.Course) (out []view.PathStage) {
	for _, step := range p.Steps {
		course, there := courses[step.Course]
		_, ses, found := course.Session(step.Session)
		if !there || step.Session != "" && !found {
			continue
		}
		if n := len(out); n == 0 || out[n-1].Href != coursePath(course.ID) {
			out = append(out, view.PathStage{Course: t.Text(course.Title), Href: coursePath(course.ID)})
		}
		title := t.LearningPathsWhole()
		if found {
			title = t.Text(ses.Title)
		}
		stage := &out[len(out)-1]
		stage.Steps = append(stage.Steps, view.PathStep{Title: title, Why: t.Text(step.Why)})
	}
	return out
}
