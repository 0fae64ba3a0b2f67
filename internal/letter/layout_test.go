package letter_test

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"masar/internal/certificate"
	"masar/internal/letter"
	"masar/internal/pdf"
)

// What was issued on a layout stays what it was, to the byte: the design's digest, the
// record's hash, and the paper. Whoever must change one of these raises pdf.Layout.
func TestLayoutIsKept(t *testing.T) {
	if pdf.Layout != 2 {
		t.Fatalf("these are the papers of layout 2, not of %d", pdf.Layout)
	}
	const hash = "7f9b94e54aa8a62c50230a72857d17a13f905920ef02554e416b15ada3f73397"
	p, err := letter.NewPrinter(zone)
	if err != nil {
		t.Fatal(err)
	}
	for languages, want := range map[string]struct{ design, paper string }{
		certificate.Arabic:  {"765e2df4dd0b33ade5b3cae405c575f772d1cece86c6dff4fb75cc64c85619d7", "b03500ac81be89cca401a34db37dfc7dae684c4c94658e9436dada5b9817e4fa"},
		certificate.English: {"b4646ccaf7db6955a5b1daeb58b73e5f6c8dc3e6938d4bd45c67dfcf326cd2eb", "adba8f60f5e19db67fd311d01f00e7e47dbf0771bc551a68d365b949e2a31dfa"},
		certificate.Both:    {"c7428587f9e7a50b5bc164558cb0adcc8614beaefc225025739f03dd7c5fbb36", "63b3ec188ca9ad876b2fcce850be1c3f78f0c294f263360d6c0cb2e36841d6ec"},
	} {
		paper := agencyPaper(t, languages)
		if got := paper.Design.Digest(); got != want.design {
			t.Errorf("in %s the design has the digest %s", languages, got)
		}
		if got := certificate.Chain("", paper.Record); got != hash {
			t.Errorf("the record has the hash %s", got)
		}
		sum := sha256.Sum256(printed(t, p, paper))
		if got := hex.EncodeToString(sum[:]); got != want.paper {
			t.Errorf("in %s the paper has the digest %s", languages, got)
		}
	}
}
