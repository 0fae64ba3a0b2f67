package app_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"masar/internal/app"
	"masar/internal/masartest"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
)

// unapproved returns a house in which salma has completed the course at noon
// without having approved her name.
func unapproved(t *testing.T) masartest.House {
	t.Helper()
	h := masartest.NewHouse(t)
	h.Publish(t, masartest.Course())
	ctx, v := t.Context(), h.Viewer(t, "salma")
	p, err := h.App.Store.Person(ctx, v.Own(), "salma")
	if err != nil {
		t.Fatal(err)
	}
	p.NameApprovedAt = time.Time{}
	if err := h.App.Store.SavePerson(ctx, p); err != nil {
		t.Fatal(err)
	}
	e, err := h.App.Enrol(ctx, v, "basics")
	if err != nil {
		t.Fatal(err)
	}
	e.State, e.CompletedAt = progress.Done, masartest.Noon
	if err := h.App.Store.SaveEnrolment(ctx, e); err != nil {
		t.Fatal(err)
	}
	if err := h.App.Store.AddJobs(ctx, store.Job{ID: "certify:" + e.ID, Kind: app.Certify, Payload: e.ID}); err != nil {
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
	for _, spelling := range []string{"", "  ", strings.Repeat("س", 301)} {
		if err := h.App.AskNameCorrection(ctx, v, spelling); !errors.Is(err, app.ErrSpelling) {
			t.Errorf("%q: %v", spelling, err)
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
