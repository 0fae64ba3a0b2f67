package pdf

import (
	"embed"
	"encoding/json"
	"fmt"
)

// A Template says how the certificates of one kind look and what they say besides the
// words of the certificate itself. Its version belongs to the record of a certificate:
// the same template and the same certificate give the same file.
type Template struct {
	Kind    string  `json:"kind"`
	Version int     `json:"version"`
	Colours Palette `json:"colours"`
	Border  string  `json:"border"` // "woven" or "plain"
	Seal    bool    `json:"seal"`
	Ar      Words   `json:"ar"`
	En      Words   `json:"en"`
}

// A Palette holds a template's colours.
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

// Words are a template's own words in one language.
type Words struct {
	Title    string `json:"title"`
	Awarded  string `json:"awarded"`  // before the name
	Achieved string `json:"achieved"` // before the course
	Verify   string `json:"verify"`   // beside the code
	QR       string `json:"qr"`       // what the code is, for those who hear the page
}

//go:embed templates/*.json
var templates embed.FS

// DefaultTemplate is Masar's own template for a kind of certificate.
func DefaultTemplate(kind string) (Template, error) {
	b, err := templates.ReadFile("templates/" + kind + ".json")
	if err != nil {
		return Template{}, fmt.Errorf("no template for certificates of kind %q", kind)
	}
	var t Template
	if err := json.Unmarshal(b, &t); err != nil {
		return Template{}, fmt.Errorf("template %s: %w", kind, err)
	}
	return t, nil
}
