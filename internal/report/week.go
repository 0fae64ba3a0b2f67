package report

import (
	"time"

	"masar/internal/day"
)

// WeekCount is how many weeks the report looks back.
const WeekCount = 12

// A Week is one week of completions.
type Week struct {
	From, To time.Time // from the beginning of Sunday to that of the next
	Count    int
	Open     bool // it is not over
}

// Weeks returns the weeks up to the one that now is in, the earliest first,
// with nothing counted yet. The working week begins on Sunday in the given
// zone.
func Weeks(now time.Time, zone *time.Location) []Week {
	sunday := day.Of(now, zone).Plus(-int(now.In(zone).Weekday()))
	ws := make([]Week, WeekCount)
	for i := range ws {
		from := sunday.Plus(-7 * (WeekCount - 1 - i))
		ws[i].From, ws[i].To = from.Start(zone).In(zone), from.Plus(7).Start(zone).In(zone)
	}
	ws[WeekCount-1].Open = true
	return ws
}
