package pdf

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"time"
)

// An Attachment travels inside a document, such as the credential that a certificate
// also is. Readers offer it under its name.
type Attachment struct {
	Name string // of the file
	MIME string // such as "application/json"
	Body []byte
}

// attach adds attachments to a file and returns what the catalog needs to say of them.
func attach(o *objects, all []Attachment, created time.Time) ([]byte, error) {
	if len(all) == 0 {
		return nil, nil
	}
	sorted := slices.SortedStableFunc(slices.Values(all), func(a, b Attachment) int { return cmp.Compare(a.Name, b.Name) })
	var names, refs []byte
	for _, a := range sorted {
		entries := fmt.Sprintf("/Type/EmbeddedFile/Subtype/%s/Params <</Size %d/ModDate %s>>", pdfName(a.MIME), len(a.Body), pdfDate(created))
		body, err := deflated(entries, a.Body, quickly)
		if err != nil {
			return nil, fmt.Errorf("attachment %s: %w", a.Name, err)
		}
		file := ref(o.add(body))
		spec := o.addf("<</Type/Filespec/F %s/UF %s/AFRelationship/Data/EF <</F %s/UF %s>>>>",
			byteString(ascii(a.Name)), textString(a.Name), file, file)
		names = fmt.Appendf(names, "%s %s ", textString(a.Name), ref(spec))
		refs = append(append(refs, ref(spec)...), ' ')
	}
	return fmt.Appendf(nil, "/Names <</EmbeddedFiles <</Names [%s]>>>>/AF [%s]",
		bytes.TrimRight(names, " "), bytes.TrimRight(refs, " ")), nil
}

// pdfName writes s as the name of an object, without its slash.
func pdfName(s string) string {
	var b []byte
	for _, c := range []byte(s) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '.', c == '+', c == '_':
			b = append(b, c)
		default:
			b = fmt.Appendf(b, "#%02X", c)
		}
	}
	return string(b)
}

// ascii replaces what old readers cannot show in a file name.
func ascii(s string) string {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		if r < ' ' || r > '~' {
			r = '_'
		}
		b = append(b, byte(r))
	}
	return string(b)
}
