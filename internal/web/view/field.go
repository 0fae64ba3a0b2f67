package view

import "github.com/a-h/templ"

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
}

// An Option is one choice of a select.
type Option struct {
	Value, Label string
}

// FieldID returns the id of the field of that name.
func FieldID(name string) string { return "f-" + name }

func (in Input) id() string { return FieldID(in.Name) }

func (in Input) dir() string {
	if in.Dir == "" {
		return "auto"
	}
	return in.Dir
}

func (in Input) kind() string {
	if in.Type == "" || in.Type == "number" {
		return "text" // in a field of its own for numbers, browsers take no digits but Latin ones
	}
	return in.Type
}

func (in Input) required() bool { return !in.Optional && !in.Bare }

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

// attributes returns what every kind of field carries.
func (in Input) attributes() templ.Attributes {
	a := templ.Attributes{"id": in.id(), "name": in.Name, "required": in.required(), "class": "in"}
	set := func(name, value string) {
		if value != "" {
			a[name] = value
		}
	}
	set("aria-describedby", in.described())
	set("lang", in.Lang)
	set("autocomplete", in.Complete)
	if in.Type == "number" {
		set("inputmode", map[bool]string{true: "decimal", false: "numeric"}[in.Step == "any"])
	} else {
		set("min", in.Min)
		set("max", in.Most)
		set("step", in.Step)
	}
	set("accept", in.Accept)
	set("data-picks", in.Picks)
	if in.Error != "" {
		a["aria-invalid"] = "true"
	}
	return a
}
