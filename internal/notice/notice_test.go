package notice

import (
	"reflect"
	"testing"
	"time"

	"masar/internal/catalog"
)

var (
	muscat = time.FixedZone("Asia/Muscat", 4*60*60)
	title  = catalog.Text{Ar: "أساسيات المشاركة", En: "Participation basics"}
)

// at returns an instant of November 2026 in Muscat.
func at(day, hour, minute int) time.Time {
	return time.Date(2026, 11, day, hour, minute, 0, 0, muscat)
}

// endOf returns the last instant of a day of November 2026 in Muscat.
func endOf(day int) time.Time { return at(day+1, 0, 0).Add(-time.Microsecond) }

func deadline(due time.Time) Deadline {
	return Deadline{EnrolmentID: "e1", PersonID: "salma", CourseID: "basics", Title: title, DueOn: due}
}

func TestDueDeadlines(t *testing.T) {
	for _, c := range []struct {
		name     string
		now, due time.Time
		want     string // the notice's id
	}{
		{"four days ahead", at(21, 23, 59), endOf(25), ""},
		{"three days ahead, from local midnight on", at(22, 0, 0), endOf(25), "due-soon:e1:2026-11-25"},
		{"three days ahead, an instant before it", at(22, 0, 0).Add(-1), endOf(25), ""},
		{"three days ahead, late in the day", at(22, 23, 59), endOf(25), "due-soon:e1:2026-11-25"},
		{"the day before", at(24, 12, 0), endOf(25), "due-soon:e1:2026-11-25"},
		{"on the last day", at(25, 8, 0), endOf(25), "due-soon:e1:2026-11-25"},
		{"at the last instant", endOf(25), endOf(25), "due-soon:e1:2026-11-25"},
		{"an instant later", endOf(25).Add(1), endOf(25), "overdue:e1:2026-11-25"},
		{"at the next midnight", at(26, 0, 0), endOf(25), "overdue:e1:2026-11-25"},
		{"a month later", at(25, 8, 0).AddDate(0, 1, 0), endOf(25), "overdue:e1:2026-11-25"},
		{"due at noon, in the morning", at(22, 8, 0), at(22, 12, 0), "due-soon:e1:2026-11-22"},
		{"due at noon, in the evening", at(22, 20, 0), at(22, 12, 0), "overdue:e1:2026-11-22"},
		{"due just after midnight, which is still yesterday in London", at(22, 0, 30), at(25, 1, 0), "due-soon:e1:2026-11-25"},
	} {
		var want []Notice
		if c.want != "" {
			kind := DueSoon
			if c.want[0] == 'o' {
				kind = Overdue
			}
			want = []Notice{{
				ID: c.want, PersonID: "salma", Kind: kind, Link: "/learning/basics", At: c.now,
				Args: map[string]string{"course.ar": title.Ar, "course.en": title.En, "at": c.due.UTC().Format(time.RFC3339)},
			}}
		}
		if got := Due(c.now, muscat, []Deadline{deadline(c.due)}, nil); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, want)
		}
		// The database speaks of the same instants in its own zone.
		if got := Due(c.now.UTC(), muscat, []Deadline{deadline(c.due.UTC())}, nil); len(got) != len(want) || len(got) > 0 && got[0].ID != c.want {
			t.Errorf("%s, told in UTC: %+v, want %q", c.name, got, c.want)
		}
	}
}

// From the first reminder to the hundredth day after the deadline, asked every
// hour, each is told two things, each under one id.
func TestDueIsToldOnce(t *testing.T) {
	first := map[string]time.Time{}
	for now := at(15, 0, 0); now.Before(at(15, 0, 0).AddDate(0, 0, 110)); now = now.Add(time.Hour) {
		for _, n := range Due(now, muscat, []Deadline{deadline(endOf(25))}, nil) {
			if _, ok := first[n.ID]; !ok {
				first[n.ID] = now
			}
		}
	}
	want := map[string]time.Time{"due-soon:e1:2026-11-25": at(22, 0, 0), "overdue:e1:2026-11-25": at(26, 0, 0)}
	if !reflect.DeepEqual(first, want) {
		t.Errorf("told %v, want %v", first, want)
	}
	// Another date is another occasion.
	moved := Due(at(27, 8, 0), muscat, []Deadline{deadline(endOf(28))}, nil)
	if len(moved) != 1 || moved[0].ID != "due-soon:e1:2026-11-28" {
		t.Errorf("moved: %+v", moved)
	}
}

