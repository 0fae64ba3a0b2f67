package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"masar/internal/people"

	"github.com/uptrace/bun"
)

// Person returns the person with the given id.
func (db Reader) Person(ctx context.Context, s people.Scope, id string) (p people.Person, err error) {
	defer wrap(&err, "person %s", id)
	err = db.q.NewSelect().Model(&p).Apply(scoped(s, "?TableAlias.agency_id", "?TableAlias.id")).Where("id = ?", id).Scan(ctx)
	return p, err
}

// PeopleWith returns the people with the given ids, by id.
func (db Reader) PeopleWith(ctx context.Context, s people.Scope, ids []string) (ps map[string]people.Person, err error) {
	defer wrap(&err, "%d people", len(ids))
	ps = make(map[string]people.Person, len(ids))
	for part := range slices.Chunk(ids, 2000) {
		var some []people.Person
		if err := db.q.NewSelect().Model(&some).Apply(scoped(s, "?TableAlias.agency_id", "?TableAlias.id")).
			Where("id IN (?)", bun.List(part)).Scan(ctx, &some); err != nil {
			return nil, err
		}
		for _, p := range some {
			ps[p.ID] = p
		}
	}
	return ps, nil
}

// PersonBySignIn returns the person who signs in with name.
func (db Reader) PersonBySignIn(ctx context.Context, name string) (p people.Person, err error) {
	defer wrap(&err, "person by sign-in name")
	err = db.q.NewSelect().Model(&p).Where("sign_in = ?", name).Scan(ctx)
	return p, err
}

// A PeopleFilter narrows a list of people. Its zero value narrows nothing.
type PeopleFilter struct {
	AgencyID   string
	Department string
	Search     string // as typed: words that are all found, in any order
	Role       people.Role
	Twins      bool // only those whose staff number or e-mail somebody else has too
	Left       bool // those who have left, too
	NoPassword bool // only those who hold no role and cannot sign in yet
	Handed     bool // with NoPassword: or who have not replaced the one handed to them

	Lang string // in which the list is read, and so put in order: "en", or else Arabic

	HandedBefore time.Time // with Handed: and were handed it before this; zero: at any time
}

// sortColumn returns the column that lists in a language put people in order by.
func sortColumn(lang string) string {
	if lang == "en" {
		return "sort_en"
	}
	return "sort_ar"
}

func (f PeopleFilter) apply(q *bun.SelectQuery) *bun.SelectQuery {
	if f.AgencyID != "" {
		q = q.Where("?TableAlias.agency_id = ?", f.AgencyID)
	}
	if f.Department != "" {
		q = q.Where("?TableAlias.department = ?", f.Department)
	}
	for _, word := range strings.Fields(people.Fold(f.Search)) {
		q = q.Where("?TableAlias.search LIKE ? ESCAPE '!'", like(word))
	}
	if f.Role != "" {
		q = q.Where("EXISTS (SELECT 1 FROM grants g WHERE g.person_id = ?TableAlias.id AND g.role = ?)", f.Role)
	}
	if f.Twins {
		q = q.Where("(?TableAlias.staff_twin <> '' OR ?TableAlias.email_twin <> '')")
	}
	if !f.Left {
		q = q.Where("?TableAlias.left_at IS NULL")
	}
	if f.NoPassword {
		q = f.unhanded(q).Where("NOT EXISTS (SELECT 1 FROM grants g WHERE g.person_id = ?TableAlias.id)")
	}
	return q
}

// unhanded leaves those who have no password or, if f.Handed, one to be replaced.
func (f PeopleFilter) unhanded(q *bun.SelectQuery) *bun.SelectQuery {
	const has = "NOT EXISTS (SELECT 1 FROM accounts ac WHERE ac.person_id = ?TableAlias.id AND NOT "
	if f.HandedBefore.IsZero() {
		return q.Where(has+"(ac.must_set AND ?))", f.Handed)
	}
	return q.Where(has+"(ac.must_set AND ? AND ac.set_at < ?))", f.Handed, f.HandedBefore)
}

