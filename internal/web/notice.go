package web

import (
	"masar/internal/letter"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// notices shows what one was told, the latest first.
func (s *Server) notices(c *fiber.Ctx) error {
	t := s.words(c)
	ns, err := s.App.Store.NoticesOf(c.UserContext(), viewer(c).PersonID, 50)
	if err != nil {
		return err
	}
	unread, err := s.App.Store.UnreadCount(c.UserContext(), viewer(c).PersonID)
	if err != nil {
		return err
	}
	var rows []view.NoticeRow
	for _, n := range ns {
		rows = append(rows, view.NoticeRow{Text: letter.Say(t, n), Href: n.Link, At: n.At, New: n.ReadAt.IsZero()})
	}
	return s.show(c, view.Shell{Title: t.NoticeTitle()}, view.Notices(rows, unread > 0))
}

func (s *Server) readNotices(c *fiber.Ctx) error {
	if err := s.App.ReadNotices(c.UserContext(), viewer(c)); err != nil {
		return err
	}
	return after(c, "/notices")
}
