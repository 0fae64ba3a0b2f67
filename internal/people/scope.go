package people

import (
	"slices"
	"strings"
)

// A Scope bounds a query to the agencies its asker may see. Every query for
// rows that belong to an agency takes one, so that forgetting it does not
// compile. The zero Scope sees nothing.
//
// Few agencies are named by their ids and many by the paths they stand under, so
// that a scope is as small for a government as for an office.
type Scope struct {
	ids    []string // of agencies
	under  []string // paths of agencies, each with all under it; none under another
	person string
	why    string
}

// A Branch is an agency with all that stand under it.
type Branch struct {
	Path string   // of the agency: "/ID/ID/"
	IDs  []string // of all in the branch where they are few; nil: not known, or more
}

// Few is how many agencies of a scope are named by their ids at most: up to as
// many a database finds rows the sooner by ids, from a few hundred on by paths.
const Few = 100

// Branch returns a with all that stand under it.
func (a Agency) Branch() Branch { return Branch{Path: a.Path} }

// Holds reports whether the agency at a path is the branch's or stands under it.
func (b Branch) Holds(path string) bool { return proper(b.Path) && strings.HasPrefix(path, b.Path) }

// proper reports whether a path names an agency: the empty path, and a slash,
// are the beginning of all paths.
func proper(path string) bool { return len(path) > 2 && path[0] == '/' && path[len(path)-1] == '/' }

// lastID returns the id of the agency at a path.
func lastID(path string) string {
	ids := strings.Split(path, "/")
	return ids[max(len(ids)-2, 0)]
}

// Within returns the scope of the given agencies, without those under them.
func Within(agencies ...string) Scope { return Scope{ids: agencies} }

// Under returns the scope of the given branches.
func Under(branches ...Branch) (s Scope) {
	branches = apart(branches)
	named := 0
	for _, b := range branches {
		named += len(b.IDs)
	}
	for _, b := range branches {
		if len(b.IDs) == 1 || len(b.IDs) > 0 && named <= Few {
			s.ids = append(s.ids, b.IDs...)
		} else {
			s.under = append(s.under, b.Path)
		}
	}
	return s
}

// apart returns the branches that no other of them holds, in order of their paths.
func apart(branches []Branch) (kept []Branch) {
	var last Branch
	for _, b := range slices.SortedFunc(slices.Values(branches), func(a, b Branch) int { return strings.Compare(a.Path, b.Path) }) {
		if proper(b.Path) && !last.Holds(b.Path) { // sorted, it comes right after the one that holds it
			kept, last = append(kept, b), b
		}
	}
	return kept
}

// Own returns the scope of one person's own rows.
func Own(person string) Scope { return Scope{person: person} }

// Everywhere returns a scope without bound. The reason is for whoever greps
// for the places that cross agencies.
func Everywhere(why string) Scope { return Scope{why: why} }

// All reports whether every agency is in scope.
func (s Scope) All() bool { return s.why != "" }

// Agencies returns what the scope is bound to: the ids of agencies, and the paths
// of those in scope with all under them.
func (s Scope) Agencies() (ids, under []string) { return s.ids, s.under }

// Several reports whether the scope may hold more than one agency.
func (s Scope) Several() bool { return s.All() || len(s.under) > 0 || len(s.ids) > 1 }

// Person returns whose own rows the scope is bound to, or "".
func (s Scope) Person() string { return s.person }

// Sees reports whether rows of the agency at a path are in scope: the same answer
// as the store's, for a row already in hand.
func (s Scope) Sees(path string) bool {
	if s.All() {
		return true
	}
	return proper(path) && slices.Contains(s.ids, lastID(path)) ||
		slices.ContainsFunc(s.under, func(under string) bool { return strings.HasPrefix(path, under) })
}
