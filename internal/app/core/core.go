package core

import (
	"context"
	"crypto"
	"errors"
	"io"
	"time"

	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/signet"
	"masar/internal/store"
	"masar/internal/workshop"
)

// An App does things. Time, ids and chance come from outside.
type App struct {
	Store     store.Reader // what anybody may read; to write, see Do
	db        *store.DB
	Now       func() time.Time // in UTC, whole microseconds
	NewID     func() string
	Random    func(b []byte)
	Zone      *time.Location // of the people concerned: where a day ends
	Site      string         // address of the site, such as "https://learn.example.om"
	Passwords Passwords
	Letters   Letters
	Printer   Printer
	Signet    crypto.Signer // the issuer's key of Ed25519; nil: one in the database
	Stamp     signet.Stamp  // signs documents with a key kept outside the database; zero: one in it
	Mailer    Mailer        // nil: mails are kept for the administrator to read
	Wake      func()        // tells the relay that there is work; may be nil
}

// On returns the app that works on a database.
func (a App) On(db *store.DB) *App {
	a.Store, a.db = db.Reader, db
	return &a
}

// Migrate brings the schema of the database up to date.
func (a *App) Migrate(ctx context.Context) error { return a.db.Migrate(ctx) }

// Write runs f in a transaction that records no event: what it saves is no news to
// anybody.
func (a *App) Write(ctx context.Context, f func(tx *store.Tx) error) error { return a.db.Tx(ctx, f) }

// Secret returns the secret of that name, made by fresh where there is none yet.
func (a *App) Secret(ctx context.Context, name string, fresh func() string) (string, error) {
	return a.db.Secret(ctx, name, fresh)
}

// Optimize has the database renew what it knows of its tables.
func (a *App) Optimize(ctx context.Context) error { return a.db.Optimize(ctx) }

// CheckSchema returns an error unless the schema is the program's.
func (a *App) CheckSchema(ctx context.Context) error { return a.db.CheckSchema(ctx) }

// Passwords turns passwords into what is kept of them.
type Passwords interface {
	Hash(password string) (string, error)
	Verify(password, hash string) (bool, error)
}

// Letters words notices for the mail, in the language of whoever gets them.
type Letters interface {
	Letter(n notice.Notice, p people.Person, site string) (subject, body string)
}

// A Printer draws documents. The same paper always gives the same bytes.
type Printer interface {
	Press() certificate.Press
	Certificate(w io.Writer, p certificate.Paper) error
	Picture(w io.Writer, p certificate.Paper) error // of a certificate's page, as SVG
	Deliver(w io.Writer, d certificate.Delivery) error
	SignInSheet(w io.Writer, s workshop.Sheet) error
	Transcript(w io.Writer, t certificate.Transcript, site string, stamp signet.Stamp) error
	Unprintable(text string) []rune // what a document would leave out
}

// A Mailer hands mails to the mail server.
type Mailer interface {
	Send(ctx context.Context, m notice.Mail, attached *notice.Attachment) error
}

// A Unit is one transaction: the store within it, who does it, and what has
// happened in it so far.
type Unit struct {
	*store.Tx
	App *App
	By  people.Viewer
	Now time.Time

	Effects []event.Event // of what is recorded: recorded when all of it is
}

// Do runs f as one transaction. All that f records and saves is kept if f returns
// nil, and none of it otherwise; see Unchanged for one that finds itself done.
// Afterwards the relay is woken; should that be lost, it looks by itself soon.
func (a *App) Do(ctx context.Context, v people.Viewer, f func(d *Unit) error) error {
	err := a.db.Tx(ctx, func(tx *store.Tx) error {
		d := &Unit{Tx: tx, App: a, By: v, Now: a.Now()}
		if err := f(d); err != nil {
			return err
		}
		return d.Emit(ctx, d.Effects...)
	})
	if errors.Is(err, errTwice) {
		return nil
	}
	if err == nil && a.Wake != nil {
		a.Wake()
	}
	return err
}

// Emit stamps the events, saves them in their order, and adds the jobs that
// follow from them.
func (d *Unit) Emit(ctx context.Context, es ...event.Event) error {
	var rows []store.Job
	for i := range es {
		es[i] = d.stamped(es[i])
		for _, j := range Follows(es[i]) {
			rows = append(rows, j.Row(d.Now))
		}
	}
	if err := d.Record(ctx, es...); err != nil {
		return err
	}
	return d.AddJobs(ctx, rows...)
}

// stamped returns e with its id, its time and who brought it about.
func (d *Unit) stamped(e event.Event) event.Event {
	e.ID, e.At, e.ActorID = d.App.NewID(), d.Now, d.By.PersonID
	if d.By.Address != "" && e.Kind.Security() {
		e = e.With(event.Address.Is(d.By.Address))
	}
	return e
}

// Notify gives the notices that were not given before, each in the house and, to
// those who have an address, by mail as well. See NotifyAll for a great many.
func (d *Unit) Notify(ctx context.Context, ns ...notice.Notice) error {
	added, err := d.AddNotices(ctx, ns)
	if err != nil {
		return err
	}
	return d.mailNotices(ctx, added)
}

// mailNotices adds the mails that say what the notices say, to those who have an
// address and are still there, and the jobs of sending them.
func (d *Unit) mailNotices(ctx context.Context, ns []notice.Notice) error {
	if len(ns) == 0 {
		return nil
	}
	var ids []string
	for _, n := range ns {
		ids = append(ids, n.PersonID)
	}
	ps, err := d.PeopleWith(ctx, everyoneTold, ids)
	if err != nil {
		return err
	}
	return d.QueueMails(ctx, d.App.mailsOf(ns, ps, d.Now))
}

// mailsOf returns those mails, the people being known by id.
func (a *App) mailsOf(ns []notice.Notice, ps map[string]people.Person, now time.Time) (ms []notice.Mail) {
	for _, n := range ns {
		if p := ps[n.PersonID]; p.Email != "" && p.Employed() {
			ms = append(ms, a.mailOf(n, p, n.ID, p.Email, now))
		}
	}
	return ms
}

// QueueMails adds mails and the jobs of sending them.
func (d *Unit) QueueMails(ctx context.Context, ms []notice.Mail) error {
	var jobs []store.Job
	for _, m := range ms {
		jobs = append(jobs, Job{Kind: SendMail, About: m.ID}.Row(d.Now))
	}
	if err := d.AddMails(ctx, ms); err != nil {
		return err
	}
	return d.AddJobs(ctx, jobs...)
}

// mailOf returns the mail that tells p at an address what n says.
func (a *App) mailOf(n notice.Notice, p people.Person, id, address string, now time.Time) notice.Mail {
	subject, body := a.Letters.Letter(n, p, a.Site)
	return notice.Mail{
		ID: id, PersonID: p.ID, To: address, Lang: p.Lang, Subject: subject, Body: body,
		CertificateID: n.Args["certificate"], MessageID: a.messageID(), State: notice.Queued, At: now,
	}
}

// MailOnce adds a mail that says what n says to an address that is p's no more, or
// to one of a person who is not there any more, and the job of sending it.
func (d *Unit) MailOnce(ctx context.Context, n notice.Notice, p people.Person, address string) error {
	if address == "" {
		return nil
	}
	return d.QueueMails(ctx, []notice.Mail{d.App.mailOf(n, p, n.ID+":once", address, d.Now)})
}

// Title returns a notice's words for what a course is called, in both languages.
func Title(t catalog.Text) map[string]string {
	return map[string]string{"course.ar": t.In("ar"), "course.en": t.In("en")}
}
