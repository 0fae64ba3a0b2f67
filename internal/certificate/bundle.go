package certificate

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"

	"masar/internal/fault"
)

// A bundle is a design as a file: a zip with template.json and the pictures it
// names, side by side.
const bundleText = "template.json"

var (
	ErrBundle          = fault.New(fault.Invalid, "template.bundle-not-zip").On("file")
	ErrBundleName      = fault.New(fault.Invalid, "template.bundle-name").On("file")
	ErrBundleTwice     = fault.New(fault.Invalid, "template.bundle-twice").On("file")
	ErrBundleMany      = fault.New(fault.Invalid, "template.bundle-many").On("file")
	ErrBundleLarge     = fault.New(fault.Invalid, "template.bundle-large").On("file")
	ErrBundleText      = fault.New(fault.Invalid, "template.bundle-no-text").On("file")
	ErrBundleJSON      = fault.New(fault.Invalid, "template.bundle-json").On("file")
	ErrBundleField     = fault.New(fault.Invalid, "template.bundle-field").On("file")
	ErrBundleFont      = fault.New(fault.Invalid, "template.bundle-font").On("file")
	ErrBundlePicture   = fault.New(fault.Invalid, "template.bundle-picture-missing").On("file")
	ErrBundleUnnamed   = fault.New(fault.Invalid, "template.bundle-unnamed").On("file")
	ErrBundleOtherKind = fault.New(fault.Invalid, "template.bundle-kind").On("file")
)

const (
	// MaxBundle is how many bytes a bundle may have.
	MaxBundle   = 10 << 20
	bundleFiles = 8        // in it: a text and four pictures, and a few to be told of
	bundleJSON  = 64 << 10 // bytes of template.json
)

// WriteBundle returns a design as a bundle.
func WriteBundle(d Design, pictures map[string][]byte) ([]byte, error) {
	files := map[string][]byte{}
	d.Signatories = slices.Clone(d.Signatories)
	for name, hash := range d.pictureFields() {
		if *hash == "" {
			continue
		}
		body, ok := pictures[*hash]
		if !ok {
			return nil, fmt.Errorf("picture %s is missing", *hash)
		}
		*hash = name
		files[name] = body
	}
	text, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return nil, err
	}
	files[bundleText] = append(text, '\n')
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		w, err := z.Create(name)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(files[name]); err != nil {
			return nil, err
		}
	}
	err = z.Close()
	return b.Bytes(), err
}

// pictureFields returns the places of d's pictures by their names in a bundle.
func (d *Design) pictureFields() map[string]*string {
	fields := map[string]*string{"logo-right.png": &d.LogoRight, "logo-left.png": &d.LogoLeft}
	for i := range d.Signatories {
		fields[fmt.Sprintf("signature-%d.png", i+1)] = &d.Signatories[i].Signature
	}
	return fields
}

// ReadBundle returns the design of a bundle and its pictures, by digest. What
// is wrong with the bundle itself is a fault; the design is still to be checked.
func ReadBundle(b []byte) (d Design, pictures map[string][]byte, err error) {
	files, err := readZip(b)
	if err != nil {
		return d, nil, err
	}
	text, ok := files[bundleText]
	if !ok {
		return d, nil, ErrBundleText
	}
	if d, err = readDesign(text); err != nil {
		return d, nil, err
	}
	pictures, used := map[string][]byte{}, map[string]bool{bundleText: true}
	for _, at := range d.pictureFields() {
		if *at == "" {
			continue
		}
		name := *at
		body, ok := files[name]
		if !ok || name == bundleText {
			return d, nil, ErrBundlePicture.With("name", shown(name))
		}
		used[name] = true
		picture, hash, err := ReadPicture(body)
		if f, ok := errors.AsType[*fault.Fault](err); ok {
			return d, nil, f.On("file")
		}
		if err != nil {
			return d, nil, err
		}
		*at, pictures[hash] = hash, picture
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !used[name] {
			return d, nil, ErrBundleUnnamed.With("name", shown(name))
		}
	}
	return d, pictures, nil
}

// readZip returns the files of a zip, none of which is trusted: neither its name
// nor the size that it says to have.
func readZip(b []byte) (map[string][]byte, error) {
	if len(b) > MaxBundle {
		return nil, ErrBundleLarge.With("limit", MaxBundle>>20)
	}
	if bytes.Count(b, []byte("PK\x01\x02")) > 10*bundleFiles { // their list is read whole
		return nil, ErrBundleMany
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, ErrBundle
	}
	if len(z.File) > bundleFiles {
		return nil, ErrBundleMany
	}
	files := map[string][]byte{}
	seen := map[string]bool{}
	for _, f := range z.File {
		folded := strings.ToLower(f.Name)
		switch {
		case !plainName(f):
			return nil, ErrBundleName.With("name", shown(f.Name))
		case seen[folded]:
			return nil, ErrBundleTwice.With("name", shown(f.Name))
		}
		seen[folded] = true
		if files[f.Name], err = unpacked(f); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// plainName reports whether f is a file that lies at the top of its zip, and
// not a link, a directory, or on its way elsewhere.
func plainName(f *zip.File) bool {
	return f.Mode().IsRegular() && f.Name != "" && !strings.ContainsAny(f.Name, `/\:`) && !strings.HasPrefix(f.Name, ".") &&
		!strings.ContainsFunc(f.Name, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) })
}

// unpacked returns what is in f, or a fault before more of it is read than any
// file of a bundle may have.
func unpacked(f *zip.File) ([]byte, error) {
	most := int64(MaxPicture)
	if f.Name == bundleText {
		most = bundleJSON
	}
	r, err := f.Open()
	if err != nil {
		return nil, ErrBundle
	}
	defer r.Close()
	body, err := io.ReadAll(io.LimitReader(r, most+1))
	switch {
	case int64(len(body)) > most:
		return nil, ErrBundleLarge.With("limit", max(most>>20, 1))
	case err != nil:
		return nil, ErrBundle
	}
	return body, nil
}

// readDesign reads the text of a bundle, in which nothing may stand that is no
// part of a design.
func readDesign(text []byte) (d Design, err error) {
	in := json.NewDecoder(bytes.NewReader(text))
	in.DisallowUnknownFields()
	if err = in.Decode(&d); err == nil && in.More() {
		err = errors.New("something follows the design")
	}
	if err == nil {
		return d, nil
	}
	_, field, unknown := strings.Cut(err.Error(), "unknown field ")
	switch field = strings.Trim(field, `"`); {
	case !unknown:
		return d, ErrBundleJSON
	case slices.Contains([]string{"font", "fonts", "typeface"}, strings.ToLower(field)):
		return d, ErrBundleFont
	}
	return d, ErrBundleField.With("field", shown(field))
}

// shown returns a name out of a bundle as a message can mention it.
func shown(name string) string {
	const most = 60
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return '·'
		}
		return r
	}, strings.ToValidUTF8(name, "·"))
	if rs := []rune(name); len(rs) > most {
		name = string(rs[:most]) + "…"
	}
	return name
}
