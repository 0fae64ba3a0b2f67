package pdf

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

// apart is the sample certificate with each language on a page of its own.
func apart() Certificate {
	c := sample()
	c.Lang = each
	return c
}

// alone is the same in one language.
func alone(lang string) Certificate {
	c := apart()
	c.Lang = lang
	return c
}

// TestTwoPagesReadBack asks pdftotext for each page, and must get what it reads of the
// certificate in that language alone, in the same order.
func TestTwoPagesReadBack(t *testing.T) {
	e := newEngine(t)
	file := saved(t, write(t, e, "two-pages", apart()))
	if got := run(t, "pdfinfo", file); !strings.Contains(got, "Pages:           2") {
		t.Fatalf("it has not two pages:\n%s", got)
	}
	for page, lang := range map[string]string{"1": arabic, "2": english} {
		got := run(t, "pdftotext", "-f", page, "-l", page, file, "-")
		want := run(t, "pdftotext", saved(t, write(t, e, "alone-"+lang, alone(lang))), "-")
		if got != want || !strings.Contains(want, apart().Serial) {
			t.Errorf("page %s is read as\n%s\nwant\n%s", page, got, want)
		}
	}
	c, tmpl := apart(), house(t)
	got := extracted(t, write(t, e, "two-pages", c))
	c.IssuerEn, tmpl.En.Title = strings.ToLower(c.IssuerEn), strings.ToLower(tmpl.En.Title) // no capitals on a page of English
	for _, want := range written(c, tmpl) {
		if !got[plain(want)] && want != strings.ToUpper(c.IssuerEn) && want != strings.ToUpper(tmpl.En.Title) {
			t.Errorf("line %q is not read back", want)
		}
	}
}

// TestTwoPagesAreTagged compares the structure of each page with that of the certificate
// in its language alone.
func TestTwoPagesAreTagged(t *testing.T) {
	e := newEngine(t)
	structure := func(c Certificate) string {
		text := run(t, "pdfinfo", "-struct-text", saved(t, write(t, e, "tagged", c)))
		text = regexp.MustCompile(`Object \d+ 0`).ReplaceAllString(text, "Object")
		return strings.ReplaceAll(strings.TrimPrefix(text, "Document\n"), "\n  ", "\n")
	}
	within := strings.Split(strings.TrimPrefix(structure(apart()), "  Sect\n"), "\nSect\n")
	if len(within) != 2 {
		t.Fatalf("there are %d sections", len(within))
	}
	for i, lang := range []string{arabic, english} {
		want := strings.TrimSpace(structure(alone(lang)))
		if got := strings.TrimSpace(strings.ReplaceAll("\n"+within[i], "\n  ", "\n")); got != want {
			t.Errorf("the section in %s is\n%s\nwant\n%s", lang, got, want)
		}
	}
	file := write(t, e, "tagged", apart())
	for what, times := range map[string]int{"/S/Sect/P": 2, "/Lang(ar)/Metadata": 1, "/S/Figure": 2, "/Subtype/Link": 2} {
		if got := bytes.Count(file, []byte(what)); got != times {
			t.Errorf("%s stands in it %d times, want %d", what, got, times)
		}
	}
	for _, lang := range []string{arabic, english} {
		if got := regexp.MustCompile(`/S/Sect/P \d+ 0 R/Lang\(`+lang+`\)`).FindAll(file, -1); len(got) != 1 {
			t.Errorf("%d sections are in %s", len(got), lang)
		}
	}
}

// TestTwoPagesAreSound has other programs judge the file: its form, its signature, its
// bookmarks and the code on each page.
func TestTwoPagesAreSound(t *testing.T) {
	c := apart()
	file := saved(t, write(t, newEngine(t), "two-pages-signed", signed(newSigner(t, ecKey(t)), c)))
	if got := run(t, "qpdf", "--check", file); !strings.Contains(got, "No syntax or stream encoding errors") {
		t.Errorf("qpdf says\n%s", got)
	}
	if got := run(t, "pdfsig", "-nocert", file); !strings.Contains(got, "Signature is Valid") || !strings.Contains(got, "Total document signed") {
		t.Errorf("pdfsig says\n%s", got)
	}
	outline := run(t, "qpdf", "--json", "--json-key=outlines", file)
	for _, want := range []string{house(t).Ar.Title, house(t).En.Title, `"destpageposfrom1": 1`, `"destpageposfrom1": 2`} {
		if !strings.Contains(outline, want) {
			t.Errorf("the outline has no %s:\n%s", want, outline)
		}
	}
	for _, page := range []string{"1", "2"} {
		picture := strings.TrimSuffix(file, ".pdf") + page
		run(t, "pdftoppm", "-r", "100", "-f", page, "-l", page, "-png", "-singlefile", file, picture)
		if got := strings.TrimSpace(run(t, "zbarimg", "-q", "--raw", picture+".png")); got != c.VerifyURL {
			t.Errorf("the code on page %s says %q", page, got)
		}
	}
}

// TestTwoPagesLookAsAlone compares each page with the picture kept of the certificate in
// its language alone.
func TestTwoPagesLookAsAlone(t *testing.T) {
	file := saved(t, write(t, newEngine(t), "two-pages", apart()))
	for page, lang := range map[string]string{"1": arabic, "2": english} {
		picture := strings.TrimSuffix(file, ".pdf") + page
		run(t, "pdftoppm", "-r", "50", "-f", page, "-l", page, "-gray", "-png", "-singlefile", file, picture)
		if mean, worst := difference(openPicture(t, picture+".png"), openPicture(t, "testdata/certificate-"+lang+".png")); mean > 1.5 || worst > 0.002 {
			t.Errorf("page %s: brightness differs by %.2f on average, and much at %.2f%% of the pixels", page, mean, 100*worst)
		}
	}
}

// TestTwoPagesAreDrawnOnce counts the layers that certificates of one course need.
func TestTwoPagesAreDrawnOnce(t *testing.T) {
	e := newEngine(t)
	for i := range 3 {
		c := numbered(i, false)
		c.Lang = each
		write(t, e, "two-pages", c)
	}
	if len(e.layers.kept) != 1 {
		t.Errorf("three certificates of one course are drawn over %d layers", len(e.layers.kept))
	}
}

// TestPictureOfTwoPages has both pages in one picture, each as it is alone.
func TestPictureOfTwoPages(t *testing.T) {
	e, tmpl := newEngine(t), house(t)
	letters := func(c Certificate) int { return bytes.Count(drawn(t, e, tmpl, c), []byte("<use ")) }
	got := drawn(t, e, tmpl, apart())
	if want := []byte(`viewBox="0 0 841.89 1214.56"`); !bytes.Contains(got, want) {
		t.Errorf("the picture begins %.120s", got)
	}
	if n, want := letters(apart()), letters(alone(arabic))+letters(alone(english)); n != want {
		t.Errorf("%d letters are drawn, want %d", n, want)
	}
}
