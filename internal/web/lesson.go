package web

import (
	"net/url"
	"strings"

	"masar/internal/fault"
	"masar/internal/store"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

func isNotFound(err error) bool { return fault.KindOf(err) == fault.NotFound }

func (s *Server) lesson(c *fiber.Ctx, st stepAt) error {
	t := s.words(c)
	l := st.course.Lessons[st.step.Lesson]
	d := view.LessonData{StepFrame: frameOf(s.words(c), st), Body: markdown(s.words(c), s.Lexicon, st.course, l.Body, "")}
	for _, o := range l.Objectives {
		d.Objectives = append(d.Objectives, inline(t, o.Text))
	}
	return s.show(c, view.Shell{Title: d.Title}, view.Lesson(d))
}

// readLesson marks a lesson as read and goes on to the next step.
func (s *Server) readLesson(c *fiber.Ctx) error {
	course, lesson := c.Params("course"), c.Params("step")
	if err := s.App.ReadLesson(c.UserContext(), viewer(c), course, lesson); err != nil {
		return err
	}
	s.flash(c, "learning.done-said")
	st, err := s.stepAt(c)
	if err != nil {
		return err
	}
	if f := frameOf(s.words(c), st); f.Next != "" {
		return after(c, f.Next)
	}
	return after(c, coursePath(course))
}

// medium serves a picture or hand-out of a course. It is ours and never
// changes, but a picture may be drawn by anyone: it cannot run anything.
func (s *Server) medium(c *fiber.Ctx) error {
	m, err := s.App.Store.Medium(c.UserContext(), c.Params("hash"))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, m.Type)
	c.Set(fiber.HeaderCacheControl, "private, max-age=31536000, immutable")
	sandbox(c)
	if !strings.HasPrefix(m.Type, "image/") {
		name, err := url.PathUnescape(c.Params("name"))
		if err != nil {
			return fiber.ErrNotFound
		}
		attach(c, name, m.Type)
	}
	return c.Send(m.Body)
}

// sandbox keeps whatever is served from running or loading anything.
func sandbox(c *fiber.Ctx) {
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; style-src 'unsafe-inline'; sandbox")
}

// sendFile serves an upload to its owner and to who may see it, always as a
// download.
func (s *Server) sendFile(c *fiber.Ctx, f store.File) error {
	attach(c, f.Name, f.Type)
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	sandbox(c)
	return c.Send(f.Body)
}

func (s *Server) ownFile(c *fiber.Ctx) error {
	f, err := s.App.Store.File(c.UserContext(), viewer(c).Own(), c.Params("id"))
	if err != nil {
		return err
	}
	return s.sendFile(c, f)
}
