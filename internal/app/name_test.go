package app_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"masar/internal/app/core"
	"masar/internal/app/identity"
	"masar/internal/fault"
	"masar/internal/masartest"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
)

// unapproved returns a house in which salma has completed the course at noon
// without having approved her name.
func unapproved(t *testing.T) masartest.World {
	t.Helper()
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	ctx, v := t.Context(), h.Viewer(t, "salma")
	p, err := h.App.Store.Person(ctx, v.Own(), "salma")
	if err != nil {
		t.Fatal(err)
	}
	p.NameApprovedAt = time.Time{}
	if err := masartest.Direct(h.App).SavePerson(ctx, p); err != nil {
		t.Fatal(err)
	}
	e, err := h.App.Enrol(ctx, v, "basics")
	if err != nil {
		t.Fatal(err)
	}
	e.State, e.CompletedAt = progress.Done, masartest.Noon
	if err := masartest.Direct(h.App).SaveEnrolment(ctx, e); err != nil {
		t.Fatal(err)
	}
	if err := masartest.Direct(h.App).AddJobs(ctx, store.Job{ID: "certify:" + e.ID, Kind: core.Certify, Payload: e.ID}); err != nil {
		t.Fatal(err)
	}
	later(t, h, 0)
	return h
}

func TestApproveName(t *testing.T) {
	h := unapproved(t)
	ctx, v := t.Context(), h.Viewer(t, "salma")
	if n := len(held(t, h, "salma")); n != 0 {
		t.Fatalf("%d certificates before the name is approved", n)
	}
	if n := told(t, h, "salma", notice.NameAsked); n != 1 {
		t.Errorf("asked %d times", n)
	}
	if err := h.App.ApproveName(ctx, v, 0); !errors.Is(err, store.ErrChanged) {
		t.Errorf("another spelling than the one read: %v", err)
	}
	for range 2 { // pressed twice
		if err := h.App.ApproveName(ctx, v, 1); err != nil {
			t.Fatal(err)
		}
	}
	later(t, h, time.Hour)
	later(t, h, 8*day)
	if n := len(held(t, h, "salma")); n != 1 {
		t.Errorf("%d certificates", n)
	}
}

// Without approval the certificate comes after seven days all the same.
func TestNameNotApproved(t *testing.T) {
	h := unapproved(t)
	later(t, h, 7*day-time.Minute)
	if n := len(held(t, h, "salma")); n != 0 {
		t.Fatalf("%d certificates before seven days", n)
	}
	later(t, h, 7*day+time.Second)
	if n := len(held(t, h, "salma")); n != 1 {
		t.Errorf("%d certificates after seven days", n)
	}
}

func TestNameCorrected(t *testing.T) {
	h := unapproved(t)
	ctx, v, hr := t.Context(), h.Viewer(t, "salma"), h.Viewer(t, "hr-n")
	for spelling, want := range map[string]error{
		"": identity.ErrSpelling, "  ": identity.ErrSpelling, "\u200f": identity.ErrSpelling, strings.Repeat("س", 201): people.ErrLong,
		"<b>سلمى</b>": people.ErrSigns, "سلمى 2": people.ErrSigns, "سلمى 🙂": people.ErrSigns, "سلمى\u202e": people.ErrText, "سلمى Salma": people.ErrNotArabic,
		"سلمى بنت خلفان الهنائية": identity.ErrSpellingSame, " سَلمى  بنت خلفـان الهنائية": identity.ErrSpellingSame, "SALMA AL HINAI": identity.ErrSpellingSame,
	} {
		if err := h.App.AskNameCorrection(ctx, v, spelling); !errors.Is(err, want) || fault.All(err)[0].Field != "spelling" {
			t.Errorf("%q: %v, want %v", spelling, err, want)
		}
	}
	for range 2 {
		if err := h.App.AskNameCorrection(ctx, v, "سلمى بنت خلفان الهنائي"); err != nil {
			t.Fatal(err)
		}
	}
	if n, s := told(t, h, "hr-n", notice.NameWrong), told(t, h, "hr-s", notice.NameWrong); n != 1 || s != 0 {
		t.Errorf("told the agency's HR %d times, another's %d", n, s)
	}
	if err := h.App.ApproveName(ctx, v, 1); err != nil {
		t.Fatal(err)
	}
	p, err := h.App.Store.Person(ctx, v.Own(), "salma")
	if err != nil || p.NameApprovedAt.IsZero() {
		t.Fatalf("approved: %v, %v", p.NameApprovedAt, err)
	}
	p.Department = "الموارد"
	if _, err := h.App.ChangePerson(ctx, hr, p); err != nil {
		t.Fatal(err)
	}
	if p, err = h.App.Store.Person(ctx, people.Own("salma"), "salma"); err != nil || p.NameApprovedAt.IsZero() {
		t.Errorf("another department undid the approval: %v", err)
	}
	p.NameAr = "سلمى بنت خلفان الهنائي"
	if _, err := h.App.ChangePerson(ctx, hr, p); err != nil {
		t.Fatal(err)
	}
	if p, err = h.App.Store.Person(ctx, people.Own("salma"), "salma"); err != nil || !p.NameApprovedAt.IsZero() {
		t.Errorf("another name kept the approval: %v", err)
	}
}

// A request stands until the name is another or approved as it is, and only the
// person and their own HR know of it.
func TestNameRequest(t *testing.T) {
	h := unapproved(t)
	ctx, v, hr := t.Context(), h.Viewer(t, "salma"), h.Viewer(t, "hr-n")
	asked := func() string {
		t.Helper()
		r, err := h.App.Store.NameRequest(ctx, v.Own(), "salma")
		if err != nil {
			t.Fatal(err)
		}
		return r.Spelling
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	if asked() != "" {
		t.Error("asked for something before asking")
	}
	must(h.App.AskNameCorrection(ctx, v, "سلمى الهنائي"))
	must(h.App.AskNameCorrection(ctx, v, "Salma Al-Hinai"))
	if got := asked(); got != "Salma Al-Hinai" {
		t.Errorf("the last request is %q", got)
	}
	if r, err := h.App.Store.NameRequest(ctx, hr.Scope(people.HR), "salma"); err != nil || r.Spelling == "" {
		t.Errorf("their HR reads %q, %v", r.Spelling, err)
	}
	if _, err := h.App.Store.NameRequest(ctx, h.Viewer(t, "hr-s").Scope(people.HR), "salma"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another agency's HR: %v", err)
	}
	p, err := h.App.Store.Person(ctx, v.Own(), "salma")
	must(err)
	p.Department = "الموارد"
	_, err = h.App.ChangePerson(ctx, hr, p)
	must(err)
	if asked() == "" {
		t.Error("another department undid the request")
	}
	p, err = h.App.Store.Person(ctx, v.Own(), "salma")
	must(err)
	p.NameEn = "Salma Al-Hinai"
	_, err = h.App.ChangePerson(ctx, hr, p)
	must(err)
	if got := asked(); got != "" {
		t.Errorf("corrected, and %q is still asked for", got)
	}
	must(h.App.AskNameCorrection(ctx, v, "سلمى الهنائي"))
	p, err = h.App.Store.Person(ctx, v.Own(), "salma")
	must(err)
	must(h.App.ApproveName(ctx, v, p.Revision))
	if got := asked(); got != "" {
		t.Errorf("approved, and %q is still asked for", got)
	}
}
