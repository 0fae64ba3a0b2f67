package day

import (
	_ "embed"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
)

// zones are the names of the tz database, release 2025c, one a line.
//
//go:embed testdata/zones.txt
var zones string

// In every zone of the tz database and on every day of 2026 to 2037, a day ends
// while clocks show it, the next begins a microsecond later, and both are where
// the other says.
func TestEveryZone(t *testing.T) {
	names := strings.Fields(zones)
	if len(names) < 400 {
		t.Fatalf("only %d zones", len(names))
	}
	first, last := Day{2026, 1, 1}, Day{2037, 12, 31}
	for _, name := range names {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		before := first.Plus(-1).End(zone)
		for d := first; !last.Before(d); d = d.Plus(1) {
			end := d.End(zone)
			if Of(end, zone) != d || Of(end.Add(time.Microsecond), zone) != d.Plus(1) {
				t.Errorf("%s: %v ends at %v, and a microsecond later it is %v", name, d, end.In(zone), Of(end.Add(time.Microsecond), zone))
				break
			}
			if length := end.Sub(before); length < 22*time.Hour || length > 26*time.Hour {
				t.Errorf("%s: %v lasts %v", name, d, length)
				break
			}
			before = end
		}
	}
}

// Days on which clocks change at midnight, or about it, begin and end where
// they do on the wall.
func TestMidnight(t *testing.T) {
	for _, c := range []struct{ zone, day, start, end string }{
		{"Asia/Muscat", "2027-04-30", "2027-04-30T00:00:00+04:00", "2027-04-30T23:59:59.999999+04:00"},
		{"Africa/Cairo", "2027-04-29", "2027-04-29T00:00:00+02:00", "2027-04-29T23:59:59.999999+02:00"},
		{"Africa/Cairo", "2027-04-30", "2027-04-30T01:00:00+03:00", "2027-04-30T23:59:59.999999+03:00"}, // no midnight
		{"Africa/Cairo", "2027-10-28", "2027-10-28T00:00:00+03:00", "2027-10-28T23:59:59.999999+02:00"}, // 25 hours
		{"Asia/Beirut", "2027-03-28", "2027-03-28T01:00:00+03:00", "2027-03-28T23:59:59.999999+03:00"},
		{"America/Havana", "2027-11-07", "2027-11-07T00:00:00-04:00", "2027-11-07T23:59:59.999999-05:00"}, // midnight twice
		{"Australia/Lord_Howe", "2027-04-04", "2027-04-04T00:00:00+11:00", "2027-04-04T23:59:59.999999+10:30"},
		{"Pacific/Kiritimati", "2027-01-01", "2027-01-01T00:00:00+14:00", "2027-01-01T23:59:59.999999+14:00"},
		{"Etc/GMT+12", "2027-01-01", "2027-01-01T00:00:00-12:00", "2027-01-01T23:59:59.999999-12:00"},
		{"Pacific/Apia", "2011-12-29", "2011-12-29T00:00:00-10:00", "2011-12-29T23:59:59.999999-10:00"}, // and then the 31st
		{"Asia/Kathmandu", "1985-12-31", "1985-12-31T00:00:00+05:30", "1985-12-31T23:59:59.999999+05:30"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		d, ok := Parse(c.day)
		if got := d.Start(zone).In(zone).Format(time.RFC3339Nano); !ok || got != c.start {
			t.Errorf("%s: %s begins at %s, want %s", c.zone, c.day, got, c.start)
		}
		if got := d.End(zone).In(zone).Format(time.RFC3339Nano); got != c.end {
			t.Errorf("%s: %s ends at %s, want %s", c.zone, c.day, got, c.end)
		}
	}
}

func TestParse(t *testing.T) {
	for _, s := range []string{"2027-04-30", "2028-02-29", "0001-01-01", "9999-12-31"} {
		if d, ok := Parse(s); !ok || d.String() != s {
			t.Errorf("%s is read as %v, %v", s, d, ok)
		}
	}
	for _, s := range []string{"", "2027-02-29", "2027-4-30", "2027-04-31", "30-04-2027", "2027-04-30T00:00"} {
		if d, ok := Parse(s); ok {
			t.Errorf("%q is read as %v", s, d)
		}
	}
}

func TestPlus(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		to   string
	}{
		{"2027-12-31", 1, "2028-01-01"}, {"2028-02-28", 1, "2028-02-29"}, {"2028-03-01", -1, "2028-02-29"}, {"2026-01-01", 4382, "2037-12-31"}, {"2027-05-05", 0, "2027-05-05"},
	} {
		from, _ := Parse(c.from)
		to, _ := Parse(c.to)
		if got := from.Plus(c.n); got != to {
			t.Errorf("%v and %d days: %v, want %v", from, c.n, got, to)
		}
		if got := from.Until(to); got != c.n {
			t.Errorf("from %v to %v: %d days, want %d", from, to, got, c.n)
		}
		if from.Before(to) != (c.n > 0) {
			t.Errorf("%v before %v: %v", from, to, from.Before(to))
		}
	}
}
