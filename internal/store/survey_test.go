package store_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
)

// A survey is answered once, and its first answers stand; nobody is invited to
// one twice.
func TestResponse(t *testing.T) {
	h := everyKind(t)
	db, ctx := masartest.DBOf(h.App), t.Context()
	first, err := db.Alone().AddResponse(ctx, store.Response{EnrolmentID: "enrolment", SurveyID: "later", Answers: map[string]string{"good": "1"}, At: masartest.Noon})
	if err != nil || first {
		t.Errorf("answered again: first %v, %v", first, err)
	}
	if r, err := db.Response(ctx, "enrolment", "later"); err != nil || r.Answers["good"] != "4" {
		t.Errorf("%+v, %v", r, err)
	}
	if _, err := db.Response(ctx, "enrolment", "now"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("what was not answered: %v", err)
	}
	for i, want := range []bool{true, false} {
		first, err := db.Alone().AddInvitation(ctx, store.Invitation{EnrolmentID: "enrolment", SurveyID: "now", At: masartest.Noon})
		if err != nil || first != want {
			t.Errorf("invitation %d: first %v, %v", i+1, first, err)
		}
	}
}

// A file is had from the survey it was given to, and from no other.
func TestSurveyFile(t *testing.T) {
	db := everyKind(t).App.Store
	for _, c := range []struct {
		course, survey string
		want           error
	}{{"basics", "later", nil}, {"basics", "now", store.ErrNotFound}, {"other", "later", store.ErrNotFound}} {
		f, err := db.SurveyFile(t.Context(), people.Within("north"), c.course, c.survey, "file")
		if !errors.Is(err, c.want) || (err == nil) != (string(f.Body) == "%PDF") {
			t.Errorf("%s of %s: %q, %v", c.survey, c.course, f.Body, err)
		}
	}
}

// Those are to be invited who completed between two instants, are still
// employed, and were neither invited nor have answered.
func TestUninvited(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	db, ctx := masartest.DBOf(h.App), t.Context()
	day := func(n int) time.Time { return masartest.Noon.AddDate(0, 0, n) }
	var es []progress.Enrolment
	for i, id := range []string{"salma", "badr", "hr-n", "hr-s", "trainer-n", "trainer-s", "admin"} {
		es = append(es, progress.Enrolment{ID: id, PersonID: id, AgencyID: "north", CourseID: "basics", Version: "v1", Round: 1, AssignedAt: day(-9), State: progress.Done, CompletedAt: day(-i), Score: -1})
	}
	es[1].State, es[1].CompletedAt = progress.UnderWay, time.Time{}
	_, err := db.Alone().AddEnrolments(ctx, es)
	must(t, err)
	p, err := db.Person(ctx, people.Everywhere("a test"), "trainer-n")
	must(t, err)
	p.LeftAt = day(-1)
	_, err2 := db.Alone().AddInvitation(ctx, store.Invitation{EnrolmentID: "hr-n", SurveyID: "later", At: day(-1)})
	_, err3 := db.Alone().AddResponse(ctx, store.Response{EnrolmentID: "hr-s", SurveyID: "later", Answers: map[string]string{}, At: day(-1)})
	must(t, err, err2, err3, db.Alone().SavePerson(ctx, p))
	for _, c := range []struct {
		name     string
		from, to time.Time
		n        int
		want     []string
	}{
		{"all, the earliest first", day(-9), day(1), 9, []string{"admin", "trainer-s", "salma"}}, {"one", day(-9), day(1), 1, []string{"admin"}},
		{"to the instant", day(-5), day(-5), 9, []string{"trainer-s"}}, {"none then", day(-4), day(-1), 9, nil},
	} {
		ids, err := db.Uninvited(ctx, "basics", "v1", "later", c.from, c.to, c.n)
		if err != nil || !slices.Equal(ids, c.want) {
			t.Errorf("%s: %v, %v; want %v", c.name, ids, err, c.want)
		}
	}
	if ids, err := db.Uninvited(ctx, "basics", "v1", "now", day(-9), day(1), 9); err != nil || len(ids) != 5 {
		t.Errorf("to another survey: %v, %v; want 5", ids, err)
	}
	vs, err := db.CompletedVersions(ctx, day(-6))
	if err != nil || len(vs) != 1 || vs[0].CourseID != "basics" || vs[0].Version != "v1" {
		t.Errorf("versions: %+v, %v", vs, err)
	}
	if vs, err := db.CompletedVersions(ctx, day(1)); err != nil || vs != nil {
		t.Errorf("versions completed tomorrow: %+v, %v", vs, err)
	}
}
