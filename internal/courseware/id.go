package courseware

import "regexp"

var (
	idForm    = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	blockForm = regexp.MustCompile(`^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$`)
	mediaForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*\.(svg|png|jpg|pdf|csv)$`)
)

// isID reports whether s can be an id: lower-case Latin letters and digits, with
// hyphens between them.
func isID(s string) bool { return len(s) <= maxID && idForm.MatchString(s) }

// isBlock reports whether s can name a block of questions.
func isBlock(s string) bool { return len(s) <= maxID && blockForm.MatchString(s) }

// checkID reports an id that is not one, or that was used before in seen.
func (r *reading) checkID(s spot, what, id string, seen map[string]bool) {
	switch {
	case id == "":
		r.fail(s, "no-id", "%s has no id", what)
	case !isID(id):
		r.fail(s, "id", "%q cannot be an id: lower-case Latin letters, digits and hyphens only", short(id))
	case seen[id]:
		r.fail(s, "duplicate-id", "%s %q is there twice", what, id)
	}
	seen[id] = true
}
