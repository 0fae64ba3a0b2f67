package certificate

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"

	"masar/internal/fault"
)

// A part is one file of a zip that a test makes.
type part struct {
	name string
	body []byte
	mode os.FileMode
}

func zipped(t *testing.T, parts ...part) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		h := &zip.FileHeader{Name: p.name, Method: zip.Deflate}
		if p.mode != 0 {
			h.SetMode(p.mode)
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(p.body); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A design goes into a bundle and comes out the same.
func TestBundle(t *testing.T) {
	d, pictures := design(t)
	b, err := WriteBundle(d, pictures)
	if err != nil {
		t.Fatal(err)
	}
	got, gotPictures, err := ReadBundle(b)
	if err != nil || !reflect.DeepEqual(got, d) || !reflect.DeepEqual(gotPictures, pictures) {
		t.Errorf("%+v, %d pictures, %v", got, len(gotPictures), err)
	}
	if again, err := WriteBundle(d, pictures); err != nil || !bytes.Equal(again, b) {
		t.Errorf("written twice, two different files: %v", err)
	}
	if d.LogoRight == "logo-right.png" || d.Signatories[0].Signature == "signature-1.png" {
		t.Error("writing a bundle changes the design")
	}
	if _, err := WriteBundle(d, nil); err == nil {
		t.Error("a bundle without its pictures was written")
	}
	plain, err := Builtin(Attendance, 0)
	if err != nil {
		t.Fatal(err)
	}
	if b, err = WriteBundle(plain.Design, nil); err != nil {
		t.Fatal(err)
	}
	if got, _, err := ReadBundle(b); err != nil || got.Digest() != plain.Digest {
		t.Errorf("the house's own: %v", err)
	}
}

// Whatever is wrong with a bundle is said, and nothing of it is taken.
func TestBundleRefuses(t *testing.T) {
	tmpl, err := Builtin(Completion, 0)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(tmpl.Design)
	if err != nil {
		t.Fatal(err)
	}
	with := func(field string) []byte {
		return append(bytes.TrimSuffix(bytes.Clone(text), []byte("}")), ","+field+"}"...)
	}
	good := part{name: bundleText, body: text}
	logo := picture(t, 10, 10, pngOf)
	var many []part
	for i := range bundleFiles + 1 {
		many = append(many, part{name: strings.Repeat("x", i+1)})
	}
	whole := zipped(t, good)
	for _, c := range []struct {
		name  string
		body  []byte
		want  *fault.Fault
		shows string // an argument of the message
	}{
		{"not a zip", []byte("<!doctype html>"), ErrBundle, ""},
		{"nothing", nil, ErrBundle, ""},
		{"half a zip", whole[:len(whole)/2], ErrBundle, ""},
		{"on its way up", zipped(t, good, part{name: "../logo.png", body: logo}), ErrBundleName, "../logo.png"},
		{"on its way up in Windows", zipped(t, good, part{name: `..\logo.png`, body: logo}), ErrBundleName, `..\logo.png`},
		{"an absolute name", zipped(t, good, part{name: "/etc/passwd"}), ErrBundleName, "/etc/passwd"},
		{"a drive", zipped(t, good, part{name: "C:logo.png"}), ErrBundleName, "C:logo.png"},
		{"a hidden file", zipped(t, good, part{name: ".bashrc"}), ErrBundleName, ".bashrc"},
		{"a directory", zipped(t, good, part{name: "pictures/"}), ErrBundleName, "pictures/"},
		{"a link", zipped(t, good, part{name: "logo.png", body: []byte("/etc/passwd"), mode: os.ModeSymlink | 0o777}), ErrBundleName, "logo.png"},
		{"a name that reads backwards", zipped(t, good, part{name: "a\u202Egnp.exe"}), ErrBundleName, "a·gnp.exe"},
		{"a name twice", zipped(t, good, good), ErrBundleTwice, bundleText},
		{"a name twice but for case", zipped(t, good, part{name: "TEMPLATE.json", body: text}), ErrBundleTwice, "TEMPLATE.json"},
		{"too many files", zipped(t, many...), ErrBundleMany, ""},
		{"too large", append(whole, make([]byte, MaxBundle)...), ErrBundleLarge, ""},
		{"a bomb of a picture", zipped(t, good, part{name: "logo.png", body: make([]byte, 40<<20)}), ErrBundleLarge, ""},
		{"a bomb of a text", zipped(t, part{name: bundleText, body: bytes.Repeat([]byte(" "), 1<<20)}), ErrBundleLarge, ""},
		{"no text", zipped(t, part{name: "logo.png", body: logo}), ErrBundleText, ""},
		{"no JSON", zipped(t, part{name: bundleText, body: []byte("kind: completion")}), ErrBundleJSON, ""},
		{"two designs", zipped(t, part{name: bundleText, body: append(bytes.Clone(text), text...)}), ErrBundleJSON, ""},
		{"a field of another type", zipped(t, part{name: bundleText, body: []byte(`{"seal":"yes"}`)}), ErrBundleJSON, ""},
		{"an unknown field", zipped(t, part{name: bundleText, body: with(`"script":"alert(1)"`)}), ErrBundleField, "script"},
		{"a font", zipped(t, part{name: bundleText, body: with(`"font":"Comic Sans"`)}), ErrBundleFont, ""},
		{"a picture that is not there", zipped(t, part{name: bundleText, body: with(`"logo_right":"logo.png"`)}), ErrBundlePicture, "logo.png"},
		{"a picture by its digest", zipped(t, part{name: bundleText, body: with(`"logo_right":"` + strings.Repeat("0", 64) + `"`)}), ErrBundlePicture, strings.Repeat("0", 60) + "…"},
		{"the text as a picture", zipped(t, part{name: bundleText, body: with(`"logo_right":"template.json"`)}), ErrBundlePicture, bundleText},
		{"a drawing with a script", zipped(t, part{name: bundleText, body: with(`"logo_right":"logo.svg"`)}, part{name: "logo.svg", body: []byte("<svg><script/></svg>")}), ErrPictureKind, ""},
		{"half a picture", zipped(t, part{name: bundleText, body: with(`"logo_right":"logo.png"`)}, part{name: "logo.png", body: logo[:len(logo)/2]}), ErrPictureDamaged, ""},
		{"a file of which nothing is said", zipped(t, good, part{name: "virus.exe", body: []byte("MZ")}), ErrBundleUnnamed, "virus.exe"},
	} {
		_, pictures, err := ReadBundle(c.body)
		f, ok := errors.AsType[*fault.Fault](err)
		if !ok || !f.Is(c.want) || f.Field != "file" || pictures != nil {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
			continue
		}
		if shown := f.Args["name"]; c.shows != "" && shown != c.shows && f.Args["field"] != c.shows {
			t.Errorf("%s: says %v, want %q", c.name, f.Args, c.shows)
		}
	}
}
