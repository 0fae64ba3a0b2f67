package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"strconv"
)

// Limits of a picture, so that no template makes documents heavy.
const (
	mostPictureBytes  = 2 << 20
	mostPicturePixels = 4_000_000
)

// A picture is a PNG in a document: three bytes a pixel, and its transparency apart.
type picture struct {
	width, height int
	colours, mask []byte
	file          []byte // as it came
}

// readPicture reads a PNG, and refuses what is too large before it is unpacked.
func readPicture(data []byte) (*picture, error) {
	if len(data) > mostPictureBytes {
		return nil, fmt.Errorf("a picture of %d bytes is larger than %d", len(data), mostPictureBytes)
	}
	size, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("not a PNG picture: %w", err)
	}
	if size.Width == 0 || size.Height == 0 || size.Width > mostPicturePixels/size.Height {
		return nil, fmt.Errorf("a picture of %d by %d has more than %d pixels", size.Width, size.Height, mostPicturePixels)
	}
	decoded, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("damaged PNG picture: %w", err)
	}
	flat := image.NewNRGBA(image.Rect(0, 0, size.Width, size.Height))
	draw.Draw(flat, flat.Bounds(), decoded, decoded.Bounds().Min, draw.Src)
	p := split(flat)
	p.file = data
	return p, nil
}

// split takes the transparency apart from the colours.
func split(m *image.NRGBA) *picture {
	p := &picture{width: m.Rect.Dx(), height: m.Rect.Dy()}
	p.colours = make([]byte, 0, 3*p.width*p.height)
	p.mask = make([]byte, 0, p.width*p.height)
	for i := 0; i < len(m.Pix); i += 4 {
		p.colours = append(p.colours, m.Pix[i], m.Pix[i+1], m.Pix[i+2])
		p.mask = append(p.mask, m.Pix[i+3])
	}
	return p
}

// embed adds the picture to a file and returns its number.
func (p *picture) embed(o *objects) (int, error) {
	const common = "/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8"
	entries := fmt.Sprintf(common+"/ColorSpace/DeviceRGB", p.width, p.height)
	if !opaque(p.mask) {
		mask, err := deflated(fmt.Sprintf(common+"/ColorSpace/DeviceGray", p.width, p.height), p.mask, thoroughly)
		if err != nil {
			return 0, err
		}
		entries += "/SMask " + ref(o.add(mask))
	}
	body, err := deflated(entries, p.colours, thoroughly)
	return o.add(body), err
}

func opaque(mask []byte) bool { return bytes.Count(mask, []byte{0xFF}) == len(mask) }

// picture draws a PNG as large as fits into a box, in its middle.
func (d *document) picture(data []byte, box rectangle) error {
	p, err := readPicture(data)
	if err != nil {
		return err
	}
	d.pictures = append(d.pictures, p)
	width, height := box.right-box.left, box.top-box.bottom
	scale := min(width/float64(p.width), height/float64(p.height))
	w, h := scale*float64(p.width), scale*float64(p.height)
	var out path
	out.transformed(w, 0, 0, h, box.left+(width-w)/2, box.bottom+(height-h)/2, path("/"+pictureName(len(d.pictures))+" Do\n"))
	d.artifact(out)
	return nil
}

// pictureName is the name of the n-th picture in the resources.
func pictureName(n int) string { return "I" + strconv.Itoa(n) }

// embedPictures adds the pictures to a file and returns their entries for the resources.
func (d *document) embedPictures(o *objects) (entries string, err error) {
	for i, p := range d.pictures {
		n, err := p.embed(o)
		if err != nil {
			return "", err
		}
		entries += " /" + pictureName(i+1) + " " + ref(n)
	}
	return entries, nil
}
