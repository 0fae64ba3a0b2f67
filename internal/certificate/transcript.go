package certificate

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"masar/internal/catalog"
)

// A Transcript is somebody's training record as it was handed out on a day.
// Whoever has its code can verify that it says what it said then.
type Transcript struct {
	Code     string `bun:",pk"`
	PersonID string
	AgencyID string
	Contents Contents `bun:"type:jsonb"`
	Hash     string   // of the contents; see Contents.Hash
	MadeAt   time.Time
}

// Contents are what a transcript says, word for word.
type Contents struct {
	NameAr       string       `json:"name_ar,omitempty"`
	NameEn       string       `json:"name_en,omitempty"`
	Agency       catalog.Text `json:"agency"`
	Lang         string       `json:"lang"` // of the document
	ArabicDigits bool         `json:"arabic_digits,omitempty"`
	On           string       `json:"on"` // day, YYYY-MM-DD
	Lines        []Attested   `json:"lines"`
}

// An Attested is a certificate as a transcript lists it.
type Attested struct {
	Serial   string       `json:"serial"`
	Kind     string       `json:"kind"`
	Title    catalog.Text `json:"title"`
	Hours    float64      `json:"hours"`
	IssuedOn string       `json:"issued"` // YYYY-MM-DD
}

// Transcribe lists the certificates that count, the earliest first: all that
// were not withdrawn and that no correction replaces, but for one of
// attendance where the same enrolment was completed as well.
func Transcribe(cs []Certificate) (lines []Attested) {
	completed := map[string]bool{}
	for _, c := range cs {
		if c.counts() && c.Kind == Completion {
			completed[c.EnrolmentID] = true
		}
	}
	for i := len(cs) - 1; i >= 0; i-- { // they come with the latest first
		c := cs[i]
		if c.counts() && (c.Kind == Completion || !completed[c.EnrolmentID]) {
			r := c.Record
			lines = append(lines, Attested{Serial: r.Serial, Kind: r.Kind, Title: r.Title, Hours: r.Hours, IssuedOn: r.IssuedOn})
		}
	}
	return lines
}

func (c Certificate) counts() bool { return c.RevokedAt.IsZero() && c.SupersededBy == "" }

// Hours returns the training hours of all the lines together.
func (c Contents) Hours() (sum float64) {
	for _, l := range c.Lines {
		sum += l.Hours
	}
	return sum
}

// Serials returns the serial numbers of all the lines.
func (c Contents) Serials() (serials []string) {
	for _, l := range c.Lines {
		serials = append(serials, l.Serial)
	}
	return serials
}

// Hash returns the SHA-256, in hex, of the contents as canonical JSON.
func (c Contents) Hash() string {
	b, err := json.Marshal(c) // fields in the order of the struct, no maps: canonical
	if err != nil {
		panic(err) // contents hold nothing that JSON cannot
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// GroupCode returns a code as it is printed: in groups of four.
func GroupCode(code string) string {
	if len(code) != 16 {
		return code
	}
	return code[:4] + "-" + code[4:8] + "-" + code[8:12] + "-" + code[12:]
}
