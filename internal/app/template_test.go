package app_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"slices"
	"testing"

	"masar/internal/app/certify"
	"masar/internal/certificate"
	"masar/internal/fault"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
)

var everyone = people.Everywhere("tests look at everything")

// titled is an edit of the house's own design for a kind of certificate, with
// another title.
func titled(t *testing.T, kind, title string, seen int) certify.DesignEdit {
	t.Helper()
	tmpl, err := certificate.Builtin(kind, 0)
	if err != nil {
		t.Fatal(err)
	}
	tmpl.Design.Ar.Title = title
	return certify.DesignEdit{Design: tmpl.Design, Seen: seen}
}

// saved saves a template for the agency as the person.
func saved(t *testing.T, h masartest.World, who, agency string, edit certify.DesignEdit) certificate.Template {
	t.Helper()
	tmpl, err := h.App.SaveTemplate(t.Context(), h.Viewer(t, who), agency, edit)
	if err != nil {
		t.Fatal(err)
	}
	return tmpl
}

// logo is a picture as designs keep it.
func logo(t *testing.T, side int) (body []byte, hash string) {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, side, side))); err != nil {
		t.Fatal(err)
	}
	body, hash, err := certificate.ReadPicture(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return body, hash
}

func TestSaveTemplate(t *testing.T) {
	h := masartest.NewWorld(t)
	first := saved(t, h, "hr-n", "north", titled(t, certificate.Completion, "شهادة الشمال", 0))
	if first.Version != 1 || first.MadeBy != "hr-n" || !first.MadeAt.Equal(masartest.Noon) {
		t.Errorf("first saved: %+v", first)
	}
	if again := saved(t, h, "hr-n", "north", titled(t, certificate.Completion, " شهادة  الشمال ", 0)); again.Version != 1 {
		t.Errorf("pressed twice, there is version %d", again.Version)
	}
	edit := titled(t, certificate.Completion, "شهادة أخرى", 0)
	if _, err := h.App.SaveTemplate(t.Context(), h.Viewer(t, "trainer-n"), "north", edit); !errors.Is(err, store.ErrChanged) {
		t.Errorf("from an old version: %v", err)
	}
	edit.Seen = 1
	if second := saved(t, h, "trainer-n", "north", edit); second.Version != 2 || second.MadeBy != "trainer-n" {
		t.Errorf("saved by a trainer: %+v", second)
	}
	if other := saved(t, h, "hr-n", "north", titled(t, certificate.Attendance, "شهادة حضور الشمال", 0)); other.Version != 1 {
		t.Errorf("of the other kind: version %d", other.Version)
	}
	third, err := h.App.RestoreTemplate(t.Context(), h.Viewer(t, "hr-n"), "north", certificate.Completion, 1, 2)
	if err != nil || third.Version != 3 || third.Digest != first.Digest {
		t.Errorf("restored: %+v, %v", third, err)
	}
	if again, err := h.App.RestoreTemplate(t.Context(), h.Viewer(t, "hr-n"), "north", certificate.Completion, 1, 2); err != nil || again.Version != 3 {
		t.Errorf("restored twice: version %d, %v", again.Version, err)
	}
	for who, agency := range map[string]string{"hr-s": "north", "trainer-s": "north", "hr-n": "south", "salma": "north"} {
		if _, err := h.App.SaveTemplate(t.Context(), h.Viewer(t, who), agency, titled(t, certificate.Completion, "دخيل", 3)); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s saves a template of %s: %v", who, agency, err)
		}
		if _, err := h.App.RestoreTemplate(t.Context(), h.Viewer(t, who), agency, certificate.Completion, 1, 3); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s restores a template of %s: %v", who, agency, err)
		}
	}
	saved(t, h, "admin", "north", titled(t, certificate.Completion, "من الأعلى", 3))
	vs, err := h.App.Store.Templates(t.Context(), everyone, "north", certificate.Completion)
	if err != nil || len(vs) != 4 || vs[0].Version != 4 || vs[3].Design.Ar.Title != "شهادة الشمال" {
		t.Errorf("%d versions, %v", len(vs), err)
	}
}

// Nothing of a wrong design is kept, and all that is wrong is said.
func TestSaveTemplateRefuses(t *testing.T) {
	h := masartest.NewWorld(t)
	body, hash := logo(t, 9)
	edit := titled(t, certificate.Completion, "", 0)
	edit.Design.LogoRight, edit.Pictures = hash, map[string][]byte{hash: body}
	edit.Design.En.Awarded, edit.Design.Colours.Ink = "Awarded?", "pink"
	_, err := h.App.SaveTemplate(t.Context(), h.Viewer(t, "hr-n"), "north", edit)
	var fields []string
	for _, f := range fault.All(err) {
		fields = append(fields, f.Field)
	}
	if !slices.Equal(fields, []string{"colour_ink", "title_ar", "awarded_en"}) {
		t.Errorf("wrong are said to be %q: %v", fields, err)
	}
	if ps, err := h.App.Store.PicturesOf(t.Context(), edit.Design); err != nil || len(ps) != 0 {
		t.Errorf("%d pictures are kept, %v", len(ps), err)
	}
	edit = titled(t, certificate.Completion, "شهادة الشمال", 0)
	edit.Design.LogoRight, edit.Pictures = hash, map[string][]byte{hash: body}
	saved(t, h, "hr-n", "north", edit)
	edit.Pictures = nil
	saved(t, h, "hr-n", "north", edit) // its own picture need not come again
	if _, err := h.App.SaveTemplate(t.Context(), h.Viewer(t, "hr-s"), "south", edit); !errors.Is(err, certificate.ErrPictureMissing) {
		t.Errorf("the south takes the north's picture: %v", err)
	}
}

