package letter_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/i18n"
	"masar/internal/letter"
	"masar/internal/notice"
	"masar/internal/people"
)

var zone = time.FixedZone("Asia/Muscat", 4*60*60)

func record() certificate.Record {
	return certificate.Record{
		Serial: "MSR-2026-000042-7", Code: "0123456789ABCDEF", Kind: certificate.Completion, NameAr: "سلمى بنت خلفان الهنائية", NameEn: "Salma Al Hinai",
		Title: catalog.Text{Ar: "المشاركة الرقمية", En: "Digital participation"}, Hours: 10,
		Guideline: catalog.Text{Ar: "الدليل الاسترشادي", En: "The guideline"}, GuidelineVersion: "2024-02",
		From: "2026-11-22", To: "2026-11-23", IssuedOn: "2026-11-24",
	}
}

func paper(r certificate.Record) certificate.Paper {
	return paperAt(r, "https://masar.example")
}

// paperAt is the paper of a record by the house's own template.
func paperAt(r certificate.Record, site string) certificate.Paper {
	tmpl, err := certificate.Builtin(r.Kind, 0)
	if err != nil {
		panic(err)
	}
	return certificate.Paper{Record: r, Site: site, Design: tmpl.Design}
}

// The same record gives the same bytes, whoever prints it and whenever.
func TestCertificateIsAFunctionOfItsRecord(t *testing.T) {
	var first []byte
	for range 2 {
		p, err := letter.NewPrinter(zone)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := p.Certificate(&b, paper(record())); err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(b.Bytes(), []byte("%PDF-1.7")) {
			t.Fatalf("begins with %q", b.Bytes()[:8])
		}
		if first != nil && !bytes.Equal(first, b.Bytes()) {
			t.Error("printed twice, two different files")
		}
		first = b.Bytes()
	}
	p, _ := letter.NewPrinter(zone)
	r := record()
	r.IssuedOn = "yesterday"
	if err := p.Certificate(new(bytes.Buffer), paper(r)); err == nil {
		t.Error("a record without a day of issue was printed")
	}
}

// Every kind of notice has its words, in both languages, with nothing left to
// fill in.
func TestNotices(t *testing.T) {
	args := map[string]string{
		"course.ar": "المشاركة الرقمية", "course.en": "Digital participation", "at": "2026-11-25T04:30:00Z", "place": "قاعة 2",
		"serial": "MSR-2026-000042-7", "why": "خطأ في الاسم", "exercise.ar": "خط الأساس", "exercise.en": "Baseline", "score": "75%", "survey.ar": "ماذا طبّقت؟", "survey.en": "What have you applied?", "step.ar": "الاختبار النهائي", "step.en": "Final test",
	}
	for _, kind := range []notice.Kind{
		notice.Assigned, notice.DueSoon, notice.Overdue, notice.Tomorrow, notice.Certified, notice.Revoked, notice.Reviewed, notice.Returned, notice.Renew,
		notice.Joined, notice.Cancelled, notice.Moved, notice.Unseated, notice.FollowUp, notice.StepOpened,
	} {
		for _, lang := range i18n.Languages {
			p := people.Person{NameAr: "سلمى", NameEn: "Salma", Lang: lang}
			subject, body := letter.Writer{Zone: zone}.Letter(notice.Notice{Kind: kind, Args: args, Link: "/calendar"}, p, "https://masar.example")
			for _, text := range []string{subject, body} {
				if text == "" || strings.ContainsAny(text, "{}") || strings.Contains(text, "notice.") {
					t.Errorf("%s in %s: %q", kind, lang, text)
				}
			}
			if !strings.Contains(body, p.Name(lang)) || !strings.Contains(body, "https://masar.example/calendar") {
				t.Errorf("%s in %s names nobody or leads nowhere: %q", kind, lang, body)
			}
		}
	}
}

// A run whose place is not known yet is not told of as if it were nowhere.
func TestNoticeWithoutPlace(t *testing.T) {
	for _, kind := range []notice.Kind{notice.Tomorrow, notice.Joined, notice.Moved} {
		n := notice.Notice{Kind: kind, Args: map[string]string{"course.ar": "المشاركة", "course.en": "Basics", "at": "2026-11-25T04:30:00Z", "place": ""}}
		for lang, want := range map[string]string{"ar": "08:30، ويُعلن المكان لاحقًا.", "en": "08:30, place to be announced."} {
			if got := letter.Say(i18n.New(lang, i18n.Prefs{Zone: zone}), n); !strings.HasSuffix(got, want) {
				t.Errorf("%s: %q does not end %q", kind, got, want)
			}
		}
	}
}

// The reminder of a session says when it is in the zone of its reader.
func TestNoticeTellsLocalTime(t *testing.T) {
	n := notice.Notice{Kind: notice.Tomorrow, Args: map[string]string{"course.en": "Basics", "at": "2026-11-25T04:30:00Z", "place": "Room 2"}}
	got := letter.Say(i18n.New("en", i18n.Prefs{Zone: zone}), n)
	if want := "Wednesday 25 November 2026 at 08:30"; !strings.Contains(got, want) {
		t.Errorf("%q does not say %q", got, want)
	}
}
