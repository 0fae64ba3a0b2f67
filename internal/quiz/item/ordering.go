package item

import (
	"net/url"
	"slices"

	"masar/internal/catalog"
)

// Ordering is the type of questions that ask to put items in order. The values
// of a response are all of them, in the order given; each at its right place
// earns its share of the point.
const Ordering = "ordering"

type ordering struct{ catalog.Item }

func newOrdering(it catalog.Item) Item { return ordering{it} }

func (q ordering) Fields() []Field { return []Field{{Name: "items"}} }

func (q ordering) Flaws() []Flaw {
	if len(q.Items) >= 2 {
		return nil
	}
	return []Flaw{{Rule: "no-key", Format: "question %q needs at least two items to put in order"}}
}

func (q ordering) Parts() []string { return idsOf(q.Items) }

func (q ordering) Show(o Order, r Response) (s Sheet) {
	ids := []string(o)
	if len(r) == len(o) {
		ids = r.said()
	}
	for _, id := range ids {
		s.Parts = append(s.Parts, Part{Name: o.Name(id), Text: textOf(q.Items, id)})
	}
	return s
}

// Read takes the order of the form, or with "up" or "down" that order with one
// part moved. The order that the page showed is a response only of somebody who
// says so: who moved something, who ticks "as-shown", and a page that was open
// since before it had these words.
func (q ordering) Read(o Order, form url.Values) (r Response, left bool) {
	r = o.read(form)
	if moved := r.move(o.Part(form.Get("up")), -1); moved != nil {
		return moved, false
	}
	if moved := r.move(o.Part(form.Get("down")), 1); moved != nil {
		return moved, false
	}
	if slices.Equal(r.said(), o) && form.Has("moved") && form.Get("moved") == "" && form.Get("as-shown") == "" {
		return nil, true
	}
	return r, false
}

// move returns r with the part moved by a place, or nil if it is not in r.
func (r Response) move(id string, by int) Response {
	i := slices.Index(r, Value{Is: id})
	if id == "" || i < 0 {
		return nil
	}
	moved := slices.Clone(r)
	if j := i + by; j >= 0 && j < len(moved) {
		moved[i], moved[j] = moved[j], moved[i]
	}
	return moved
}

func (q ordering) Fits(o Order, r Response) error {
	if !r.parts(o) || len(r) != 0 && len(r) != len(o) {
		return ErrBad
	}
	return nil
}

func (q ordering) Marks(r Response) (n, of int) {
	for i, o := range q.Items {
		if i < len(r) && r[i] == (Value{Is: o.ID}) {
			n++
		}
	}
	return n, len(q.Items)
}

func (q ordering) Right() Response { return Chosen(idsOf(q.Items)...) }

func (q ordering) Lines(r Response) (lines []Line) {
	for _, v := range r {
		lines = append(lines, Line{Text: textOf(q.Items, v.Is)})
	}
	return lines
}
