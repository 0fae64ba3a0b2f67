package ui_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"masar/internal/i18n"
	"masar/internal/web/learn"
	"masar/internal/web/ui"
	"masar/internal/web/uitest"
)

var noon = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)

func gallery(t *testing.T, words *i18n.T, theme string) []byte {
	t.Helper()
	var b bytes.Buffer
	page := ui.Gallery(ui.GalleryShell(words, theme).Staff().Editor(), noon)
	if err := page.Render(i18n.With(context.Background(), words), &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Every part keeps to the rules of the site, in both languages and themes.
func TestGallery(t *testing.T) {
	for _, lang := range i18n.Languages {
		for _, theme := range []string{"", "light", "dark"} {
			t.Run(lang+" "+theme, func(t *testing.T) {
				uitest.Check(t, gallery(t, i18n.New(lang, i18n.Prefs{}), theme))
			})
		}
	}
}

func TestShell(t *testing.T) {
	ar, en := i18n.New("ar", i18n.Prefs{}), i18n.New("en", i18n.Prefs{})
	for _, c := range []struct {
		name, page string
		says       []string
	}{
		{"Arabic", string(gallery(t, ar, "")), []string{
			`lang="ar" dir="rtl"`, `fonts/arabic-400.woff2`, ar.ShellIndependence(), ar.ShellNotices(3),
			`<button class="tool" lang="en">English</button>`, `name="theme" value="dark"`, `editor.js`, `editor.css`, `staff.js`,
		}},
		{"English, dark", string(gallery(t, en, "dark")), []string{
			`lang="en" dir="ltr" data-theme="dark"`, `fonts/latin-400.woff2`, `name="theme" value="light"`, `aria-current="page"`,
			`<button class="tool" lang="ar">العربية</button>`,
		}},
	} {
		for _, phrase := range c.says {
			if !strings.Contains(c.page, phrase) {
				t.Errorf("%s: the page does not hold %s", c.name, phrase)
			}
		}
	}
}

// A bare page has no header, footer or tabs, but still a way to skip.
func TestBare(t *testing.T) {
	var b bytes.Buffer
	shell := ui.GalleryShell(i18n.From(context.Background()), "")
	shell.Bare = true
	if err := ui.Page(shell).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`class="top"`, `class="foot"`, "has-tabs"} {
		if strings.Contains(b.String(), part) {
			t.Errorf("a bare page has %s", part)
		}
	}
	if !strings.Contains(b.String(), `class="skip"`) {
		t.Error("no skip link")
	}
}

func TestEscaping(t *testing.T) {
	var b bytes.Buffer
	evil := `"><script>alert(1)</script>`
	in := ui.Input{Name: "q", Label: evil, Value: evil, Hint: evil, Error: evil}
	if err := ui.Field(in).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	if err := ui.LinkButton("", "", "javascript:alert(1)", evil).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	if s := b.String(); strings.Contains(s, "<script") {
		t.Errorf("what is written is run: %s", s)
	}
}

func BenchmarkGallery(b *testing.B) {
	words := i18n.New("ar", i18n.Prefs{})
	ctx := i18n.With(context.Background(), words)
	page := ui.Gallery(ui.GalleryShell(words, ""), noon)
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := page.Render(ctx, &out); err != nil {
			b.Fatal(err)
		}
	}
}

// The lines of an answer are numbered where their order is the answer.
func TestResultLines(t *testing.T) {
	words := i18n.New("en", i18n.Prefs{})
	page := func(ordered bool) string {
		var b strings.Builder
		row := learn.ResultRow{N: 1, Given: true, Ordered: ordered, Points: .5, Yours: []string{"second", "first"}, Right: []string{"first", "second"}}
		if err := learn.Result(learn.ResultData{Rows: []learn.ResultRow{row}}).Render(i18n.With(context.Background(), words), &b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	lines := "<li>second</li><li>first</li>"
	if p := page(true); !strings.Contains(p, "<ol>"+lines+"</ol>") {
		t.Errorf("an order is not numbered: %s", p)
	}
	if p := page(false); !strings.Contains(p, "<ul>"+lines+"</ul>") {
		t.Errorf("a choice is numbered: %s", p)
	}
}
