package workshop

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"masar/internal/catalog"
	"masar/internal/fault"
	"masar/internal/typed"
)

// nine is nine o'clock in Muscat on the first day.
var nine = time.Date(2026, 11, 22, 5, 0, 0, 0, time.UTC)

// twoDays returns a course of two days with a unit to do at home between.
func twoDays() catalog.Course {
	session := func(id, kind string, minutes int) catalog.Session {
		return catalog.Session{ID: id, Kind: kind, Minutes: minutes}
	}
	return catalog.Course{Modules: []catalog.Module{
		{ID: "day1", Place: "room", Sessions: []catalog.Session{
			session("welcome", "opening", 15), session("rest1", "break", 30), session("talk", "taught", 90),
			session("rest2", "break", 20), session("rest3", "break", 5), session("test", "test", 40),
		}},
		{ID: "home", Place: "online", Sessions: []catalog.Session{session("reading", "taught", 60)}},
		{ID: "day2", Place: "room", Sessions: []catalog.Session{session("rest4", "break", 10), session("closing", "closing", 30)}},
	}}
}

func TestTimetable(t *testing.T) {
	next := nine.Add(24 * time.Hour)
	got, err := Timetable(twoDays(), "r1", catalog.Text{Ar: "قاعة 1", En: "Room 1"}, []time.Time{nine, next})
	slot := func(id string, at time.Time, minutes int) Slot {
		return Slot{RunID: "r1", SessionID: id, StartsAt: at, Minutes: minutes, Place: "قاعة 1", PlaceEn: "Room 1"}
	}
	want := []Slot{
		slot("welcome", nine, 15), slot("talk", nine.Add(45*time.Minute), 90), slot("test", nine.Add(160*time.Minute), 40),
		slot("closing", next.Add(10*time.Minute), 30),
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, %v; want %v", got, err, want)
	}
	if ends := got[2].EndsAt(); !ends.Equal(nine.Add(200 * time.Minute)) {
		t.Errorf("the test ends at %v", ends)
	}
}

func TestTimetableDays(t *testing.T) {
	ends := nine.Add(200 * time.Minute) // of the first day
	for _, c := range []struct {
		name  string
		c     catalog.Course
		begin []time.Time
		want  error
	}{
		{"two days", twoDays(), []time.Time{nine, nine.Add(24 * time.Hour)}, nil},
		{"a week apart", twoDays(), []time.Time{nine, nine.Add(7 * 24 * time.Hour)}, nil},
		{"one after the other", twoDays(), []time.Time{nine, ends}, nil},
		{"one before the other ends", twoDays(), []time.Time{nine, ends.Add(-1)}, ErrOrder},
		{"the same", twoDays(), []time.Time{nine, nine}, ErrOrder},
		{"the other way round", twoDays(), []time.Time{nine.Add(24 * time.Hour), nine}, ErrOrder},
		{"none", twoDays(), nil, ErrDays},
		{"one too few", twoDays(), []time.Time{nine}, ErrDays},
		{"one too many", twoDays(), []time.Time{nine, nine.Add(24 * time.Hour), nine.Add(48 * time.Hour)}, ErrDays},
		{"at one's own time", catalog.Course{Modules: twoDays().Modules[1:2]}, nil, ErrNot},
		{"at one's own time, on a day", catalog.Course{Modules: twoDays().Modules[1:2]}, []time.Time{nine}, ErrNot},
	} {
		slots, err := Timetable(c.c, "r1", catalog.Text{}, c.begin)
		if !errors.Is(err, c.want) || (err != nil) != (slots == nil) {
			t.Errorf("%s: %v, %v; want %v", c.name, slots, err, c.want)
		}
		if f, ok := err.(*fault.Fault); ok && errors.Is(err, ErrDays) && f.Args["n"] != 2 {
			t.Errorf("%s: told of %v days, want 2", c.name, f.Args["n"])
		}
	}
}

