package ui

import (
	"slices"

	"masar/internal/typed"

	"github.com/a-h/templ"
)

// An Input is one field of a form. ID is derived from Name, so that a fault on
// the field of that name can be led to.
type Input struct {
	Name, Label, Value string
	Hint, Error        string
	Type               string // of the input; "" is text, "number" a number in the digits of any script
	Lang               string // of what is to be written, where the form asks for one: "ar" or "en"
	Dir                string // "ltr" for codes and addresses; "" follows what is written
	Complete           string // autocomplete
	Optional           bool   // said beside the label; otherwise the field is required
	Bare               bool   // neither required nor said to be optional, as in filters
	Rows               int    // of a text area
	Max                int    // length, or 0
	Min, Most, Step    string // of numbers and dates
	Accept             string // of files
	Options            []Option
	Picks              string // "name=value" of the choice that filling this in makes
	Carry              bool   // comes along where the page is asked for in the other language; one a page
	Choose             string // asks for a choice, as the first of the options; or ""
}

// An Option is one choice of a select.
type Option struct {
	Value, Label string
}

// FieldID returns the id of the field of that name.
func FieldID(name string) string { return "f-" + name }

func (in Input) id() string { return FieldID(in.Name) }

func (in Input) dir() string {
	if in.Dir == "" && in.Type == "number" {
		return "ltr"
	}
	if in.Dir == "" {
		return "auto"
	}
	return in.Dir
}

// kind returns the type of the input. A number is a line of text with a keypad
// for numbers: a browser's own number field takes no Arabic digits, and hands
// over nothing where it does not understand.
func (in Input) kind() string {
	switch in.Type {
	case "", "number":
		return "text"
	}
	return in.Type
}

// takesText reports whether the input is a line of letters.
func (in Input) takesText() bool {
	return slices.Contains([]string{"text", "search", "email", "url", "tel", "password"}, in.kind())
}

// required reports whether a browser may ask for the field. A colour always has
// a value.
func (in Input) required() bool { return !in.Optional && !in.Bare && in.Type != "color" }

// described returns the ids of what explains the field.
func (in Input) described() string {
	switch {
	case in.Hint != "" && in.Error != "":
		return in.id() + "-error " + in.id() + "-hint"
	case in.Error != "":
		return in.id() + "-error"
	case in.Hint != "":
		return in.id() + "-hint"
	}
	return ""
}

// SelectAttributes returns what a list carries. One without a word that asks for
// a choice always has a value.
func (in Input) SelectAttributes() templ.Attributes {
	a := in.attributes()
	a["required"] = in.required() && in.Choose != ""
	return a
}

// lang returns the language of what the field holds: the one it asks for, unless
// somebody wrote the other.
func (in Input) lang() string {
	switch {
	case in.Lang == "ar" && len(typed.Pair{Ar: in.Value}.Check()) > 0 && typed.Latin(in.Value):
		return "en"
	case in.Lang == "en" && (typed.Pair{En: in.Value}).Swapped():
		return "ar"
	}
	return in.Lang
}

// attributes returns what every kind of field carries.
func (in Input) attributes() templ.Attributes {
	a := templ.Attributes{"id": in.id(), "name": in.Name, "required": in.required(), "class": "in"}
	set := func(name, value string) {
		if value != "" {
			a[name] = value
		}
	}
	set("aria-describedby", in.described())
	set("lang", in.lang())
	set("autocomplete", in.Complete)
	if in.Type == "number" {
		set("inputmode", map[bool]string{true: "decimal", false: "numeric"}[in.Step == "any"])
		a["autocomplete"] = "off"
	} else {
		set("min", in.Min)
		set("max", in.Most)
		set("step", in.Step)
	}
	set("accept", in.Accept)
	set("data-picks", in.Picks)
	if in.Carry {
		a["data-carry"] = true
	}
	if in.Error != "" {
		a["aria-invalid"] = "true"
	}
	return a
}

// odd reports whether the value of in is none of its options: such a one is shown
// as what it is, or the browser would show the first as chosen.
func (in Input) odd() bool { return Odd(in.Options, in.Value) }
