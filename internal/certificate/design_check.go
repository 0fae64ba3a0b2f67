package certificate

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"masar/internal/fault"
	"masar/internal/typed"
)

var (
	ErrKind            = fault.New(fault.Invalid, "template.kind-unknown").On("kind")
	ErrLanguages       = fault.New(fault.Invalid, "template.languages-unknown").On("languages")
	ErrBorder          = fault.New(fault.Invalid, "template.border-unknown").On("border")
	ErrColour          = fault.New(fault.Invalid, "template.colour-bad")
	ErrContrast        = fault.New(fault.Invalid, "template.contrast-low")
	ErrDesignTitle     = fault.New(fault.Invalid, "template.title-missing")
	ErrDesignLong      = fault.New(fault.Invalid, "template.text-long")
	ErrDesignText      = fault.New(fault.Invalid, "template.text-bad")
	ErrSignatories     = fault.New(fault.Invalid, "template.signatories-many").On("signatory_1_name_ar")
	ErrSignatoryName   = fault.New(fault.Invalid, "template.signatory-nameless")
	ErrPictureMissing  = fault.New(fault.Invalid, "template.picture-missing")
	ErrUnprintableText = fault.New(fault.Invalid, "template.text-unprintable")
)

const (
	// MaxSignatories is how many stand under a certificate.
	MaxSignatories = 2
	// MaxDesignTitle is how many characters the title of a certificate may have.
	MaxDesignTitle = 60
	// MaxDesignLine is how many characters any other line of a design may have.
	MaxDesignLine = 120
)

// Check returns everything that is wrong with d, which has been tidied, by the
// field of its form. Its pictures are handed along by their digests; see
// ReadPicture.
func (d Design) Check(pictures map[string][]byte) (faults []*fault.Fault) {
	if !slices.Contains(Kinds, d.Kind) {
		faults = append(faults, ErrKind)
	}
	if !slices.Contains(PaperLanguages, d.Languages) {
		faults = append(faults, ErrLanguages)
	}
	if !slices.Contains(Borders, d.Border) {
		faults = append(faults, ErrBorder)
	}
	faults = append(faults, d.Colours.check()...)
	faults = append(faults, d.checkTexts()...)
	faults = append(faults, d.checkSignatories()...)
	for _, p := range d.places() {
		if _, ok := pictures[p.hash]; p.hash != "" && !ok {
			faults = append(faults, ErrPictureMissing.On(p.field))
		}
	}
	return faults
}

func (p Palette) check() (faults []*fault.Fault) {
	for _, c := range p.all() {
		switch {
		case !c.colour.Valid():
			faults = append(faults, ErrColour.On(c.field))
		case c.needs > 0 && p.Paper.Valid() && c.colour.Contrast(p.Paper) < c.needs:
			faults = append(faults, ErrContrast.With("ratio", tenth(c.colour.Contrast(p.Paper))).With("needs", tenth(c.needs)).On(c.field))
		}
	}
	return faults
}

// tenth writes a ratio with one decimal, rounded down: 4.49 is not 4.5.
func tenth(v float64) string { return strconv.FormatFloat(math.Floor(v*10)/10, 'f', 1, 64) }

// A DesignText is a line of a design: its form field, what it says, and how
// many characters it may have.
type DesignText struct {
	Field, Text string
	Max         int
}

// Texts returns every line of d, each in Arabic and then in English.
func (d Design) Texts() []DesignText {
	all := []DesignText{
		{"title_ar", d.Ar.Title, MaxDesignTitle}, {"title_en", d.En.Title, MaxDesignTitle},
		{"awarded_ar", d.Ar.Awarded, MaxDesignLine}, {"awarded_en", d.En.Awarded, MaxDesignLine},
		{"achieved_ar", d.Ar.Achieved, MaxDesignLine}, {"achieved_en", d.En.Achieved, MaxDesignLine},
		{"verify_ar", d.Ar.Verify, MaxDesignTitle}, {"verify_en", d.En.Verify, MaxDesignTitle},
	}
	for i, s := range d.Signatories {
		all = append(all,
			DesignText{signatoryField(i, "name_ar"), s.Name.Ar, MaxDesignLine}, DesignText{signatoryField(i, "name_en"), s.Name.En, MaxDesignLine},
			DesignText{signatoryField(i, "role_ar"), s.Role.Ar, MaxDesignLine}, DesignText{signatoryField(i, "role_en"), s.Role.En, MaxDesignLine})
	}
	return all
}

func signatoryField(i int, part string) string { return "signatory_" + strconv.Itoa(i+1) + "_" + part }

func (d Design) checkTexts() (faults []*fault.Fault) {
	if d.Ar.Title == "" && d.Languages != English {
		faults = append(faults, ErrDesignTitle.On("title_ar"))
	}
	if d.En.Title == "" && d.Languages != Arabic {
		faults = append(faults, ErrDesignTitle.On("title_en"))
	}
	texts := d.Texts()
	for i := 0; i < len(texts); i += 2 {
		ar, en := texts[i], texts[i+1]
		faults = append(faults, typed.Pair{ArField: ar.Field, Ar: ar.Text, EnField: en.Field, En: en.Text}.Check()...)
	}
	for _, t := range texts {
		switch {
		case len([]rune(t.Text)) > t.Max:
			faults = append(faults, ErrDesignLong.With("max", t.Max).On(t.Field))
		case unfit(t.Text):
			faults = append(faults, ErrDesignText.On(t.Field))
		}
	}
	return faults
}

// unfit reports whether a line holds what no line of print does: a control, or
// an override of the direction that would rearrange what stands around it.
func unfit(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || r == unicode.ReplacementChar || unicode.Is(unicode.Bidi_Control, r)
	})
}

func (d Design) checkSignatories() (faults []*fault.Fault) {
	if len(d.Signatories) > MaxSignatories {
		faults = append(faults, ErrSignatories)
	}
	for i, s := range d.Signatories {
		if s.Name.Empty() {
			faults = append(faults, ErrSignatoryName.On(signatoryField(i, "name_ar")))
		}
	}
	return faults
}
