package certificate

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"masar/internal/catalog"
	"masar/internal/people"
	"masar/internal/typed"
)

// A Design says how the certificates of one kind look, and what they say
// besides the words of the certificate itself.
type Design struct {
	Kind        string      `json:"kind"`
	Languages   string      `json:"languages"` // of the paper: one of PaperLanguages
	Colours     Palette     `json:"colours"`
	Border      string      `json:"border"`               // one of Borders
	Seal        bool        `json:"seal"`                 // whether it has a seal
	LogoRight   string      `json:"logo_right,omitempty"` // digest of a picture
	LogoLeft    string      `json:"logo_left,omitempty"`
	Ar          Words       `json:"ar"`
	En          Words       `json:"en"`
	Signatories []Signatory `json:"signatories,omitempty"` // two at most
	Employer    bool        `json:"employer,omitempty"`    // whether the holder's agency stands under the name
	CivilTail   bool        `json:"civil_tail,omitempty"`  // whether the last digits of the holder's civil number do
}

// A Palette holds the colours of a design.
type Palette struct {
	Paper  Colour `json:"paper"`
	Deep   Colour `json:"deep"`   // the band, the name
	Brand  Colour `json:"brand"`  // the issuer, lesser titles
	Gold   Colour `json:"gold"`   // the title, lines
	Bright Colour `json:"bright"` // ornament on the band
	Amber  Colour `json:"amber"`  // the few accents
	Ink    Colour `json:"ink"`    // text
	Grey   Colour `json:"grey"`   // lesser text
	Faint  Colour `json:"faint"`  // the rosette behind the text
}

// Words are a design's own words in one language.
type Words struct {
	Title    string `json:"title"`
	Awarded  string `json:"awarded,omitempty"`  // before the name
	Achieved string `json:"achieved,omitempty"` // before the course
	Verify   string `json:"verify,omitempty"`   // beside the code
}

// A Signatory stands under a certificate.
type Signatory struct {
	Name      catalog.Text `json:"name"`
	Role      catalog.Text `json:"role,omitzero"`
	Signature string       `json:"signature,omitempty"` // digest of a picture
}

// Languages of a paper.
const (
	Arabic  = "ar"
	English = "en"
	Both    = "both" // on one page
	Each    = "each" // on a page of its own: the whole in Arabic, then in English
)

// Choices of a design.
var (
	PaperLanguages = []string{Both, Each, Arabic, English}
	Borders        = []string{"woven", "plain", "none"}
)

// Digest returns the digest of d's canonical JSON, SHA-256 in hex. It names
// pictures by their own digests, so that it stands for them too.
func (d Design) Digest() string {
	b, err := json.Marshal(d) // fields in the order of the struct, no maps: canonical
	if err != nil {
		panic(err) // a Design holds nothing that JSON cannot
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// CivilTailOf returns what a certificate of p by d says of their civil number:
// its last digits, or nothing.
func (d Design) CivilTailOf(p people.Person) string {
	if !d.CivilTail {
		return ""
	}
	return p.CivilTail
}

// Pictures returns the digests of d's pictures, each once.
func (d Design) Pictures() (hashes []string) {
	seen := map[string]bool{"": true}
	for _, p := range d.places() {
		if !seen[p.hash] {
			seen[p.hash] = true
			hashes = append(hashes, p.hash)
		}
	}
	return hashes
}

// A picturePlace is where a picture stands: its form field, and its digest.
type picturePlace struct{ field, hash string }

func (d Design) places() []picturePlace {
	all := []picturePlace{{"logo_right", d.LogoRight}, {"logo_left", d.LogoLeft}}
	for i, s := range d.Signatories {
		all = append(all, picturePlace{signatoryField(i, "signature"), s.Signature})
	}
	return all
}

// Tidy returns d with spaces folded, colours in one form, and without
// signatories of whom nothing is said.
func (d Design) Tidy() Design {
	for _, c := range d.Colours.all() {
		*c.colour = c.colour.tidy()
	}
	d.Ar, d.En = d.Ar.tidy(), d.En.tidy()
	var kept []Signatory
	for _, s := range d.Signatories {
		s.Name, s.Role = tidyText(s.Name), tidyText(s.Role)
		if s != (Signatory{}) {
			kept = append(kept, s)
		}
	}
	d.Signatories = kept
	return d
}

func (w Words) tidy() Words {
	return Words{tidyLine(w.Title), tidyLine(w.Awarded), tidyLine(w.Achieved), tidyLine(w.Verify)}
}

func tidyText(t catalog.Text) catalog.Text {
	return catalog.Text{Ar: tidyLine(t.Ar), En: tidyLine(t.En)}
}

// tidyLine returns a line as it is printed: without the marks of direction that
// are left in a text which is copied, for which paper has its own order.
func tidyLine(s string) string {
	return typed.Tidy(strings.Map(func(r rune) rune {
		if r == '\u200E' || r == '\u200F' || r == '\u061C' {
			return -1
		}
		return r
	}, s))
}
