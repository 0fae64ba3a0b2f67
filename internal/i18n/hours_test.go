package i18n

import (
	"testing"
	"time"

	"masar/internal/catalog"
)

func TestHours(t *testing.T) {
	for _, c := range []struct {
		h                   float64
		ar, en, paper, east string
	}{
		{0.5, "نصف ساعة", "half an hour", "نصف ساعة تدريبية", "نصف ساعة"},
		{1, "ساعة واحدة", "1 hour", "ساعة تدريبية واحدة", "ساعة واحدة"},
		{1.5, "ساعة ونصف", "1.5 hours", "ساعة تدريبية ونصف", "ساعة ونصف"},
		{2, "ساعتان", "2 hours", "ساعتان تدريبيتان", "ساعتان"},
		{2.5, "ساعتان ونصف", "2.5 hours", "ساعتان تدريبيتان ونصف", "ساعتان ونصف"},
		{3.5, "3 ساعات ونصف", "3.5 hours", "3 ساعات تدريبية ونصف", "٣ ساعات ونصف"},
		{10.5, "10 ساعات ونصف", "10.5 hours", "10 ساعات تدريبية ونصف", "١٠ ساعات ونصف"},
		{11.5, "11 ساعة ونصف", "11.5 hours", "11 ساعة تدريبية ونصف", "١١ ساعة ونصف"},
		{100.5, "100 ساعة ونصف", "100.5 hours", "100 ساعة تدريبية ونصف", "١٠٠ ساعة ونصف"},
		{2.25, "ساعتان و15 دقيقة", "2 hours 15 minutes", "ساعتان تدريبيتان و15 دقيقة", "ساعتان و١٥ دقيقة"},
		{0.75, "45 دقيقة", "45 minutes", "45 دقيقة", "٤٥ دقيقة"},
		{2.9999999, "3 ساعات", "3 hours", "3 ساعات تدريبية", "٣ ساعات"},
	} {
		got := [4]string{ar.Hours(c.h), en.Hours(c.h), ar.TrainingHours(c.h), eastern.Hours(c.h)}
		if want := [4]string{c.ar, c.en, c.paper, c.east}; got != want {
			t.Errorf("%v hours: %q, want %q", c.h, got, want)
		}
	}
	if got := en.TrainingHours(2.5); got != "2.5 training hours" {
		t.Errorf("in English on paper: %q", got)
	}
}

// Texts of a course follow the digits of their reader, in Arabic alone.
func TestText(t *testing.T) {
	title := catalog.Text{Ar: "الركيزة 3 من معيار WCAG 2.0", En: "Pillar 3"}
	for _, c := range []struct {
		name string
		t    *T
		x    catalog.Text
		want string
	}{
		{"Latin digits", ar, title, "الركيزة 3 من معيار WCAG 2.0"},
		{"Arabic digits", eastern, title, "الركيزة ٣ من معيار WCAG 2.0"},
		{"English", New("en", Prefs{ArabicDigits: true}), title, "Pillar 3"},
		{"only English, on an Arabic page", eastern, catalog.Text{En: "Pillar 3"}, "Pillar 3"},
		{"only Arabic, on an English page", New("en", Prefs{ArabicDigits: true}), catalog.Text{Ar: "الركيزة 3"}, "الركيزة 3"},
		{"nothing", eastern, catalog.Text{}, ""},
	} {
		if got := c.t.Text(c.x); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	const key = "quiz.number-in" // any message with a parameter
	if got := eastern.Msg(key, map[string]any{"unit": catalog.Text{Ar: "من 5"}}); got != "إجابتك (من ٥)" {
		t.Errorf("within a message: %q", got)
	}
}

// Numbers that stand in the words themselves follow, too; names do not.
func TestWordsHaveDigits(t *testing.T) {
	if got := eastern.CertificateVerifyLead(); got != "اكتب رمز التحقق، وهو ١٦ خانة من الحروف والأرقام، أو اختر ملف الشهادة نفسه." {
		t.Error(got)
	}
	if got := ar.CertificateVerifyLead(); got != "اكتب رمز التحقق، وهو 16 خانة من الحروف والأرقام، أو اختر ملف الشهادة نفسه." {
		t.Error(got)
	}
	if got := eastern.CertificateOfflineCannot(); got != ar.CertificateOfflineCannot() { // Ed25519
		t.Error(got)
	}
	if got := eastern.CommonPage("3"); got != "الصفحة 3" { // a value is written by who gives it
		t.Error(got)
	}
}

// No person is shown the name of a zone as programs know it.
func TestZoneSay(t *testing.T) {
	zone := func(name string) Prefs {
		z, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		return Prefs{Zone: z}
	}
	for _, c := range []struct{ name, ar, en string }{
		{"Asia/Muscat", "بتوقيت مسقط", "Muscat time"},
		{"Asia/Riyadh", "بتوقيت الرياض", "Riyadh time"},
		{"UTC", "بالتوقيت العالمي", "Universal time"},
		{"Pacific/Chatham", "بتوقيت المنصة", "the platform’s time"},
	} {
		if got := New("ar", zone(c.name)).ZoneSay(); got != c.ar {
			t.Errorf("%s in Arabic: %q, want %q", c.name, got, c.ar)
		}
		if got := New("en", zone(c.name)).ZoneSay(); got != c.en {
			t.Errorf("%s in English: %q, want %q", c.name, got, c.en)
		}
		if got := New("ar", zone(c.name)).Zone(); got != c.name {
			t.Errorf("scripts are given %q for %s", got, c.name)
		}
	}
	if got := New("ar", Prefs{Zone: time.Local}).Zone(); got != "" {
		t.Errorf("scripts are given %q for a zone without a name", got)
	}
}
