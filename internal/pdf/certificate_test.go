package pdf

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"masar/internal/shape"
)

// TestSameInSameOut has four goroutines write the same twelve certificates and compares
// them with those of a fresh engine, to the byte.
func TestSameInSameOut(t *testing.T) {
	const workers, certificates = 4, 12
	nth := func(i int) Certificate {
		c := numbered(i, i%3 == 0)
		c.Lang = []string{both, arabic, english, each}[i%4]
		return c
	}
	want := make([][]byte, certificates)
	for i := range want {
		want[i] = write(t, newEngine(t), "same", nth(i))
	}
	shared := newEngine(t)
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for i := range want {
				var b bytes.Buffer
				if err := shared.Certificate(&b, house(t), nth(i)); err != nil {
					t.Error(err)
				} else if !bytes.Equal(b.Bytes(), want[i]) {
					t.Errorf("certificate %d differs", i)
				}
			}
		})
	}
	all.Wait()
}

// TestBadNames writes certificates of names that no one has, and reads back what is left
// of them.
func TestBadNames(t *testing.T) {
	e := newEngine(t)
	for name, want := range map[string]string{
		"سالم 🎓🎉 الراشدي":                      "سالم الراشدي",
		"\u202Eسالم\u202C \u2067الراشدي\u2069": "\u202Eسالم\u202C \u2067الراشدي\u2069",
		"سالم \u2067الراشدي":                   "سالم \u2067الراشدي\u2069",
		"سالم\u2069 الراشدي\u202C":             "سالم الراشدي",
		"سالم\u200Dالراشدي":                    "سالم\u200Dالراشدي",
		"Salim\u200D Al\u200C Rashdi":          "Salim Al Rashdi",
		"  سالم \t\n الراشدي\u00A0 ":           "سالم الراشدي",
		"سالم Smith 李 Кузнецов १२ (II)":        "سالم Smith ? Кузнецов 12 (II)",
		"李伟":                                       "",
		"س\u0301\u0302\u064B\u064C\u064D\u064E":    "",
		"\xff\xfeسالم\x00الراشدي":                  "سالم الراشدي",
		"<script>alert('a')</script> & \\(سالم\\)": "<script>alert('a')</script> & \\(سالم\\)",
	} {
		c := sample()
		c.NameAr, c.NameEn = name, ""
		file := write(t, e, "bad-name", c)
		if want != "" && !extracted(t, file)[plain(want)] {
			t.Errorf("%q is not read back as %q", name, want)
		}
		if got := clean(name, e.has); want != "" && got != want {
			t.Errorf("clean(%q) = %q, want %q", name, got, want)
		}
	}
}

// TestNoName leaves the names out altogether, or in one language.
func TestNoName(t *testing.T) {
	e := newEngine(t)
	for _, lang := range []string{arabic, english, both} {
		c := sample()
		c.Lang, c.NameAr, c.NameEn = lang, " \u200F ", "🎓"
		if got := extracted(t, write(t, e, "nameless", c)); got["🎓"] || !got[c.Serial] {
			t.Errorf("%s: a certificate without a name reads %v", lang, got)
		}
		c.NameEn = "Salim Al Rashdi"
		if !extracted(t, write(t, e, "one-name", c))[c.NameEn] {
			t.Errorf("%s: the only name is not printed", lang)
		}
	}
}

func TestEmptyCertificate(t *testing.T) {
	file := write(t, newEngine(t), "empty", Certificate{})
	if !bytes.HasPrefix(file, []byte("%PDF-1.7")) {
		t.Errorf("file begins %q", file[:8])
	}
}

func TestUnprintable(t *testing.T) {
	e := newEngine(t)
	if got := string(e.Unprintable("سالم 李🎓李 Al-Rashdi\u202E")); got != "李🎓" {
		t.Errorf("unprintable: %q", got)
	}
	if got := e.Unprintable(sample().NameAr + sample().NameEn); got != nil {
		t.Errorf("unprintable: %q", string(got))
	}
}

// TestLongNamesShrink compares the widths of a line that fits and one that does not.
func TestLongNamesShrink(t *testing.T) {
	e := newEngine(t)
	d := newDocument(shape.NewShaper(), true, newFontSet("G", nil))
	s := style{face: e.bold, size: 34, colour: "#000000", base: 1, most: textWidth}
	short := d.text(&element{kind: "P"}, 400, 100, centre, s, "سالم")
	long := d.text(&element{kind: "P"}, 400, 200, centre, s, strings.Repeat("عبد الرحمن ", 30))
	if short.size != 34 || short.width > textWidth {
		t.Errorf("a short name has size %.1f and width %.1f", short.size, short.width)
	}
	if long.size >= 34 || long.width > textWidth+0.01 || long.width < textWidth-1 {
		t.Errorf("a long name has size %.1f and width %.1f", long.size, long.width)
	}
}
