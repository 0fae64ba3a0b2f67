package i18n

import (
	"strconv"
	"strings"
	"time"

	"github.com/hablullah/go-hijri"

	"masar/internal/day"
)

// The Gulf's names of the months; the libraries have those of the Levant or of
// Egypt.
var arabicMonths = [...]string{"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
	"يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"}

var arabicDays = [...]string{"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"}

var hijriMonths = [2][12]string{
	arabic: {"محرّم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
		"رجب", "شعبان", "رمضان", "شوّال", "ذو القعدة", "ذو الحجة"},
	english: {"Muharram", "Safar", "Rabi I", "Rabi II", "Jumada I", "Jumada II",
		"Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qadah", "Dhu al-Hijjah"},
}

// Local returns d in the zone preferred. Use it before asking which day it is.
func (t *T) Local(d time.Time) time.Time { return d.In(t.prefs.Zone) }

// Zone returns the name of the zone preferred as programs know it, such as
// Asia/Muscat, or "" where it has none. It is for scripts; people are shown
// ZoneSay.
func (t *T) Zone() string {
	if t.prefs.Zone == time.Local {
		return ""
	}
	return t.prefs.Zone.String()
}

// ZoneSay says whose time is told: "Muscat time".
func (t *T) ZoneSay() string {
	key := "common.zone-" + strings.ToLower(strings.ReplaceAll(t.Zone(), "/", "-"))
	if !Has(key) {
		return t.CommonZoneOwn()
	}
	return t.Msg(key, nil)
}

// Day returns the day of the month.
func (t *T) Day(d time.Time) string { return t.Num(t.Local(d).Day()) }

// Month returns the month's name, short in English, where every Arabic name is
// short already.
func (t *T) Month(d time.Time) string {
	if t.Lang == "en" {
		return t.Local(d).Format("Jan")
	}
	return arabicMonths[t.Local(d).Month()-1]
}

// MonthYear returns the month and year: November 2026.
func (t *T) MonthYear(d time.Time) string { return t.month(d) + " " + t.Year(t.Local(d).Year()) }

// Weekday returns the name of the day of the week.
func (t *T) Weekday(d time.Time) string {
	if t.Lang == "en" {
		return t.Local(d).Weekday().String()
	}
	return arabicDays[t.Local(d).Weekday()]
}

// Time returns the time of day on a clock of 24 hours: 08:30.
func (t *T) Time(d time.Time) string { return t.Digits(t.Local(d).Format("15:04")) }

// Date returns the date in full: 22 November 2026.
func (t *T) Date(d time.Time) string { return t.Day(d) + " " + t.MonthYear(d) }

// DateShort returns the day and month: 22 Nov.
func (t *T) DateShort(d time.Time) string { return t.Day(d) + " " + t.Month(d) }

// DateLong returns the date with its day of the week: Sunday 22 November 2026.
func (t *T) DateLong(d time.Time) string { return t.Weekday(d) + " " + t.Date(d) }

// DateTime returns the date and the time of day.
func (t *T) DateTime(d time.Time) string { return t.CommonDateTime(t.Date(d), t.Time(d)) }

func (t *T) month(d time.Time) string {
	if t.Lang == "en" {
		return t.Local(d).Month().String()
	}
	return t.Month(d)
}

// Hijri returns the date of the Umm al-Qura calendar, moved by the offset
// preferred, because the months begin as they are announced. It is "" for dates
// the calendar does not reach.
func (t *T) Hijri(d time.Time) string {
	y, m, day := t.Local(d).Date()
	// The library reads a time as of Greenwich: noon there is the same day.
	h, err := hijri.CreateUmmAlQuraDate(time.Date(y, m, day+t.prefs.HijriOffset, 12, 0, 0, 0, time.UTC))
	if err != nil {
		return ""
	}
	dayOf, year := strconv.Itoa(int(h.Day)), strconv.Itoa(int(h.Year))
	return t.CommonHijri(t.Digits(dayOf), hijriMonths[t.which][h.Month-1], t.Digits(year))
}

// Edition writes the version of a document: a month or a day by its name, as
// digits with hyphens would turn around in Arabic, and anything else as it is.
func (t *T) Edition(version string) string {
	if d, ok := day.Parse(version + "-01"); ok {
		return t.MonthYear(d.Noon(t.prefs.Zone))
	}
	if d, ok := day.Parse(version); ok {
		return t.Date(d.Noon(t.prefs.Zone))
	}
	return t.Isolate(version)
}
