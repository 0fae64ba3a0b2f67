package assets

import (
	"bytes"
	"compress/gzip"
	"io"
	"regexp"
	"strings"
	"testing"

	brotli "github.com/molecule-man/go-brrr"
)

func TestFind(t *testing.T) {
	url := URL("app.css")
	f, current, ok := Find(url)
	if !ok || !current || f.Name != "app.css" || f.Type != "text/css; charset=utf-8" {
		t.Fatalf("Find(%q) = %+v, current %v, ok %v", url, f, current, ok)
	}
	if !strings.Contains(CacheControl(current), "immutable") {
		t.Error("the file of this build may be kept for ever")
	}
	old, current, ok := Find("/a/000000000000/app.css")
	if !ok || current || old != f || CacheControl(current) != "no-cache" {
		t.Errorf("another build's address: file %v, current %v, ok %v", old, current, ok)
	}
	for _, address := range []string{"/a/", URL("app.css") + "x", "/a/x/../assets.go", "/a/x/fonts"} {
		if f, _, ok := Find(address); ok {
			t.Errorf("Find(%q) finds %s", address, f.Name)
		}
	}
}

func TestEncoded(t *testing.T) {
	f, _, _ := Find(URL("core.js"))
	for _, c := range []struct{ accept, want string }{
		{"gzip, deflate, br", "br"},
		{"gzip", "gzip"},
		{"br;q=0, gzip;q=0.5", "gzip"},
		{"br;q=0.0", ""},
		{"", ""},
	} {
		body, encoding := f.Encoded(c.accept)
		if encoding != c.want {
			t.Errorf("Encoded(%q) is %q, want %q", c.accept, encoding, c.want)
		}
		if got := decode(t, body, encoding); !bytes.Equal(got, f.Body) {
			t.Errorf("Encoded(%q) does not decode to the body", c.accept)
		}
	}
	font, _, _ := Find(URL("fonts/arabic-400.woff2"))
	if _, encoding := font.Encoded("br"); encoding != "" {
		t.Error("a font is compressed already")
	}
}

func decode(t *testing.T, body []byte, encoding string) []byte {
	t.Helper()
	var r io.Reader = bytes.NewReader(body)
	var err error
	switch encoding {
	case "br":
		r = brotli.NewReader(r)
	case "gzip":
		if r, err = gzip.NewReader(r); err != nil {
			t.Fatal(err)
		}
	}
	got, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// A style sheet that refers to a file we do not serve shows a hole.
func TestStylesFindTheirFiles(t *testing.T) {
	for _, name := range []string{"app.css", "editor.css"} {
		f, _, _ := Find(URL(name))
		for _, m := range regexp.MustCompile(`url\(["']?([^)"']+)`).FindAllSubmatch(f.Body, -1) {
			if _, _, ok := Find("/a/x/" + string(m[1])); !ok {
				t.Errorf("%s refers to %s", name, m[1])
			}
		}
	}
}

func TestURLOfNothing(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("URL of a file that does not exist did not panic")
		}
	}()
	URL("nothing.css")
}
