package app_test

import (
	"errors"
	"testing"
	"time"

	"masar/internal/app/core"
	"masar/internal/app/learn"
	"masar/internal/app/teach"
	"masar/internal/catalog"
	"masar/internal/event"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/workshop"
)

// ownRun returns a run in which its trainer takes part, with their enrolment and
// that of salma.
func ownRun(t *testing.T, h masartest.World) (run, own, salma string) {
	t.Helper()
	h.Publish(t, masartest.Course())
	trainer := h.Viewer(t, "trainer-n")
	r, err := h.App.ScheduleRun(t.Context(), trainer, teach.RunPlan{
		CourseID: "basics", AgencyID: "north", Begin: []time.Time{masartest.Noon}, Trainers: []string{"trainer-n"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.App.JoinRun(t.Context(), trainer, r.ID, []string{"trainer-n", "salma"}); err != nil {
		t.Fatal(err)
	}
	enrolment := func(person string) string {
		e, err := h.App.Store.EnrolmentIn(t.Context(), people.Own(person), person, "basics")
		if err != nil {
			t.Fatal(err)
		}
		return e.ID
	}
	return r.ID, enrolment("trainer-n"), enrolment("salma")
}

// Nobody reviews their own work: it is not among what waits for them, and another
// finds it and may.
func TestOwnWork(t *testing.T) {
	h := masartest.NewWorld(t)
	_, _, _ = ownRun(t, h)
	a, ctx, trainer, admin := h.App, t.Context(), h.Viewer(t, "trainer-n"), h.Viewer(t, "admin")
	w, err := a.SaveWork(ctx, trainer, "basics", "sheet", learn.HandIn{Fields: map[string]string{"text": "نص"}, Final: true})
	if err != nil {
		t.Fatal(err)
	}
	waiting := func(v people.Viewer) int {
		_, n, err := a.Store.WorksWaiting(ctx, v, store.WorkFilter{}, 0, 10)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if own, others := waiting(trainer), waiting(admin); own != 0 || others != 1 {
		t.Errorf("it waits for %d by its author and %d by the administrator", own, others)
	}
	good := map[string]int{"proof": 4, "fit": 4}
	for name, say := range map[string]learn.Verdict{
		"reviewed": {Scores: good, Turn: w.Turn}, "returned": {Return: true, Comment: "أعده", Turn: w.Turn}, "from an older page": {Scores: good},
	} {
		if _, err := a.ReviewWork(ctx, trainer, w.ID, say); !errors.Is(err, core.ErrOwnWork) {
			t.Errorf("%s by its author: %v", name, err)
		}
	}
	if _, err := a.ReviewWork(ctx, h.Viewer(t, "trainer-s"), w.ID, learn.Verdict{Scores: good, Turn: w.Turn}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("by a trainer of another agency: %v", err)
	}
	if _, err := a.ReviewWork(ctx, admin, w.ID, learn.Verdict{Scores: good, Turn: w.Turn}); err != nil {
		t.Errorf("by another: %v", err)
	}
}

// Nobody marks their own attendance; the others of the form are not kept then.
func TestOwnAttendance(t *testing.T) {
	h := masartest.NewWorld(t)
	run, own, salma := ownRun(t, h)
	a, ctx, trainer := h.App, t.Context(), h.Viewer(t, "trainer-n")
	sixty := 60
	marked := func(e string) int {
		as, err := a.Store.AttendancesOf(ctx, e)
		if err != nil {
			t.Fatal(err)
		}
		return len(as)
	}
	for _, m := range []teach.Mark{{EnrolmentID: own, Minutes: 60}, {EnrolmentID: own}, {EnrolmentID: own, Minutes: 60, Was: &sixty}} {
		if err := a.MarkAttendance(ctx, trainer, run, "talk", []teach.Mark{{EnrolmentID: salma, Minutes: 60}, m}); !errors.Is(err, core.ErrOwnMark) {
			t.Errorf("%+v: %v", m, err)
		}
	}
	if marked(own) != 0 || marked(salma) != 0 {
		t.Error("a refused form has left marks")
	}
	if err := a.MarkAttendance(ctx, h.Viewer(t, "admin"), run, "talk", []teach.Mark{{EnrolmentID: own, Minutes: 60}}); err != nil {
		t.Fatal(err)
	}
	if err := a.MarkAttendance(ctx, trainer, run, "talk", []teach.Mark{{EnrolmentID: own, Was: &sixty, Clear: true}}); !errors.Is(err, core.ErrOwnMark) {
		t.Errorf("cleared by oneself: %v", err)
	}
	if marked(own) != 1 {
		t.Error("what another marked is gone")
	}
}

// A mark that is cleared is as if it had never been: its holder may be taken out
// of the run, and the record says what it was.
func TestClearAttendance(t *testing.T) {
	h := masartest.NewWorld(t)
	run, _, salma := ownRun(t, h)
	a, ctx, trainer := h.App, t.Context(), h.Viewer(t, "trainer-n")
	forty, sixty := 40, 60
	mark := func(m teach.Mark) error {
		m.EnrolmentID = salma
		return a.MarkAttendance(ctx, trainer, run, "talk", []teach.Mark{m})
	}
	if err := mark(teach.Mark{Clear: true}); !errors.Is(err, core.ErrNothingChanged) {
		t.Errorf("nothing to clear: %v", err)
	}
	if err := mark(teach.Mark{Minutes: 60}); err != nil {
		t.Fatal(err)
	}
	for _, was := range []*int{nil, &forty} {
		if err := mark(teach.Mark{Clear: true, Was: was}); !errors.Is(err, workshop.ErrMarked) {
			t.Errorf("cleared without knowing of 60 minutes: %v", err)
		}
	}
	for range 2 { // the form is sent twice
		if err := mark(teach.Mark{Clear: true, Was: &sixty}); err != nil {
			t.Fatalf("cleared: %v", err)
		}
	}
	if as, err := a.Store.AttendancesOf(ctx, salma); err != nil || len(as) != 0 {
		t.Errorf("left: %+v, %v", as, err)
	}
	es, err := a.Store.Events(ctx, people.Everywhere("a test"), store.EventFilter{Kinds: []event.Kind{event.AttendanceCorrected}}, 0, 10)
	if err != nil || len(es) != 1 {
		t.Fatalf("%d events: %v", len(es), err)
	}
	if cs, _ := es[0].Changes(); len(cs) != 1 || cs[0] != (event.Change{Field: "minutes", Was: "60", Now: ""}) {
		t.Errorf("recorded: %+v", cs)
	}
	if n, err := a.LeaveRun(ctx, trainer, run, []string{salma}); err != nil || n != 1 {
		t.Errorf("taken out: %d, %v", n, err)
	}
}

// What was completed stays completed when a mark is cleared, as when it is
// corrected.
func TestClearAttendanceOfDone(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	h.Complete(t, "salma")
	e, err := h.App.Store.EnrolmentIn(t.Context(), people.Own("salma"), "salma", "basics")
	if err != nil {
		t.Fatal(err)
	}
	as, err := h.App.Store.AttendancesOf(t.Context(), e.ID)
	if err != nil || len(as) == 0 {
		t.Fatalf("%+v, %v", as, err)
	}
	at := as[0]
	if err := h.App.MarkAttendance(t.Context(), h.Viewer(t, "admin"), at.RunID, at.SessionID, []teach.Mark{{EnrolmentID: e.ID, Was: &at.Minutes, Clear: true}}); err != nil {
		t.Fatal(err)
	}
	now, err := h.App.Store.Enrolment(t.Context(), people.Own("salma"), e.ID)
	if err != nil || now.Open() || now.CompletedAt.IsZero() {
		t.Errorf("%+v, %v", now, err)
	}
}

// An HR officer neither corrects nor withdraws their own certificate, nor changes
// their own name; a colleague's they do.
func TestOwnRecord(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	ctx, hr, admin := t.Context(), h.Viewer(t, "hr-n"), h.Viewer(t, "admin")
	own, salma := h.Complete(t, "hr-n"), h.Complete(t, "salma")
	title := catalog.Text{Ar: "أساسيات", En: "Basics"}
	if _, err := h.App.CorrectCertificate(ctx, hr, own, "ريم", "Reem", title); !errors.Is(err, core.ErrOwnCertificate) {
		t.Errorf("corrected: %v", err)
	}
	if _, err := h.App.RevokeCertificate(ctx, hr, own, "خطأ"); !errors.Is(err, core.ErrOwnCertificate) {
		t.Errorf("withdrawn: %v", err)
	}
	if _, err := h.App.RevokeCertificate(ctx, admin, own, "خطأ"); err != nil {
		t.Errorf("withdrawn by the administrator: %v", err)
	}
	if _, err := h.App.RevokeCertificate(ctx, hr, salma, "خطأ"); err != nil {
		t.Errorf("another's: %v", err)
	}
	p, err := h.App.Store.Person(ctx, people.Own("hr-n"), "hr-n")
	if err != nil {
		t.Fatal(err)
	}
	p.NameAr = "ريم بنت سالم الهاجرية"
	if _, err := h.App.ChangePerson(ctx, hr, p); !errors.Is(err, core.ErrOwnName) {
		t.Errorf("renamed: %v", err)
	}
	if err := h.App.AskNameCorrection(ctx, hr, p.NameAr); err != nil {
		t.Errorf("asked the administrator: %v", err)
	}
	if _, err := h.App.ChangePerson(ctx, admin, p); err != nil {
		t.Errorf("renamed by the administrator: %v", err)
	}
}
