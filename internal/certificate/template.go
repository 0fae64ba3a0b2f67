package certificate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Template is one version of a design: an agency's, or the house's own. A
// version never changes, so that what was printed by it can be printed again.
type Template struct {
	AgencyID string `bun:",pk"` // "": the house's own
	Kind     string `bun:",pk"` // of certificate
	Version  int    `bun:",pk"` // from 1
	Design   Design `bun:"type:jsonb"`
	Digest   string // of the design; see Design.Digest
	MadeBy   string
	MadeAt   time.Time
}

// house is how names of templates call the house itself.
const house = "masar"

// Kinds are the kinds of certificate.
var Kinds = []string{Completion, Attendance}

// Name returns what records call t: "masar/completion/1" for the house's own,
// and the agency's id in the place of "masar" for an agency's.
func (t Template) Name() string {
	owner := t.AgencyID
	if owner == "" {
		owner = house
	}
	return owner + "/" + t.Kind + "/" + strconv.Itoa(t.Version)
}

// ParseTemplateName returns the template that a record names, without its
// design.
func ParseTemplateName(name string) (t Template, err error) {
	parts := strings.Split(name, "/")
	if len(parts) != 3 || parts[0] == "" || !slices.Contains(Kinds, parts[1]) {
		return t, fmt.Errorf("%q does not name a template", name)
	}
	version, err := strconv.Atoi(parts[2])
	if err != nil || version < 1 {
		return t, fmt.Errorf("%q does not name the version of a template", name)
	}
	t = Template{AgencyID: parts[0], Kind: parts[1], Version: version}
	if t.AgencyID == house {
		t.AgencyID = ""
	}
	return t, nil
}

// TemplateName returns the template that r is printed by. Records that are older than
// templates name a design of the house's by a word of its own, such as "falaj-1";
// they are printed by the first of its templates, which looks the same.
func (r Record) TemplateName() string {
	if _, err := ParseTemplateName(r.Template); err == nil {
		return r.Template
	}
	kind := r.Kind
	if !slices.Contains(Kinds, kind) {
		kind = Completion
	}
	return Template{Kind: kind, Version: 1}.Name()
}

// Choose returns the template by which a certificate is printed: of the current
// ones of some agencies, the first agency's in order that has one, or else the
// house's own.
func Choose(order []string, current []Template, kind string) (Template, error) {
	for _, agency := range order {
		for _, t := range current {
			if t.AgencyID == agency && t.Kind == kind {
				return t, nil
			}
		}
	}
	return Builtin(kind, 0)
}
