package pdf

import (
	"bytes"
	"flag"
	"image"
	"image/draw"
	"image/png"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the pictures that pages are compared with anew")

// TestPageLooksTheSame compares small pictures of pages with those kept. A few points of
// brightness may differ, as from one version of a renderer to the next, but no line may
// move and no letter be missing.
func TestPageLooksTheSame(t *testing.T) {
	e := newEngine(t)
	for _, lang := range []string{arabic, english, both} {
		c := sample()
		c.Lang = lang
		got := raster(t, write(t, e, "raster", c))
		golden := "testdata/certificate-" + lang + ".png"
		if *update {
			savePicture(t, golden, got)
			continue
		}
		if mean, worst := difference(got, openPicture(t, golden)); mean > 1.5 || worst > 0.002 {
			t.Errorf("%s: brightness differs by %.2f on average, and much at %.2f%% of the pixels", lang, mean, 100*worst)
		}
	}
}

// raster is a picture of the first page, 50 points to the inch.
func raster(t *testing.T, file []byte) *image.Gray {
	t.Helper()
	name := saved(t, file)
	picture := strings.TrimSuffix(name, ".pdf")
	run(t, "pdftoppm", "-r", "50", "-gray", "-png", "-singlefile", name, picture)
	return openPicture(t, picture+".png")
}

func openPicture(t *testing.T, name string) *image.Gray {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	gray := image.NewGray(m.Bounds())
	draw.Draw(gray, gray.Rect, m, m.Bounds().Min, draw.Src)
	return gray
}

func savePicture(t *testing.T, name string, m image.Image) {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// difference is the mean difference of two pictures' brightness, from 0 to 255, and the
// share of pixels that differ by more than a quarter of it.
func difference(a, b *image.Gray) (mean, worst float64) {
	if a.Rect != b.Rect {
		return 255, 1
	}
	for i := range a.Pix {
		d := int(a.Pix[i]) - int(b.Pix[i])
		d = max(d, -d)
		mean += float64(d)
		if d > 64 {
			worst++
		}
	}
	n := float64(len(a.Pix))
	return mean / n, worst / n
}

// TestDifferenceSeesAMissingLine guards the comparison itself.
func TestDifferenceSeesAMissingLine(t *testing.T) {
	e, c := newEngine(t), sample()
	whole := raster(t, write(t, e, "whole", c))
	c.NameEn = ""
	if _, worst := difference(whole, raster(t, write(t, e, "lacking", c))); worst < 0.002 {
		t.Errorf("a missing name changes only %.2f%% of the pixels", 100*worst)
	}
	c = sample()
	c.Serial = "MSR-2026-00124-7"
	if mean, worst := difference(whole, raster(t, write(t, e, "other", c))); mean == 0 && worst == 0 {
		t.Error("another serial number makes no difference at all")
	}
}
