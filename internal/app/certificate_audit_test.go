package app_test

import (
	"io"
	"slices"
	"testing"

	"masar/internal/app"
	"masar/internal/certificate"
	"masar/internal/masartest"
)

func TestAuditCertificates(t *testing.T) {
	h := masartest.NewHouse(t)
	h.Publish(t, masartest.Course())
	audit := func() (n app.Audited, said []string) {
		t.Helper()
		n, err := h.App.AuditCertificates(t.Context(), func(serial, wrong string) { said = append(said, serial+" "+wrong) })
		if err != nil {
			t.Fatal(err)
		}
		return n, said
	}
	if n, said := audit(); n != (app.Audited{}) || said != nil {
		t.Errorf("nothing issued: looked at %+v, said %q", n, said)
	}
	h.Complete(t, "salma")
	h.Complete(t, "badr")
	if n, said := audit(); n != (app.Audited{Certificates: 2}) || said != nil {
		t.Errorf("sound: looked at %+v, said %q", n, said)
	}
	tamper := `UPDATE certificates SET record = REPLACE(record, 'هيئة الشمال', 'هيئة الجنوب') WHERE number = 1`
	if h.App.Store.Postgres() {
		tamper = `UPDATE certificates SET record = REPLACE(record::text, 'هيئة الشمال', 'هيئة الجنوب')::jsonb WHERE number = 1`
	}
	if _, err := h.App.Store.W.NewRaw(tamper).Exec(t.Context()); err != nil {
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
	h := masartest.NewHouse(t)
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