// Unhanded returns n of the people whom the filter lets through: first those who
// were never handed a password, then those whose password is the oldest.
func (db Reader) Unhanded(ctx context.Context, s people.Scope, f PeopleFilter, n int) (ps []people.Person, err error) {
	defer wrap(&err, "people to be handed a password")
	err = db.q.NewSelect().Model(&ps).ColumnExpr("?TableAlias.*").
		Join("LEFT JOIN accounts AS had ON had.person_id = ?TableAlias.id").
		Apply(scoped(s, "?TableAlias.agency_id", "?TableAlias.id")).Apply(f.apply).
		OrderExpr("CASE WHEN had.person_id IS NULL THEN 0 ELSE 1 END, had.set_at, ?TableAlias." + sortColumn(f.Lang) + ", ?TableAlias.id").
		Limit(int64(n)).Scan(ctx)
	return ps, err
}

// HandedSince returns how many of an agency's people, or of one department of
// it, were handed a password since the given time that they have not replaced,
// and when the last of them was.
func (db Reader) HandedSince(ctx context.Context, s people.Scope, agency, department string, since time.Time) (n int, last time.Time, err error) {
	defer wrap(&err, "passwords handed out")
	whose := db.q.NewSelect().Model((*people.Person)(nil)).Column("id").
		Apply(scoped(s, "?TableAlias.agency_id", "?TableAlias.id")).Apply(PeopleFilter{AgencyID: agency, Department: department}.apply)
	var as []Account
	err = db.q.NewSelect().Model(&as).Column("set_at").Where("must_set").Where("set_at >= ?", since).
		Where("person_id IN (?)", whose).Order("set_at").Scan(ctx)
	if len(as) > 0 {
		last = as[len(as)-1].SetAt
	}
	return len(as), last, err
}

// People returns the people whom the filter lets through, by their names in its language, n of them
// from the given offset on, and how many there are in all.
func (db Reader) People(ctx context.Context, s people.Scope, f PeopleFilter, offset, n int) (ps []people.Person, total int, err error) {
	defer wrap(&err, "people")
	// Counted and picked from the index alone, before any row is read.
	picked := db.q.NewSelect().Model((*people.Person)(nil)).Column("id").
		Apply(scoped(s, "?TableAlias.agency_id", "?TableAlias.id")).Apply(f.apply)
	count, err := picked.Clone().Count(ctx)
	if err != nil {
		return nil, 0, err
	}
	picked = picked.Order(sortColumn(f.Lang), "id").Offset(int64(offset)).Limit(int64(n))
	err = db.q.NewSelect().Model(&ps).Where("id IN (SELECT id FROM (?) AS picked)", picked).Order(sortColumn(f.Lang), "id").Scan(ctx)
	return ps, int(count), err
}

// AddPerson adds p, who has been tidied and checked.
func (tx *Tx) AddPerson(ctx context.Context, p people.Person) (err error) {
	defer wrap(&err, "add person %s", p.ID)
	p = p.Folded()
	_, err = tx.q.NewInsert().Model(&p).Exec(ctx)
	return err
}

// SavePerson saves what has changed in p, read at its revision.
func (tx *Tx) SavePerson(ctx context.Context, p people.Person) (err error) {
	defer wrap(&err, "save person %s", p.ID)
	was := p.Revision
	p = p.Folded()
	p.Revision++
	return one(tx.q.NewUpdate().Model(&p).WherePK().Where("revision = ?", was).Exec(ctx))
}

// Grants returns the roles that the person has been given, with the paths of
// their agencies.
func (db Reader) Grants(ctx context.Context, person string) (gs []people.Grant, err error) {
	defer wrap(&err, "grants of %s", person)
	err = db.q.NewSelect().Model(&gs).ColumnExpr("?TableColumns, a.path").Join("JOIN agencies AS a ON a.id = ?TableAlias.agency_id").
		Where("person_id = ?", person).Order("role", "agency_id").Scan(ctx)
	return gs, err
}

// AddGrant gives a role. Given twice, it is given once.
func (tx *Tx) AddGrant(ctx context.Context, g people.Grant) (err error) {
	defer wrap(&err, "grant %s to %s", g.Role, g.PersonID)
	_, err = tx.q.NewInsert().Model(&g).On("CONFLICT DO NOTHING").Exec(ctx)
	return err
}

// RemoveGrant takes a role back.
func (tx *Tx) RemoveGrant(ctx context.Context, g people.Grant) (err error) {
	defer wrap(&err, "withdraw %s from %s", g.Role, g.PersonID)
	return one(tx.q.NewDelete().Model(&g).WherePK().Exec(ctx))
}

