package people

import (
	"slices"
	"strings"
	"time"
)

// A Role is a line of work; assets/policy says what each may do.
type Role string

const (
	Learner Role = "learner" // everyone who is employed, without a grant
	Trainer Role = "trainer"
	HR      Role = "hr"
	Admin   Role = "admin"
)

// Roles are those that can be granted.
var Roles = []Role{Trainer, HR, Admin}

// A Grant gives a person a role at an agency, and in all agencies under it.
type Grant struct {
	PersonID string `bun:",pk"`
	Role     Role   `bun:",pk"`
	AgencyID string `bun:",pk"`
	GivenAt  time.Time
	GivenBy  string
	Path     string `bun:",scanonly"` // the agency's, where the grant was read
}

// An Agency is a node of the tree of government.
type Agency struct {
	ID          string `bun:",pk"`
	ParentID    string // "" at the top
	Path        string // ids from the top down to itself: "/ID/ID/"
	NameAr      string
	NameEn      string
	KeyAr       string // what NameAr is compared by; unique beside its siblings
	TwinAr      string // "", or a's id if a sibling had that name before it had to be unique
	KeyEn       string // as KeyAr
	TwinEn      string // as TwinAr
	FoldedBy    int    // the FoldVersion of the keys
	HijriOffset int    // days, −2 to 2, between the calendar and the agency's own
	ShownName   ShownName
	CreatedAt   time.Time
	Revision    int
}

// A ShownName says how much of the name of an agency's people those may read
// who verify a certificate.
type ShownName string

const (
	ShortName ShownName = ""     // the first name and the initial of the family name
	FullName  ShownName = "full" // as the certificate has it
	NoName    ShownName = "none"
)

// ShownNames are all there are.
var ShownNames = []ShownName{ShortName, FullName, NoName}

// Name returns a's name in lang, or in the other language if it has none.
func (a Agency) Name(lang string) string {
	if lang == "en" && a.NameEn != "" || a.NameAr == "" {
		return a.NameEn
	}
	return a.NameAr
}

// Depth returns how many agencies stand above a.
func (a Agency) Depth() int { return strings.Count(a.Path, "/") - 2 }

// Under reports whether a is b or stands somewhere under it.
func (a Agency) Under(b Agency) bool { return strings.HasPrefix(a.Path, b.Path) }

// A Viewer is the person behind a request, as much of them as rules need.
type Viewer struct {
	PersonID string
	AgencyID string
	Lang     string
	SignInID string
	Address  string            // where they sit, for what is recorded of their account
	MustSet  bool              // their password is to be replaced before anything else
	Reach    map[Role][]Branch // the agencies at which they hold a role
	Root     bool              // they administer the top agency, and with it the house
}

// Clock is the viewer that does what nobody pressed: jobs and the timetable.
var Clock = Viewer{Lang: "ar"}

// Roles returns the roles v holds somewhere; who has signed in is a learner.
func (v Viewer) Roles() (rs []Role) {
	if v.PersonID != "" {
		rs = append(rs, Learner)
	}
	for _, r := range Roles {
		if len(v.Reach[r]) > 0 {
			rs = append(rs, r)
		}
	}
	return rs
}

// Is reports whether v holds the role somewhere.
func (v Viewer) Is(r Role) bool { return slices.Contains(v.Roles(), r) }

// Scope returns how far v may see as the holder of the given roles: the
// agencies in which they hold one of them, and all under these. An administrator
// holds every role.
func (v Viewer) Scope(as ...Role) Scope {
	var branches []Branch
	for _, r := range slices.Concat(as, []Role{Admin}) {
		branches = append(branches, v.Reach[r]...)
	}
	return Under(branches...)
}

// MayManage reports whether v may change how somebody signs in who holds the
// given roles: only where v could have done all they can do. Otherwise an HR
// officer could become the administrator by handing them a new password. The
// roles have the paths of their agencies.
func (v Viewer) MayManage(held []Grant) bool {
	admin, hr := v.Scope(), v.Scope(HR)
	return !slices.ContainsFunc(held, func(g Grant) bool {
		return !admin.Sees(g.Path) && (g.Role == Admin || !hr.Sees(g.Path))
	})
}

// Own returns the scope of v's own rows.
func (v Viewer) Own() Scope { return Own(v.PersonID) }

// Mark signs what v does at the given time.
func (v Viewer) Mark(at time.Time, why string) Mark { return Mark{v.PersonID, at, why} }

// A Mark says who did something, when and why. The zero Mark: not done.
type Mark struct {
	By  string
	At  time.Time `bun:",nullzero"`
	Why string
}

// Made reports whether the mark has been made.
func (m Mark) Made() bool { return !m.At.IsZero() }
