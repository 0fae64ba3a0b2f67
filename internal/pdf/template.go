package pdf

// A Template says how certificates look and what they say besides the words of the
// certificate itself. The same template and the same certificate give the same file.
type Template struct {
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

// lists are the colours of everything but certificates.
var lists = Palette{
	Paper: "#FFFDF8", Deep: "#0A3F43", Brand: "#0B5A5E", Gold: "#A87A24", Bright: "#E3BE73", Amber: "#F0B84E",
	Ink: "#0F2428", Grey: "#566A6D", Faint: "#EAF1EE",
}
