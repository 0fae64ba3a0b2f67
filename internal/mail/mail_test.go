package mail_test

import (
	"errors"
	"mime"
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
	for name, want := range map[string]string{
		"From": "مسار <masar@masar.example>", "X-Auto-Response-Suppress": "All", "Auto-Submitted": "auto-generated",
		"Content-Language": "ar", "X-Mailer": "", "User-Agent": "",
	} {
		if got, _ := new(mime.WordDecoder).DecodeHeader(l.Header.Get(name)); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for _, want := range []string{`lang="ar" dir="rtl"`, "<p style=\"margin:0 0 16px\">صدرت شهادتك.<br>"} {
		if !strings.Contains(l.HTML, want) {
			t.Errorf("as a page it lacks %s: %s", want, l.HTML)
		}
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
	if err := nobody.Send(t.Context(), letter("salma@north.example"), nil); !errors.Is(err, notice.ErrUnreachable) || errors.Is(err, mail.ErrRefused) {
		t.Errorf("no server: %v; want that it cannot be reached", err)
	}
	post.Answer = func(string) string { return "421 closing" }
	if err := m.Send(t.Context(), letter("salma@north.example"), nil); !errors.Is(err, notice.ErrUnreachable) {
		t.Errorf("closing: %v; want that it cannot be reached", err)
	}
}

// The page of a mail is its text and no more: marks of HTML in it are text, and
// addresses are links with a direction of their own.
func TestPage(t *testing.T) {
	post := masartest.NewPost(t)
	m, err := mail.New(strings.Replace(post.URL(), "from=", "from=Learning+%3C", 1) + "%3E")
	if err != nil {
		t.Fatal(err)
	}
	l := letter("salma@north.example")
	l.Lang, l.Body = "en", "Dear <b>Salma</b> & all,\n\nOpen https://masar.example/learning/a?x=1&y=2 today.\n\n—\nMasar"
	if err := m.Send(t.Context(), l, nil); err != nil {
		t.Fatal(err)
	}
	got := post.Letters()[0]
	for _, want := range []string{
		`lang="en" dir="ltr"`, "Dear &lt;b&gt;Salma&lt;/b&gt; &amp; all,",
		`Open <a dir="ltr" href="https://masar.example/learning/a?x=1&amp;y=2">https://masar.example/learning/a?x=1&amp;y=2</a> today.`, "—<br>Masar",
	} {
		if !strings.Contains(got.HTML, want) {
			t.Errorf("it lacks %s: %s", want, got.HTML)
		}
	}
	if from := got.Header.Get("From"); from != `"Learning" <masar@masar.example>` {
		t.Errorf("from %s; want the name that is set", from)
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
	for _, address := range []string{"", "mail.example.om", "http://mail.example.om?from=a@b.om", "smtp://mail.example.om", "smtp://mail.example.om?from=nobody", "smtp://:587?from=a@b.om", "smtp://mail.example.om?from=a@b.om&tls=maybe", "smtp://u:secret@%zz?from=a@b.om"} {
		if _, err := mail.New(address); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", address, err)
		}
	}
}
