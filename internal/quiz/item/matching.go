package item

import (
	"net/url"
	"slices"

	"masar/internal/catalog"
)

// Matching is the type of questions that ask for the right side of every left
// side. A value of a response is the right side of the pair Is, given to the
// left side of the pair Of: right where they are the same pair, which earns its
// share of the point.
const Matching = "matching"

type matching struct{ catalog.Item }

func newMatching(it catalog.Item) Item { return matching{it} }

func (q matching) Fields() []Field { return []Field{{Name: "pairs"}} }

func (q matching) Flaws() []Flaw {
	if len(q.Pairs) >= 2 {
		return nil
	}
	return []Flaw{{Rule: "no-key", Format: "question %q needs at least two pairs"}}
}

// Parts returns the right sides; the left ones stand as they were written.
func (q matching) Parts() (ids []string) {
	for _, p := range q.Pairs {
		ids = append(ids, p.ID)
	}
	return ids
}

func (q matching) pair(id string) int {
	return slices.IndexFunc(q.Pairs, func(p catalog.Pair) bool { return p.ID == id })
}

func (q matching) Show(o Order, r Response) (s Sheet) {
	given := map[string]string{}
	for _, v := range r {
		given[v.Of] = v.Is
	}
	for i, p := range q.Pairs {
		s.Parts = append(s.Parts, Part{Name: name(leftSide, i), Text: p.Left, Match: o.Name(given[p.ID])})
	}
	for _, id := range o {
		if i := q.pair(id); i >= 0 {
			s.Rights = append(s.Rights, Part{Name: o.Name(id), Text: q.Pairs[i].Right})
		}
	}
	return s
}

// Read takes what is given to each left side, by its name or, of a page that was
// open since before parts had names, by its id.
func (q matching) Read(o Order, form url.Values) (r Response, left bool) {
	for i, p := range q.Pairs {
		field := "match-" + name(leftSide, i)
		if !form.Has(field) {
			field = "match-" + p.ID
		}
		if right := form.Get(field); right != "" {
			r = append(r, Value{Of: p.ID, Is: o.Part(right)})
		}
	}
	return r, false
}

func (q matching) Fits(o Order, r Response) error {
	seen := map[string]bool{}
	for _, v := range r {
		if seen[v.Of] || !slices.Contains(o, v.Of) || !slices.Contains(o, v.Is) {
			return ErrBad
		}
		seen[v.Of] = true
	}
	return nil
}

func (q matching) Marks(r Response) (n, of int) {
	for _, p := range q.Pairs {
		if r.Has(Value{Of: p.ID, Is: p.ID}) {
			n++
		}
	}
	return n, len(q.Pairs)
}

func (q matching) Right() (r Response) {
	for _, p := range q.Pairs {
		r = append(r, Value{Of: p.ID, Is: p.ID})
	}
	return r
}

func (q matching) Lines(r Response) (lines []Line) {
	for _, v := range r {
		right := q.pair(v.Is)
		if right < 0 {
			continue
		}
		l := Line{Text: q.Pairs[right].Right}
		if left := q.pair(v.Of); left >= 0 {
			l.Of = q.Pairs[left].Left
		}
		lines = append(lines, l)
	}
	return lines
}
