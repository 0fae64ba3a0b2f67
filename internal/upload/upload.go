// Package upload looks at what people upload: what it is by its content,
// whatever it is called, and whether that may be kept.
package upload

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"masar/internal/fault"
)

// MaxSize is how many bytes a file may have.
const MaxSize = 10 << 20

var (
	ErrEmpty = fault.New(fault.Invalid, "upload.empty")
	ErrLarge = fault.New(fault.Invalid, "upload.large")
	ErrType  = fault.New(fault.Invalid, "upload.type")
	ErrLying = fault.New(fault.Invalid, "upload.lying")
)

// A File is what was uploaded and has been looked at.
type File struct {
	Name string // tidied: no path, no control, at most 120 characters
	Type string // media type
	Hash string // SHA-256, in hex
	Body []byte
}

// types are the files that may be kept, by ending, with a test of their content.
var types = map[string]struct {
	media string
	fits  func([]byte) bool
}{
	"pdf":  {"application/pdf", pdf},
	"png":  {"image/png", starts("\x89PNG\r\n\x1a\n")},
	"jpg":  {"image/jpeg", starts("\xff\xd8\xff")},
	"jpeg": {"image/jpeg", starts("\xff\xd8\xff")},
	"docx": {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", office("wordprocessingml.document")},
	"xlsx": {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", office("spreadsheetml.sheet")},
	"pptx": {"application/vnd.openxmlformats-officedocument.presentationml.presentation", office("presentationml.presentation")},
	"csv":  {"text/csv; charset=utf-8", text},
	"txt":  {"text/plain; charset=utf-8", text},
}

// Endings are the endings of files that may be kept, in order.
func Endings() (es []string) {
	for e := range types {
		es = append(es, e)
	}
	slices.Sort(es)
	return es
}

// Look returns the file with the given name and content, if it is what its
// name says and one of the accepted kinds; none named means any that may be
// kept.
func Look(name string, body []byte, accept ...string) (File, error) {
	if len(accept) == 0 {
		accept = Endings()
	}
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(name), "."))
	kind, known := types[ending]
	same := ending == "jpeg" && slices.Contains(accept, "jpg")
	switch {
	case len(body) == 0:
		return File{}, ErrEmpty
	case len(body) > MaxSize:
		return File{}, ErrLarge.With("limit", MaxSize>>20)
	case !known || !slices.Contains(accept, ending) && !same:
		return File{}, ErrType.With("kinds", strings.Join(accept, " "))
	case !kind.fits(body):
		return File{}, ErrLying.With("kind", ending).With("found", http.DetectContentType(body))
	}
	sum := sha256.Sum256(body)
	return File{Name: tidy(name, ending), Type: kind.media, Hash: hex.EncodeToString(sum[:]), Body: body}, nil
}

// tidy returns a name that can be offered for download anywhere.
func tidy(name, ending string) string {
	base := strings.TrimSuffix(filepath.Base(strings.ReplaceAll(name, `\`, "/")), filepath.Ext(name))
	base = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`/\:*?"<>|`, r) {
			return -1
		}
		return r
	}, base)
	if rs := []rune(strings.TrimSpace(base)); len(rs) > 120 {
		base = string(rs[:120])
	}
	if strings.Trim(base, ". ") == "" {
		base = "file"
	}
	return strings.TrimSpace(base) + "." + ending
}

func starts(with string) func([]byte) bool {
	return func(b []byte) bool { return bytes.HasPrefix(b, []byte(with)) }
}

// pdf tests for a PDF, before which some programs put a byte order mark or a space.
func pdf(b []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF")), " \t\r\n"), []byte("%PDF-"))
}

// text tests for text without controls. A browser never gets to show it, so
// what it says is no danger.
func text(b []byte) bool {
	return utf8.Valid(b) && !bytes.ContainsFunc(b, func(r rune) bool { return r < ' ' && r != '\n' && r != '\r' && r != '\t' })
}