func TestAttend(t *testing.T) {
	talk := catalog.Session{ID: "talk", Kind: "taught", Minutes: 90}
	for _, c := range []struct {
		name    string
		s       catalog.Session
		minutes int
		ok      bool
	}{
		{"not there", talk, 0, true}, {"for a minute", talk, 1, true}, {"all of it", talk, 90, true},
		{"less than not there", talk, -1, false}, {"more than there is", talk, 91, false},
		{"a break", catalog.Session{ID: "rest", Kind: "break", Minutes: 30}, 10, false},
		{"none of a break", catalog.Session{ID: "rest", Kind: "break", Minutes: 30}, 0, false},
	} {
		want, wantErr := Attendance{RunID: "r1", EnrolmentID: "e1", SessionID: c.s.ID, Minutes: c.minutes, MarkedBy: "tariq", MarkedAt: nine}, error(nil)
		if !c.ok {
			want, wantErr = Attendance{}, ErrMinutes.With("max", c.s.Minutes)
		}
		got, err := Attend("r1", "e1", c.s, c.minutes, "tariq", nine)
		if got != want || !reflect.DeepEqual(err, wantErr) {
			t.Errorf("%s: %+v, %v; want %+v, %v", c.name, got, err, want, wantErr)
		}
	}
}

func TestOpen(t *testing.T) {
	s := Slot{StartsAt: nine, Minutes: 90}
	for _, c := range []struct {
		name string
		now  time.Time
		want error
	}{
		{"the day before", nine.AddDate(0, 0, -1), ErrEarly.With("at", moment(nine))},
		{"just before the doors open", nine.Add(-Door - 1), ErrEarly.With("at", moment(nine))},
		{"at the door", nine.Add(-Door), nil},
		{"as it begins", nine, nil},
		{"when it is over", nine.AddDate(0, 1, 0), nil},
	} {
		if got := s.Open(c.now); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestReplace(t *testing.T) {
	for _, c := range []struct {
		name         string
		stands, seen *int
		minutes      int
		want         error
	}{
		{"nobody marked", nil, nil, 40, nil},
		{"as it was seen", new(30), new(30), 40, nil},
		{"marked since", new(30), nil, 40, ErrMarked.With("n", 30)},
		{"marked absent since", new(0), nil, 40, ErrMarked.With("n", 0)},
		{"marked otherwise since", new(30), new(20), 40, ErrMarked.With("n", 30)},
		{"marked the same since", new(40), new(20), 40, nil},
		{"no longer marked", nil, new(20), 40, nil},
	} {
		if got := Replace(c.stands, c.seen, c.minutes); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestRoom(t *testing.T) {
	for _, c := range []struct {
		name            string
		seats, taken, n int
		want            error
	}{
		{"as many as come", 0, 500, 100, nil},
		{"the last seat", 20, 19, 1, nil},
		{"all of them", 20, 0, 20, nil},
		{"one too many", 20, 19, 2, ErrFull.With("left", 1).With("seats", 20).With("asked", 2)},
		{"full", 20, 20, 1, ErrFull.With("left", 0).With("seats", 20).With("asked", 1)},
		{"full, and nobody more", 20, 20, 0, nil},
		{"fewer seats than there were", 20, 25, 1, ErrFull.With("left", 0).With("seats", 20).With("asked", 1)},
	} {
		if got := (Run{Seats: c.seats}).Room(c.taken, c.n); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		if got := (Run{Seats: c.seats, Cancelled: true}).Room(c.taken, c.n); !errors.Is(got, ErrGone) {
			t.Errorf("%s, cancelled: %v, want %v", c.name, got, ErrGone)
		}
	}
}

func TestCancel(t *testing.T) {
	ends := nine.Add(8 * time.Hour)
	for _, c := range []struct {
		name   string
		r      Run
		marked bool
		now    time.Time
		want   error
	}{
		{"ahead", Run{EndsOn: ends}, false, nine.AddDate(0, 0, -7), nil},
		{"under way", Run{EndsOn: ends}, true, nine.Add(time.Hour), nil},
		{"the instant before it ends", Run{EndsOn: ends}, true, ends.Add(-1), nil},
		{"as it ends", Run{EndsOn: ends}, true, ends, ErrOver},
		{"as it ends, and nobody came", Run{EndsOn: ends}, false, ends, nil},
		{"six years ago, and nobody came", Run{EndsOn: ends}, false, ends.AddDate(6, 0, 0), nil},
		{"cancelled before", Run{EndsOn: ends, Cancelled: true}, false, nine, ErrGone},
		{"cancelled, and past", Run{EndsOn: ends, Cancelled: true}, false, ends.AddDate(1, 0, 0), ErrGone},
	} {
		got, err := c.r.Cancel(c.marked, c.now)
		if !errors.Is(err, c.want) || got.Cancelled != (c.want == nil || c.r.Cancelled) {
			t.Errorf("%s: %+v, %v; want %v", c.name, got, err, c.want)
		}
		if held := got.Held(); errors.Is(held, ErrGone) != got.Cancelled {
			t.Errorf("%s: held %v", c.name, held)
		}
	}
}

// A place is one line that rearranges nothing, seats are a number a room holds,
// and days are of years that somebody may have meant.
func TestTerms(t *testing.T) {
	far := func(year int) []time.Time { return []time.Time{nine.AddDate(year-nine.Year(), 0, 0)} }
	for _, c := range []struct {
		name, place string
		seats       int
		begin       []time.Time
		want        string
		err         error
	}{
		{"as it should be", " قاعة  2 ", 20, far(2027), "قاعة 2", nil},
		{"no place, no limit, no days", "", 0, nil, "", nil},
		{"copied from a page", "\u2068قاعة 2\u2069", 1, nil, "قاعة 2", nil},
		{"an override", "قاعة\u202E2", 20, nil, "", typed.ErrText},
		{"a place of 200", strings.Repeat("ق", 200), 20, nil, strings.Repeat("ق", 200), nil},
		{"a place of 201", strings.Repeat("ق", 201), 20, nil, "", typed.ErrLong},
		{"the most seats", "", MaxSeats, nil, "", nil},
		{"more", "", MaxSeats + 1, nil, "", typed.ErrWhole},
		{"fewer than none", "", -5, nil, "", typed.ErrWhole},
		{"the year 2100", "", 0, far(2100), "", nil},
		{"the year 2101", "", 0, far(2101), "", typed.ErrYear},
		{"the year 9999", "", 0, far(9999), "", typed.ErrYear},
		{"one of two days", "", 0, append(far(2027), far(9999)...), "", typed.ErrYear},
	} {
		english := strings.NewReplacer("قاعة", "Hall", "ق", "Q")
		for _, lang := range []string{"ar", "en"} {
			place := catalog.Text{Ar: c.place}
			if lang == "en" {
				place = catalog.Text{Ar: "قاعة", En: english.Replace(c.place)}
				c.want = english.Replace(c.want)
			}
			got, err := Terms(place, c.seats, c.begin)
			if said := map[string]string{"ar": got.Ar, "en": got.En}[lang]; !errors.Is(err, c.err) || c.err == nil && said != c.want {
				t.Errorf("%s, in %s: %q, %v; want %q, %v", c.name, lang, said, err, c.want, c.err)
			}
		}
	}
}

// A place has an English name in English; its first name may be in either language.
func TestPlaceLanguages(t *testing.T) {
	for name, c := range map[string]struct {
		place catalog.Text
		want  error
	}{
		"each in its own":          {catalog.Text{Ar: "قاعة 2", En: "Hall 2"}, nil},
		"English first":            {catalog.Text{Ar: "Hall 2"}, nil},
		"a number alone":           {catalog.Text{Ar: "قاعة 2", En: "2"}, nil},
		"Arabic in both":           {catalog.Text{Ar: "قاعة 2", En: "قاعة 2"}, typed.ErrLatin},
		"swapped":                  {catalog.Text{Ar: "Hall 2", En: "قاعة 2"}, typed.ErrSwapped},
		"a word of Arabic between": {catalog.Text{Ar: "قاعة", En: "Hall مسقط"}, nil},
	} {
		if _, err := Terms(c.place, 0, nil); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}
