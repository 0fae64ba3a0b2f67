package personnel

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"masar/internal/app/core"
	"masar/internal/app/learn"
	"masar/internal/catalog"
	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
	"masar/internal/typed"
)

var (
	ErrNobody = fault.New(fault.Invalid, "assignment.nobody").On("to")
	ErrDue    = fault.New(fault.Invalid, "assignment.due-past").On("due")
	// ErrAssignmentMoved is said where an assignment would no longer change what its
	// sender was shown.
	ErrAssignmentMoved = fault.New(fault.Conflict, "assignment.moved")
)

// An Assignment says who is to complete which course, and by when: the people
// with the given ids or, without any, everyone in the agency and, with Under,
// in those under it, or in one department of it.
type Assignment struct {
	CourseID   string
	DueOn      time.Time // the end of the last day; zero: no date
	PersonIDs  []string
	AgencyID   string
	Under      bool
	Department string
	Seen       string // mark of ShowAssignment, for Assign; "" is none
}

// An AssignmentCount says what an assignment changes, in people.
type AssignmentCount struct {
	Enrolled int // who were not on the course, had been taken off it, or are to renew their certificate
	Dated    int // who are on it and get the date
	Kept     int // who have completed it, or are on it with that date
}

// All returns how many people the assignment is about.
func (n AssignmentCount) All() int { return n.Enrolled + n.Dated + n.Kept }

// An assignment as it is to be carried out.
type plan struct {
	course  catalog.Course
	fresh   []progress.Enrolment // to be added
	changed []progress.Enrolment // to be saved
	back    map[string]bool      // of those changed, who had been taken off the course
	count   AssignmentCount
}

// CountAssignment returns what Assign would change now, and changes nothing.
func (a Personnel) CountAssignment(ctx context.Context, v people.Viewer, as Assignment) (AssignmentCount, error) {
	n, _, err := a.ShowAssignment(ctx, v, as)
	return n, err
}

// ShowAssignment is CountAssignment, with the mark by which Assign knows whether it
// would still do the same.
func (a Personnel) ShowAssignment(ctx context.Context, v people.Viewer, as Assignment) (n AssignmentCount, mark string, err error) {
	p, err := a.plan(ctx, a.Store, v, as, a.Now())
	return p.count, p.mark(), err
}

// mark returns a digest of whom the plan enrols and whose enrolments it changes.
func (p plan) mark() string {
	var all []string
	for _, e := range p.fresh {
		all = append(all, "new "+e.PersonID)
	}
	for _, e := range p.changed {
		all = append(all, e.ID+" "+strconv.Itoa(e.Revision))
	}
	slices.Sort(all)
	return core.Digest(strings.Join(append(all, p.course.ID, p.course.Version), "\n"))[:16]
}

// Assign enrols people whom v may manage in the current version of a course,
// or gives those already on it the date, and tells each of them. Whoever's
// certificate is to be renewed begins another round. Done twice, it is done
// once. Where it would change something else than was shown, it is
// ErrAssignmentMoved.
func (a Personnel) Assign(ctx context.Context, v people.Viewer, as Assignment) (n AssignmentCount, err error) {
	// Some may be enrolled by others, or by themselves, between reading and
	// writing: then it is all read again.
	for range 3 {
		if n, err = a.assign(ctx, v, as); !errors.Is(err, store.ErrChanged) {
			break
		}
	}
	return n, err
}

func (a Personnel) assign(ctx context.Context, v people.Viewer, as Assignment) (n AssignmentCount, err error) {
	err = a.Do(ctx, v, func(d *core.Unit) error {
		p, err := a.plan(ctx, d.Reader, v, as, d.Now)
		if err != nil {
			return err
		}
		n = p.count
		if len(p.fresh)+len(p.changed) == 0 {
			return nil
		}
		if as.Seen != "" && as.Seen != p.mark() {
			return ErrAssignmentMoved
		}
		added, err := d.AddEnrolments(ctx, p.fresh)
		if err != nil {
			return err
		}
		if added < len(p.fresh) {
			return store.ErrChanged
		}
		for _, e := range p.changed {
			save := d.SaveEnrolment
			if p.back[e.ID] {
				save = func(ctx context.Context, e progress.Enrolment) error { return learn.Reopen(ctx, d, e) }
			}
			if err := save(ctx, e); err != nil {
				return err
			}
		}
		if err := d.Notify(ctx, assigned(p, d.Now)...); err != nil {
			return err
		}
		agency := as.AgencyID
		if agency == "" {
			agency = slices.Concat(p.fresh, p.changed)[0].AgencyID
		}
		return d.Emit(ctx, event.Of(event.CourseAssigned, core.Titled(as.CourseID, agency, p.course.Title), event.NewlyOn.Is(n.Enrolled), event.Dated.Is(n.Dated)))
	})
	return n, err
}

