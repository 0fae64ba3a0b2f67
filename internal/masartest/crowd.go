package masartest

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
)

// Names that many bear, put together by chance: none is anyone's.
var (
	men = [][2]string{
		{"سالم", "Salim"}, {"خالد", "Khalid"}, {"أحمد", "Ahmed"}, {"يوسف", "Yusuf"}, {"علي", "Ali"}, {"إبراهيم", "Ibrahim"},
		{"منذر", "Munther"}, {"قيس", "Qais"}, {"هلال", "Hilal"}, {"ناصر", "Nasser"}, {"عبدالله", "Abdullah"}, {"مازن", "Mazin"},
	}
	women = [][2]string{
		{"مريم", "Maryam"}, {"فاطمة", "Fatma"}, {"هدى", "Huda"}, {"عائشة", "Aisha"}, {"أمل", "Amal"}, {"شيخة", "Shaikha"},
		{"نورة", "Noura"}, {"رؤى", "Ruaa"}, {"سلمى", "Salma"}, {"ابتسام", "Ibtisam"}, {"ليلى", "Laila"}, {"آمنة", "Amna"},
	}
	families = [][2]string{
		{"الهنائي", "Al Hinai"}, {"البلوشي", "Al Balushi"}, {"الغافري", "Al Ghafri"}, {"الوهيبي", "Al Wahaibi"},
		{"الشكيلي", "Al Shukaili"}, {"التوبي", "Al Tobi"}, {"المعمري", "Al Maamari"}, {"الزدجالي", "Al Zadjali"},
		{"الحجري", "Al Hajri"}, {"العامري", "Al Amri"}, {"الكندي", "Al Kindi"}, {"الراشدي", "Al Rashdi"},
	}
	departments = []string{
		"المديرية العامة للتخطيط", "دائرة الإعلام والتواصل", "المديرية العامة لتقنية المعلومات", "المديرية العامة للموارد البشرية",
		"دائرة خدمة المراجعين", "المديرية العامة للشؤون المالية", "الدائرة القانونية", "المديريات في المحافظات",
	}
)

// Crowd fills the database with as many agencies under one top, "a0", as it is
// told, the given number of people in them, each enrolled in Course, which it
// publishes, and an HR officer for the top and for each agency, "hr-0" to
// "hr-N". The same numbers make the same crowd.
func Crowd(t testing.TB, db *store.DB, agencies, n int) {
	t.Helper()
	ctx, chance := t.Context(), rand.New(rand.NewPCG(1, 2))
	c := Course()
	fail := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	fail(db.Alone().AddCourseVersion(ctx, store.CourseVersion{CourseID: c.ID, Version: c.Version, Body: c, PublishedAt: Noon}))
	fail(db.Alone().SaveCourseHead(ctx, store.CourseHead{ID: c.ID, Version: c.Version, TitleAr: c.Title.Ar, TitleEn: c.Title.En, Kind: c.Kind, Hours: c.Hours}))
	var ps []people.Person
	var es []progress.Enrolment
	for i := range agencies + 1 {
		id := fmt.Sprint("a", i)
		ag := people.Agency{ID: id, ParentID: "a0", Path: "/a0/" + id + "/", NameAr: fmt.Sprint("الجهة ", i), NameEn: fmt.Sprint("Agency ", i), CreatedAt: Noon}
		if i == 0 {
			ag.ParentID, ag.Path = "", "/a0/"
		}
		fail(db.Alone().AddAgency(ctx, ag))
		hr := people.Person{ID: fmt.Sprint("hr-", i), AgencyID: id, NameAr: "موظف الموارد البشرية", SignIn: fmt.Sprint("hr-", i), CreatedAt: Noon}.Tidy()
		fail(db.Alone().AddPerson(ctx, hr))
		fail(db.Alone().AddGrant(ctx, people.Grant{PersonID: hr.ID, Role: people.HR, AgencyID: id, GivenAt: Noon}))
	}
	for i := range n {
		p := someone(chance, i, fmt.Sprint("a", 1+i%agencies))
		ps, es = append(ps, p), append(es, enrolled(chance, i, p))
	}
	fail(db.Tx(ctx, func(tx *store.Tx) error {
		if err := tx.AddPeople(ctx, ps); err != nil {
			return err
		}
		_, err := tx.AddEnrolments(ctx, es)
		return err
	}))
	if db.Postgres() {
		_, err := db.W.NewRaw("ANALYZE people, enrolments, agencies").Exec(ctx)
		fail(err)
	}
}

func someone(chance *rand.Rand, i int, agency string) people.Person {
	pick := func(from [][2]string) [2]string { return from[chance.IntN(len(from))] }
	first, of, family := pick(men), pick(men), pick(families)
	son := " بن "
	if i%2 == 1 {
		first, son, family[0] = pick(women), " بنت ", family[0]+"ة"
	}
	return people.Person{
		ID: fmt.Sprintf("p%06d", i), AgencyID: agency, Department: departments[chance.IntN(len(departments))],
		NameAr: first[0] + son + of[0] + " " + family[0], NameEn: first[1] + " " + family[1], StaffNo: fmt.Sprintf("OM-%05d", 20000+i),
		Email: fmt.Sprintf("p%06d@%s.example", i, agency), CreatedAt: Noon,
	}.Tidy()
}

// enrolled returns an enrolment of p somewhere between its first day and its
// completion, one in twenty of them late.
func enrolled(chance *rand.Rand, i int, p people.Person) progress.Enrolment {
	e := progress.Enrolment{
		ID: fmt.Sprintf("e%06d", i), PersonID: p.ID, AgencyID: p.AgencyID, CourseID: "basics", Version: "v1", Round: 1, AssignedBy: "hr-0",
		AssignedAt: Noon.AddDate(0, 0, -120-chance.IntN(30)), DueOn: Noon.AddDate(0, 0, 1+chance.IntN(60)),
		State: progress.Waiting, TotalCount: 2, Score: -1,
	}
	fate := chance.IntN(100)
	if fate < 5 {
		e.DueOn = Noon.AddDate(0, 0, -1-chance.IntN(60))
	}
	if fate < 90 {
		e.State, e.DoneCount, e.Percent = progress.UnderWay, 1, 50
		e.BeganAt = Noon.Add(-time.Duration(chance.IntN(100*24)) * time.Hour)
		e.ActiveAt = e.BeganAt
	}
	if fate >= 5 && fate < 70 {
		e.State, e.DoneCount, e.Percent, e.Score, e.CompletedAt = progress.Done, 2, 100, 50+chance.IntN(51), e.ActiveAt
	}
	return e
}