// HRNearest returns the HR officers, still employed, who answer for an agency:
// its own or, where it has none, those of the nearest agency above it.
func (db Reader) HRNearest(ctx context.Context, agency, but string) (ids []string, err error) {
	defer wrap(&err, "HR officers of %s", agency)
	var rows []struct {
		PersonID string
		Path     string
	}
	err = db.q.NewSelect().TableExpr("agencies AS a").Apply(db.above(agency)).
		Join("JOIN grants AS g ON g.agency_id = a.id AND g.role = ?", people.HR).
		Join("JOIN people AS p ON p.id = g.person_id AND p.left_at IS NULL").
		ColumnExpr("g.person_id, a.path").Where("a.id IN (SELECT id FROM above) AND g.person_id <> ?", but).OrderExpr("length(a.path) DESC, g.person_id").Scan(ctx, &rows)
	for _, r := range rows {
		if r.Path == rows[0].Path {
			ids = append(ids, r.PersonID)
		}
	}
	return ids, err
}

// HouseAdmins returns the ids of those who have not left and administer the top
// agency.
func (db Reader) HouseAdmins(ctx context.Context) (ids []string, err error) {
	defer wrap(&err, "administrators of the top agency")
	err = db.q.NewSelect().TableExpr("grants AS g").
		Join("JOIN agencies AS a ON a.id = g.agency_id AND a.parent_id = ''").
		Join("JOIN people AS p ON p.id = g.person_id AND p.left_at IS NULL").
		ColumnExpr("g.person_id").Where("g.role = ?", people.Admin).OrderExpr("g.person_id").Scan(ctx, &ids)
	return ids, err
}

// AdminCount returns how many people who have not left administer the house,
// which is its top agency and so all of it.
func (db Reader) AdminCount(ctx context.Context) (n int, err error) {
	defer wrap(&err, "count administrators")
	count, err := db.q.NewSelect().Model((*people.Grant)(nil)).Where("role = ?", people.Admin).
		Where("person_id IN (SELECT id FROM people WHERE left_at IS NULL)").
		Where("agency_id IN (SELECT id FROM agencies WHERE parent_id = '')").Count(ctx)
	return int(count), err
}

// Viewer returns the person as the viewer of a page, with the branches that each
// of their roles reaches.
func (db Reader) Viewer(ctx context.Context, p people.Person, signInID string) (v people.Viewer, err error) {
	defer wrap(&err, "viewer %s", p.ID)
	var rows []reached
	if err = db.q.NewRaw(reach+"?", p.ID).Scan(ctx, &rows); err != nil {
		return v, err
	}
	return viewerOf(p, signInID, rows), nil
}

// reach finds the branches that each role of a person reaches, in any order. The
// ids of a branch are listed between slashes: of all its agencies, if they are few.
var reach = fmt.Sprintf(`SELECT g.role, a.path, a.parent_id,
	(SELECT string_agg(few.id, '/') FROM (SELECT u.id FROM agencies AS u WHERE u.path >= a.path
		AND u.path < substr(a.path, 1, length(a.path) - 1) || '0' ORDER BY u.path LIMIT %d) AS few) AS listed
	FROM grants AS g JOIN agencies AS a ON a.id = g.agency_id WHERE g.person_id = `, people.Few+1)

// A reached is a branch that a role of somebody's reaches.
type reached struct {
	Role     people.Role
	Path     string
	ParentID string
	Listed   string
}

// splitReach reads what reach found from one text, a line for each row and a space
// between its columns, which no id has.
func splitReach(text string) (rows []reached) {
	for row := range strings.Lines(text) {
		if at := strings.Split(strings.TrimSuffix(row, "\n"), " "); len(at) == 4 {
			rows = append(rows, reached{people.Role(at[0]), at[1], at[2], at[3]})
		}
	}
	return rows
}

// viewerOf returns p as the viewer of a page.
func viewerOf(p people.Person, signInID string, rows []reached) people.Viewer {
	v := people.Viewer{PersonID: p.ID, AgencyID: p.AgencyID, Lang: p.Lang, SignInID: signInID, Reach: map[people.Role][]people.Branch{}}
	slices.SortFunc(rows, func(a, b reached) int { return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.Path, b.Path)) })
	for _, r := range rows {
		b := people.Branch{Path: r.Path}
		if ids := strings.Split(r.Listed, "/"); len(ids) <= people.Few {
			b.IDs = ids
		}
		v.Reach[r.Role] = append(v.Reach[r.Role], b)
		v.Root = v.Root || r.Role == people.Admin && r.ParentID == ""
	}
	return v
}
