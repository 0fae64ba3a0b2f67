package report

import "time"

// WeekCount is how many weeks the report looks back.
const WeekCount = 12

// A Week is one week of completions.
type Week struct {
	From, To time.Time // from midnight on Sunday to the next
	Count    int
	Open     bool // it is not over
}

// Weeks returns the weeks up to the one that now is in, the earliest first,
// with nothing counted yet. The working week begins on Sunday in the given
// zone.
func Weeks(now time.Time, zone *time.Location) []Week {
	y, m, d := now.In(zone).Date()
	sunday := d - int(now.In(zone).Weekday())
	ws := make([]Week, WeekCount)
	for i := range ws {
		day := sunday - 7*(WeekCount-1-i)
		ws[i].From = time.Date(y, m, day, 0, 0, 0, 0, zone)
		ws[i].To = time.Date(y, m, day+7, 0, 0, 0, 0, zone)
	}
	ws[WeekCount-1].Open = true
	return ws
}
