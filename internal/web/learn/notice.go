package learn

import (
	"masar/internal/letter"
	"masar/internal/web/kit"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// notices shows what one was told, the latest first.
func (s wing) notices(c *fiber.Ctx) error {
	t := s.Words(c)
	ns, err := s.App.Store.NoticesOf(c.UserContext(), kit.Viewer(c).PersonID, 50)
	if err != nil {
		return err
	}
	unread, err := s.App.Store.UnreadCount(c.UserContext(), kit.Viewer(c).PersonID)
	if err != nil {
		return err
	}
	var rows []noticeRow
	for _, n := range ns {
		rows = append(rows, noticeRow{Text: letter.Say(t, n), Href: n.Link, At: n.At, New: n.ReadAt.IsZero()})
	}
	return s.Render(c, ui.Shell{Title: t.NoticeTitle()}, notices(rows, unread > 0))
}

func (s wing) readNotices(c *fiber.Ctx) error {
	if err := s.App.ReadNotices(c.UserContext(), kit.Viewer(c)); err != nil {
		return err
	}
	return kit.Redirect(c, "/notices")
}
