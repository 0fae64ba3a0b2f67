package letter_test

import (
	"strings"
	"testing"
	"time"

	"masar/internal/i18n"
	"masar/internal/letter"
	"masar/internal/notice"
)

// What a notice says of days depends on when it was written, and those of
// before still read as they did.
func TestSayDays(t *testing.T) {
	monday := time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		kind     notice.Kind
		day      string
		at       time.Time
		ar, en   string
		not, nor string
	}{
		{notice.Tomorrow, "", monday.AddDate(0, 0, -1), "تبدأ غدًا جلسات «الدورة»", "meets tomorrow", "تتواصل", "goes on"},
		{notice.Tomorrow, notice.NextDay, monday.AddDate(0, 0, -1), "تتواصل ورشة «الدورة» غدًا", "goes on tomorrow", "تبدأ", "meets"},
		{notice.Joined, "", monday.AddDate(0, 0, -1), "تبدأ يوم الاثنين", "It begins on Monday", "بدأت", "began"},
		{notice.Joined, "", monday.AddDate(0, 0, 1), "التي بدأت يوم الاثنين", "which began on Monday", "تبدأ", "begins"},
		{notice.Overdue, "", monday.AddDate(0, 0, 1), "انتهى موعد إكمال «الدورة» يوم الاثنين", "was due on Monday", "في الاثنين", "begins"},
	} {
		n := notice.Notice{Kind: c.kind, At: c.at, Args: map[string]string{
			"course.ar": "الدورة", "course.en": "The course", "at": monday.Format(time.RFC3339), "place": "قاعة 1", "day": c.day,
		}}
		for lang, words := range map[string][2]string{"ar": {c.ar, c.not}, "en": {c.en, c.nor}} {
			got := letter.Say(i18n.New(lang, i18n.Prefs{Zone: zone}), n)
			if !strings.Contains(got, words[0]) || strings.Contains(got, words[1]) {
				t.Errorf("%s, day %q, written %v: %q; want %q and not %q", c.kind, c.day, c.at, got, words[0], words[1])
			}
		}
	}
}

// The place of a run is said in the reader's language where it has a name in it,
// and as it is called otherwise; a notice from before has one name alone.
func TestPlaceByLanguage(t *testing.T) {
	for _, c := range []struct {
		name   string
		args   map[string]string
		ar, en string
	}{
		{"both", map[string]string{"place": "قاعة 2", "place.en": "Room 2"}, "قاعة 2", "Room 2"},
		{"Arabic alone", map[string]string{"place": "قاعة 2", "place.en": ""}, "قاعة 2", "قاعة 2"},
		{"as notices were", map[string]string{"place": "Hall"}, "Hall", "Hall"},
		{"none yet", map[string]string{"place": "", "place.en": ""}, "ويُعلن المكان لاحقًا", "place to be announced"},
	} {
		c.args["course.ar"], c.args["course.en"], c.args["at"] = "الدورة", "The course", "2026-11-25T04:30:00Z"
		for lang, want := range map[string]string{"ar": c.ar, "en": c.en} {
			if got := letter.Say(i18n.New(lang, i18n.Prefs{}), notice.Notice{Kind: notice.Moved, Args: c.args}); !strings.Contains(got, want) {
				t.Errorf("%s in %s: %q does not say %q", c.name, lang, got, want)
			}
		}
	}
}

// A reminder says that a seat is lacking, and when the next is to be had; to those who
// lack none, nothing of seats.
func TestReminderOfLackingSeats(t *testing.T) {
	for _, kind := range []notice.Kind{notice.Overdue, notice.DueSoon} {
		for lang, c := range map[string]struct{ seat, next, none, open string }{
			"ar": {"مقعد", "25 نوفمبر 2026", "اسأل الموارد البشرية", "ما زال بإمكانك"},
			"en": {"seat", "25 November 2026", "ask HR when", "can still"},
		} {
			say := func(s *notice.Seat) string {
				args := map[string]string{"course.ar": "المشاركة", "course.en": "Basics", "at": "2026-11-20T04:30:00Z"}
				s.Into(args)
				return letter.Say(i18n.New(lang, i18n.Prefs{Zone: zone}), notice.Notice{Kind: kind, Args: args})
			}
			if got := say(nil); strings.Contains(got, c.seat) || strings.Contains(got, c.open) {
				t.Errorf("nothing lacking: %s", got)
			}
			if got := say(new(notice.Seat)); !strings.Contains(got, c.none) {
				t.Errorf("none planned: %s", got)
			}
			if got := say(&notice.Seat{Next: time.Date(2026, 11, 25, 4, 30, 0, 0, time.UTC)}); !strings.Contains(got, c.next) || strings.Contains(got, c.none) {
				t.Errorf("one planned: %s", got)
			}
		}
	}
}
