package admin

import (
	"strings"
	"testing"

	"masar/internal/i18n"
)

// What a mail server says is told in words, by its code, in the reader's language.
func TestRefusalInWords(t *testing.T) {
	ar, en := i18n.New("ar", i18n.Prefs{}), i18n.New("en", i18n.Prefs{})
	for _, c := range []struct{ said, want string }{
		{"550 5.1.1 <a@b.example>: no such mailbox", en.MailRefusalAddress()},
		{"smtp: 553 bad address", en.MailRefusalAddress()},
		{"452 4.2.2 mailbox full", en.MailRefusalFull()},
		{"552 too large", en.MailRefusalFull()},
		{"535 5.7.8 authentication failed", en.MailOutageSignIn()},
		{"451 try again later", en.MailRefusalLater()},
		{"554-5.7.1 spam", en.MailRefusalFinal()},
		{"dial tcp 10.0.0.1:587: i/o timeout", en.MailRefusalOther()},
		{"read 5500 bytes", en.MailRefusalOther()},
		{"", en.MailRefusalOther()},
	} {
		if got := refusalWhy(en, c.said); got != c.want {
			t.Errorf("%q: %q, want %q", c.said, got, c.want)
		}
		if got := refusalWhy(ar, c.said); strings.ContainsAny(strings.ReplaceAll(got, "MASAR_SMTP_URL", ""), "abcdefghijklmnopqrstuvwxyz") {
			t.Errorf("%q in Arabic: %q", c.said, got)
		}
	}
	if deadWhy(en, "no such enrolment") != en.JobDeadOther() || deadWhy(en, "mail: 550 no") != en.MailRefusalAddress() {
		t.Error("why a job was given up is not said in words")
	}
}
