package web

import (
	"net/url"
	"strconv"
	"time"

	"masar/internal/notice"
	"masar/internal/store"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

const (
	mailsPerPage = 25
	deadShown    = 50
)

// jobs shows what the house does by itself: its jobs, above all those that were
// given up, and its mails.
func (s *Server) jobs(c *fiber.Ctx) error {
	if !viewer(c).House {
		return store.ErrNotFound
	}
	d, err := s.jobList(c)
	if err != nil {
		return err
	}
	return s.show(c, view.Shell{Title: s.words(c).NavJobs()}.Staff(), view.Jobs(d))
}

func (s *Server) jobList(c *fiber.Ctx) (d view.JobList, err error) {
	ctx := c.UserContext()
	if d.Counts, err = s.App.Store.CountJobs(ctx); err != nil {
		return d, err
	}
	dead, err := s.App.Store.DeadJobs(ctx, deadShown)
	if err != nil {
		return d, err
	}
	for _, j := range dead {
		d.Dead = append(d.Dead, view.DeadJob{ID: j.ID, Kind: j.Kind, Tries: j.Tries, At: time.UnixMilli(*j.DeadAt), Why: j.Error})
	}
	if d.Mails, err = s.App.Store.CountMails(ctx); err != nil {
		return d, err
	}
	d.State = notice.MailState(c.Query("state"))
	page, _ := strconv.Atoi(c.Query("page", "1"))
	page = min(max(page, 1), 1_000_000)
	d.Pager = view.Pager{Page: page, Size: mailsPerPage, Path: "/admin/jobs", Query: url.Values{"state": {string(d.State)}}}
	d.Latest, d.Pager.Total, err = s.App.Store.Mails(ctx, d.State, (page-1)*mailsPerPage, mailsPerPage)
	if err != nil {
		return d, err
	}
	d.Keeps = s.App.Mailer == nil
	d.Health, err = s.health(c)
	return d, err
}

// reviveJob has a job that was given up tried again.
func (s *Server) reviveJob(c *fiber.Ctx) error {
	if err := s.App.ReviveJob(c.UserContext(), viewer(c), posted(c, "id")); err != nil {
		return err
	}
	s.flash(c, "job.revived")
	return after(c, "/admin/jobs")
}

// mail shows one mail, with its text.
func (s *Server) mail(c *fiber.Ctx) error {
	if !viewer(c).House {
		return store.ErrNotFound
	}
	id, err := url.PathUnescape(c.Params("id"))
	if err != nil {
		return errNUL
	}
	m, err := s.App.Store.Mail(c.UserContext(), id)
	if err != nil {
		return err
	}
	return s.show(c, view.Shell{Title: m.Subject}, view.Mail(m))
}
