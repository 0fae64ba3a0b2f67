package openbadge

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"math"
	"sync"
)

const side = 400 // of the badge, in pixels

// picture draws the badge once: a star of eight points, as plaster and doors
// have it, with a channel of water round its middle.
var picture = sync.OnceValues(func() ([]byte, error) {
	img := image.NewNRGBA(image.Rect(0, 0, side, side))
	const fine = 3 // samples a side of each pixel
	for y := range side {
		for x := range side {
			var r, g, b, a float64
			for s := range fine * fine {
				c := colourAt((float64(x)+(float64(s%fine)+0.5)/fine)/side*2-1, (float64(y)+(float64(s/fine)+0.5)/fine)/side*2-1)
				share := float64(c.A) / 255
				r, g, b, a = r+float64(c.R)*share, g+float64(c.G)*share, b+float64(c.B)*share, a+share
			}
			if a > 0 {
				img.SetNRGBA(x, y, color.NRGBA{uint8(r / a), uint8(g / a), uint8(b / a), uint8(a / (fine * fine) * 255)})
			}
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
})

// colourAt returns the badge's colour at a point, whose middle is 0, 0 and
// whose edges are at 1.
func colourAt(x, y float64) color.NRGBA {
	deep, brand := color.NRGBA{0x0A, 0x3F, 0x43, 255}, color.NRGBA{0x0F, 0x6B, 0x70, 255}
	sand, copper := color.NRGBA{0xF6, 0xEF, 0xE2, 255}, color.NRGBA{0xB5, 0x6A, 0x2D, 255}
	r := math.Hypot(x, y)
	star := math.Min(math.Max(math.Abs(x), math.Abs(y)), (math.Abs(x)+math.Abs(y))/math.Sqrt2)
	switch {
	case r < 0.30 && tick(x, y):
		return sand
	case r < 0.36:
		return brand
	case r < 0.40:
		return copper
	case star < 0.50:
		return sand
	case star < 0.54:
		return copper
	case star < 0.66:
		return deep
	}
	return color.NRGBA{}
}

// tick reports whether the point is on the tick in the badge's middle.
func tick(x, y float64) bool {
	near := func(ax, ay, bx, by float64) bool {
		t := ((x-ax)*(bx-ax) + (y-ay)*(by-ay)) / ((bx-ax)*(bx-ax) + (by-ay)*(by-ay))
		t = math.Min(1, math.Max(0, t))
		return math.Hypot(x-ax-t*(bx-ax), y-ay-t*(by-ay)) < 0.035
	}
	return near(-0.15, 0.01, -0.04, 0.12) || near(-0.04, 0.12, 0.17, -0.12)
}

// Bake returns the picture of the badge with the credential, JSON or a token,
// inside it (Open Badges 3.0, 5.3).
func Bake(credential []byte) ([]byte, error) {
	file, err := picture()
	if err != nil {
		return nil, err
	}
	const head = 8 + 4 + 4 + 13 + 4 // signature and header of the picture
	text := append([]byte("openbadgecredential\x00\x00\x00\x00\x00"), credential...)
	out := bytes.Clone(file[:head])
	out = binary.BigEndian.AppendUint32(out, uint32(len(text)))
	at := len(out)
	out = append(append(out, "iTXt"...), text...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[at:]))
	return append(out, file[head:]...), nil
}

// Unbake returns the credential in a baked picture.
func Unbake(file []byte) ([]byte, error) {
	for rest := file[min(8, len(file)):]; len(rest) >= 12; {
		n := int(binary.BigEndian.Uint32(rest))
		if n > len(rest)-12 {
			break
		}
		body, baked := bytes.CutPrefix(rest[8:8+n], []byte("openbadgecredential\x00\x00\x00\x00\x00"))
		if string(rest[4:8]) == "iTXt" && baked {
			return body, nil
		}
		rest = rest[12+n:]
	}
	return nil, errors.New("no credential is baked into this picture")
}