// plan finds out what the assignment changes.
func (a Personnel) plan(ctx context.Context, db store.Reader, v people.Viewer, as Assignment, now time.Time) (p plan, err error) {
	if !as.DueOn.IsZero() && now.After(as.DueOn) {
		return p, ErrDue
	}
	if !as.DueOn.IsZero() {
		if err := typed.Year("due", as.DueOn.Year()); err != nil {
			return p, err
		}
	}
	h, err := db.CourseHead(ctx, as.CourseID)
	if err != nil {
		return p, err
	}
	if p.course, err = db.Course(ctx, as.CourseID, h.Version); err != nil {
		return p, err
	}
	targets, err := targets(ctx, db, v, as)
	if err != nil {
		return p, err
	}
	if len(targets) == 0 {
		return p, ErrNobody
	}
	ids := make([]string, len(targets))
	for i, t := range targets {
		ids[i] = t.ID
	}
	// A person's enrolment may be under an agency they worked for before.
	existing, err := db.LatestEnrolments(ctx, people.Everywhere("who was enrolled by an earlier agency is not enrolled twice"), as.CourseID, ids)
	if err != nil {
		return p, err
	}
	renew, err := core.Renewable(ctx, db, now, slices.Collect(maps.Values(existing))...)
	if err != nil {
		return p, err
	}
	for _, t := range targets {
		p.add(t, existing, renew, as.DueOn, v.Mark(now, ""), a.NewID)
	}
	return p, nil
}

// add adds what the assignment means for one person.
func (p *plan) add(t store.Target, existing map[string]progress.Enrolment, renew map[string]bool, due time.Time, by people.Mark, newID func() string) {
	e, has := existing[t.ID]
	if !has || renew[e.ID] {
		p.count.Enrolled++
		p.fresh = append(p.fresh, progress.Enrolment{
			ID: newID(), PersonID: t.ID, AgencyID: t.AgencyID, CourseID: p.course.ID, Version: p.course.Version, Round: e.Round + 1,
			AssignedBy: by.By, AssignedAt: by.At, DueOn: due, State: progress.Waiting, TotalCount: len(p.course.Sessions()), Score: -1,
		})
		return
	}
	was := e.State
	e, changed := e.Assign(due, by)
	switch {
	case !changed:
		p.count.Kept++
		return
	case was == progress.Left:
		p.count.Enrolled++
		if p.back == nil {
			p.back = map[string]bool{}
		}
		p.back[e.ID] = true
	default:
		p.count.Dated++
	}
	p.changed = append(p.changed, e)
}

// targets returns whom the assignment is about, of those whom v may manage.
func targets(ctx context.Context, db store.Reader, v people.Viewer, as Assignment) ([]store.Target, error) {
	scope := v.Scope(people.HR)
	if len(as.PersonIDs) > 0 {
		ps, err := db.PeopleWith(ctx, scope, as.PersonIDs)
		if err != nil {
			return nil, err
		}
		var ts []store.Target
		for _, p := range ps {
			if p.Employed() {
				ts = append(ts, store.Target{ID: p.ID, AgencyID: p.AgencyID})
			}
		}
		slices.SortFunc(ts, func(a, b store.Target) int { return strings.Compare(a.ID, b.ID) })
		return ts, nil
	}
	top, err := db.Agency(ctx, scope, as.AgencyID)
	if err != nil {
		return nil, err
	}
	if !as.Under || as.Department != "" {
		return db.Targets(ctx, scope, store.PeopleFilter{AgencyID: top.ID, Department: as.Department})
	}
	return db.Targets(ctx, people.Under(top.Branch()), store.PeopleFilter{})
}

// Assignees returns up to n of the people whom an assignment is about, of those
// whom v may manage.
func (a Personnel) Assignees(ctx context.Context, v people.Viewer, as Assignment, n int) ([]people.Person, error) {
	ts, err := targets(ctx, a.Store, v, as)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, t := range ts[:min(len(ts), n)] {
		ids = append(ids, t.ID)
	}
	ps, err := a.Store.PeopleWith(ctx, v.Scope(people.HR), ids)
	return slices.SortedFunc(maps.Values(ps), func(a, b people.Person) int {
		return cmp.Or(strings.Compare(a.SortAr, b.SortAr), strings.Compare(a.ID, b.ID))
	}), err
}

// assigned returns the notices that tell people what was assigned to them.
func assigned(p plan, now time.Time) (ns []notice.Notice) {
	for _, e := range slices.Concat(p.fresh, p.changed) {
		args, day := core.Title(p.course.Title), "open"
		if !e.DueOn.IsZero() {
			day = e.DueOn.UTC().Format(time.DateOnly)
			args["at"] = e.DueOn.UTC().Format(time.RFC3339)
		}
		ns = append(ns, notice.Notice{
			ID: "assigned:" + e.ID + ":" + day + ":" + strconv.Itoa(e.Revision), PersonID: e.PersonID, Kind: notice.Assigned,
			Args: args, Link: "/learning/" + e.CourseID, At: now,
		})
	}
	return ns
}
