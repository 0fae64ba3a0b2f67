package item

import (
	"net/url"

	"masar/internal/catalog"
)

// A choice is a question with options, of which some are right: all that single
// and multiple have in common. The values of a response are the options chosen.
type choice struct{ catalog.Item }

func (c choice) Fields() []Field { return []Field{{Name: "options"}} }

func (c choice) Parts() []string { return idsOf(c.Options) }

func (c choice) Show(o Order, r Response) (s Sheet) {
	for _, id := range o {
		s.Parts = append(s.Parts, Part{Name: o.Name(id), Text: textOf(c.Options, id), Chosen: r.Has(Value{Is: id})})
	}
	return s
}

func (c choice) Read(o Order, form url.Values) (r Response, left bool) { return o.read(form), false }

func (c choice) Fits(o Order, r Response) error {
	if !r.parts(o) {
		return ErrBad
	}
	return nil
}

// Marks gives the point for exactly the right options.
func (c choice) Marks(r Response) (n, of int) {
	for _, option := range c.Options {
		if option.Right != r.Has(Value{Is: option.ID}) {
			return one(false)
		}
	}
	return one(len(r) > 0)
}

func (c choice) Right() (r Response) {
	for _, o := range c.Options {
		if o.Right {
			r = append(r, Value{Is: o.ID})
		}
	}
	return r
}

func (c choice) Lines(r Response) (lines []Line) {
	for _, v := range r {
		lines = append(lines, Line{Text: textOf(c.Options, v.Is)})
	}
	return lines
}
