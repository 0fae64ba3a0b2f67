package learn

import (
	"net/url"
	"strings"

	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

func (s wing) lesson(c *fiber.Ctx, st present.StepPage) error {
	t := s.Words(c)
	l := st.Course.Lessons[st.Step.Lesson]
	d := present.LessonData{StepFrame: present.Frame(s.Words(c), st), Body: present.Markdown(s.Words(c), s.Lexicon, st.Course, l.Body, "")}
	for _, o := range l.Objectives {
		d.Objectives = append(d.Objectives, present.Inline(t, o.Text))
	}
	return s.Render(c, ui.Shell{Title: d.Title}, present.Lesson(d))
}

// readLesson marks a lesson as read and goes on to the next step.
func (s wing) readLesson(c *fiber.Ctx) error {
	course, lesson := c.Params("course"), c.Params("step")
	if err := s.App.ReadLesson(c.UserContext(), kit.Viewer(c), course, lesson); err != nil {
		return err
	}
	s.Flash(c, "learning.done-said")
	st, err := s.stepAt(c)
	if err != nil {
		return err
	}
	if f := present.Frame(s.Words(c), st); f.Next != "" {
		return kit.Redirect(c, f.Next)
	}
	return kit.Redirect(c, present.CoursePath(course))
}

// medium serves a picture or hand-out of a course. It is ours and never
// changes, but a picture may be drawn by anyone: it cannot run anything.
func (s wing) medium(c *fiber.Ctx) error {
	m, err := s.App.Store.Medium(c.UserContext(), c.Params("hash"))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, m.Type)
	c.Set(fiber.HeaderCacheControl, "private, max-age=31536000, immutable")
	kit.Sandbox(c)
	if !strings.HasPrefix(m.Type, "image/") {
		name, err := url.PathUnescape(c.Params("name"))
		if err != nil {
			return fiber.ErrNotFound
		}
		kit.Attach(c, name, m.Type)
	}
	return c.Send(m.Body)
}

func (s wing) ownFile(c *fiber.Ctx) error {
	f, err := s.App.Store.File(c.UserContext(), kit.Viewer(c).Own(), c.Params("id"))
	if err != nil {
		return err
	}
	return s.SendFile(c, f)
}
