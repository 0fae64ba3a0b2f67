package store_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"masar/internal/certificate"
	"masar/internal/day"
	"masar/internal/exercise"
	"masar/internal/masartest"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
	"masar/internal/workshop"
)

func must(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// everyKind returns the sample house, in which Salma of the north has one of
// everything that belongs to an agency, named after its kind, in a run that
// the north hosts.
func everyKind(t *testing.T) masartest.World {
	t.Helper()
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	db, ctx := masartest.DBOf(h.App), t.Context()
	run := workshop.Run{ID: "run", CourseID: "basics", Version: "v1", AgencyID: "north", StartsOn: masartest.Noon, EndsOn: masartest.Noon.Add(2 * time.Hour), CreatedAt: masartest.Noon}
	slots := []workshop.Slot{{RunID: "run", SessionID: "talk", StartsAt: masartest.Noon, Minutes: 60}}
	e := progress.Enrolment{ID: "enrolment", PersonID: "salma", AgencyID: "north", CourseID: "basics", Version: "v1", Round: 1, RunID: "run", AssignedAt: masartest.Noon, State: progress.Waiting, Score: -1}
	must(t, db.Alone().AddRun(ctx, run, slots), db.Alone().AddTrainer(ctx, workshop.Trainer{RunID: "run", PersonID: "trainer-s"}))
	_, err := db.Alone().AddEnrolments(ctx, []progress.Enrolment{e})
	_, err2 := db.Alone().AddResponse(ctx, store.Response{EnrolmentID: "enrolment", SurveyID: "later", Answers: map[string]string{"good": "4", "proof": "file"}, At: masartest.Noon})
	must(t, err, err2,
		db.Alone().AddWork(ctx, exercise.Work{ID: "work", EnrolmentID: "enrolment", ExerciseID: "sheet", State: exercise.HandedIn, Fields: map[string]string{}, HandedInAt: masartest.Noon, SavedAt: masartest.Noon}),
		db.Alone().AddFile(ctx, store.File{ID: "file", PersonID: "salma", AgencyID: "north", Name: "ورقة.pdf", Type: "application/pdf", Size: 4, Hash: "h", Body: []byte("%PDF"), CreatedAt: masartest.Noon}),
		db.Alone().AddImport(ctx, store.Import{ID: "import", AgencyID: "north", PersonID: "hr-n", Lines: []people.ListLine{{Number: 1, Cells: []string{"x"}}}, MadeAt: masartest.Noon}),
		db.Alone().AddTemplate(ctx, certificate.Template{AgencyID: "north", Kind: certificate.Completion, Version: 1, MadeAt: masartest.Noon}),
		db.Tx(ctx, func(tx *store.Tx) error {
			if _, _, err := tx.ChainEnd(ctx); err != nil {
				return err
			}
			return tx.AddCertificate(ctx, certificate.Certificate{
				ID: "certificate", Number: 1, Serial: "s1", Code: "0123456789ABCDEF", EnrolmentID: "enrolment", PersonID: "salma",
				AgencyID: "north", CourseID: "basics", Kind: certificate.Completion, Hash: "h1", IssuedAt: masartest.Noon,
			})
		}))
	return h
}

// aBatch has Salma complete the course once more, without a certificate, and
// makes a batch of that.
func aBatch(t *testing.T, db *store.DB) {
	t.Helper()
	must(t, db.Tx(t.Context(), func(tx *store.Tx) error {
		e, err := tx.Enrolment(t.Context(), people.Within("north"), "enrolment")
		if err != nil {
			return err
		}
		e.ID, e.Round, e.State, e.CompletedAt = "waiting", 2, progress.Done, masartest.Noon
		if _, err := tx.AddEnrolments(t.Context(), []progress.Enrolment{e}); err != nil {
			return err
		}
		b := certificate.Batch{ID: "batch", Kind: certificate.Issuing, MadeAt: masartest.Noon}
		if _, err := tx.AddBatch(t.Context(), b); err != nil {
			return err
		}
		_, err = tx.AddWaitingItems(t.Context(), people.Within("north"), b)
		return err
	}))
}

// found turns what a query for one row returns into how many it found.
func found[T any](_ T, err error) (int, error) {
	if err != nil {
		if errors.Is(err, store.ErrNotFound) {
			return 0, nil
		}
		return 0, err
	}
	return 1, nil
}

// A scopedQuery asks for what everyKind has of one kind, and says how many it finds.
type scopedQuery struct {
	name string
	ask  func(ctx context.Context, s people.Scope) (int, error)
	own  bool // a person's own scope reaches it
}

// scopedQueries are all that find rows which belong to an agency.
func scopedQueries(db *store.DB) []scopedQuery {
	return []scopedQuery{
		{"Person", func(ctx context.Context, s people.Scope) (int, error) { return found(db.Person(ctx, s, "salma")) }, true},
		{"PeopleWith", func(ctx context.Context, s people.Scope) (int, error) {
			ps, err := db.PeopleWith(ctx, s, []string{"salma"})
			return len(ps), err
		}, true},
		{"People", func(ctx context.Context, s people.Scope) (int, error) {
			ps, total, err := db.People(ctx, s, store.PeopleFilter{Search: "سلمى"}, 0, 10)
			if total != len(ps) {
				err = fmt.Errorf("%d of %d", len(ps), total)
			}
			return len(ps), err
		}, true},
		{"People of the agency", func(ctx context.Context, s people.Scope) (int, error) {
			ps, _, err := db.People(ctx, s, store.PeopleFilter{AgencyID: "north", Search: "salma"}, 0, 10)
			return len(ps), err
		}, true},
		{"Targets", func(ctx context.Context, s people.Scope) (int, error) {
			ts, err := db.Targets(ctx, s, store.PeopleFilter{Search: "salma"})
			return len(ts), err
		}, true},
		{"Enrolment", func(ctx context.Context, s people.Scope) (int, error) {
			return found(db.Enrolment(ctx, s, "enrolment"))
		}, true},
		{"EnrolmentIn", func(ctx context.Context, s people.Scope) (int, error) {
			return found(db.EnrolmentIn(ctx, s, "salma", "basics"))
		}, true},
		{"EnrolmentsOf", func(ctx context.Context, s people.Scope) (int, error) {
			es, err := db.EnrolmentsOf(ctx, s, "salma")
			return min(len(es), 1), err
		}, true},
		{"LatestEnrolments", func(ctx context.Context, s people.Scope) (int, error) {
			es, err := db.LatestEnrolments(ctx, s, "basics", []string{"salma"})
			return len(es), err
		}, true},
		{"SurveyAnswers", func(ctx context.Context, s people.Scope) (int, error) {
			a, err := db.SurveyAnswers(ctx, s, "basics", "later", true)
			if a.Asked != len(a.Given) {
				err = fmt.Errorf("%d asked, %d given", a.Asked, len(a.Given))
			}
			return len(a.Given), err
		}, true},
		{"SurveyFile", func(ctx context.Context, s people.Scope) (int, error) {
			return found(db.SurveyFile(ctx, s, "basics", "later", "file"))
		}, true},
		{"Certificate", func(ctx context.Context, s people.Scope) (int, error) {
			return found(db.Certificate(ctx, s, "certificate"))
		}, true},
		{"CertificateFor", func(ctx context.Context, s people.Scope) (int, error) {
			return found(db.CertificateFor(ctx, s, "enrolment", certificate.Completion))
		}, true},
		{"CertificatesOf", func(ctx context.Context, s people.Scope) (int, error) {
			cs, err := db.CertificatesOf(ctx, s, "salma")
			return len(cs), err
		}, true},
		{"CertificatesBySerial", func(ctx context.Context, s people.Scope) (int, error) {
			cs, err := db.CertificatesBySerial(ctx, s, []string{"s1"})
			return len(cs), err
		}, true},
		{"CertificatesAfter", func(ctx context.Context, s people.Scope) (int, error) {
			cs, err := db.CertificatesAfter(ctx, s, 0, 10)
			return len(cs), err
		}, true},
		{"CertificatesFor", func(ctx context.Context, s people.Scope) (int, error) {
			cs, err := db.CertificatesFor(ctx, s, []string{"enrolment"}, certificate.Completion)
			return len(cs), err
		}, true},
		{"CertificatesWith", func(ctx context.Context, s people.Scope) (int, error) {
			cs, err := db.CertificatesWith(ctx, s, []string{"certificate"})
			return len(cs), err
		}, true},
		{"Certificates", func(ctx context.Context, s people.Scope) (int, error) {
			f := certificate.Filter{AgencyID: "north", CourseID: "basics", RunID: "run", Kind: certificate.Completion, Status: certificate.Valid, Since: masartest.Noon}
			cs, err := db.Certificates(ctx, s, f, masartest.Noon, 0, 10)
			return len(cs), err
		}, true},
		{"CountCertificates", func(ctx context.Context, s people.Scope) (int, error) {
			n, err := db.CountCertificates(ctx, s, certificate.Filter{}, masartest.Noon)
			return n[certificate.Valid], err
		}, true},
		{"Waiting", func(ctx context.Context, s people.Scope) (int, error) {
			f := certificate.Filter{AgencyID: "north", CourseID: "basics", RunID: "run", Since: masartest.Noon}
			ws, err := db.Waiting(ctx, s, f, 0, 10)
			if n, err := db.CountWaiting(ctx, s, f); err != nil || n != len(ws) {
				return n, fmt.Errorf("%d are counted and %d read, %w", n, len(ws), err)
			}
			return len(ws), err
		}, true},
		{"EnrolmentsWith", func(ctx context.Context, s people.Scope) (int, error) {
			es, err := db.EnrolmentsWith(ctx, s, []string{"enrolment"})
			return len(es), err
		}, true},
		{"RunsAttended", func(ctx context.Context, s people.Scope) (int, error) {
			rs, err := db.RunsAttended(ctx, s, "basics", 10)
			return len(rs), err
		}, true},
		{"AgenciesWith", func(ctx context.Context, s people.Scope) (int, error) {
			as, err := db.AgenciesWith(ctx, s, []string{"north"})
			return len(as), err
		}, false},
		{"Batch", func(ctx context.Context, s people.Scope) (int, error) { return found(db.Batch(ctx, s, "batch")) }, false},
		{"Batches", func(ctx context.Context, s people.Scope) (int, error) {
			bs, err := db.Batches(ctx, s, 10)
			return len(bs), err
		}, false},
		{"File", func(ctx context.Context, s people.Scope) (int, error) { return found(db.File(ctx, s, "file")) }, true},
		{"FileNames", func(ctx context.Context, s people.Scope) (int, error) {
			fs, err := db.FileNames(ctx, s, "file")
			if f, ok := fs["file"]; ok && (f.Body != nil || f.Name != "ورقة.pdf") {
				err = fmt.Errorf("read %+v", f)
			}
			return len(fs), err
		}, true},
		{"Import of the agency", func(ctx context.Context, s people.Scope) (int, error) { return found(db.Import(ctx, s, "import")) }, false},
		{"Run", func(ctx context.Context, s people.Scope) (int, error) { return found(db.Run(ctx, s, "run")) }, false},
		{"Agency", func(ctx context.Context, s people.Scope) (int, error) { return found(db.Agency(ctx, s, "north")) }, false},
		{"Template", func(ctx context.Context, s people.Scope) (int, error) {
			return found(db.Template(ctx, s, "north", certificate.Completion, 1))
		}, false},
		{"Templates", func(ctx context.Context, s people.Scope) (int, error) {
			ts, err := db.Templates(ctx, s, "north", certificate.Completion)
			return len(ts), err
		}, false},
		{"CurrentTemplates", func(ctx context.Context, s people.Scope) (int, error) {
			ts, err := db.CurrentTemplates(ctx, s, []string{"north", "south"})
			return len(ts), err
		}, false},
		{"RunHosts", func(ctx context.Context, s people.Scope) (int, error) {
			hosts, err := db.RunHosts(ctx, s, []string{"run"})
			return len(hosts), err
		}, false},
		{"Departments", func(ctx context.Context, s people.Scope) (int, error) {
			ds, err := db.Departments(ctx, s)
			return min(len(ds), 1), err
		}, true},
	}
}

// extended adds to the house of everyKind an office under the north, and the east
// and the west, whose ids begin alike.
func extended(t *testing.T, db *store.DB) {
	t.Helper()
	for _, a := range []people.Agency{
		{ID: "office", ParentID: "north", Path: "/top/north/office/"}, {ID: "northeast", ParentID: "top", Path: "/top/northeast/"},
		{ID: "northwest", ParentID: "top", Path: "/top/northwest/"}, {ID: "nort", ParentID: "top", Path: "/top/nort/"},
	} {
		a.NameAr, a.CreatedAt = a.ID, masartest.Noon
		must(t, db.Alone().AddAgency(t.Context(), a))
	}
}

// Every query for rows that belong to an agency finds them from that agency, and
// from the branches that hold it, and those of a person as that person's own; from
// another, it finds nothing.
func TestScope(t *testing.T) {
	h := everyKind(t)
	db := masartest.DBOf(h.App)
	aBatch(t, db)
	extended(t, db)
	branch := func(path string) people.Branch { return people.Branch{Path: path} }
	one := func(path string) people.Branch {
		return people.Branch{Path: path, IDs: []string{filepath.Base(path)}}
	}
	under := func(paths ...string) people.Scope {
		var bs []people.Branch
		for _, p := range paths {
			bs = append(bs, branch(p))
		}
		return people.Under(bs...)
	}
	for _, q := range scopedQueries(db) {
		others := q.name == "Departments" // which others have, too
		for _, c := range []struct {
			from string
			s    people.Scope
			want bool
		}{
			{"its agency", people.Within("north"), true}, {"several", people.Within("top", "north"), true},
			{"everywhere", people.Everywhere("a test"), true}, {"its person", people.Own("salma"), q.own},
			{"another agency", people.Within("south"), others}, {"the agency above", people.Within("top"), others},
			{"another person", people.Own("badr"), others},
			{"none", people.Within(), false}, {"the zero scope", people.Scope{}, false}, {"nobody", people.Own(""), false},
			{"its branch", under("/top/north/"), true}, {"the branch above", under("/top/"), true}, {"its branch twice, and one under it", under("/top/north/", "/top/north/office/", "/top/north/"), true},
			{"its branch and another", under("/top/south/", "/top/north/"), true}, {"a branch of its agency alone", people.Under(one("/top/north/")), true},
			{"its agency beside a branch", people.Under(one("/top/north/"), branch("/top/northeast/")), true}, {"its branch beside an agency", people.Under(branch("/top/north/"), one("/top/northeast/")), true},
			{"the agency under it", people.Within("office"), false}, {"the branch under it", under("/top/north/office/"), false},
			{"the branch beside it", under("/top/south/"), others}, {"the agency above by itself", people.Under(one("/top/")), others},
			{"branches that begin alike", under("/top/northeast/", "/top/northwest/"), false}, {"a branch that it begins like", under("/top/nort/"), false},
			{"where its branch is not", under("/top/south/north/"), false}, {"half a path", under("/top/nor"), false},
			{"few in its branch", people.Under(people.Branch{Path: "/top/north/", IDs: []string{"north", "office"}}), true},
			{"few in another", people.Under(people.Branch{Path: "/top/south/", IDs: []string{"south", "nort"}}), others},
			{"a slash", under("/"), false}, {"no path", under(""), false}, {"no branch", people.Under(), false},
		} {
			n, err := q.ask(t.Context(), c.s)
			if err != nil || n != map[bool]int{true: 1}[c.want] {
				t.Errorf("%s from %s: %d rows, %v; want any %v", q.name, c.from, n, err, c.want)
			}
		}
	}
}

// What belongs to an agency that is moved is seen from then on by who answers for
// where it went, and no longer by who answers for where it was; those who answer
// for it itself, or for both, see it before and after.
func TestScopeOfAnAgencyThatMoves(t *testing.T) {
	h := everyKind(t)
	db, ctx := masartest.DBOf(h.App), t.Context()
	aBatch(t, db)
	extended(t, db)
	for id, agency := range map[string]string{"hr-top": "top", "hr-east": "northeast", "hr-west": "northwest"} {
		must(t, db.Alone().AddPerson(ctx, people.Person{ID: id, AgencyID: "south", SignIn: id, NameAr: id, CreatedAt: masartest.Noon}),
			db.Alone().AddGrant(ctx, people.Grant{PersonID: id, Role: people.HR, AgencyID: agency, GivenAt: masartest.Noon}))
	}
	move := func(to string) {
		t.Helper()
		a, err := db.Agency(ctx, people.Within("north"), "north")
		must(t, err)
		parent, err := db.Agency(ctx, people.Within(to), to)
		must(t, err, db.Alone().SaveAgency(ctx, a.Moved(parent), a.Path))
	}
	for _, at := range []struct {
		to   string
		sees map[string]bool
	}{
		{"northeast", map[string]bool{"hr-east": true, "hr-west": false, "hr-top": true, "hr-n": true}},
		{"northwest", map[string]bool{"hr-east": false, "hr-west": true, "hr-top": true, "hr-n": true}},
		{"top", map[string]bool{"hr-east": false, "hr-west": false, "hr-top": true, "hr-n": true}},
	} {
		move(at.to)
		for who, want := range at.sees {
			s := h.Viewer(t, who).Scope(people.HR)
			for _, q := range scopedQueries(db) {
				if n, err := q.ask(ctx, s); err != nil || (n == 1) != want {
					t.Errorf("under %s, %s asks for %s: %d rows, %v; want any %v", at.to, who, q.name, n, err, want)
				}
			}
			if n, err := found(db.Agency(ctx, s, "office")); err != nil || (n == 1) != want {
				t.Errorf("under %s, %s finds %d offices under it, %v; want any %v", at.to, who, n, err, want)
			}
		}
	}
}

// Who asks is known by one statement: their branches with the agencies of each,
// and whether they administer the house.
func TestViewer(t *testing.T) {
	h := everyKind(t)
	db, ctx := masartest.DBOf(h.App), t.Context()
	extended(t, db)
	must(t, db.Alone().AddGrant(ctx, people.Grant{PersonID: "hr-n", Role: people.Admin, AgencyID: "nort", GivenAt: masartest.Noon}))
	north := people.Branch{Path: "/top/north/", IDs: []string{"north", "office"}}
	nort := people.Branch{Path: "/top/nort/", IDs: []string{"nort"}}
	top := people.Branch{Path: "/top/", IDs: []string{"top", "nort", "north", "office", "northeast", "northwest", "south"}}
	for id, want := range map[string]map[people.Role][]people.Branch{
		"hr-n": {people.HR: {north}, people.Admin: {nort}}, "admin": {people.Admin: {top}}, "salma": {}, "trainer-n": {people.Trainer: {north}},
	} {
		p, err := db.Person(ctx, people.Everywhere("a test"), id)
		must(t, err)
		asked := 0
		v, err := db.Watch(func(string) { asked++ }).Viewer(ctx, p, "s")
		if err != nil || asked != 1 || !reflect.DeepEqual(v.Reach, want) || v.Root != (id == "admin") {
			t.Errorf("%s: %+v, %v, by %d statements; want %v", id, v, err, asked, want)
		}
	}
}

// Above an agency stand those of its path, of which the nearest with an HR officer
// answers.
func TestAbove(t *testing.T) {
	h := everyKind(t)
	db, ctx := masartest.DBOf(h.App), t.Context()
	extended(t, db)
	for _, c := range []struct {
		agency string
		s      people.Scope
		want   []string
		hr     []string
	}{
		{"office", people.Everywhere("a test"), []string{"top", "north", "office"}, []string{"hr-n"}},
		{"office", people.Under(people.Branch{Path: "/top/north/"}), []string{"north", "office"}, []string{"hr-n"}},
		{"office", people.Within("south"), nil, []string{"hr-n"}},
		{"north", people.Everywhere("a test"), []string{"top", "north"}, []string{"hr-n"}},
		{"northeast", people.Everywhere("a test"), []string{"top", "northeast"}, nil},
		{"top", people.Everywhere("a test"), []string{"top"}, nil},
		{"nowhere", people.Everywhere("a test"), nil, nil},
	} {
		var ids []string
		as, err := db.AgenciesAbove(ctx, c.s, c.agency)
		for _, a := range as {
			ids = append(ids, a.ID)
		}
		hr, err2 := db.HRNearest(ctx, c.agency, "")
		if err != nil || err2 != nil || !slices.Equal(ids, c.want) || !slices.Equal(hr, c.hr) {
			t.Errorf("above %s: %v, %v, want %v; HR %v, %v, want %v", c.agency, ids, err, c.want, hr, err2, c.hr)
		}
	}
}

// Work and runs are seen by who teaches in the agency, and by who teaches the
// run, wherever they come from.
func TestTaught(t *testing.T) {
	h := everyKind(t)
	db, ctx := masartest.DBOf(h.App), t.Context()
	for id, want := range map[string]bool{"trainer-n": true, "trainer-s": true, "admin": true, "hr-n": false, "hr-s": false, "salma": false, "badr": false} {
		v := h.Viewer(t, id)
		n, err := found(db.TaughtEnrolment(ctx, v, "enrolment"))
		if err != nil || (n == 1) != want {
			t.Errorf("%s finds %d enrolments, %v; want any %v", id, n, err, want)
		}
		n, err = found(db.TaughtRun(ctx, v, "run"))
		if err != nil || (n == 1) != want {
			t.Errorf("%s finds %d runs, %v; want any %v", id, n, err, want)
		}
		a, err := db.TaughtSurveyAnswers(ctx, v, "basics", "later", true)
		if err != nil || a.Asked != n || len(a.Given) != n || n == 1 && a.Given[0]["good"] != "4" {
			t.Errorf("%s reads %+v, %v; want any %v", id, a, err, want)
		}
		rs, err := db.TaughtRuns(ctx, v, 10)
		if err != nil || (len(rs) == 1) != want {
			t.Errorf("%s is listed %d runs, %v; want any %v", id, len(rs), err, want)
		}
	}
}

// Who is in a run is read with the names of person and agency.
func TestParticipants(t *testing.T) {
	h := everyKind(t)
	db, ctx := masartest.DBOf(h.App), t.Context()
	ps, err := db.Participants(ctx, "run")
	if err != nil || len(ps) != 1 || ps[0].ID != "enrolment" || ps[0].NameEn != "Salma Al Hinai" || ps[0].AgencyEn != "Northern Authority" || ps[0].StaffNo != "S-salma" {
		t.Fatalf("%+v, %v", ps, err)
	}
	if n, err := db.SeatsTaken(ctx, "run"); err != nil || n != 1 {
		t.Errorf("%d seats, %v", n, err)
	}
	if n, err := db.Alone().WithdrawEnrolments(ctx, "salma"); err != nil || n != 1 {
		t.Fatalf("withdrawn from %d, %v", n, err)
	}
	ps, err = db.Participants(ctx, "run")
	n, err2 := db.SeatsTaken(ctx, "run")
	if err != nil || err2 != nil || len(ps) != 0 || n != 0 {
		t.Errorf("who was taken off is there: %d, %d seats; %v, %v", len(ps), n, err, err2)
	}
	if ps, err := db.Participants(ctx, "another run"); err != nil || ps != nil {
		t.Errorf("another run: %v, %v", ps, err)
	}
}

// Sessions are found that begin on a day of the people's zone, of runs that take
// place, for people who are there and were not reminded of that day.
func TestSessionsOf(t *testing.T) {
	h := everyKind(t)
	db, ctx := masartest.DBOf(h.App), t.Context()
	today := day.Of(masartest.Noon, masartest.Zone)
	found := func(name string, on day.Day, after string, want int) {
		t.Helper()
		ss, err := db.SessionsOf(ctx, on, masartest.Zone, after, 10)
		if err != nil || len(ss) != want {
			t.Fatalf("%s: %v, %v; want %d", name, ss, err, want)
		}
	}
	found("on its day", today, "", 1)
	found("the day before", today.Plus(-1), "", 0)
	found("the day after", today.Plus(1), "", 0)
	ss, err := db.SessionsOf(ctx, today, masartest.Zone, "", 1)
	must(t, err)
	found("after the last", today, ss[0].EnrolmentID, 0)
	told := notice.Notice{ID: "session-tomorrow:" + ss[0].EnrolmentID + ":" + today.Plus(1).String(), PersonID: ss[0].PersonID, Kind: notice.Tomorrow, Args: map[string]string{}, At: masartest.Noon}
	_, err = db.Alone().AddNotices(ctx, []notice.Notice{told})
	must(t, err)
	found("reminded of another day", today, "", 1)
	r, err := db.Run(ctx, people.Within("north"), "run")
	must(t, err)
	old := r
	r.Cancelled = true
	must(t, db.Alone().SaveRun(ctx, r))
	found("cancelled", today, "", 0)
	r, err = db.Run(ctx, people.Within("north"), "run")
	must(t, err)
	r.Cancelled = false
	must(t, db.Alone().SaveRun(ctx, r))
	told.ID = "session-tomorrow:" + ss[0].EnrolmentID + ":" + today.String()
	_, err = db.Alone().AddNotices(ctx, []notice.Notice{told})
	must(t, err)
	found("reminded", today, "", 0)
	if err := db.Alone().SaveRun(ctx, old); !errors.Is(err, store.ErrChanged) {
		t.Errorf("saved from an old revision: %v", err)
	}
}

// Search reaches through hamza, case, digits and wildcards, and takes words in
// any order.
func TestPeopleSearch(t *testing.T) {
	h := masartest.NewWorld(t)
	for typed, want := range map[string][]string{
		"سلمي": {"salma"}, "الهنائيه": {"salma"}, "SALMA al": {"salma"}, "s-salma": {"salma"}, "north.example": {"salma", "hr-n", "trainer-n"},
		"سلمى الهنائية": {"salma"}, "الهنائي سلمى خلفان": {"salma"}, "salma سلمى": {"salma"}, "سلمى الغافري": nil,
		"%": nil, "_": nil, "!": nil, "badr": nil,
	} {
		ps, _, err := h.App.Store.People(t.Context(), people.Within("north"), store.PeopleFilter{Search: typed}, 0, 10)
		var got []string
		for _, p := range ps {
			got = append(got, p.ID)
		}
		slices.Sort(got)
		slices.Sort(want)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q finds %v, %v; want %v", typed, got, err, want)
		}
	}
}
