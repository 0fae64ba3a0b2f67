package letter_test

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"testing"

	"masar/internal/certificate"
	"masar/internal/letter"
	"masar/internal/pdf"
)

// What was issued on a layout stays what it was, to the byte, however many came after: the
// design's digest, the record's hash, and the paper. What must change one of these raises
// pdf.Layout, and its papers are added here.
func TestLayoutIsKept(t *testing.T) {
	designs := map[string]string{
		certificate.Arabic:  "765e2df4dd0b33ade5b3cae405c575f772d1cece86c6dff4fb75cc64c85619d7",
		certificate.English: "b4646ccaf7db6955a5b1daeb58b73e5f6c8dc3e6938d4bd45c67dfcf326cd2eb",
		certificate.Both:    "c7428587f9e7a50b5bc164558cb0adcc8614beaefc225025739f03dd7c5fbb36",
	}
	layouts := map[int]struct {
		hash   string
		papers map[string]string
	}{
		0: {"7f9b94e54aa8a62c50230a72857d17a13f905920ef02554e416b15ada3f73397", map[string]string{ // from before presses were written down
			certificate.Arabic:  "b03500ac81be89cca401a34db37dfc7dae684c4c94658e9436dada5b9817e4fa",
			certificate.English: "adba8f60f5e19db67fd311d01f00e7e47dbf0771bc551a68d365b949e2a31dfa",
			certificate.Both:    "63b3ec188ca9ad876b2fcce850be1c3f78f0c294f263360d6c0cb2e36841d6ec",
		}},
		2: {"764fd5d63f3e52e2d541ed65e8003154bd7401ea1c9c9ef71e957ca3d41b4f71", map[string]string{
			certificate.Arabic:  "b03500ac81be89cca401a34db37dfc7dae684c4c94658e9436dada5b9817e4fa",
			certificate.English: "adba8f60f5e19db67fd311d01f00e7e47dbf0771bc551a68d365b949e2a31dfa",
			certificate.Both:    "63b3ec188ca9ad876b2fcce850be1c3f78f0c294f263360d6c0cb2e36841d6ec",
		}},
		3: {"42493fc903e75a9fdc293edc32e4856ad0d775738af72f09a5c9f969f64d4010", map[string]string{
			certificate.Arabic:  "819a8d195cce090c1ad232bb452f60fbdc8fa650ffee46fef4f3f16be2c59abf",
			certificate.English: "ee6391eb087c22433bfc87819065d11b355e30bf854493c53c494de362967dab",
			certificate.Both:    "c2180a5791300c5bb13722d182a286bf4b005447d7a3147966dc4d5186bc73bb",
		}},
	}
	p, err := letter.NewPrinter(zone)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := layouts[pdf.Layout]; !ok || p.Press().Layout != pdf.Layout {
		t.Errorf("the papers of layout %d are not here", pdf.Layout)
	}
	for layout := certificate.OldestLayout; layout < pdf.Layout; layout++ {
		if _, ok := layouts[layout]; !ok {
			t.Errorf("the papers of layout %d are not here", layout)
		}
	}
	for layout, want := range layouts {
		for languages, design := range designs {
			paper := agencyPaper(t, languages)
			paper.Record.Press.Layout = layout
			if got := paper.Design.Digest(); got != design {
				t.Errorf("in %s the design has the digest %s", languages, got)
			}
			if got := certificate.Chain("", paper.Record); got != want.hash {
				t.Errorf("layout %d: the record has the hash %s", layout, got)
			}
			sum := sha256.Sum256(printed(t, p, paper))
			if got := hex.EncodeToString(sum[:]); got != want.papers[languages] {
				t.Errorf("layout %d in %s: the paper has the digest %s", layout, languages, got)
			}
		}
	}
}

// The code is on the paper by its name, in groups of four that are typed as they stand,
// in each language, and on specimens; papers issued before say it in their address alone.
func TestCodeIsPrinted(t *testing.T) {
	p, err := letter.NewPrinter(zone)
	if err != nil {
		t.Fatal(err)
	}
	const code, ar, en = "0123-4567-89AB-CDEF", "رمز التحقق", "Verification code"
	for _, c := range []struct {
		languages string
		layout    int
		specimen  bool
		want      []string
		not       []string
	}{
		{certificate.Arabic, 3, false, []string{code, ar}, []string{en}},
		{certificate.English, 3, false, []string{code, en}, []string{ar}},
		{certificate.Each, 3, false, []string{code, ar, en}, nil},
		{certificate.Arabic, 0, true, []string{code, ar}, nil},
		{certificate.Arabic, 2, false, []string{"masar.example/verify/0123456789ABCDEF"}, []string{code, ar}},
		{certificate.English, 0, false, []string{"masar.example/verify/0123456789ABCDEF"}, []string{code, en}},
		{certificate.Both, 2, false, nil, []string{code, ar, en}},
	} {
		paper := agencyPaper(t, c.languages)
		paper.Record.Press.Layout, paper.Specimen = c.layout, c.specimen
		got := lines(t, printed(t, p, paper))
		for _, w := range c.want {
			if !got[w] {
				t.Errorf("layout %d in %s: %q is not read back", c.layout, c.languages, w)
			}
		}
		for _, w := range c.not {
			if got[w] {
				t.Errorf("layout %d in %s: %q is read", c.layout, c.languages, w)
			}
		}
	}
	paper := agencyPaper(t, certificate.Both) // both names on one line
	paper.Record.Press.Layout = pdf.Layout
	got := lines(t, printed(t, p, paper))
	if !got[code] || !got[en+" "+ar] && !got[ar+" "+en] && !(got[ar] && got[en]) {
		t.Errorf("in both languages the code and its names are not read back: %v", slices.Sorted(maps.Keys(got)))
	}
	if certificate.TidyCode(code) != record().Code {
		t.Error("the code as printed is not the code")
	}
}
