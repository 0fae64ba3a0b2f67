package store_test

import (
	"slices"
	"strings"
	"testing"

	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/report"
	"masar/internal/store"
)

// theNames are people whose Arabic and English names stand in opposite orders,
// who lack one of them, or who share one but for its case and its marks.
var theNames = []struct{ id, ar, en string }{
	{"p1", "أحمد", "Zahran"}, {"p2", "زهران", "Ahmed"}, {"p3", "هند", ""}, {"p4", "", "Bader"},
	{"p5", "باسل", "Élan"}, {"p6", "يوسف", "ahmed"}, {"p7", "احمد", "al-Adl"}, {"p8", "إبراهيم", "Al Adl"},
}

// Orders of theNames, the same in every database: Latin before Arabic, and those
// of one name by their ids.
var (
	inArabic  = []string{"p4", "p8", "p1", "p7", "p5", "p2", "p3", "p6"}
	inEnglish = []string{"p2", "p6", "p7", "p8", "p4", "p5", "p1", "p3"}
)

// Every list of people goes by the names that it shows, page by page as in one
// piece.
func TestListsGoByNames(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	db, ctx, s := masartest.DBOf(h.App), t.Context(), people.Within("other")
	must(t, db.Alone().AddAgency(ctx, people.Agency{ID: "other", ParentID: "top", Path: "/top/other/", NameAr: "أخرى", CreatedAt: masartest.Noon}))
	var es []progress.Enrolment
	for _, n := range theNames {
		must(t, db.Alone().AddPerson(ctx, people.Person{ID: n.id, AgencyID: "other", NameAr: n.ar, NameEn: n.en, SignIn: n.id + "-x", CreatedAt: masartest.Noon}.Tidy()))
		es = append(es, progress.Enrolment{ID: n.id, PersonID: n.id, AgencyID: "other", CourseID: "basics", Version: "v1", Round: 1, AssignedAt: masartest.Noon, State: progress.UnderWay, Score: -1})
	}
	_, err := db.Alone().AddEnrolments(ctx, es)
	must(t, err)
	ids := func(ps []people.Person) (ids []string) {
		for _, p := range ps {
			ids = append(ids, p.ID)
		}
		return ids
	}
	for lang, want := range map[string][]string{"ar": inArabic, "en": inEnglish, "": inArabic} {
		lists := map[string]func(offset, n int) ([]string, error){
			"people": func(offset, n int) ([]string, error) {
				ps, _, err := db.People(ctx, s, store.PeopleFilter{Lang: lang}, offset, n)
				return ids(ps), err
			},
			"everybody of an agency": func(offset, n int) ([]string, error) {
				ps, _, err := db.People(ctx, people.Everywhere("a test"), store.PeopleFilter{AgencyID: "other", Lang: lang, Left: true}, offset, n)
				return ids(ps), err
			},
			"report": func(offset, n int) ([]string, error) {
				at := at
				at.Lang = lang
				return db.Report(ctx, s, report.Filter{Sort: report.ByName}, at, offset, n)
			},
			"report of many agencies": func(offset, n int) ([]string, error) {
				at := at
				at.Lang = lang
				return db.Report(ctx, people.Within("other", "north"), report.Filter{Sort: report.ByName}, at, offset, n)
			},
			"first passwords": func(offset, n int) ([]string, error) {
				ps, err := db.Unhanded(ctx, s, store.PeopleFilter{NoPassword: true, Lang: lang}, offset+n)
				return ids(ps[min(offset, len(ps)):]), err
			},
		}
		for name, list := range lists {
			whole, err := list(0, 99)
			if err != nil || !slices.Equal(whole, want) {
				t.Errorf("%s in %q: %v, %v; want %v", name, lang, whole, err, want)
			}
			var paged []string
			for offset := 0; offset < 9; offset += 3 {
				page, err := list(offset, 3)
				must(t, err)
				paged = append(paged, page...)
			}
			if !slices.Equal(paged, want) {
				t.Errorf("%s in %q, page by page: %v; want %v", name, lang, paged, want)
			}
		}
		down := at
		down.Lang = lang
		back := slices.Clone(want)
		slices.Reverse(back)
		if got, err := db.Report(ctx, s, report.Filter{Sort: report.ByName, Down: true}, down, 0, 0); err != nil || !slices.Equal(got, back) {
			t.Errorf("report downwards in %q: %v, %v; want %v", lang, got, err, back)
		}
		missing, _, err := db.NamesMissing(ctx, s, "other", "both", lang, 9)
		if got := strings.Join(ids(missing), " "); err != nil || got != "p4 p3" {
			t.Errorf("names missing in %q: %s, %v", lang, got, err)
		}
	}
}

// A name that is changed moves its person in the list of its language.
func TestChangedNameMoves(t *testing.T) {
	h := masartest.NewWorld(t)
	db, ctx := masartest.DBOf(h.App), t.Context()
	first := func() string {
		ps, _, err := db.People(ctx, people.Within("north"), store.PeopleFilter{Lang: "en"}, 0, 1)
		must(t, err)
		return ps[0].ID
	}
	if first() == "salma" {
		t.Fatal("Salma is the first already")
	}
	p, err := db.Person(ctx, people.Within("north"), "salma")
	must(t, err)
	p.NameEn = "Aaliyah Al Hinai"
	must(t, db.Alone().SavePerson(ctx, p))
	if got := first(); got != "salma" {
		t.Errorf("the first is %s", got)
	}
}
