package pdf

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
)

// A Template says how the certificates of one kind look and what they say besides the
// words of the certificate itself. Its version belongs to the record of a certificate:
// the same template and the same certificate give the same file.
type Template struct {
	Kind    string  `json:"kind"`
	Version int     `json:"version"`
	Colours Palette `json:"colours"`
	Border  string  `json:"border"` // "woven", "plain" or "none"
	Seal    bool    `json:"seal"`
	Logos   Logos   `json:"logos,omitzero"`
	Ar      Words   `json:"ar"`
	En      Words   `json:"en"`
}

// Logos are PNG pictures in the upper corners; either may be missing.
type Logos struct {
	Right []byte `json:"right,omitempty"`
	Left  []byte `json:"left,omitempty"`
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
	all, err := defaultTemplates()
	if err != nil {
		return Template{}, err
	}
	t, ok := all[kind]
	if !ok {
		return Template{}, fmt.Errorf("no template for certificates of kind %q", kind)
	}
	return t, nil
}

// defaultTemplates reads the templates that come with the program, once.
var defaultTemplates = sync.OnceValues(func() (map[string]Template, error) {
	all := map[string]Template{}
	for _, kind := range []string{"completion", "attendance"} {
		b, err := templates.ReadFile("templates/" + kind + ".json")
		if err != nil {
			return nil, fmt.Errorf("template %s: %w", kind, err)
		}
		var t Template
		if err := json.Unmarshal(b, &t); err != nil {
			return nil, fmt.Errorf("template %s: %w", kind, err)
		}
		all[kind] = t
	}
	return all, nil
})

// Valid says all that is wrong with a template, such as one that was edited or imported.
func (t Template) Valid() error {
	var wrong []error
	if t.Kind != "completion" && t.Kind != "attendance" {
		wrong = append(wrong, fmt.Errorf("kind %q is neither completion nor attendance", t.Kind))
	}
	if t.Version < 1 {
		wrong = append(wrong, fmt.Errorf("version %d is less than 1", t.Version))
	}
	if t.Border != "woven" && t.Border != "plain" && t.Border != "none" {
		wrong = append(wrong, fmt.Errorf("border %q is none of woven, plain and none", t.Border))
	}
	for _, c := range []Colour{
		t.Colours.Paper, t.Colours.Deep, t.Colours.Brand, t.Colours.Gold, t.Colours.Bright,
		t.Colours.Amber, t.Colours.Ink, t.Colours.Grey, t.Colours.Faint,
	} {
		wrong = append(wrong, c.Valid())
	}
	for _, logo := range [][]byte{t.Logos.Right, t.Logos.Left} {
		if len(logo) > 0 {
			_, err := readPicture(logo)
			wrong = append(wrong, err)
		}
	}
	if t.Ar.Title == "" || t.En.Title == "" {
		wrong = append(wrong, errors.New("the title is missing in one of the languages"))
	}
	return errors.Join(wrong...)
}
