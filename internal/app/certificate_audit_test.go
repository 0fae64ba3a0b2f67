package app_test

import (
	"io"
	"slices"
	"strings"
	"testing"

	"masar/internal/app/certify"
	"masar/internal/certificate"
	"masar/internal/masartest"
	"masar/internal/people"
)

func TestAuditCertificates(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	audit := func() (n certify.Audited, said []string) {
		t.Helper()
		n, err := h.App.AuditCertificates(t.Context(), func(serial, wrong string) { said = append(said, serial+" "+wrong) })
		if err != nil {
			t.Fatal(err)
		}
		return n, said
	}
	if n, said := audit(); n.Certificates != 0 || len(n.Sites) != 0 || said != nil {
		t.Errorf("nothing issued: looked at %+v, said %q", n, said)
	}
	h.Complete(t, "salma")
	h.Complete(t, "badr")
	if n, said := audit(); n.Certificates != 2 || n.Other != 0 || len(n.Sites) != 0 || said != nil {
		t.Errorf("sound: looked at %+v, said %q", n, said)
	}
	tamper := `UPDATE certificates SET record = REPLACE(record, 'هيئة الشمال', 'هيئة الجنوب') WHERE number = 1`
	if h.App.Store.Postgres() {
		tamper = `UPDATE certificates SET record = REPLACE(record::text, 'هيئة الشمال', 'هيئة الجنوب')::jsonb WHERE number = 1`
	}
	if _, err := masartest.DBOf(h.App).W.NewRaw(tamper).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, said := audit(); !slices.Equal(said, []string{certificate.Serial(2026, 1) + " the record is not what its hash was made of"}) {
		t.Errorf("tampered: said %q", said)
	}
}

// A blurred printer says that it prints as ever, and does not.
type blurred struct {
	*masartest.Outside
	press certificate.Press
}

func (b blurred) Press() certificate.Press { return b.press }

func (b blurred) Certificate(w io.Writer, p certificate.Paper) error {
	_, err := io.WriteString(w, "blurred")
	return err
}

// What is printed another way is found, unless another press excuses it, and
// then it is counted.
func TestAuditPrintsAgain(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	h.Complete(t, "salma")
	for _, c := range []struct {
		press certificate.Press
		other int
		want  []string
	}{
		{h.Outside.Press(), 0, []string{"printed again, it is not the document that it was at first"}},
		{certificate.Press{Layout: 2}, 1, nil},
	} {
		h.App.Printer = blurred{h.Outside, c.press}
		var said []string
		n, err := h.App.AuditCertificates(t.Context(), func(_, wrong string) { said = append(said, wrong) })
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(said, c.want) || n.Other != c.other {
			t.Errorf("on the press %+v: said %q, %d not compared, want %q and %d", c.press, said, n.Other, c.want, c.other)
		}
	}
}

// A site that moved to another address finds its old certificates sound: it says
// under which address they were issued. What was altered is found all the same, and
// where the address was not written down, the cause is named.
func TestAuditUnderAnotherAddress(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	h.Complete(t, "salma")
	was := h.App.Site
	h.App.Site = "https://moved.example"
	h.Complete(t, "badr")
	audit := func() (n certify.Audited, said []string) {
		t.Helper()
		n, err := h.App.AuditCertificates(t.Context(), func(serial, wrong string) { said = append(said, serial+" "+wrong) })
		if err != nil {
			t.Fatal(err)
		}
		return n, said
	}
	exec := func(query string, args ...any) {
		t.Helper()
		if _, err := masartest.DBOf(h.App).W.NewRaw(query, args...).Exec(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if n, said := audit(); said != nil || n.Sites[was] != 1 || len(n.Sites) != 1 {
		t.Errorf("moved: %v, said %q", n.Sites, said)
	}
	exec("UPDATE certificates SET site = '' WHERE number = 2")
	if n, said := audit(); said != nil || n.Sites[was] != 1 {
		t.Errorf("not written down, under the present address: %v, said %q", n.Sites, said)
	}
	exec("UPDATE certificates SET site = ? WHERE number = 2", h.App.Site)
	exec("UPDATE certificates SET site = '' WHERE number = 1")
	if _, said := audit(); len(said) != 1 || !strings.Contains(said[0], "MASAR_SITE") || !strings.HasPrefix(said[0], certificate.Serial(2026, 1)) {
		t.Errorf("not written down: said %q", said)
	}
	exec("UPDATE certificates SET site = ? WHERE number = 1", was)
	exec("UPDATE certificates SET paper_hash = 'altered' WHERE number = 1")
	if _, said := audit(); !slices.Equal(said, []string{certificate.Serial(2026, 1) + " printed again, it is not the document that it was at first"}) {
		t.Errorf("altered: said %q", said)
	}
}

// A record that names a design of before there were templates, or one that is gone,
// is printed by the house's own.
func TestPrintWithoutItsTemplate(t *testing.T) {
	for name, c := range map[string]struct {
		template, kind string
		want           string // of the audit
	}{
		"a design of before": {"falaj-1", certificate.Completion, ""}, "of before, of attendance": {"falaj-1", certificate.Attendance, ""}, "of before, of no kind": {"falaj-1", "", ""},
		"a template that is gone": {"north/completion/9", certificate.Completion, "its template cannot be read"}, "no name at all": {"", certificate.Completion, ""},
	} {
		h := masartest.NewWorld(t)
		h.Publish(t, masartest.Course())
		id := h.Complete(t, "salma")
		ce, err := h.App.Store.Certificate(t.Context(), people.Everywhere("the test"), id)
		if err != nil {
			t.Fatal(err)
		}
		ce.Record.Template, ce.Record.TemplateHash, ce.Record.Kind, ce.Record.Press = c.template, "", c.kind, certificate.Press{}
		if _, err := masartest.DBOf(h.App).W.NewUpdate().Model(&ce).Column("record").WherePK().Exec(t.Context()); err != nil {
			t.Fatal(err)
		}
		courier, err := h.App.Courier(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := courier.Deliver(t.Context(), &b, ce); err != nil || b.Len() == 0 {
			t.Errorf("%s: %d bytes, %v", name, b.Len(), err)
		}
		var said []string
		if _, err := h.App.AuditCertificates(t.Context(), func(_, wrong string) { said = append(said, wrong) }); err != nil {
			t.Fatal(err)
		}
		found := slices.ContainsFunc(said, func(w string) bool { return strings.Contains(w, "template") })
		if found != (c.want != "") || c.want != "" && !strings.Contains(strings.Join(said, "; "), c.want) {
			t.Errorf("%s: the audit says %q", name, said)
		}
	}
}
