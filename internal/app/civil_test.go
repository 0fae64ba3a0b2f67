package app_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"masar/internal/certificate"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
)

const wholeNumber = "48120739"

// setTail has HR write the last digits of somebody's civil number.
func setTail(t *testing.T, h masartest.World, hr, id, tail string) error {
	t.Helper()
	p, err := h.App.Store.Person(t.Context(), everyone, id)
	if err != nil {
		t.Fatal(err)
	}
	p.CivilTail = tail
	_, err = h.App.ChangePerson(t.Context(), h.Viewer(t, hr), p)
	return err
}

// Of a civil number HR keeps three digits, of their own people alone.
func TestCivilTail(t *testing.T) {
	h := masartest.NewWorld(t)
	kept := func() string {
		t.Helper()
		p, err := h.App.Store.Person(t.Context(), people.Within("north"), "salma")
		if err != nil {
			t.Fatal(err)
		}
		return p.CivilTail
	}
	if err := setTail(t, h, "hr-s", "salma", "111"); !errors.Is(err, store.ErrNotFound) || kept() != "" {
		t.Errorf("another agency's HR: %v", err)
	}
	if err := setTail(t, h, "hr-n", "salma", "٧٣٩"); err != nil || kept() != "739" {
		t.Errorf("kept %q, %v", kept(), err)
	}
	err := setTail(t, h, "hr-n", "salma", wholeNumber)
	if !errors.Is(err, people.ErrCivilTail) || strings.Contains(fmt.Sprintf("%+v", err), wholeNumber) || kept() != "739" {
		t.Errorf("a whole number: kept %q, %v", kept(), err)
	}
	if _, err := h.App.Store.Person(t.Context(), people.Within("south"), "salma"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another agency reads it: %v", err)
	}
}

// A list with whole numbers keeps none of them, not even until it is confirmed.
func TestImportKeepsNoCivilNumber(t *testing.T) {
	h := masartest.NewWorld(t)
	hr := h.Viewer(t, "hr-n")
	id, err := h.App.StartImport(t.Context(), hr, "north", list(append(header, "civil_tail"),
		[]string{"N-1", "ليلى", "", wholeNumber}, []string{"N-2", "آمنة", "", "٧٣٩"}, []string{"N-3", "مازن", "", ""}))
	if err != nil {
		t.Fatal(err)
	}
	r, err := h.App.ReadImport(t.Context(), hr, id, people.DepartmentAnswers{})
	if err != nil || len(r.People) != 2 || len(r.Problems) != 1 || !r.Problems[0].Fault.Is(people.ErrCivilTail) || strings.Contains(fmt.Sprintf("%+v", r), wholeNumber) {
		t.Errorf("read %+v, %v", r, err)
	}
	if _, err := h.App.ConfirmImport(t.Context(), hr, id, 2, people.DepartmentAnswers{}); err != nil {
		t.Fatal(err)
	}
	ps, _, err := h.App.Store.People(t.Context(), people.Within("north"), store.PeopleFilter{Search: "آمنة"}, 0, 2)
	if err != nil || len(ps) != 1 || ps[0].CivilTail != "739" {
		t.Errorf("added %+v, %v", ps, err)
	}
	if _, n, err := h.App.Store.People(t.Context(), everyone, store.PeopleFilter{Search: "739"}, 0, 2); n != 0 || err != nil {
		t.Errorf("%d people are found by it, %v", n, err)
	}
}

// It is on record only where the template asked for it at issue. What is
// changed later leaves what was issued, and a correction takes it up.
func TestCertificateCivilTail(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	ctx, hr := t.Context(), h.Viewer(t, "hr-n")
	if err := errors.Join(setTail(t, h, "hr-n", "salma", "739"), setTail(t, h, "hr-n", "trainer-n", "852")); err != nil {
		t.Fatal(err)
	}
	h.Complete(t, "trainer-n")
	if r := held(t, h, "trainer-n")[0].Record; r.CivilTail != "" {
		t.Errorf("unasked, the record says %q", r.CivilTail)
	}
	edit := titled(t, certificate.Completion, "شهادة الشمال", 0)
	edit.Design.CivilTail = true
	saved(t, h, "hr-n", "north", edit)
	id := h.Complete(t, "salma")
	h.Complete(t, "hr-n") // of whom none is known
	old := held(t, h, "salma")[0]
	if r := held(t, h, "hr-n")[0].Record; old.Record.CivilTail != "739" || r.CivilTail != "" {
		t.Errorf("the records say %q and %q", old.Record.CivilTail, r.CivilTail)
	}
	correct := func(c certificate.Certificate) error {
		_, err := h.App.CorrectCertificate(ctx, hr, c.ID, c.Record.NameAr, c.Record.NameEn, c.Record.Title)
		return err
	}
	if err := correct(old); !errors.Is(err, certificate.ErrSame) {
		t.Errorf("nothing corrected: %v", err)
	}
	if err := setTail(t, h, "hr-n", "salma", "740"); err != nil {
		t.Fatal(err)
	}
	if cs := held(t, h, "salma"); len(cs) != 1 || cs[0].Record != old.Record || cs[0].PaperHash != old.PaperHash {
		t.Errorf("changed later, the certificate is %+v", cs)
	}
	if err := correct(old); err != nil {
		t.Fatal(err)
	}
	if cs := held(t, h, "salma"); len(cs) != 2 || cs[0].Record.CivilTail != "740" || cs[1].ID != id || cs[1].Record != old.Record {
		t.Errorf("corrected: %+v", cs)
	}
	plain := held(t, h, "trainer-n")[0]
	if err := correct(plain); !errors.Is(err, certificate.ErrSame) {
		t.Errorf("by a template that does not ask for it: %v", err)
	}
	if n, err := h.App.AuditCertificates(ctx, func(serial, wrong string) { t.Errorf("%s: %s", serial, wrong) }); n.Certificates != 4 || err != nil {
		t.Errorf("audited %+v, %v", n, err)
	}
}
