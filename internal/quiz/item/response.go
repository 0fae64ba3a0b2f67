package item

import (
	"encoding/json"
	"slices"
	"strings"
)

// A Response is what somebody answers to a question, value by value. What its
// values are, the type of the question says.
type Response []Value

// A Value is one thing that is answered.
type Value struct {
	Of string `json:"of,omitzero"` // the id of the part that it is said of, where that is not the question as a whole
	Is string `json:"is"`          // the id of the part that is meant, or what was typed
}

// Chosen returns the response of the parts with the ids, in their order.
func Chosen(ids ...string) (r Response) {
	for _, id := range ids {
		r = append(r, Value{Is: id})
	}
	return r
}

// UnmarshalJSON reads a value in its own form, or in that of earlier databases:
// a text "a", or "left=right" of a pair. There no other value held a "=".
func (v *Value) UnmarshalJSON(b []byte) error {
	if len(b) == 0 || b[0] != '"' {
		type plain Value
		return json.Unmarshal(b, (*plain)(v))
	}
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	*v = Value{Is: s}
	if of, is, pair := strings.Cut(s, "="); pair {
		*v = Value{Of: of, Is: is}
	}
	return nil
}

// Given reports whether r says anything at all.
func (r Response) Given() bool { return r.Count() > 0 }

// Count returns how many values of r say something, each counted once.
func (r Response) Count() int {
	seen := map[Value]bool{}
	for _, v := range r {
		if v.Is != "" {
			seen[v] = true
		}
	}
	return len(seen)
}

// Has reports whether v is one of the values of r.
func (r Response) Has(v Value) bool { return slices.Contains(r, v) }

// said returns what r says, value by value, without what it says it of.
func (r Response) said() (all []string) {
	for _, v := range r {
		all = append(all, v.Is)
	}
	return all
}

// String returns what r says in one line, as it was typed.
func (r Response) String() string { return strings.Join(r.said(), " ") }

// parts reports whether the values of r are parts that are shown in the order o,
// each once and said of nothing.
func (r Response) parts(o Order) bool {
	seen := map[string]bool{}
	for _, v := range r {
		if v.Of != "" || seen[v.Is] || !slices.Contains(o, v.Is) {
			return false
		}
		seen[v.Is] = true
	}
	return true
}
