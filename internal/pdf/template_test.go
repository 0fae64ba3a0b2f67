package pdf

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
)

// disc is a PNG of a round mark on nothing.
func disc(t testing.TB, size int) []byte {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, size, size))
	for y := range size {
		for x := range size {
			dx, dy := 2*x-size, 2*y-size
			if dx*dx+dy*dy < size*size {
				m.SetNRGBA(x, y, color.NRGBA{R: 11, G: 90, B: 94, A: 255})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTemplateSurvivesJSON(t *testing.T) {
	e := newEngine(t)
	tmpl := house(t)
	tmpl.Logos.Right = disc(t, 60)
	b, err := json.Marshal(tmpl)
	if err != nil {
		t.Fatal(err)
	}
	var again Template
	if err := json.Unmarshal(b, &again); err != nil {
		t.Fatal(err)
	}
	var one, two bytes.Buffer
	if err := e.Certificate(&one, tmpl, sample()); err != nil {
		t.Fatal(err)
	}
	if err := e.Certificate(&two, again, sample()); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("a template that went through JSON draws another certificate")
	}
}

func TestOwnTemplate(t *testing.T) {
	tmpl := house(t)
	tmpl.Border, tmpl.Seal, tmpl.Colours.Gold = "plain", false, "#7A4A00"
	tmpl.Logos = Logos{Right: disc(t, 240), Left: disc(t, 80)}
	tmpl.Ar.Title = "شهادة تقدير"
	c := sample()
	c.Signatories[0].Signature = disc(t, 50)
	var b bytes.Buffer
	if err := newEngine(t).Certificate(&b, tmpl, c); err != nil {
		t.Fatal(err)
	}
	keep(t, "own", b.Bytes())
	name := saved(t, b.Bytes())
	if !extracted(t, b.Bytes())["شهادة تقدير"] {
		t.Error("the template's title is not printed")
	}
	if got := run(t, "pdfimages", "-list", name); strings.Count(got, " rgb ") != 3 || strings.Count(got, " smask ") != 3 {
		t.Errorf("want three pictures with transparency:\n%s", got)
	}
}

func TestBadPictures(t *testing.T) {
	heavy := append(disc(t, 10), make([]byte, mostPictureBytes)...)
	for name, data := range map[string][]byte{
		"empty picture": []byte("\x89PNG\r\n\x1a\n"), "40 MB": heavy, "script": []byte("<svg><script/></svg>"), "huge": disc(t, 2100),
	} {
		c := sample()
		c.Signatories[0].Signature = data
		if err := newEngine(t).Certificate(&bytes.Buffer{}, house(t), c); err == nil {
			t.Errorf("%s: the picture was taken", name)
		}
	}
}
