package certificate

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"

	"masar/internal/fault"
)

var (
	ErrPictureKind    = fault.New(fault.Invalid, "template.picture-kind")
	ErrPictureLarge   = fault.New(fault.Invalid, "template.picture-large")
	ErrPicturePixels  = fault.New(fault.Invalid, "template.picture-pixels")
	ErrPictureDamaged = fault.New(fault.Invalid, "template.picture-damaged")
)

const (
	// MaxPicture is how many bytes a picture may have as it comes.
	MaxPicture = 4 << 20
	// MaxPixels is how many pixels it may have.
	MaxPixels = 8_000_000
	// What is printed is no larger than a logo or signature needs to be at 600
	// dots an inch: every certificate carries it.
	keptWidth, keptHeight = 1200, 480
)

// ReadPicture returns a picture as designs keep it, and its digest: a PNG of
// nothing but its pixels, whatever else the file it came in may hold. Only PNG
// and JPEG are read, by their content.
func ReadPicture(b []byte) (picture []byte, hash string, err error) {
	if len(b) > MaxPicture {
		return nil, "", ErrPictureLarge.With("limit", MaxPicture>>20)
	}
	config, decode := png.DecodeConfig, png.Decode
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xd8\xff")):
		config, decode = jpeg.DecodeConfig, jpeg.Decode
	case !bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")):
		return nil, "", ErrPictureKind
	}
	size, err := config(bytes.NewReader(b))
	if err != nil || size.Width == 0 || size.Height == 0 {
		return nil, "", ErrPictureDamaged
	}
	if size.Width > MaxPixels/size.Height {
		return nil, "", ErrPicturePixels.With("width", size.Width).With("height", size.Height).With("max", MaxPixels/1_000_000)
	}
	m, err := decode(bytes.NewReader(b))
	if err != nil {
		return nil, "", ErrPictureDamaged
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, reduced(m)); err != nil {
		return nil, "", err
	}
	return out.Bytes(), PictureHash(out.Bytes()), nil
}

// PictureHash returns the digest by which designs name a picture: SHA-256, in
// hex.
func PictureHash(picture []byte) string {
	sum := sha256.Sum256(picture)
	return hex.EncodeToString(sum[:])
}

// reduced returns m as large as it is kept: each pixel is the mean of those it
// stands for, weighed by how opaque they are.
func reduced(m image.Image) *image.NRGBA {
	b := m.Bounds()
	w, h := b.Dx(), b.Dy()
	if scale := min(float64(keptWidth)/float64(w), float64(keptHeight)/float64(h)); scale < 1 {
		w, h = max(1, int(scale*float64(w))), max(1, int(scale*float64(h)))
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			from := image.Rect(x*b.Dx()/w, y*b.Dy()/h, max((x+1)*b.Dx()/w, x*b.Dx()/w+1), max((y+1)*b.Dy()/h, y*b.Dy()/h+1))
			out.SetNRGBA(x, y, mean(m, from.Add(b.Min)))
		}
	}
	return out
}

// mean returns the mean colour of a part of m.
func mean(m image.Image, part image.Rectangle) color.NRGBA {
	if part.Dx() == 1 && part.Dy() == 1 {
		return color.NRGBAModel.Convert(m.At(part.Min.X, part.Min.Y)).(color.NRGBA)
	}
	var r, g, b, a uint64
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			pr, pg, pb, pa := m.At(x, y).RGBA() // multiplied by how opaque it is
			r, g, b, a = r+uint64(pr), g+uint64(pg), b+uint64(pb), a+uint64(pa)
		}
	}
	n := uint64(part.Dx() * part.Dy())
	return color.NRGBAModel.Convert(color.RGBA64{R: uint16(r / n), G: uint16(g / n), B: uint16(b / n), A: uint16(a / n)}).(color.NRGBA)
}
