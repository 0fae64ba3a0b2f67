package courseware

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"path"

	"masar/internal/catalog"
)

// readMedia reads media/.
func (r *reading) readMedia() {
	r.course.Media = map[string]catalog.Medium{}
	for _, name := range r.files["media"] {
		s := spot{r.path("media", name), 0}
		if !mediaForm.MatchString(name) {
			r.fail(s, "media-name", "the name of a medium is of Latin letters, digits, dots, hyphens and underscores, and ends in svg, png, jpg, pdf or csv")
			continue
		}
		b, ok := r.bytes(s.file, maxMedium)
		if !ok {
			continue
		}
		typ := mediaType(name, b)
		if typ == "" {
			r.fail(s, "media-type", "its content is not what its name says")
			continue
		}
		if typ == svgType {
			r.checkSVG(s, b)
		}
		sum := sha256.Sum256(b)
		m := catalog.Medium{Name: name, Type: typ, Hash: hex.EncodeToString(sum[:]), Size: len(b)}
		r.course.Media[name] = m
		r.media[m.Hash] = b
	}
}

const svgType = "image/svg+xml"

// mediaType returns the media type of a file whose content agrees with the
// ending of its name, or "".
func mediaType(name string, b []byte) string {
	switch path.Ext(name) {
	case ".png":
		if bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")) {
			return "image/png"
		}
	case ".jpg":
		if bytes.HasPrefix(b, []byte("\xff\xd8\xff")) {
			return "image/jpeg"
		}
	case ".pdf":
		if bytes.HasPrefix(b, []byte("%PDF-")) {
			return "application/pdf"
		}
	case ".svg":
		if rootElement(b) == "svg" {
			return svgType
		}
	case ".csv":
		clean := bytes.ReplaceAll(bytes.TrimPrefix(b, []byte("\ufeff")), []byte("\r"), nil)
		if line, _ := unfit(clean); line == 0 {
			return "text/csv; charset=utf-8"
		}
	}
	return ""
}
