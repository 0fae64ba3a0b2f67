// Package day holds days of the calendar: which day an instant falls on in a
// zone, and when a day begins and ends there.
//
// Clocks change at midnight in some zones (Cairo, Beirut, Asunción), so that a
// day there may have no midnight, or two. A day ends with the last instant at
// which clocks show it or an earlier one, and the next begins a microsecond
// later: every instant belongs to one day, and a day lasts 23 to 25 hours.
package day

import (
	"strings"
	"time"
)

// A Day is a day of the Gregorian calendar, in no zone.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// Of returns the day that clocks in the zone show at t.
func Of(t time.Time, zone *time.Location) Day {
	y, m, d := t.In(zone).Date()
	return Day{y, m, d}
}

// Parse reads a day written as 2027-04-30. ok is false for anything else.
func Parse(s string) (d Day, ok bool) {
	t, err := time.Parse(time.DateOnly, strings.TrimSpace(s))
	if err != nil {
		return d, false
	}
	return Of(t, time.UTC), true
}

// String returns d as Parse reads it.
func (d Day) String() string { return d.utc().Format(time.DateOnly) }

// utc returns midnight of d in UTC, which has every midnight once.
func (d Day) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// Plus returns the day n days after d, or before it where n is negative.
func (d Day) Plus(n int) Day {
	return Of(time.Date(d.Year, d.Month, d.Day+n, 0, 0, 0, 0, time.UTC), time.UTC)
}

// Until returns how many days lie between d and e; negative if e comes first.
func (d Day) Until(e Day) int { return int(e.utc().Sub(d.utc()) / (24 * time.Hour)) }

// Before reports whether d comes before e.
func (d Day) Before(e Day) bool { return d.utc().Before(e.utc()) }

// Start returns the first instant of d in the zone, in UTC.
func (d Day) Start(zone *time.Location) time.Time { return d.Plus(-1).End(zone).Add(time.Microsecond) }

// Noon returns noon of d in the zone, an instant of that day whatever becomes of
// its midnight.
func (d Day) Noon(zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, zone)
}

// latest is later than any zone's midnight, counted from that of UTC.
const latest = 26 * time.Hour

// End returns the last whole microsecond of d in the zone, in UTC.
func (d Day) End(zone *time.Location) time.Time {
	midnight := d.Plus(1).utc()
	// Spans of one offset are looked at from the latest back to the first that
	// shows d at all.
	for at := midnight.Add(latest).In(zone); ; {
		start, end := at.ZoneBounds()
		_, offset := at.Zone()
		over := midnight.Add(-time.Duration(offset) * time.Second) // when the day is over by this offset
		if !end.IsZero() && end.Before(over) {
			over = end.UTC()
		}
		if start.IsZero() || start.Before(over) {
			return over.Add(-time.Microsecond)
		}
		at = start.Add(-time.Nanosecond)
	}
}
