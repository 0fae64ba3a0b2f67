package certificate

import (
	"fmt"
	"time"
)

// An Audit walks the chain of certificates from its beginning, in the order of
// their numbers. Its zero value stands before the first.
type Audit struct {
	Zone   *time.Location // in which days were written
	number int64
	hash   string
}

// Next returns all that is wrong with c as the next of the chain, in words for
// whoever runs the audit. It goes on from what c says it is, so that one
// mistake is told once.
func (a *Audit) Next(c Certificate) (wrong []string) {
	say := func(bad bool, format string, args ...any) {
		if bad {
			wrong = append(wrong, fmt.Sprintf(format, args...))
		}
	}
	say(c.Number != a.number+1, "number %d follows number %d", c.Number, a.number)
	say(c.Hash != Chain(a.hash, c.Record), "the record is not what its hash was made of")
	say(!SerialFits(c.Serial), "the check digit of the serial number is wrong")
	say(c.Serial != Serial(c.IssuedAt.In(a.Zone).Year(), c.Number), "the serial number is not that of number %d", c.Number)
	say(TidyCode(c.Code) != c.Code || c.Code == "", "the code is not a verification code")
	r := c.Record
	for _, f := range []struct{ name, row, record string }{
		{"serial number", c.Serial, r.Serial}, {"code", c.Code, r.Code}, {"kind", c.Kind, r.Kind},
		{"course", c.CourseID, r.CourseID}, {"person", c.PersonID, r.PersonID}, {"enrolment", c.EnrolmentID, r.EnrolmentID},
		{"day of issue", Day(c.IssuedAt, a.Zone), r.IssuedOn}, {"day of expiry", Day(c.ExpiresAt, a.Zone), r.ExpiresOn},
	} {
		say(f.row != f.record, "the %s beside the record, %q, is not that in it, %q", f.name, f.row, f.record)
	}
	a.number, a.hash = c.Number, c.Hash
	return wrong
}

// End returns what is wrong with the end of the chain, which the counter of
// certificates says to be at the given number with the given hash.
func (a *Audit) End(number int64, hash string) (wrong []string) {
	switch {
	case a.number < number:
		wrong = append(wrong, fmt.Sprintf("the chain ends at number %d, but %d were issued", a.number, number))
	case a.number == number && a.hash != hash:
		wrong = append(wrong, "the hash of the last certificate is not that of the end of the chain")
	}
	return wrong
}

// Day returns the day of an instant as records write it, or "".
func Day(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(zone).Format(time.DateOnly)
}
