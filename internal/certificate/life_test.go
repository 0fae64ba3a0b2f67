package certificate_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/people"
	"masar/internal/typed"
)

func TestStatusAtItsEdges(t *testing.T) {
	expires := time.Date(2027, 1, 1, 8, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name string
		c    certificate.Certificate
		now  time.Time
		want certificate.Status
	}{
		{"a moment before it expires", certificate.Certificate{ExpiresAt: expires}, expires.Add(-time.Microsecond), certificate.Valid},
		{"as it expires", certificate.Certificate{ExpiresAt: expires}, expires, certificate.Expired},
		{"it never expires", certificate.Certificate{}, expires.AddDate(100, 0, 0), certificate.Valid},
		{"superseded and expired", certificate.Certificate{ExpiresAt: expires, SupersededBy: "c2"}, expires, certificate.Superseded},
		{"revoked and superseded", certificate.Certificate{RevokedAt: expires, SupersededBy: "c2"}, expires, certificate.Revoked},
	} {
		if got := test.c.Status(test.now); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestExpiry(t *testing.T) {
	muscat := time.FixedZone("Asia/Muscat", 4*60*60)
	at := func(s string) time.Time {
		t.Helper()
		x, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	for _, test := range []struct {
		name   string
		issued string
		months int
		last   string // day
	}{
		{"at noon", "2026-11-22T12:00:00+04:00", 12, "2027-11-22"},
		{"in the first instant of a day", "2026-11-22T00:00:00+04:00", 12, "2027-11-22"},
		{"in its last, still yesterday in UTC", "2026-11-22T23:59:59+04:00", 12, "2027-11-22"},
		{"an hour after midnight, yesterday in UTC", "2026-12-01T01:00:00+04:00", 1, "2027-01-01"},
		{"no such day in February", "2026-08-31T12:00:00+04:00", 6, "2027-02-28"},
		{"nor in a leap year's", "2027-08-31T12:00:00+04:00", 6, "2028-02-29"},
		{"29 February a year later", "2028-02-29T12:00:00+04:00", 12, "2029-02-28"},
		{"the 31st to a month of 30", "2026-10-31T12:00:00+04:00", 1, "2026-11-30"},
		{"the 31st to the 31st", "2026-12-31T12:00:00+04:00", 24, "2028-12-31"},
	} {
		day := at(test.last + "T23:59:59.999999+04:00")
		got := certificate.Expiry(at(test.issued), test.months, muscat)
		if !got.Equal(day) || certificate.Day(got, muscat) != test.last {
			t.Errorf("%s: %v, want %v", test.name, got.In(muscat), day)
		}
		c := certificate.Certificate{ExpiresAt: got}
		if s := c.Status(at(test.last + "T23:59:59+04:00")); s != certificate.Valid {
			t.Errorf("%s: %s in the last second of its last day", test.name, s)
		}
		if s := c.Status(at(test.last + "T23:59:59+04:00").Add(time.Second)); s != certificate.Expired {
			t.Errorf("%s: %s on the day after", test.name, s)
		}
	}
}

func TestRenewable(t *testing.T) {
	expires := time.Date(2027, 4, 1, 8, 0, 0, 0, time.UTC)
	opens := time.Date(2027, 1, 1, 8, 0, 0, 0, time.UTC)
	c := certificate.Certificate{Kind: certificate.Completion, ExpiresAt: expires}
	revoked, attendance, forever := c, c, c
	revoked.RevokedAt, attendance.Kind, forever.ExpiresAt = opens, certificate.Attendance, time.Time{}
	for _, test := range []struct {
		name string
		c    certificate.Certificate
		now  time.Time
		want bool
	}{
		{"a moment before ninety days", c, opens.Add(-time.Microsecond), false},
		{"ninety days before", c, opens, true},
		{"long expired", c, expires.AddDate(5, 0, 0), true},
		{"revoked", revoked, expires, false},
		{"of attendance", attendance, expires, false},
		{"for ever", forever, expires, false},
	} {
		if got := test.c.Renewable(test.now); got != test.want {
			t.Errorf("%s: %t, want %t", test.name, got, test.want)
		}
	}
}

func TestCorrect(t *testing.T) {
	title := catalog.Text{Ar: "أساسيات", En: "Basics"}
	c := certificate.Certificate{Serial: "MSR-2026-000001-1", Record: certificate.Record{NameAr: "سلمى", NameEn: "Salma", Title: title}}
	superseded, revoked, old := c, c, c
	old.Record.NameAr, old.Record.NameEn = "Salma", ""
	superseded.SupersededBy, revoked.RevokedAt = "c2", time.Unix(1, 0)
	for _, test := range []struct {
		name   string
		c      certificate.Certificate
		ar, en string
		title  catalog.Text
		want   error
	}{
		{"the Arabic name", c, " سلمى   بنت خلفان ", "Salma", title, nil},
		{"the title alone", c, "سلمى", "Salma", catalog.Text{Ar: "أساسيات المشاركة", En: "Basics"}, nil},
		{"nothing but spaces more", c, " سلمى", "Salma ", title, certificate.ErrSame},
		{"no name left", c, " ", "", title, people.ErrName},
		{"an Arabic name that is taken away", c, "", "Salma", title, people.ErrName},
		{"an Arabic name of spaces", c, " \u00a0 ", "Salma", title, people.ErrName},
		{"an Arabic title that is taken away", c, "سلمى بنت خلفان", "Salma", catalog.Text{En: "Basics"}, certificate.ErrTitle},
		{"an English name that is taken away", c, "سلمى", "", title, nil},
		{"a name of 300 characters", c, strings.Repeat("س", 300), "", title, people.ErrLong},
		{"a name of emoji", c, "🙂", "", title, people.ErrLetters},
		{"a name with a control of direction", c, "سلمى\u202e", "", title, people.ErrText},
		{"a name in the other's place", c, "Salma", "سلمى", title, typed.ErrSwapped},
		{"an Arabic name in Latin letters", c, "Salma", "Salma Al Hinai", title, people.ErrNotArabic},
		{"a title in the other's place", c, "سلمى", "Salma", catalog.Text{Ar: "Basics", En: "أساسيات"}, typed.ErrSwapped},
		{"a title whose Arabic is English", c, "سلمى", "Salma", catalog.Text{Ar: "Basics", En: "Basics"}, typed.ErrArabic},
		{"the title of one whose name was wrong already", old, "Salma", "", catalog.Text{Ar: "أساسيات المشاركة", En: "Basics"}, nil},
		{"no title left", c, "سلمى بنت خلفان", "Salma", catalog.Text{}, certificate.ErrTitle},
		{"superseded", superseded, "بدر", "", title, certificate.ErrSuperseded},
		{"revoked", revoked, "بدر", "", title, certificate.ErrRevoked},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, err := test.c.Correct(test.ar, test.en, test.c.Record.CivilTail, test.title)
			if !errors.Is(err, test.want) {
				t.Fatalf("%v, want %v", err, test.want)
			}
			if err == nil && (r.Supersedes != c.Serial || r == test.c.Record) {
				t.Errorf("got %+v", r)
			}
		})
	}
}

// The last digits of a civil number are corrected as a name is.
func TestCorrectCivilTail(t *testing.T) {
	title := catalog.Text{Ar: "أساسيات"}
	c := certificate.Certificate{Serial: "MSR-2026-000001-1", Record: certificate.Record{NameAr: "سلمى", CivilTail: "739", Title: title}}
	for tail, want := range map[string]error{"739": certificate.ErrSame, "740": nil, "": nil} {
		if r, err := c.Correct("سلمى", "", tail, title); !errors.Is(err, want) || err == nil && (r.CivilTail != tail || r.Supersedes != c.Serial) {
			t.Errorf("%q: %+v, %v", tail, r, err)
		}
	}
}

func TestIssueAt(t *testing.T) {
	done := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	if got := certificate.IssueAt(done, true); !got.Equal(done) {
		t.Errorf("approved: %v", got)
	}
	if got := certificate.IssueAt(done, false); !got.Equal(time.Date(2026, 11, 29, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("not approved: %v", got)
	}
}
