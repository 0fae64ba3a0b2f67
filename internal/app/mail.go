package app

import (
	"bytes"
	"context"
	"errors"

	"masar/internal/app/core"
	"masar/internal/fault"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/store"
)

// sendMail does a job of kind SendMail. A mail leaves the house, so it cannot
// be sent exactly once: that it is about to be sent is written down first, and
// a mail found so was perhaps sent before the process died. It is sent again
// under the same Message-ID, and flagged.
func (a *App) sendMail(ctx context.Context, j store.Job) error {
	m, err := a.beginMail(ctx, j)
	if err != nil || m.State != notice.Sending {
		return err
	}
	attached, err := a.attachment(ctx, m)
	if err != nil {
		return err
	}
	if err := a.Mailer.Send(ctx, m, attached); err != nil {
		return a.failMail(ctx, m, err)
	}
	return a.endMail(ctx, j, m)
}

// beginMail notes that the mail is about to be sent, or keeps it where there
// is no mail server.
func (a *App) beginMail(ctx context.Context, j store.Job) (m notice.Mail, err error) {
	err = a.Do(ctx, people.Clock, func(d *core.Unit) error {
		if m, err = d.Mail(ctx, j.Payload); err != nil {
			return err
		}
		if m.State == notice.Sent || m.State == notice.Kept || a.Mailer == nil {
			if m.State != notice.Sent {
				m.State = notice.Kept
			}
			if _, err := d.FinishJob(ctx, j.ID, d.Now); err != nil {
				return err
			}
			return d.SaveMail(ctx, m)
		}
		m.Doubtful = m.Doubtful || m.State == notice.Sending
		m.State, m.Tries, m.Error = notice.Sending, m.Tries+1, ""
		return d.SaveMail(ctx, m)
	})
	return m, err
}

// endMail notes that the mail server has taken the mail.
func (a *App) endMail(ctx context.Context, j store.Job, m notice.Mail) error {
	return a.Do(ctx, people.Clock, func(d *core.Unit) error {
		if _, err := d.FinishJob(ctx, j.ID, d.Now); err != nil {
			return err
		}
		m.State, m.SentAt = notice.Sent, d.Now
		if err := d.RemoveMailOutage(ctx); err != nil {
			return err
		}
		return d.SaveMail(ctx, m)
	})
}

// failMail notes that the mail server has not taken the mail, and why: the
// next try is not a doubtful one, unless the server did not say. A mail that
// another worker has sent meanwhile stays sent.
func (a *App) failMail(ctx context.Context, m notice.Mail, why error) error {
	err := a.Do(ctx, people.Clock, func(d *core.Unit) error {
		if err := serverSaid(ctx, d, why); err != nil {
			return err
		}
		now, err := d.Mail(ctx, m.ID)
		if err != nil || now.State == notice.Sent {
			return err
		}
		m := m
		m.State, m.Error = notice.Queued, why.Error()
		switch {
		case errors.Is(why, notice.ErrUnreachable): // the server has seen nothing of it
			m.Tries--
		case errors.Is(why, notice.ErrUnanswered):
			m.State = notice.Sending
		case fault.KindOf(why) != fault.Internal:
			m.State = notice.Failed
		}
		return d.SaveMail(ctx, m)
	})
	if err != nil {
		return err
	}
	return why
}

// serverSaid notes whether the mail server can be spoken to, after it has not taken
// a mail: a server that refuses one can be reached.
func serverSaid(ctx context.Context, d *core.Unit, why error) error {
	if !errors.Is(why, notice.ErrUnreachable) {
		return d.RemoveMailOutage(ctx)
	}
	var kind notice.Outage
	if u, ok := errors.AsType[*notice.Unreachable](why); ok {
		kind = u.Why
	}
	return d.SaveMailOutage(ctx, d.Now, kind, why.Error())
}

// attachment returns the certificate that goes with the mail, if one does.
func (a *App) attachment(ctx context.Context, m notice.Mail) (*notice.Attachment, error) {
	if m.CertificateID == "" {
		return nil, nil
	}
	c, err := a.Store.Certificate(ctx, people.Everywhere("a certificate goes to its holder"), m.CertificateID)
	if err != nil {
		return nil, err
	}
	courier, err := a.Courier(ctx)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := courier.Deliver(ctx, &b, c); err != nil {
		return nil, err
	}
	return &notice.Attachment{Name: c.Serial + ".pdf", Type: "application/pdf", Body: b.Bytes()}, nil
}
