package report

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"masar/internal/day"
)

// A Period is a span of time that ends now, in which people were enrolled.
type Period string

const (
	Always   Period = ""
	Month    Period = "30-days"
	Quarter  Period = "90-days"
	ThisYear Period = "year" // since 1 January
)

// Periods are all of them.
var Periods = []Period{Always, Month, Quarter, ThisYear}

// From returns when the period that ends at now began; zero for Always.
func (p Period) From(now time.Time, zone *time.Location) time.Time {
	today := day.Of(now, zone)
	switch p {
	case Month:
		return today.Plus(-30).Start(zone).In(zone)
	case Quarter:
		return today.Plus(-90).Start(zone).In(zone)
	case ThisYear:
		return day.Day{Year: today.Year, Month: time.January, Day: 1}.Start(zone).In(zone)
	}
	return time.Time{}
}

// A Sort is what a list goes by. Without one, what was done last comes first.
type Sort string

const (
	ByActivity Sort = "activity"
	ByName     Sort = "name"
	ByProgress Sort = "progress"
	ByScore    Sort = "score"
	ByDue      Sort = "due"
)

var sorts = []Sort{ByActivity, ByName, ByProgress, ByScore, ByDue}

// A Filter says what a report is about. Its zero value is everything.
type Filter struct {
	AgencyID   string
	Department string
	CourseID   string
	Period     Period
	State      State
	Search     string // as typed
	Sort       Sort
	Down       bool // the largest or latest first; only with a Sort
}

// Read returns the filter that the values of a form or an address ask for.
// What they ask for that there is not, is not asked for.
func Read(get func(name string) string) Filter {
	f := Filter{
		AgencyID: get("agency"), Department: get("department"), CourseID: get("course"),
		Period: Period(get("period")), State: State(get("state")), Search: strings.TrimSpace(get("q")),
		Sort: Sort(get("sort")), Down: get("way") == "down",
	}
	if !slices.Contains(Periods, f.Period) {
		f.Period = Always
	}
	if !slices.Contains(States, f.State) {
		f.State = ""
	}
	if !slices.Contains(sorts, f.Sort) {
		f.Sort, f.Down = "", false
	}
	return f
}

// Wide returns the filter of the figures and charts above the list: of the
// same agency, department, course and period, but of everyone in them.
func (f Filter) Wide() Filter {
	f.State, f.Search, f.Sort, f.Down = "", "", "", false
	return f
}

// Values returns f as Read reads it, but for what is searched for: that may
// name a person, and the values may stand in an address.
func (f Filter) Values() url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("agency", f.AgencyID)
	set("department", f.Department)
	set("course", f.CourseID)
	set("period", string(f.Period))
	set("state", string(f.State))
	set("sort", string(f.Sort))
	if f.Down {
		set("way", "down")
	}
	return v
}

// SortedAs returns f in the order of g.
func (f Filter) SortedAs(g Filter) Filter {
	f.Sort, f.Down = g.Sort, g.Down
	return f
}
