package letter_test

import (
	"bytes"
	"testing"

	"masar/internal/certificate"
	"masar/internal/letter"
)

// The last digits of a civil number stand behind the employer, or alone under
// the name; whoever has none on record has no such line. What is printed
// depends on the record, not on what the design says by now.
func TestCivilNumberIsPrinted(t *testing.T) {
	p, err := letter.NewPrinter(zone)
	if err != nil {
		t.Fatal(err)
	}
	const ar, en = "الرقم المدني: •••007", "Civil number: •••007"
	for languages, want := range map[string][2]bool{certificate.Both: {true, true}, certificate.Each: {true, true}, certificate.Arabic: {true, false}, certificate.English: {false, true}} {
		with := agencyPaper(t, languages)
		with.Record.CivilTail = "007"
		got := lines(t, printed(t, p, with))
		if got["هيئة الشمال · "+ar] != want[0] || got["Northern Authority · "+en] != want[1] {
			t.Errorf("in %s, behind the employer: %v", languages, got)
		}
		with.Design.Employer = false
		got = lines(t, printed(t, p, with))
		if got[ar] != want[0] || got[en] != want[1] {
			t.Errorf("in %s, alone: %v", languages, got)
		}
		without := agencyPaper(t, languages)
		plain := printed(t, p, without)
		without.Design.CivilTail = true
		if !bytes.Equal(printed(t, p, without), plain) {
			t.Errorf("in %s, whoever has none gets another paper", languages)
		}
	}
}
