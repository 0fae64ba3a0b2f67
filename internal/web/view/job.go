package view

import (
	"net/url"
	"regexp"
	"time"

	"masar/internal/i18n"
	"masar/internal/notice"
	"masar/internal/store"
)

// A JobList is what the house does by itself.
type JobList struct {
	Counts store.JobCounts
	Dead   []DeadJob
	Mails  []store.MailCount
	State  notice.MailState // of the mails listed; "" is any
	Latest []notice.Mail
	Pager  Pager
	Keeps  bool // there is no mail server
	Health Health
}

// A Health is what the administrator of the house has to know of what it stands on.
type Health struct {
	Mail      store.MailOutage
	Waiting   int       // mails
	NextTry   time.Time // of one of them; zero: none is due
	Dead      int       // jobs that were given up
	QueueGone bool
	DiskFree  int64 // bytes where the database is
	DiskLow   bool
}

// Ails reports whether something is to be seen to.
func (h Health) Ails() bool { return h.Mail.Lasts() || h.Dead > 0 || h.QueueGone || h.DiskLow }

// outageWhy says in words why the mail server cannot be reached.
func outageWhy(t *i18n.T, why notice.Outage) string {
	if why == notice.OutageUnknown {
		return t.MailOutageOther()
	}
	return t.Msg("mail.outage-"+string(why), nil)
}

// A DeadJob is a job that was given up.
type DeadJob struct {
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
func (d JobList) mailStates(t *i18n.T) []Option {
	os := []Option{{"", t.CommonAll()}}
	for _, c := range d.Mails {
		os = append(os, Option{string(c.State), t.MailStateCount(mailState(t, c.State), t.Num(c.N))})
	}
	return os
}

// doubtful returns how many mails may have gone out more than once.
func (d JobList) doubtful() (n int) {
	for _, c := range d.Mails {
		n += c.Doubtful
	}
	return n
}

// mailFacts is what stands at the head of a mail.
func mailFacts(t *i18n.T, m notice.Mail) []Fact {
	fs := []Fact{{t.MailTo(), m.To}, {t.MailAt(), t.DateTime(m.At)}}
	if !m.SentAt.IsZero() {
		fs = append(fs, Fact{t.MailSentAt(), t.DateTime(m.SentAt)})
	}
	if m.CertificateID != "" {
		fs = append(fs, Fact{t.MailAttached(), t.MailCertificate()})
	}
	return append(fs, Fact{t.MailTries(), t.Num(m.Tries)}, Fact{"Message-ID", t.Isolate(m.MessageID)})
}

// outageFacts is what is known of an outage of the mail server.
func outageFacts(t *i18n.T, h Health) []Fact {
	fs := []Fact{
		{t.MailOutageFrom(), t.DateTime(h.Mail.Since)}, {t.MailOutageTried(), t.DateTime(h.Mail.FailedAt)},
		{t.MailOutageWaiting(), t.Num(h.Waiting)},
	}
	if !h.NextTry.IsZero() {
		fs = append(fs, Fact{t.MailOutageNext(), t.DateTime(h.NextTry)})
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
