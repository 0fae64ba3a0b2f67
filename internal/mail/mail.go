// Package mail hands mails to an SMTP server, by wneessen/go-mail: it is kept
// up, encodes Arabic headers and attachments as it should, and speaks STARTTLS
// and every common way of authentication.
package mail

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"

	"masar/internal/fault"
	"masar/internal/notice"
	"masar/internal/people"

	gomail "github.com/wneessen/go-mail"
)

// ErrRefused is the end of a mail that the server will never take.
var ErrRefused = fault.New(fault.Invalid, "mail.refused")

// sender is the name of the sender where none is set, by the mail's language.
var sender = map[string]string{"ar": "مسار", "en": "Masar"}

// A Mailer sends through one server.
type Mailer struct {
	from    *mail.Address
	options []gomail.Option
	host    string
}

// New returns a mailer for an address such as
//
//	smtp://user:password@mail.example.om:587?from=learn@example.om
//	smtps://…:465                     TLS from the beginning
//	smtp://…?tls=none                 without TLS, for a server on this machine
//	…?from=Learning <learn@…>         with the sender's name; without one it is ours
func New(address string) (*Mailer, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return nil, errors.New("mail server address: want smtp://[user:password@]host[:port]?from=address")
	}
	m := &Mailer{host: u.Hostname()}
	if m.from, err = mail.ParseAddress(u.Query().Get("from")); err != nil {
		return nil, errors.New("mail server address: want ?from= with the sender's address")
	}
	if tls := u.Query().Get("tls"); tls != "" && tls != "none" {
		return nil, fmt.Errorf("mail server address: tls=%s: only tls=none is understood", tls)
	} else if tls != "" && u.Scheme == "smtps" {
		return nil, errors.New("mail server address: smtps:// and tls=none contradict each other")
	}
	for name := range u.Query() {
		if name != "from" && name != "tls" {
			return nil, fmt.Errorf("mail server address: %s=: only from= and tls= are understood", name)
		}
	}
	if strings.Trim(u.Path, "/") != "" {
		return nil, errors.New("mail server address: nothing may stand between the host and ?from=")
	}
	port := 587
	m.options = []gomail.Option{gomail.WithTimeout(20 * time.Second)}
	switch {
	case u.Scheme == "smtps":
		port = 465
		m.options = append(m.options, gomail.WithSSL())
	case u.Query().Get("tls") == "none":
		port = 25
		m.options = append(m.options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		m.options = append(m.options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if p := u.Port(); p != "" {
		if port, err = strconv.Atoi(p); err != nil || port < 1 || port > 65535 {
			return nil, fmt.Errorf("mail server address: port %s: want one from 1 to 65535", p)
		}
	}
	m.options = append(m.options, gomail.WithPort(port))
	if u.User != nil {
		password, _ := u.User.Password()
		m.options = append(m.options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(u.User.Username()), gomail.WithPassword(password))
	}
	return m, nil
}

// Send hands m to the server. An address or mail it will never take is
// ErrRefused; one whose whole text it got without a word on it is
// notice.ErrUnanswered, for it may have gone out; one that did not get as far as
// the server is notice.ErrUnreachable; anything else may be tried again. What is said of an error does not name the address: it is logged.
func (s *Mailer) Send(ctx context.Context, m notice.Mail, attached *notice.Attachment) error {
	m.To = people.DeliverTo(m.To)
	err := s.send(ctx, m, attached)
	if err == nil {
		return nil
	}
	text := strings.ReplaceAll(err.Error(), m.To, "…")
	said := errors.New(text)
	if errors.Is(err, notice.ErrUnreachable) {
		return &notice.Unreachable{Why: outage(err), Said: strings.TrimPrefix(text, notice.ErrUnreachable.Error()+"\n")}
	}
	for _, kind := range []error{ErrRefused, notice.ErrUnanswered} {
		if errors.Is(err, kind) {
			return fmt.Errorf("%w: %s", kind, strings.TrimPrefix(text, kind.Error()+"\n"))
		}
	}
	return said
}

func (s *Mailer) send(ctx context.Context, m notice.Mail, attached *notice.Attachment) error {
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := msg.FromFormat(cmp.Or(s.from.Name, sender[m.Lang]), s.from.Address); err != nil {
		return err
	}
	if err := msg.To(m.To); err != nil {
		return errors.Join(ErrRefused, err)
	}
	msg.SetMessageIDWithValue(m.MessageID)
	msg.SetDateWithValue(m.At)
	msg.Subject(m.Subject)
	msg.SetGenHeader("Content-Language", m.Lang)
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	msg.SetBodyString(gomail.TypeTextPlain, m.Body)
	msg.AddAlternativeString(gomail.TypeTextHTML, htmlOf(m))
	if attached != nil {
		if err := msg.AttachReader(attached.Name, bytes.NewReader(attached.Body), gomail.WithFileContentType(gomail.ContentType(attached.Type))); err != nil {
			return err
		}
	}
	client, err := gomail.NewClient(s.host, s.options...)
	if err != nil {
		return err
	}
	err = client.DialAndSendWithContext(ctx, msg)
	if msg.IsDelivered() { // whatever went wrong afterwards
		return nil
	}
	failed, ok := errors.AsType[*gomail.SendError](err)
	switch {
	case !ok, failed.ErrorCode() == 421: // service not available, closing (RFC 5321, 4.2.2)
		return errors.Join(notice.ErrUnreachable, err)
	case failed.Reason == gomail.ErrSMTPDataClose && failed.ErrorCode() == 0:
		return errors.Join(notice.ErrUnanswered, err)
	case !failed.IsTemp() && failed.ErrorCode() >= 550:
		return errors.Join(ErrRefused, err)
	}
	return err
}
