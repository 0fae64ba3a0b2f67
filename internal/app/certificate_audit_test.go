package app_test

import (
	"io"
	"slices"
	"testing"

	"masar/internal/certificate"
	"masar/internal/masartest"
)

func TestAuditCertificates(t *testing.T) {
	h := masartest.NewHouse(t)
	h.Publish(t, masartest.Course())
	audit := func() (n int, said []string) {
		t.Helper()
		n, err := h.App.AuditCertificates(t.Context(), func(serial, wrong string) { said = append(said, serial+" "+wrong) })
		if err != nil {
			t.Fatal(err)
		}
		return n, said
	}
	if n, said := audit(); n != 0 || said != nil {
		t.Errorf("nothing issued: looked at %d, said %q", n, said)
	}
	h.Complete(t, "salma")
	h.Complete(t, "badr")
	if n, said := audit(); n != 2 || said != nil {
		t.Errorf("sound: looked at %d, said %q", n, said)
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

// A moody printer prints something else each time.
type moody struct {
	*masartest.Outside
	n int
}

func (m *moody) Certificate(w io.Writer, _ certificate.Record, _ string) error {
	m.n++
	_, err := w.Write([]byte{byte(m.n)})
	return err
}

func TestAuditPrintsTwice(t *testing.T) {
	h := masartest.NewHouse(t)
	h.Publish(t, masartest.Course())
	h.Complete(t, "salma")
	h.App.Printer = &moody{Outside: h.Outside}
	var said []string
	if _, err := h.App.AuditCertificates(t.Context(), func(_, wrong string) { said = append(said, wrong) }); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(said, []string{"printed twice, it is not the same"}) {
		t.Errorf("said %q", said)
	}
}
