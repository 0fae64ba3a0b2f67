package view

import (
	"cmp"
	"strconv"
	"strings"

	"masar/internal/certificate"
	"masar/internal/i18n"
)

// A TemplatesData is how an agency's certificates look.
type TemplatesData struct {
	Agencies []Option
	Agency   string
	Kinds    []TemplateRow
	Names    *TemplateNames // nil: not for the reader
}

// A TemplateRow is a kind of certificate and the template it is printed by.
type TemplateRow struct {
	Title, Href      string
	Own              bool
	Version, Changed string // of its own
	Inherits         string // whose it is otherwise
}

// A TemplateNames lists people with a name missing in one language.
type TemplateNames struct {
	Rows  []TemplateName
	Total int
	More  bool
}

// A TemplateName is one of them.
type TemplateName struct{ Name, Href, Say string }

// A TemplateForm is a template being edited.
type TemplateForm struct {
	Agency, AgencyName, Title, Href string
	Design                          certificate.Design
	Seen                            int // version; 0: the agency has none
	Versions                        []TemplateVersion
	Problems                        map[string]string
	Import                          []Problem // with the zip
}

// A TemplateVersion is one version of a template.
type TemplateVersion struct {
	Number           int
	Changed, Picture string
	Current          bool
}

// picture is the address of the picture that the page begins with: of the
// version the form shows.
func (d TemplateForm) picture() string {
	return d.Href + "/picture.svg?version=" + strconv.Itoa(d.Seen)
}

// colours are the fields of a design's colours.
func (d TemplateForm) colours(t *i18n.T) (ins []Input) {
	fields, colours := d.Design.Colours.Fields()
	for i, f := range fields {
		ins = append(ins, Input{
			Name: f, Type: "color", Label: t.Msg("template."+dashed(f), nil), Value: string(*colours[i]), Error: d.Problems[f],
		})
	}
	return ins
}

// Said returns what is wrong with the form, each with the name of its field.
func (d TemplateForm) Said(t *i18n.T) []Problem {
	ps := Ordered(d.Problems)
	for i, p := range ps {
		if p.Field != "" {
			ps[i].Text = t.TemplateProblem(TemplateField(t, p.Field), p.Text)
		}
	}
	return ps
}

// TemplateField returns what a field of the form is called.
func TemplateField(t *i18n.T, field string) string {
	if key := "template." + dashed(field); strings.HasPrefix(field, "colour_") && i18n.Has(key) {
		return t.Msg(key, nil)
	}
	if key := "template.word-" + dashed(field); i18n.Has(key) {
		return t.Msg(key, nil)
	}
	if key := "template.form-" + dashed(field); i18n.Has(key) {
		return t.Msg(key, nil)
	}
	n, part, _ := strings.Cut(strings.TrimPrefix(field, "signatory_"), "_")
	keys := map[string]string{"signature": "template.form-signature"}
	key := cmp.Or(keys[part], "template.form-signatory-"+dashed(part))
	number, err := strconv.Atoi(n)
	if err != nil || !i18n.Has(key) {
		return t.Isolate(field)
	}
	return t.TemplateSignatoryField(t.Num(number), t.Msg(key, nil))
}

// dashed turns the name of a field into that of its message.
func dashed(field string) string {
	b := []byte(field)
	for i := range b {
		if b[i] == '_' {
			b[i] = '-'
		}
	}
	return string(b)
}

// words are the fields of a design's own words in one language.
func (d TemplateForm) words(t *i18n.T, lang string) (ins []Input) {
	w, dir := d.Design.Ar, "rtl"
	if lang == "en" {
		w, dir = d.Design.En, "ltr"
	}
	for _, f := range []struct {
		name, value string
		most        int
	}{
		{"title", w.Title, certificate.MaxDesignTitle}, {"awarded", w.Awarded, certificate.MaxDesignLine},
		{"achieved", w.Achieved, certificate.MaxDesignLine}, {"verify", w.Verify, certificate.MaxDesignTitle},
	} {
		name := f.name + "_" + lang
		ins = append(ins, Input{
			Name: name, Label: t.Msg("template.word-"+dashed(name), nil), Value: f.value, Dir: dir, Max: f.most, Bare: true, Error: d.Problems[name],
		})
	}
	return ins
}

// signatories are those of the design and, empty, those there is room for.
func (d TemplateForm) signatories() []certificate.Signatory {
	all := make([]certificate.Signatory, certificate.MaxSignatories)
	copy(all, d.Design.Signatories)
	return all
}

// signatory are the fields of the nth signatory, from 1.
func (d TemplateForm) signatory(t *i18n.T, n int, s certificate.Signatory) (ins []Input) {
	prefix := "signatory_" + strconv.Itoa(n) + "_"
	for _, f := range []struct{ name, label, value, dir string }{
		{"name_ar", t.TemplateFormSignatoryNameAr(), s.Name.Ar, "rtl"}, {"name_en", t.TemplateFormSignatoryNameEn(), s.Name.En, "ltr"},
		{"role_ar", t.TemplateFormSignatoryRoleAr(), s.Role.Ar, "rtl"}, {"role_en", t.TemplateFormSignatoryRoleEn(), s.Role.En, "ltr"},
	} {
		ins = append(ins, Input{
			Name: prefix + f.name, Label: f.label, Value: f.value, Dir: f.dir, Max: certificate.MaxDesignLine, Bare: true, Error: d.Problems[prefix+f.name],
		})
	}
	return ins
}

func (d TemplateForm) languages(t *i18n.T) (os []Option) {
	for _, l := range certificate.PaperLanguages {
		os = append(os, Option{l, t.Msg("template.languages-"+l, nil)})
	}
	return os
}

func (d TemplateForm) borders(t *i18n.T) (os []Option) {
	for _, b := range certificate.Borders {
		os = append(os, Option{b, t.Msg("template.border-"+b, nil)})
	}
	return os
}

// newest is the number of the newest version, or 0.
func (d TemplateForm) newest() string {
	if len(d.Versions) == 0 {
		return "0"
	}
	return strconv.Itoa(d.Versions[0].Number)
}
