package people

import "slices"

// A Scope bounds a query to the agencies its asker may see. Every query for
// rows that belong to an agency takes one, so that forgetting it does not
// compile. The zero Scope sees nothing.
type Scope struct {
	agencies []string
	person   string
	why      string
}

// Within returns the scope of the given agencies.
func Within(agencies ...string) Scope { return Scope{agencies: agencies} }

// Own returns the scope of one person's own rows.
func Own(person string) Scope { return Scope{person: person} }

// Everywhere returns a scope without bound. The reason is for whoever greps
// for the places that cross agencies.
func Everywhere(why string) Scope { return Scope{why: why} }

// Agencies returns the agencies in scope; all reports that every one is.
func (s Scope) Agencies() (ids []string, all bool) { return s.agencies, s.why != "" }

// Person returns whose own rows the scope is bound to, or "".
func (s Scope) Person() string { return s.person }

// Sees reports whether a row of the agency that belongs to the person is in
// scope: the same answer as the store's, for a row already in hand.
func (s Scope) Sees(agency, person string) bool {
	if s.why != "" || s.person != "" && s.person == person {
		return true
	}
	return slices.Contains(s.agencies, agency)
}
