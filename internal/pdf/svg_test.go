package pdf

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/color"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// drawn is the picture of a certificate.
func drawn(t *testing.T, e *Engine, tmpl Template, c Certificate) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := e.Picture(&b, tmpl, c); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A picture is sound XML of shapes alone, whatever the certificate says, and the
// same each time.
func TestPictureIsSafe(t *testing.T) {
	e, tmpl, c := newEngine(t), house(t), sample()
	c.NameAr, c.NameEn = `"><script>alert(1)</script>`, "<svg onload='x'/>"
	tmpl.Logos.Left, c.Signatories[0].Signature = disc(t, 60), disc(t, 40)
	picture := drawn(t, e, tmpl, c)
	if !bytes.Equal(picture, drawn(t, newEngine(t), tmpl, c)) {
		t.Error("drawn twice, two different pictures")
	}
	allowed := map[string]bool{"svg": true, "defs": true, "g": true, "path": true, "use": true, "image": true}
	images := 0
	for in := xml.NewDecoder(bytes.NewReader(picture)); ; {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if !allowed[token.Name.Local] {
				t.Errorf("there is a <%s> in it", token.Name.Local)
			}
			if token.Name.Local == "image" {
				images++
			}
			for _, a := range token.Attr {
				if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "href" && !strings.HasPrefix(a.Value, "#") && !strings.HasPrefix(a.Value, "data:image/png;base64,") {
					t.Errorf("<%s %s=%.40q>", token.Name.Local, a.Name.Local, a.Value)
				}
			}
		case xml.CharData:
			if strings.TrimSpace(string(token)) != "" {
				t.Errorf("it says %q", token)
			}
		}
	}
	if images != 2 {
		t.Errorf("%d images, want the logo and the signature", images)
	}
}

// A picture looks as the document does.
func TestPictureLooksLikeTheDocument(t *testing.T) {
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed")
	}
	e, tmpl, c := newEngine(t), house(t), sample()
	tmpl.Logos.Left = disc(t, 60)
	dir := t.TempDir()
	page := filepath.Join(dir, "page.svg")
	if err := os.WriteFile(page, drawn(t, e, tmpl, c), 0o600); err != nil {
		t.Fatal(err)
	}
	shot := filepath.Join(dir, "page.png")
	run(t, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--user-data-dir="+dir, "--window-size=842,596", "--screenshot="+shot, "file://"+page)
	var b bytes.Buffer
	if err := e.Certificate(&b, tmpl, c); err != nil {
		t.Fatal(err)
	}
	file := saved(t, b.Bytes())
	run(t, "pdftoppm", "-scale-to-x", "842", "-scale-to-y", "596", "-gray", "-png", "-singlefile", file, strings.TrimSuffix(file, ".pdf"))
	mean, worst := difference(coarse(openPicture(t, shot)), coarse(openPicture(t, strings.TrimSuffix(file, ".pdf")+".png")))
	if mean > 8 || worst > 0.002 {
		t.Errorf("brightness differs by %.2f on average, and much at %.2f%% of the pixels", mean, 100*worst)
	}
}

// coarse is m with each pixel the mean of four by four, as renderers smooth edges in
// their own ways.
func coarse(m *image.Gray) *image.Gray {
	const side = 4
	out := image.NewGray(image.Rect(0, 0, m.Rect.Dx()/side, m.Rect.Dy()/side))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			sum := 0
			for i := range side * side {
				sum += int(m.GrayAt(side*x+i%side, side*y+i/side).Y)
			}
			out.SetGray(x, y, color.Gray{Y: uint8(sum / side / side)})
		}
	}
	return out
}

// What is no certificate says so across the page.
func TestSpecimen(t *testing.T) {
	e, c := newEngine(t), sample()
	plain := drawn(t, e, house(t), c)
	c.Specimen = "نموذج SPECIMEN"
	marked := drawn(t, e, house(t), c)
	if n := bytes.Count(marked, []byte(`stroke="#A1221E"`)); n < len("SPECIMEN")+4 || bytes.Contains(plain, []byte(`stroke="#A1221E"`)) {
		t.Errorf("%d letters go across the page", n)
	}
	var one, other bytes.Buffer
	if err := errors.Join(e.Certificate(&one, house(t), c), e.Certificate(&other, house(t), sample())); err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(one.Bytes(), other.Bytes()) || !extracted(t, one.Bytes())[c.NameAr] {
		t.Error("a specimen is not marked, or cannot be read")
	}
}
