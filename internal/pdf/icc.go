package pdf

import (
	"encoding/binary"
	"math"
	"sync"
)

// srgbStream is the colour profile of the output intent, as a stream.
var srgbStream = sync.OnceValues(func() ([]byte, error) { return deflated("/N 3", srgb(), thoroughly) })

// srgb makes an ICC profile (version 2.1) of the sRGB colour space from the numbers of
// IEC 61966-2-1: three primaries, adapted to the D50 white of the profile connection
// space, and one curve for all channels.
func srgb() []byte {
	curve := toneCurve(64)
	tags := []struct {
		signature string
		data      []byte
	}{
		{"desc", description("sRGB IEC61966-2.1")},
		{"cprt", append([]byte("text\x00\x00\x00\x00"), "Public domain\x00\x00\x00"...)},
		{"wtpt", xyz(0.95045, 1, 1.08905)},
		{"rXYZ", xyz(0.43607, 0.22249, 0.01392)},
		{"gXYZ", xyz(0.38515, 0.71687, 0.09708)},
		{"bXYZ", xyz(0.14307, 0.06061, 0.71410)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}
	const headerLength = 128
	directory := binary.BigEndian.AppendUint32(nil, uint32(len(tags)))
	var data []byte
	at := headerLength + 4 + 12*len(tags)
	for _, t := range tags {
		directory = append(directory, t.signature...)
		directory = binary.BigEndian.AppendUint32(directory, uint32(at+len(data)))
		directory = binary.BigEndian.AppendUint32(directory, uint32(len(t.data)))
		if t.signature != "rTRC" && t.signature != "gTRC" { // the three share the last one's data
			data = append(data, t.data...)
		}
	}
	p := append(append(profileHeader(), directory...), data...)
	binary.BigEndian.PutUint32(p, uint32(len(p)))
	return p
}

// profileHeader is the head of a display profile, its length still to be filled in.
func profileHeader() []byte {
	h := make([]byte, 128)
	h[8], h[9] = 2, 0x10 // version
	copy(h[12:], "mntrRGB XYZ ")
	for i, v := range []uint16{2026, 1, 1} { // made on
		binary.BigEndian.PutUint16(h[24+2*i:], v)
	}
	copy(h[36:], "acsp")
	copy(h[68:], fixed(0.9642)) // D50
	copy(h[72:], fixed(1))
	copy(h[76:], fixed(0.8249))
	return h
}

// fixed is v as a signed number with sixteen bits after the point.
func fixed(v float64) []byte {
	return binary.BigEndian.AppendUint32(nil, uint32(int32(math.Round(v*65536))))
}

func xyz(x, y, z float64) []byte {
	b := append([]byte("XYZ \x00\x00\x00\x00"), fixed(x)...)
	return append(append(b, fixed(y)...), fixed(z)...)
}

// description is a tag of type textDescriptionType, in ASCII only.
func description(s string) []byte {
	const emptyUnicodeAndScript = 4 + 4 + 2 + 1 + 67
	b := []byte("desc\x00\x00\x00\x00")
	b = binary.BigEndian.AppendUint32(b, uint32(len(s)+1))
	b = append(append(b, s...), 0)
	b = append(b, make([]byte, emptyUnicodeAndScript)...)
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}

// toneCurve samples the transfer function at n places.
func toneCurve(n int) []byte {
	b := binary.BigEndian.AppendUint32([]byte("curv\x00\x00\x00\x00"), uint32(n))
	for i := range n {
		v := float64(i) / float64(n-1)
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		b = binary.BigEndian.AppendUint16(b, uint16(math.Round(v*65535)))
	}
	return b
}
