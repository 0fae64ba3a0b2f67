package app_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"masar/internal/app/core"
	"masar/internal/app/learn"
	"masar/internal/app/personnel"
	"masar/internal/app/teach"
	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/masartest"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
)

// However often, and however many at once, are told to issue it: there is one
// certificate, one notice and one letter, and all of it in the chain.
func TestCertifiedOnce(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx := h.App, t.Context()
	first := h.Complete(t, "salma")
	second := h.Complete(t, "badr")
	for _, id := range []string{first, second} {
		c, err := a.Store.Certificate(ctx, people.Everywhere("a test"), id)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 5 {
			if err := a.Perform(ctx, "certify:"+c.EnrolmentID); err != nil {
				t.Errorf("performed, time %d: %v", i+2, err)
			}
		}
		// Under other ids, so that the job's own mark keeps none of them back.
		errs := make(chan error, 8)
		for i := range 8 {
			job := store.Job{ID: "again:" + c.ID + strings.Repeat("x", i), Kind: core.Certify, Payload: c.EnrolmentID}
			if err := masartest.Direct(a).AddJobs(ctx, job); err != nil {
				t.Fatal(err)
			}
			go func() { errs <- a.Perform(ctx, job.ID) }()
		}
		for range 8 {
			if err := <-errs; err != nil {
				t.Error(err)
			}
		}
	}
	for _, err := range masartest.Work(t, a) {
		t.Error(err)
	}
	cs, err := a.Store.CertificatesAfter(ctx, people.Everywhere("a test"), 0, 10)
	if err != nil || len(cs) != 2 || cs[0].ID != first || cs[1].ID != second {
		t.Fatalf("%+v, %v; want %s and %s", cs, err, first, second)
	}
	before := ""
	for i, c := range cs {
		if c.Number != int64(i+1) || !certificate.SerialFits(c.Serial) || certificate.TidyCode(c.Code) != c.Code || c.Hash != certificate.Chain(before, c.Record) {
			t.Errorf("certificate %d: %+v after %q", i+1, c, before)
		}
		before = c.Hash
	}
	letters := map[string]int{}
	for _, m := range h.Outside.Mails {
		if m.CertificateID != "" {
			letters[m.PersonID+" "+m.CertificateID]++
		}
	}
	if letters["salma "+first] != 1 || letters["badr "+second] != 1 || len(letters) != 2 {
		t.Errorf("letters: %v, want one each", letters)
	}
	es, err := a.Store.Events(ctx, people.Everywhere("a test"), store.EventFilter{Kinds: []event.Kind{event.Certified}}, 0, 10)
	if err != nil || len(es) != 2 {
		t.Errorf("recorded %d times, %v; want 2", len(es), err)
	}
}