func TestDueZone(t *testing.T) {
	now := time.Date(2026, 11, 21, 21, 0, 0, 0, time.UTC) // one in the morning of the 22nd in Muscat
	for _, c := range []struct {
		zone *time.Location
		want int
	}{{muscat, 1}, {time.UTC, 0}, {time.FixedZone("west", -10*60*60), 0}} {
		if got := Due(now, c.zone, []Deadline{deadline(endOf(25))}, nil); len(got) != c.want {
			t.Errorf("in %v: %+v, want %d", c.zone, got, c.want)
		}
	}
}

func TestDueSessions(t *testing.T) {
	session := func(enrolment string, starts time.Time, place string) Session {
		return Session{EnrolmentID: enrolment, PersonID: "salma", CourseID: "basics", RunID: "r1", Title: title, Place: place, StartsAt: starts}
	}
	notice := func(enrolment string, starts, now time.Time, place string) Notice {
		return Notice{
			ID: "session-tomorrow:" + enrolment + ":" + starts.In(muscat).Format(time.DateOnly), PersonID: "salma", Kind: Tomorrow, Link: "/calendar", At: now,
			Args: map[string]string{"course.ar": title.Ar, "course.en": title.En, "at": starts.UTC().Format(time.RFC3339), "place": place},
		}
	}
	second := session("e1", at(25, 8, 30), "قاعة 3")
	second.RunStartsOn = at(24, 8, 30)
	day := []Session{session("e1", at(24, 8, 30), "قاعة 1"), session("e1", at(24, 11, 0), "قاعة 2"), session("e1", at(25, 8, 30), "قاعة 3")}
	for _, c := range []struct {
		name     string
		now      time.Time
		sessions []Session
		want     []Notice
	}{
		{"two days before", at(22, 23, 59), day, nil},
		{"from the midnight before on: the first of the day", at(23, 0, 0), day, []Notice{notice("e1", at(24, 8, 30), at(23, 0, 0), "قاعة 1")}},
		{"on the first day, of the second", at(24, 8, 0), day, []Notice{notice("e1", at(25, 8, 30), at(24, 8, 0), "قاعة 3")}},
		{"on the last day", at(25, 6, 0), day, nil},
		{"first thing in the day", at(23, 12, 0), []Session{session("e1", at(24, 0, 0), "")}, []Notice{notice("e1", at(24, 0, 0), at(23, 12, 0), "")}},
		{
			"the second day of a run", at(24, 8, 0), []Session{second},
			[]Notice{{
				ID: "session-tomorrow:e1:2026-11-25", PersonID: "salma", Kind: Tomorrow, Link: "/calendar", At: at(24, 8, 0),
				Args: map[string]string{"course.ar": title.Ar, "course.en": title.En, "at": at(25, 8, 30).UTC().Format(time.RFC3339), "place": "قاعة 3", "day": NextDay},
			}},
		},
		{"last thing in the day", at(23, 12, 0), []Session{session("e1", at(24, 23, 59), "")}, []Notice{notice("e1", at(24, 23, 59), at(23, 12, 0), "")}},
		{
			"two enrolments", at(23, 12, 0), []Session{session("e1", at(24, 9, 0), "أ"), session("e2", at(24, 13, 0), "ب")},
			[]Notice{notice("e1", at(24, 9, 0), at(23, 12, 0), "أ"), notice("e2", at(24, 13, 0), at(23, 12, 0), "ب")},
		},
	} {
		if got := Due(c.now, muscat, nil, c.sessions); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// One language missing, the other stands in.
func TestDueWords(t *testing.T) {
	d := deadline(endOf(23))
	d.Title.En = ""
	got := Due(at(22, 8, 0), muscat, []Deadline{d}, nil)
	if len(got) != 1 || got[0].Args["course.en"] != title.Ar {
		t.Errorf("%+v", got)
	}
}
