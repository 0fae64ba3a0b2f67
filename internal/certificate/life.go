package certificate

import (
	"errors"
	"time"

	"masar/internal/catalog"
	"masar/internal/day"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/typed"
)

const (
	// RenewDays is how many days before a certificate expires its holder may
	// take the course again.
	RenewDays = 90
	// NameDays is how many days a certificate waits for its holder to approve
	// the spelling of their name. After that it is issued in the name as it is:
	// a mistake in it can be corrected, a certificate never issued is missed.
	NameDays = 7
	// AttendanceDays is how many days after the end of a run those who attended
	// it without completing the course get a certificate of attendance.
	AttendanceDays = 7
	// AttendanceLast is how many days after the end of a run its attendance is
	// looked at for the last time.
	AttendanceLast = 37
	// MaxTitle is how many characters a course's title may have on a correction.
	MaxTitle = 300
)

var (
	ErrSuperseded = fault.New(fault.Conflict, "certificate.superseded-already")
	ErrSame       = fault.New(fault.Invalid, "certificate.nothing-corrected").On("name_ar")
	ErrTitle      = fault.New(fault.Invalid, "certificate.title-missing").On("title_ar")
)

// Correct returns the record of the certificate that is to take the place of
// c: the same but for the holder's name, the last digits of their civil number
// and the course's title. Its number, code, day and template are for whoever
// issues it to fill in.
func (c Certificate) Correct(nameAr, nameEn, civilTail string, title catalog.Text) (Record, error) {
	switch {
	case !c.RevokedAt.IsZero():
		return Record{}, ErrRevoked
	case c.SupersededBy != "":
		return Record{}, ErrSuperseded
	}
	r := c.Record
	r.NameAr, r.NameEn, r.CivilTail = people.TidyName(nameAr), people.TidyName(nameEn), civilTail
	r.Title = catalog.Text{Ar: people.FoldSpaces(title.Ar), En: people.FoldSpaces(title.En)}
	var errs []error
	errs = append(errs, fault.Join(people.CheckNewName(c.Record.NameAr, c.Record.NameEn, r.NameAr, r.NameEn)))
	if r.NameAr == "" && r.NameEn != "" && c.Record.NameAr != "" {
		errs = append(errs, people.ErrName)
	}
	if r.Title != c.Record.Title {
		errs = append(errs, fault.Join(typed.Pair{ArField: "title_ar", Ar: r.Title.Ar, EnField: "title_en", En: r.Title.En}.Check()))
	}
	if r.Title.Empty() || r.Title.Ar == "" && c.Record.Title.Ar != "" || len([]rune(r.Title.Ar)) > MaxTitle || len([]rune(r.Title.En)) > MaxTitle {
		errs = append(errs, ErrTitle.With("max", MaxTitle))
	}
	if err := errors.Join(errs...); err != nil {
		return Record{}, err
	}
	if r == c.Record {
		return Record{}, ErrSame
	}
	r.Supersedes = c.Serial
	return r, nil
}

// Renewable reports whether the holder of c may take its course again: from
// RenewDays before it expires, and ever after. A certificate that never
// expires, or was withdrawn, is not renewed.
func (c Certificate) Renewable(now time.Time) bool {
	return c.Kind == Completion && c.RevokedAt.IsZero() && !c.ExpiresAt.IsZero() && !now.Before(c.ExpiresAt.AddDate(0, 0, -RenewDays))
}

// Expiry returns the last instant of a certificate that is issued at the given
// time for some months: the end of that day of the month in the zone, or of
// the month's last day where it has no such day.
func Expiry(issued time.Time, months int, zone *time.Location) time.Time {
	d := day.Of(issued, zone)
	last := day.Day{Year: d.Year, Month: d.Month + time.Month(months) + 1}.Plus(0) // of that month: day nought of the next
	return day.Day{Year: last.Year, Month: last.Month, Day: min(d.Day, last.Day)}.End(zone)
}

// IssueAt returns when the certificate of a course completed at the given time
// is to be issued: at once to whoever has approved the spelling of their name,
// and otherwise after NameDays.
func IssueAt(completed time.Time, approved bool) time.Time {
	if approved {
		return completed
	}
	return completed.AddDate(0, 0, NameDays)
}
