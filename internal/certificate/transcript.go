package certificate

import (
	"time"

	"masar/internal/catalog"
)

// A Transcript is somebody's training record: what they have certificates for,
// as of a day.
type Transcript struct {
	NameAr, NameEn string
	Agency         catalog.Text
	Lang           string // of the document
	ArabicDigits   bool
	At             time.Time
	Records        []Record // the earliest first
}

// Transcribe returns the records of the certificates that count, the earliest
// first: all that were not withdrawn and that no correction replaces, but for
// one of attendance where the same enrolment was completed as well.
func Transcribe(cs []Certificate) (rs []Record) {
	completed := map[string]bool{}
	for _, c := range cs {
		if c.counts() && c.Kind == Completion {
			completed[c.EnrolmentID] = true
		}
	}
	for i := len(cs) - 1; i >= 0; i-- { // they come with the latest first
		c := cs[i]
		if c.counts() && (c.Kind == Completion || !completed[c.EnrolmentID]) {
			rs = append(rs, c.Record)
		}
	}
	return rs
}

func (c Certificate) counts() bool { return c.RevokedAt.IsZero() && c.SupersededBy == "" }

// Hours returns the training hours of the records together.
func (t Transcript) Hours() (sum float64) {
	for _, r := range t.Records {
		sum += r.Hours
	}
	return sum
}
