package i18n

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/feature/plural"
)

var (
	ar      = New("ar", Prefs{})
	en      = New("en", Prefs{})
	eastern = New("ar", Prefs{ArabicDigits: true})
	// Half past eight in Muscat, when it is still half past four in UTC.
	morning = time.Date(2026, 11, 22, 4, 30, 0, 0, time.UTC)
)

func TestPlurals(t *testing.T) {
	for n, want := range map[int][2]string{
		0:   {"أقل من يوم", "less than a day"},
		1:   {"يوم واحد", "1 day"},
		2:   {"يومان", "2 days"},
		3:   {"3 أيام", "3 days"},
		10:  {"10 أيام", "10 days"},
		11:  {"11 يومًا", "11 days"},
		99:  {"99 يومًا", "99 days"},
		100: {"100 يوم", "100 days"},
		102: {"102 يوم", "102 days"},
		103: {"103 أيام", "103 days"},
		111: {"111 يومًا", "111 days"},
	} {
		if got := ar.CommonDays(n); got != want[0] {
			t.Errorf("Arabic %d: %q, want %q", n, got, want[0])
		}
		if got := en.CommonDays(n); got != want[1] {
			t.Errorf("English %d: %q, want %q", n, got, want[1])
		}
	}
}

// How long to wait is said in the form that the number wants.
func TestWaits(t *testing.T) {
	for _, key := range []string{"sign-in.wait", "name.wait", "certificate.verify-wait"} {
		for n, want := range map[int][2]string{
			1: {"بعد دقيقة.", "in 1 minute."}, 2: {"بعد دقيقتين.", "in 2 minutes."}, 5: {"بعد 5 دقائق.", "in 5 minutes."},
			15: {"بعد 15 دقيقة.", "in 15 minutes."}, 100: {"بعد 100 دقيقة.", "in 100 minutes."},
		} {
			args := map[string]any{"minutes": n}
			if got := ar.Msg(key, args); !strings.HasSuffix(got, want[0]) {
				t.Errorf("%s: %q does not end with %q", key, got, want[0])
			}
			if got := en.Msg(key, args); !strings.HasSuffix(got, want[1]) {
				t.Errorf("%s: %q does not end with %q", key, got, want[1])
			}
		}
	}
	for n, want := range map[int64]string{1: "بايت واحد", 2: "بايتان", 7: "7 بايتات", 50: "50 بايتًا", 500: "500 بايت"} {
		if got := ar.Bytes(n); got != want {
			t.Errorf("%d bytes: %q, want %q", n, got, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ name, got, want string }{
		{"thousands", ar.Num(1240000), "1,240,000"},
		{"Arabic thousands", eastern.Num(1240), "١٬٢٤٠"},
		{"a negative stays with its sign", ar.Num(-5), "\u2066−5\u2069"},
		{"a year has no thousands", ar.Year(2026), "2026"},
		{"per cent is isolated", ar.Pct(84), "\u206684%\u2069"},
		{"Arabic per cent stands right to left", eastern.Pct(84), "\u2067٨٤٪\u2069"},
		{"English needs its isolate in Arabic names only, and does no harm", en.Pct(84), "\u206684%\u2069"},
		{"English keeps Latin digits", New("en", Prefs{ArabicDigits: true}).Num(12), "12"},
		{"a decimal", ar.Decimal(4.25), "4.3"},
		{"a whole decimal", ar.Decimal(12), "12"},
		{"an Arabic decimal", eastern.Decimal(4.5), "٤٫٥"},
		{"a range in words", ar.Range("1", "8"), "من 1 إلى 8"},
		{"an English range", en.Range("1", "8"), "1 to 8"},
		{"bytes", en.Bytes(1), "1 byte"},
		{"kilobytes", en.Bytes(12_400), "12 KB"},
		{"megabytes", ar.Bytes(25 << 20), "25 ميغابايت"},
		{"hours and minutes", ar.Duration(95 * time.Minute), "ساعة واحدة و35 دقيقة"},
		{"hours", en.Duration(2 * time.Hour), "2 hours"},
		{"minutes", en.Duration(89 * time.Second), "1 minute"},
		{"a name in the other script", ar.Isolate("Maryam"), "\u2068Maryam\u2069"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	midnight := time.Date(2026, 11, 22, 20, 30, 0, 0, time.UTC) // the 23rd in Muscat
	for _, c := range []struct{ name, got, want string }{
		{"in full", ar.Date(morning), "22 نوفمبر 2026"},
		{"with the weekday", ar.DateLong(morning), "الأحد 22 نوفمبر 2026"},
		{"English", en.DateLong(morning), "Sunday 22 November 2026"},
		{"short", en.DateShort(morning), "22 Nov"},
		{"Arabic digits", eastern.Date(morning), "٢٢ نوفمبر ٢٠٢٦"},
		{"time in Muscat", ar.Time(morning), "08:30"},
		{"date and time", ar.DateTime(morning), "22 نوفمبر 2026، 08:30"},
		{"the day is Muscat's", en.Date(midnight), "23 November 2026"},
		{"or another zone's", New("en", Prefs{Zone: time.UTC}).Date(midnight), "22 November 2026"},
		{"Hijri", ar.Hijri(morning), "12 جمادى الآخرة 1448هـ"},
		{"English Hijri", en.Hijri(morning), "12 Jumada II 1448 AH"},
		{"half past midnight in Muscat, yesterday in Greenwich", ar.Hijri(time.Date(2026, 11, 24, 20, 30, 0, 0, time.UTC)), "15 جمادى الآخرة 1448هـ"},
		{"a minute before midnight", ar.Hijri(time.Date(2026, 11, 24, 19, 59, 0, 0, time.UTC)), "14 جمادى الآخرة 1448هـ"},
		{"the moon seen a day later", New("ar", Prefs{HijriOffset: -1}).Hijri(morning), "11 جمادى الآخرة 1448هـ"},
		{"beyond the calendar", ar.Hijri(time.Date(1700, 1, 1, 0, 0, 0, 0, time.UTC)), ""},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

type bilingual struct{ ar, en string }

func (b bilingual) In(lang string) string {
	if lang == "en" {
		return b.en
	}
	return b.ar
}

func TestMsg(t *testing.T) {
	for _, c := range []struct {
		key  string
		args map[string]any
		want string
	}{
		{"common.page", map[string]any{"page": 3}, "الصفحة 3"},
		{"common.page", map[string]any{"page": "٣"}, "الصفحة ٣"},
		{"common.page", map[string]any{"page": bilingual{"الأولى", "one"}}, "الصفحة الأولى"},
		{"common.page", map[string]any{"page": morning}, "الصفحة 22 نوفمبر 2026"},
		{"common.days", map[string]any{"n": 3}, "3 أيام"},
		{"common.days", map[string]any{"n": int64(2)}, "يومان"},
		{"common.page", map[string]any{"page": "{page}"}, "الصفحة {page}"}, // a value is not looked at again
		{"exists", nil, ar.FaultExists()},
		{"no.such", nil, "no.such"},
	} {
		if got := ar.Msg(c.key, c.args); got != c.want {
			t.Errorf("Msg(%q, %v) = %q, want %q", c.key, c.args, got, c.want)
		}
	}
	if Has("no.such") || !Has("common.page") || !Has("exists") {
		t.Error("Has does not know the catalogue")
	}
}

// allKeys returns the keys of all messages in order.
func allKeys() (keys []string) {
	for noun, messages := range nouns {
		for name := range messages {
			keys = append(keys, noun+"."+name)
		}
	}
	slices.Sort(keys)
	return keys
}

// Every message says something in every form of both languages.
func TestEveryKey(t *testing.T) {
	keys := allKeys()
	if len(keys) < 100 {
		t.Fatalf("only %d keys", len(keys))
	}
	for _, key := range keys {
		m, _ := find(key)
		for lang, text := range m.text {
			if text[plural.Other] == "" {
				t.Errorf("%s says nothing in language %d", key, lang)
			}
		}
		for n := range 120 {
			got := ar.Msg(key, map[string]any{"n": n})
			if got == "" {
				t.Errorf("%s says nothing of %d", key, n)
			}
			if m.counts && strings.Contains(got, "{n}") {
				t.Errorf("%s leaves its number out: %q", key, got)
			}
		}
	}
}

func TestContext(t *testing.T) {
	ctx := context.Background()
	if got := From(ctx).Lang; got != "ar" {
		t.Errorf("without a choice the language is %q", got)
	}
	if got := From(With(ctx, en)); got != en {
		t.Errorf("From(With(en)) = %v", got)
	}
	if ar.Other() != "en" || en.Other() != "ar" || !ar.RTL() || en.RTL() {
		t.Error("each language leads to the other")
	}
	if en.Pick("نعم", "") != "نعم" || ar.Pick("", "yes") != "yes" || ar.Pick("نعم", "yes") != "نعم" {
		t.Error("Pick falls back to the language there is")
	}
}

func BenchmarkMessage(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_ = ar.CommonDays(11)
		_ = ar.CommonPage("3")
	}
}

// Points agree with their percentage, which is rounded down: 1.45 of 10 is 14%.
func TestHundredths(t *testing.T) {
	for f, want := range map[float64]string{1.45: "1.45", 1.459: "1.45", 0: "0", 3: "3", 2.3: "2.3", 0.2 + 0.25: "0.45"} {
		if got := New("en", Prefs{}).Hundredths(f); got != want {
			t.Errorf("%v: %s, want %s", f, got, want)
		}
	}
	if got := New("ar", Prefs{ArabicDigits: true}).Hundredths(1.45); got != "١٫٤٥" {
		t.Errorf("in Arabic digits: %s", got)
	}
}
