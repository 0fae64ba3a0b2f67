package admin

import (
	"net/url"
	"regexp"
	"strconv"
	"time"

	"masar/internal/i18n"
	"masar/internal/notice"
	"masar/internal/store"
	"masar/internal/web/kit"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// A jobList is what the house does by itself.
type jobList struct {
	Counts store.JobCounts
	Dead   []deadJob
	Mails  []store.MailCount
	State  notice.MailState // of the mails listed; "" is any
	Latest []notice.Mail
	Pager  ui.Pager
	Keeps  bool // there is no mail server
	Health ui.Health
}

// outageWhy says in words why the mail server cannot be reached.
func outageWhy(t *i18n.T, why notice.Outage) string {
	if why == notice.OutageUnknown {
		return t.MailOutageOther()
	}
	return t.Msg("mail.outage-"+string(why), nil)
}

// A deadJob is a job that was given up.
type deadJob struct {
	ID, Kind string
	Tries    int
	At       time.Time
	Why      string
}

func jobKind(t *i18n.T, kind string) string { return t.Msg("job.kind-"+kind, nil) }

func mailState(t *i18n.T, s notice.MailState) string { return t.Msg("mail.state-"+string(s), nil) }

// mailTag is the kind and icon of the tag of a mail's state.
func mailTag(s notice.MailState) (kind, icon string) {
	switch s {
	case notice.Sent:
		return "ok", "check"
	case notice.Failed:
		return "bad", "triangle-alert"
	case notice.Kept:
		return "", "inbox"
	}
	return "now", "clock"
}

func mailHref(id string) string { return "/admin/mails/" + url.PathEscape(id) }

// mailStates are the choices of a list of mails, with how many each has.
func (d jobList) mailStates(t *i18n.T) []ui.Option {
	os := []ui.Option{{Value: "", Label: t.CommonAll()}}
	for _, c := range d.Mails {
		os = append(os, ui.Option{Value: string(c.State), Label: t.MailStateCount(mailState(t, c.State), t.Num(c.N))})
	}
	return os
}

// doubtful returns how many mails may have gone out more than once.
func (d jobList) doubtful() (n int) {
	for _, c := range d.Mails {
		n += c.Doubtful
	}
	return n
}

// mailFacts is what stands at the head of a mail.
func mailFacts(t *i18n.T, m notice.Mail) []ui.Fact {
	fs := []ui.Fact{{Term: t.MailTo(), Text: m.To}, {Term: t.MailAt(), Text: t.DateTime(m.At)}}
	if !m.SentAt.IsZero() {
		fs = append(fs, ui.Fact{Term: t.MailSentAt(), Text: t.DateTime(m.SentAt)})
	}
	if m.CertificateID != "" {
		fs = append(fs, ui.Fact{Term: t.MailAttached(), Text: t.MailCertificate()})
	}
	return append(fs, ui.Fact{Term: t.MailTries(), Text: t.Num(m.Tries)}, ui.Fact{Term: "Message-ID", Text: t.Isolate(m.MessageID)})
}

// outageFacts is what is known of an outage of the mail server.
func outageFacts(t *i18n.T, h ui.Health) []ui.Fact {
	fs := []ui.Fact{
		{Term: t.MailOutageFrom(), Text: t.DateTime(h.Mail.Since)}, {Term: t.MailOutageTried(), Text: t.DateTime(h.Mail.FailedAt)},
		{Term: t.MailOutageWaiting(), Text: t.Num(h.Waiting)},
	}
	if !h.NextTry.IsZero() {
		fs = append(fs, ui.Fact{Term: t.MailOutageNext(), Text: t.DateTime(h.NextTry)})
	}
	return fs
}

// replyCode is the code with which a mail server refuses: RFC 5321, 4.2.
var replyCode = regexp.MustCompile(`(?:^|[^\d.])([45]\d\d)(?:[ -]|$)`)

// refusalWhy says in words why a mail server did not take a mail, by the code in what
// it said.
func refusalWhy(t *i18n.T, said string) string {
	m := replyCode.FindStringSubmatch(said)
	if m == nil {
		return t.MailRefusalOther()
	}
	switch code := m[1]; {
	case code == "550" || code == "551" || code == "553":
		return t.MailRefusalAddress()
	case code == "452" || code == "552":
		return t.MailRefusalFull()
	case code == "530" || code == "535":
		return t.MailOutageSignIn()
	case code[0] == '4':
		return t.MailRefusalLater()
	}
	return t.MailRefusalFinal()
}

// deadWhy says in words why a job was given up.
func deadWhy(t *i18n.T, said string) string {
	if replyCode.MatchString(said) {
		return refusalWhy(t, said)
	}
	return t.JobDeadOther()
}

const (
	mailsPerPage = 25
	deadShown    = 50
)

// jobs shows what the house does by itself: its jobs, above all those that were
// given up, and its mails.
func (s wing) jobs(c *fiber.Ctx) error {
	if !kit.Viewer(c).Root {
		return store.ErrNotFound
	}
	d, err := s.jobList(c)
	if err != nil {
		return err
	}
	return s.Render(c, ui.Shell{Title: s.Words(c).NavJobs()}.Staff(), jobs(d))
}

func (s wing) jobList(c *fiber.Ctx) (d jobList, err error) {
	ctx := c.UserContext()
	if d.Counts, err = s.App.Store.CountJobs(ctx); err != nil {
		return d, err
	}
	dead, err := s.App.Store.DeadJobs(ctx, deadShown)
	if err != nil {
		return d, err
	}
	for _, j := range dead {
		d.Dead = append(d.Dead, deadJob{ID: j.ID, Kind: j.Kind, Tries: j.Tries, At: time.UnixMilli(*j.DeadAt), Why: j.Error})
	}
	if d.Mails, err = s.App.Store.CountMails(ctx); err != nil {
		return d, err
	}
	d.State = notice.MailState(c.Query("state"))
	page, _ := strconv.Atoi(c.Query("page", "1"))
	page = min(max(page, 1), 1_000_000)
	d.Pager = ui.Pager{Page: page, Size: mailsPerPage, Path: "/admin/jobs", Query: url.Values{"state": {string(d.State)}}}
	d.Latest, d.Pager.Total, err = s.App.Store.Mails(ctx, d.State, (page-1)*mailsPerPage, mailsPerPage)
	if err != nil {
		return d, err
	}
	d.Keeps = s.App.Mailer == nil
	d.Health, err = s.Health(c)
	return d, err
}

// reviveJob has a job that was given up tried again.
func (s wing) reviveJob(c *fiber.Ctx) error {
	if err := s.App.ReviveJob(c.UserContext(), kit.Viewer(c), kit.Posted(c, "id")); err != nil {
		return err
	}
	s.Flash(c, "job.revived")
	return kit.Redirect(c, "/admin/jobs")
}

// mail shows one mail, with its text.
func (s wing) mail(c *fiber.Ctx) error {
	if !kit.Viewer(c).Root {
		return store.ErrNotFound
	}
	id, err := url.PathUnescape(c.Params("id"))
	if err != nil {
		return kit.ErrNUL
	}
	m, err := s.App.Store.Mail(c.UserContext(), id)
	if err != nil {
		return err
	}
	return s.Render(c, ui.Shell{Title: m.Subject}, mail(m))
}