// A certificate is printed by the template of who hosts the run, or else of the
// holder's agency, or of the nearest one above.
func TestCertificatesChooseTheirTemplate(t *testing.T) {
	for _, c := range []struct {
		templates []string // agencies
		host      string
		want      string
	}{
		{nil, "", "masar/completion/1"},
		{[]string{"south"}, "", "masar/completion/1"},
		{[]string{"top"}, "", "top/completion/1"},
		{[]string{"top", "north"}, "", "north/completion/1"},
		{[]string{"top", "north", "south"}, "south", "south/completion/1"},
		{[]string{"top", "north"}, "south", "north/completion/1"},
		{[]string{"top"}, "south", "top/completion/1"},
	} {
		h := masartest.NewWorld(t)
		h.Publish(t, masartest.Course())
		for _, agency := range c.templates {
			saved(t, h, "admin", agency, titled(t, certificate.Completion, "شهادة "+agency, 0))
		}
		if c.host == "" {
			c.host = "north"
		}
		h.CompleteAt(t, "salma", c.host, "admin")
		r := held(t, h, "salma")[0].Record
		drawn, err := h.App.Store.ReadDrawing(t.Context(), r.Template)
		if r.Template != c.want || err != nil || r.TemplateHash != drawn.Digest {
			t.Errorf("with templates of %v, hosted by %q: %s, want %s; %v", c.templates, c.host, r.Template, c.want, err)
		}
	}
}

// A certificate that was issued before its template was edited is printed as
// it was, and its correction too.
func TestEditedTemplateLeavesCertificates(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	saved(t, h, "hr-n", "north", titled(t, certificate.Completion, "شهادة أولى", 0))
	h.Complete(t, "salma")
	c := held(t, h, "salma")[0]
	courier, err := h.App.Courier(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	deliver := func(c certificate.Certificate) string {
		var b bytes.Buffer
		if err := courier.Deliver(t.Context(), &b, c); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	before := deliver(c)
	saved(t, h, "hr-n", "north", titled(t, certificate.Completion, "شهادة ثانية", 1))
	if after := deliver(c); after != before {
		t.Errorf("after an edit, it is printed as %q, before as %q", after, before)
	}
	again, err := h.App.CorrectCertificate(t.Context(), h.Viewer(t, "hr-n"), c.ID, "سلمى بنت خلفان", "Salma", c.Record.Title)
	if err != nil || again.Record.Template != "north/completion/1" || again.Record.TemplateHash != c.Record.TemplateHash {
		t.Errorf("corrected: %+v, %v", again.Record, err)
	}
	if n, err := h.App.AuditCertificates(t.Context(), func(serial, wrong string) { t.Errorf("%s: %s", serial, wrong) }); err != nil || n.Certificates != 2 {
		t.Errorf("audited %+v, %v", n, err)
	}
}

// An audit finds a template, and a picture on it, that is not what it was.
func TestAuditFindsTamperedTemplates(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	body, hash := logo(t, 9)
	edit := titled(t, certificate.Completion, "شهادة الشمال", 0)
	edit.Design.LogoRight, edit.Pictures = hash, map[string][]byte{hash: body}
	saved(t, h, "hr-n", "north", edit)
	h.Complete(t, "salma")
	audit := func() (said []string) {
		if _, err := h.App.AuditCertificates(t.Context(), func(_, wrong string) { said = append(said, wrong) }); err != nil {
			t.Fatal(err)
		}
		return said
	}
	exec := func(query string) {
		if _, err := masartest.DBOf(h.App).W.NewRaw(query).Exec(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if said := audit(); said != nil {
		t.Errorf("sound: said %q", said)
	}
	swap := "UPDATE templates SET design = REPLACE(CAST(design AS TEXT), '%s', '%s')"
	if h.App.Store.Postgres() {
		swap = "UPDATE templates SET design = REPLACE(CAST(design AS TEXT), '%s', '%s')::jsonb"
	}
	exec(fmt.Sprintf(swap, "شهادة الشمال", "شهادة مزوّرة"))
	if said := audit(); !slices.Equal(said, []string{
		"its template is not the one that it was issued by", "printed again, it is not the document that it was at first",
	}) {
		t.Errorf("another title: said %q", said)
	}
	exec(fmt.Sprintf(swap, "شهادة مزوّرة", "شهادة الشمال"))
	other, _ := logo(t, 10)
	if _, err := masartest.DBOf(h.App).W.NewRaw("UPDATE pictures SET body = ?", other).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	if said := audit(); !slices.Equal(said, []string{"a picture of its template is not the one that it was issued with"}) {
		t.Errorf("another picture: said %q", said)
	}
	exec("DELETE FROM templates")
	if said := audit(); len(said) != 1 {
		t.Errorf("no template: said %q", said)
	}
}

// A design whose words the printer lacks is refused by name.
func TestUnprintableWords(t *testing.T) {
	h := masartest.NewWorld(t)
	edit := titled(t, certificate.Completion, "شهادة?", 0)
	err := h.App.CheckDesign(edit.Design, nil)
	if fs := fault.All(err); len(fs) != 1 || !fs[0].Is(certificate.ErrUnprintableText) || fs[0].Field != "title_ar" || fs[0].Args["characters"] != "?" {
		t.Errorf("said %v", err)
	}
}
