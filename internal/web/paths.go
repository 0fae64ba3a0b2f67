package web

import (
	"masar/internal/catalog"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// paths shows what matters most to each family of jobs, and why.
func (s *Server) paths(c *fiber.Ctx) error {
	t := s.words(c)
	heads, err := s.heads(c)
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
		if stages := pathStages(p, courses, t.Lang, t.LearningPathsWhole()); len(stages) > 0 {
			d = append(d, view.Path{ID: p.ID, Title: p.Title.In(t.Lang), Stages: stages})
		}
	}
	return s.show(c, view.Shell{Title: t.LearningPaths()}, view.Paths(d))
}

// pathStages returns the steps of p in their order, those of one course
// together as long as no other comes between. What the house does not have is
// left out; a step without a session is the whole course.
func pathStages(p catalog.Path, courses map[string]catalog.Course, lang, whole string) (out []view.PathStage) {
	for _, step := range p.Steps {
		course, there := courses[step.Course]
		_, ses, found := course.Session(step.Session)
		if !there || step.Session != "" && !found {
			continue
		}
		if n := len(out); n == 0 || out[n-1].Href != coursePath(course.ID) {
			out = append(out, view.PathStage{Course: course.Title.In(lang), Href: coursePath(course.ID)})
		}
		title := whole
		if found {
			title = ses.Title.In(lang)
		}
		stage := &out[len(out)-1]
		stage.Steps = append(stage.Steps, view.PathStep{Title: title, Why: step.Why.In(lang)})
	}
	return out
}
