package kit

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/url"
	"strings"
	"unicode/utf8"

	"masar/internal/typed"

	"github.com/gofiber/fiber/v2"
)

// A form is what the body of a request says. A field of the address is none of it.
type form struct {
	values url.Values
	files  map[string]sentFile // by field, the first of each
	raw    []byte              // JSON
}

// A sentFile is a file as it was sent: neither its name nor its content has been
// looked at.
type sentFile struct {
	Name string
	Body []byte
}

// formKey is where a request keeps its form.
var formKey = new(int)

func formOf(c *fiber.Ctx) form {
	f, _ := c.Locals(formKey).(form)
	return f
}

// Posted returns what the form that was sent says under the name, or "".
func Posted(c *fiber.Ctx, name string) string { return formOf(c).values.Get(name) }

// PostedForm returns the fields of the form that was sent.
func PostedForm(c *fiber.Ctx) url.Values { return formOf(c).values }

// PostedPair returns what the form says of one thing in Arabic and in English. If
// its sender asks for it, each is put in its own place.
func PostedPair(c *fiber.Ctx, arabic, english string) (ar, en string) {
	ar, en = Posted(c, arabic), Posted(c, english)
	if Posted(c, "swap") != "" {
		return typed.Pair{Ar: ar, En: en}.Righted()
	}
	return ar, en
}

// PostedAll returns all that the form that was sent says under the name.
func PostedAll(c *fiber.Ctx, name string) []string { return formOf(c).values[name] }

// PostedHas reports whether the form that was sent has a field of that name.
func PostedHas(c *fiber.Ctx, name string) bool { return formOf(c).values.Has(name) }

// PostedFile returns the file that was sent in the field, or ErrNoFile.
func PostedFile(c *fiber.Ctx, field string) (sentFile, error) {
	f, ok := formOf(c).files[field]
	if !ok {
		return f, ErrNoFile
	}
	return f, nil
}

// PostedJSON returns the body of a request to a route that takes JSON.
func PostedJSON(c *fiber.Ctx) []byte { return formOf(c).raw }

var ErrNoFile = errors.New("no file was chosen")

// readFields reads a form without files, as browsers send it.
func (in intake) readFields(raw string) (form, error) {
	f := form{values: url.Values{}}
	if strings.Count(raw, "&") >= in.fields {
		return f, errFields.With("limit", in.fields)
	}
	for pair := range strings.SplitSeq(raw, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		name, err := url.QueryUnescape(name)
		value, err2 := url.QueryUnescape(value)
		if err != nil || err2 != nil || !isText([]byte(name)) || !isText([]byte(value)) {
			return f, ErrNUL
		}
		f.values.Add(name, value)
	}
	return f, nil
}

// readParts reads a form with files part by part, none of which is unpacked or
// written to disk.
func (in intake) readParts(body io.Reader, boundary string) (form, error) {
	f, text := form{values: url.Values{}, files: map[string]sentFile{}}, in.text
	if text == 0 {
		text = in.bytes
	}
	if boundary == "" {
		return f, errMalformed
	}
	parts := multipart.NewReader(body, boundary)
	for n := 0; ; n++ {
		p, err := parts.NextRawPart()
		if err == io.EOF {
			return f, nil
		}
		if err != nil {
			return f, err
		}
		if n >= in.fields {
			return f, errFields.With("limit", in.fields)
		}
		name, file := p.FormName(), p.FileName()
		most := text
		if file != "" {
			most = in.bytes
		}
		if file != "" && in.skim {
			most = 0
		}
		value, err := io.ReadAll(io.LimitReader(p, int64(most)+1))
		if file != "" && in.skim {
			value = nil
		}
		switch {
		case err != nil:
			return f, err
		case len(value) > most:
			return f, tooLarge(most)
		case !isText([]byte(name)), file == "" && !isText(value):
			return f, ErrNUL
		}
		f.add(name, file, value)
		if file == "" {
			text -= len(value)
		}
	}
}

// plainSigns brings back the three signs that browsers write in percent in the name
// of a file (HTML, multipart/form-data encoding); a percent sign they leave as it is.
var plainSigns = strings.NewReplacer("%22", `"`, "%0D", "\r", "%0A", "\n")

// add adds a part: a file if it has the name of one, a value otherwise. A field
// for files in which none was chosen is neither.
func (f *form) add(name, file string, value []byte) {
	if name == "" {
		return
	}
	if file == "" {
		f.values.Add(name, string(value))
	} else if _, twice := f.files[name]; !twice {
		f.files[name] = sentFile{plainSigns.Replace(file), value}
	}
}

func isText(b []byte) bool { return utf8.Valid(b) && !bytes.ContainsRune(b, 0) }
