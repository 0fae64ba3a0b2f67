// Package survey says when surveys are answered, and what their answers come
// to without telling whose they are.
package survey

import (
	"strconv"
	"time"

	"masar/internal/catalog"
	"masar/internal/day"
	"masar/internal/fault"
)

// OpenDays is how many days a follow-up survey may be answered for, counted
// from the day on which it is due. The last of them counts to its end.
const OpenDays = 60

var (
	ErrEarly = fault.New(fault.Conflict, "survey.early")
	ErrOver  = fault.New(fault.Conflict, "survey.over")
)

// A Span is when a follow-up survey may be answered: from an instant on, and
// before another.
type Span struct{ From, Until time.Time }

// FollowUp returns when sv may be answered by who completed the course at the
// given time, where days end as in zone; ok is false for a survey that is
// answered within its course.
func FollowUp(sv catalog.Survey, completed time.Time, zone *time.Location) (s Span, ok bool) {
	days, ok := Days(sv)
	if !ok || completed.IsZero() {
		return s, false
	}
	from := completed.AddDate(0, 0, days)
	return Span{from, day.Of(from, zone).Plus(OpenDays + 1).Start(zone)}, true
}

// Days returns how many days after a completion sv is due; ok is false for a
// survey that is answered within its course.
func Days(sv catalog.Survey) (n int, ok bool) {
	n, err := strconv.Atoi(sv.When)
	return n, err == nil && n > 0
}

// Last returns the last instant of the span, which stands for its last day.
func (s Span) Last() time.Time { return s.Until.Add(-time.Microsecond) }

// Check returns what somebody is told who would answer at now, or nil if they
// may.
func (s Span) Check(now time.Time) error {
	switch {
	case now.Before(s.From):
		return ErrEarly
	case !now.Before(s.Until):
		return ErrOver
	}
	return nil
}

// Completed returns the completions whose follow-up after the given days may
// be answered at now, by the same reckoning: those from one instant on, and
// not after another. At its edges it may take in a day too many.
func Completed(days int, now time.Time) (from, to time.Time) {
	return now.AddDate(0, 0, -days-OpenDays-1), now.AddDate(0, 0, -days)
}
