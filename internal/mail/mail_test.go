package mail_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"masar/internal/mail"
	"masar/internal/masartest"
	"masar/internal/notice"
)

func letter(to string) notice.Mail {
	return notice.Mail{
		ID: "n1", To: to, Lang: "ar", Subject: "شهادتك في «ورشة تطبيق دليل المشاركة الرقمية»، ومعها ما يثبت صحتها لكل من يسأل عنها",
		Body: "مرحبًا سلمى،\n\nصدرت شهادتك.\n.\nسطر يبدأ بنقطة قبله", MessageID: "id-1@masar.example", At: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC),
	}
}

// A mail arrives as it was written: Arabic subject and text, Message-ID and
// attachment.
func TestSend(t *testing.T) {
	post := masartest.NewPost(t)
	m, err := mail.New(post.URL())
	if err != nil {
		t.Fatal(err)
	}
	want, pdf := letter("salma@north.example"), []byte("%PDF-1.7\x00\xff binary")
	if err := m.Send(t.Context(), want, &notice.Attachment{Name: "MSR-2026-000001.pdf", Type: "application/pdf", Body: pdf}); err != nil {
		t.Fatal(err)
	}
	got := post.Letters()
	if len(got) != 1 {
		t.Fatalf("%d mails have arrived, want 1", len(got))
	}
	l := got[0]
	if l.To != want.To || l.MessageID != want.MessageID || l.Subject != want.Subject || strings.TrimSpace(l.Body) != want.Body {
		t.Errorf("arrived: %+v\nwant %+v", l, want)
	}
	if string(l.Files["MSR-2026-000001.pdf"]) != string(pdf) {
		t.Errorf("attached: %q, want %q", l.Files, pdf)
	}
}

// What the server refuses for good is ErrRefused; what it refuses for now, or
// that there is none, may be tried again.
func TestRefused(t *testing.T) {
	post := masartest.NewPost(t)
	m, err := mail.New(post.URL())
	if err != nil {
		t.Fatal(err)
	}
	for line, final := range map[string]bool{
		"550 no such mailbox": true, "553 bad address": true, "451 try again later": false, "452 mailbox full": false,
	} {
		post.Answer = func(string) string { return line }
		err := m.Send(t.Context(), letter("salma@north.example"), nil)
		if err == nil || errors.Is(err, mail.ErrRefused) != final {
			t.Errorf("%s: %v; refused for good %v, want %v", line, err, !final, final)
		}
	}
	if n := len(post.Letters()); n != 0 {
		t.Errorf("%d mails were taken", n)
	}
	if err := m.Send(t.Context(), letter("not an address"), nil); !errors.Is(err, mail.ErrRefused) {
		t.Errorf("no address: %v", err)
	}
	nobody, err := mail.New("smtp://127.0.0.1:1?tls=none&from=masar@masar.example")
	if err != nil {
		t.Fatal(err)
	}
	if err := nobody.Send(t.Context(), letter("salma@north.example"), nil); err == nil || errors.Is(err, mail.ErrRefused) {
		t.Errorf("no server: %v; want an error that may pass", err)
	}
}

// A mail whose whole text has arrived may have gone out, if the server says
// nothing; if it says yes, it has, whatever happens next.
func TestUnanswered(t *testing.T) {
	post := masartest.NewPost(t)
	post.Mute = true
	m, err := mail.New(post.URL())
	if err != nil {
		t.Fatal(err)
	}
	err = m.Send(t.Context(), letter("salma@north.example"), nil)
	if !errors.Is(err, notice.ErrUnanswered) || errors.Is(err, mail.ErrRefused) {
		t.Errorf("not a word: %v", err)
	}
	post = masartest.NewPost(t)
	post.Rude = true
	if m, err = mail.New(post.URL()); err != nil {
		t.Fatal(err)
	}
	if err := m.Send(t.Context(), letter("salma@north.example"), nil); err != nil || len(post.Letters()) != 1 {
		t.Errorf("taken, and then gone: %v, %d mails", err, len(post.Letters()))
	}
}

// Errors are logged, so they name nobody.
func TestErrorsNameNobody(t *testing.T) {
	post := masartest.NewPost(t)
	post.Answer = func(to string) string { return "550 no mailbox <" + to + "> here" }
	m, err := mail.New(post.URL())
	if err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{"salma@north.example", "salma at north"} {
		if err := m.Send(t.Context(), letter(to), nil); !errors.Is(err, mail.ErrRefused) || strings.Contains(err.Error(), "salma") {
			t.Errorf("%s: %v", to, err)
		}
	}
}

// A server without TLS is refused unless one has asked for it.
func TestNoTLS(t *testing.T) {
	post := masartest.NewPost(t)
	m, err := mail.New("smtp://" + post.Addr + "?from=masar@masar.example")
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Send(t.Context(), letter("salma@north.example"), nil); err == nil || len(post.Letters()) > 0 {
		t.Errorf("sent in the clear: %v", err)
	}
}

func TestMalformedAddress(t *testing.T) {
	for _, address := range []string{"", "mail.example.om", "http://mail.example.om?from=a@b.om", "smtp://mail.example.om", "smtp://mail.example.om?from=nobody", "smtp://:587?from=a@b.om", "smtp://u:secret@%zz?from=a@b.om"} {
		if _, err := mail.New(address); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", address, err)
		}
	}
}