// Many who complete at the same time are certified one after the other.
func TestCertifiedTogether(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx := h.App, t.Context()
	id := h.Complete(t, "salma")
	c, err := a.Store.Certificate(ctx, people.Everywhere("a test"), id)
	if err != nil {
		t.Fatal(err)
	}
	e, err := a.Store.Enrolment(ctx, people.Everywhere("a test"), c.EnrolmentID)
	if err != nil {
		t.Fatal(err)
	}
	errs, n := make(chan error, 6), 6
	for i := range n {
		e.ID, e.Round = "round"+strings.Repeat("x", i), i+2
		if _, err := masartest.Direct(a).AddEnrolments(ctx, []progress.Enrolment{e}); err != nil {
			t.Fatal(err)
		}
		if err := masartest.Direct(a).AddJobs(ctx, store.Job{ID: e.ID, Kind: core.Certify, Payload: e.ID}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range n {
		go func() { errs <- a.Perform(ctx, "round"+strings.Repeat("x", i)) }()
	}
	for range n {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	cs, err := a.Store.CertificatesAfter(ctx, people.Everywhere("a test"), 0, 100)
	if err != nil || len(cs) != n+1 || cs[n].Number != int64(n+1) {
		t.Errorf("%d certificates, %v; want %d without a gap", len(cs), err, n+1)
	}
}

func TestRevocation(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx := h.App, t.Context()
	id := h.Complete(t, "salma")
	for _, s := range []struct {
		name, who, why string
		want           error
	}{
		{"HR of another agency", "hr-s", "خطأ", store.ErrNotFound}, {"her trainer", "trainer-n", "خطأ", store.ErrNotFound},
		{"she herself", "salma", "خطأ", store.ErrNotFound}, {"her HR, without a reason", "hr-n", " ", certificate.ErrWhy},
		{"her HR, at length", "hr-n", strings.Repeat("ش", certificate.MaxWhy+1), certificate.ErrWhy},
		{"her HR", "hr-n", " صدرت لمن لم  يحضر ", nil}, {"her HR again", "hr-n", "صدرت لمن لم يحضر", certificate.ErrRevoked},
		{"the administrator after that", "admin", "خطأ", certificate.ErrRevoked},
	} {
		if _, err := a.RevokeCertificate(ctx, h.Viewer(t, s.who), id, s.why); !errors.Is(err, s.want) {
			t.Errorf("%s: %v, want %v", s.name, err, s.want)
		}
	}
	c, err := a.Store.Certificate(ctx, people.Within("north"), id)
	if err != nil || c.Status(masartest.Noon) != certificate.Revoked || c.RevokedBy != "hr-n" || c.RevokedWhy != "صدرت لمن لم يحضر" || !c.RevokedAt.Equal(masartest.Noon) {
		t.Errorf("%+v, %v", c, err)
	}
	if c.Hash != certificate.Chain("", c.Record) {
		t.Error("what it attests has changed")
	}
	for _, err := range masartest.Work(t, a) {
		t.Error(err)
	}
	told := 0
	ns, err := a.Store.NoticesOf(ctx, "salma", 20)
	for _, n := range ns {
		if n.Kind == notice.Revoked {
			told++
		}
	}
	if err != nil || told != 1 {
		t.Errorf("told %d times, %v; want once", told, err)
	}
	// The clock issues no second one.
	if err := masartest.Direct(a).AddJobs(ctx, store.Job{ID: "again", Kind: core.Certify, Payload: c.EnrolmentID}); err != nil {
		t.Fatal(err)
	}
	if err := a.Perform(ctx, "again"); err != nil {
		t.Error(err)
	}
	cs, err := a.Store.CertificatesOf(ctx, people.Own("salma"), "salma")
	if err != nil || len(cs) != 1 {
		t.Errorf("%d certificates, %v; want the revoked one", len(cs), err)
	}
}

// What belongs to another agency is not found, by any use case.
func TestAnotherAgency(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx := h.App, t.Context()
	h.Complete(t, "salma")
	hr, trainer, badr := h.Viewer(t, "hr-s"), h.Viewer(t, "trainer-s"), h.Viewer(t, "badr")
	rs, err := a.Store.TaughtRuns(ctx, h.Viewer(t, "trainer-n"), 10)
	if err != nil || len(rs) != 1 {
		t.Fatal(rs, err)
	}
	e, err := a.Store.EnrolmentIn(ctx, people.Within("north"), "salma", "basics")
	if err != nil {
		t.Fatal(err)
	}
	w, err := a.Store.Work(ctx, e.ID, "sheet")
	as, err2 := a.Store.Attempts(ctx, e.ID, "check")
	if err != nil || err2 != nil || w.ID == "" || len(as) != 1 {
		t.Fatal(w, as, err, err2)
	}
	for name, deed := range map[string]func() error{
		"add a person": func() error {
			_, _, err := a.AddPerson(ctx, hr, people.Person{AgencyID: "north", NameAr: "هند", SignIn: "hind"})
			return err
		},
		"hand a password": func() error { _, err := a.HandPassword(ctx, hr, "salma", masartest.Noon); return err },
		"end employment":  func() error { return a.SetEmployed(ctx, hr, "salma", false) },
		"first passwords": func() error {
			_, err := a.FirstPasswords(ctx, hr, personnel.HandoutFor{AgencyID: "north", Again: true})
			return err
		},
		"grant": func() error {
			return a.Grant(ctx, hr, people.Grant{PersonID: "salma", Role: people.HR, AgencyID: "north"})
		},
		"withdraw": func() error {
			return a.Withdraw(ctx, hr, people.Grant{PersonID: "hr-n", Role: people.HR, AgencyID: "north"})
		},
		"add an agency": func() error {
			_, err := a.AddAgency(ctx, hr, people.Agency{ParentID: "north", NameAr: "دائرة"})
			return err
		},
		"rename an agency": func() error {
			_, err := a.SaveAgency(ctx, hr, people.Agency{ID: "north", NameAr: "دائرة"})
			return err
		},
		"schedule a run": func() error {
			_, err := a.ScheduleRun(ctx, trainer, teach.RunPlan{CourseID: "basics", AgencyID: "north", Begin: []time.Time{masartest.Noon}})
			return err
		},
		"nominate": func() error { _, err := a.JoinRun(ctx, hr, rs[0].ID, []string{"salma"}); return err },
		"mark attendance": func() error {
			return a.MarkAttendance(ctx, trainer, rs[0].ID, "talk", []teach.Mark{{EnrolmentID: e.ID, Minutes: 1}})
		},
		"review": func() error {
			_, err := a.ReviewWork(ctx, trainer, w.ID, learn.Verdict{Return: true, Comment: "أعد", Turn: w.Turn})
			return err
		},
		"finish an attempt":   func() error { _, err := a.FinishAttempt(ctx, badr, as[0].ID); return err },
		"answer":              func() error { _, err := a.SaveAnswer(ctx, badr, as[0].ID, "q1", nil, false); return err },
		"read without a seat": func() error { return a.ReadLesson(ctx, badr, "basics", "read") },
	} {
		if err := deed(); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: %v, want not found", name, err)
		}
	}
}

func TestGrantAndWithdraw(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, admin := h.App, t.Context(), h.Viewer(t, "admin")
	grant := func(person string, role people.Role, agency string) people.Grant {
		return people.Grant{PersonID: person, Role: role, AgencyID: agency}
	}
	for _, s := range []struct {
		name string
		do   func(g people.Grant) error
		g    people.Grant
		want error
	}{
		{"a role", func(g people.Grant) error { return a.Grant(ctx, admin, g) }, grant("salma", people.HR, "north"), nil},
		{"the same again", func(g people.Grant) error { return a.Grant(ctx, admin, g) }, grant("salma", people.HR, "north"), personnel.ErrRoleHeld},
		{"no such role", func(g people.Grant) error { return a.Grant(ctx, admin, g) }, grant("salma", "minister", "north"), store.ErrNotFound},
		{"what everyone is", func(g people.Grant) error { return a.Grant(ctx, admin, g) }, grant("salma", people.Learner, "north"), store.ErrNotFound},
		{"to nobody", func(g people.Grant) error { return a.Grant(ctx, admin, g) }, grant("nobody", people.HR, "north"), store.ErrNotFound},
		{"nowhere", func(g people.Grant) error { return a.Grant(ctx, admin, g) }, grant("salma", people.HR, "west"), store.ErrNotFound},
		{"by HR", func(g people.Grant) error { return a.Grant(ctx, h.Viewer(t, "hr-n"), g) }, grant("salma", people.Trainer, "north"), store.ErrNotFound},
		{"administrator of a part", func(g people.Grant) error { return a.Grant(ctx, admin, g) }, grant("badr", people.Admin, "south"), nil},
		{"beyond one's part", func(g people.Grant) error { return a.Grant(ctx, h.Viewer(t, "badr"), g) }, grant("salma", people.HR, "north"), store.ErrNotFound},
		{"within one's part", func(g people.Grant) error { return a.Grant(ctx, h.Viewer(t, "badr"), g) }, grant("trainer-s", people.HR, "south"), nil},
		{"the last of the house", func(g people.Grant) error { return a.Withdraw(ctx, admin, g) }, grant("admin", people.Admin, "top"), personnel.ErrLastAdmin},
		{"what was not given", func(g people.Grant) error { return a.Withdraw(ctx, admin, g) }, grant("salma", people.Trainer, "north"), store.ErrChanged},
		{"what was", func(g people.Grant) error { return a.Withdraw(ctx, admin, g) }, grant("salma", people.HR, "north"), nil},
		{"a second of the house", func(g people.Grant) error { return a.Grant(ctx, admin, g) }, grant("salma", people.Admin, "top"), nil},
		{"then the first may go", func(g people.Grant) error { return a.Withdraw(ctx, h.Viewer(t, "salma"), g) }, grant("admin", people.Admin, "top"), nil},
		{"and the second may not", func(g people.Grant) error { return a.Withdraw(ctx, h.Viewer(t, "salma"), g) }, grant("salma", people.Admin, "top"), personnel.ErrLastAdmin},
	} {
		if err := s.do(s.g); !errors.Is(err, s.want) {
			t.Errorf("%s: %v, want %v", s.name, err, s.want)
		}
	}
	if v := h.Viewer(t, "salma"); !v.Root || !v.Scope(people.Admin).Sees("/top/north/") {
		t.Errorf("what was not withdrawn: %+v", v.Reach)
	}
}
