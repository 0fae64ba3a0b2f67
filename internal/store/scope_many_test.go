package store_test

import (
	"fmt"
	"reflect"
	"testing"

	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
)

// provinces adds to the house n agencies under a province of the top, each with
// one person, and an HR officer of the province.
func provinces(t *testing.T, db *store.DB, province string, n int) {
	t.Helper()
	at := people.Agency{ID: province, ParentID: "top", Path: "/top/" + province + "/", NameAr: province, CreatedAt: masartest.Noon}
	hr := people.Person{ID: "hr-" + province, AgencyID: "south", SignIn: "hr-" + province, NameAr: province, CreatedAt: masartest.Noon}
	must(t, db.Alone().AddAgency(t.Context(), at), db.Alone().AddPerson(t.Context(), hr),
		db.Alone().AddGrant(t.Context(), people.Grant{PersonID: hr.ID, Role: people.HR, AgencyID: province, GivenAt: masartest.Noon}))
	if n == 0 {
		return
	}
	as, ps := make([]people.Agency, n), make([]people.Person, n)
	for i := range n {
		id := fmt.Sprintf("%s%04d", province, i)
		as[i] = people.Agency{ID: id, ParentID: province, Path: at.Path + id + "/", NameAr: id, CreatedAt: masartest.Noon}
		ps[i] = people.Person{ID: "p" + id, AgencyID: id, SignIn: "p" + id, NameAr: id, CreatedAt: masartest.Noon}
	}
	if _, err := db.W.NewInsert().Model(&as).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	must(t, db.Alone().AddPeople(t.Context(), ps))
}

// asked returns how many bytes the statements have that find out who a person is
// and count and list whom they may see as an HR officer, and how many these are.
func asked(t *testing.T, db *store.DB, id string) (bytes, found int) {
	t.Helper()
	p, err := db.Person(t.Context(), people.Everywhere("a test"), id)
	must(t, err)
	watched := db.Watch(func(query string) { bytes += len(query) })
	v, err := watched.Viewer(t.Context(), p, "")
	must(t, err)
	s := v.Scope(people.HR)
	_, found, err = watched.People(t.Context(), s, store.PeopleFilter{}, 0, 1)
	must(t, err)
	as, err := watched.Agencies(t.Context(), s)
	must(t, err)
	if seen := len(as) - 1; id != "hr-top" && seen != found {
		t.Errorf("%s sees %d agencies under their own, and %d people in them", id, seen, found)
	}
	for _, a := range as {
		if !s.Sees(a.Path) {
			t.Errorf("%s sees %s, and their scope does not", id, a.ID)
		}
	}
	return bytes, found
}

// What is sent to the database does not grow with the agencies that somebody may
// see: from as many as are few on, it is the same for 5,000 as for one more.
func TestScopeIsSmall(t *testing.T) {
	h := everyKind(t)
	db := masartest.DBOf(h.App)
	top := people.Person{ID: "hr-top", AgencyID: "south", SignIn: "hr-top", NameAr: "top", CreatedAt: masartest.Noon}
	must(t, db.Alone().AddPerson(t.Context(), top),
		db.Alone().AddGrant(t.Context(), people.Grant{PersonID: top.ID, Role: people.HR, AgencyID: "top", GivenAt: masartest.Noon}))
	sizes := map[int]int{}
	for name, n := range map[string]int{"aa": 0, "bb": people.Few - 1, "cc": people.Few, "dd": 500, "ee": 5000} {
		provinces(t, db, name, n)
		bytes, found := asked(t, db, "hr-"+name)
		if found != n {
			t.Errorf("with %d agencies: %d people", n, found)
		}
		sizes[n] = bytes
	}
	for n, bytes := range sizes {
		if want := sizes[5000]; n >= people.Few && bytes != want {
			t.Errorf("%d bytes for %d agencies, %d for 5,000", bytes, n, want)
		}
		if bytes > sizes[5000]+2*people.Few*40 {
			t.Errorf("%d bytes for %d agencies, %d for 5,000", bytes, n, sizes[5000])
		}
	}
	before, found := asked(t, db, "hr-top")
	provinces(t, db, "ff", 500)
	if after, more := asked(t, db, "hr-top"); after != before || more != found+500+1 {
		t.Errorf("the top one: %d bytes for %d people, %d for %d", before, found, after, more)
	}
}

// Every query for rows that belong to an agency finds them among 5,000, from the
// branch that holds it and from the top, and not from the branches beside it.
func TestScopeAmongMany(t *testing.T) {
	h := everyKind(t)
	db, ctx := masartest.DBOf(h.App), t.Context()
	aBatch(t, db)
	provinces(t, db, "northern", 2500)
	provinces(t, db, "nor", 2500)
	viewer := func(id string) people.Scope { return h.Viewer(t, id).Scope(people.HR) }
	must(t, db.Alone().AddPerson(ctx, people.Person{ID: "hr-top", AgencyID: "south", SignIn: "hr-top", NameAr: "top", CreatedAt: masartest.Noon}),
		db.Alone().AddGrant(ctx, people.Grant{PersonID: "hr-top", Role: people.HR, AgencyID: "top", GivenAt: masartest.Noon}))
	for _, q := range scopedQueries(db) {
		for who, want := range map[string]int{"hr-n": 1, "hr-top": 1, "hr-northern": 0, "hr-nor": 0} {
			if n, err := q.ask(ctx, viewer(who)); err != nil || n != want {
				t.Errorf("%s asks for %s: %d rows, %v; want %d", who, q.name, n, err, want)
			}
		}
	}
}

// A move of an agency is seen by another node at once: who asks is read on each
// request, and so are the agencies of their scope.
func TestMoveIsSeenElsewhere(t *testing.T) {
	h := everyKind(t)
	here, ctx := masartest.DBOf(h.App), t.Context()
	provinces(t, here, "east", 2)
	provinces(t, here, "west", people.Few+1)
	there := masartest.Again(t, here)
	sees := func() map[string]bool {
		found := map[string]bool{}
		for _, id := range []string{"hr-east", "hr-west"} {
			p, err := there.Person(ctx, people.Everywhere("a test"), id)
			must(t, err)
			v, err := there.Viewer(ctx, p, "")
			must(t, err)
			_, err = there.Person(ctx, v.Scope(people.HR), "salma")
			found[id] = err == nil
		}
		return found
	}
	for _, at := range []struct {
		to   string
		want map[string]bool
	}{
		{"top", map[string]bool{"hr-east": false, "hr-west": false}},
		{"east", map[string]bool{"hr-east": true, "hr-west": false}},
		{"west", map[string]bool{"hr-east": false, "hr-west": true}},
		{"top", map[string]bool{"hr-east": false, "hr-west": false}},
	} {
		a, err := here.Agency(ctx, people.Within("north"), "north")
		must(t, err)
		parent, err := here.Agency(ctx, people.Within(at.to), at.to)
		must(t, err, here.Alone().SaveAgency(ctx, a.Moved(parent), a.Path))
		if got := sees(); !reflect.DeepEqual(got, at.want) {
			t.Errorf("under %s: %v, want %v", at.to, got, at.want)
		}
	}
}
