package certificate

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"masar/internal/catalog"
	"masar/internal/fault"
)

func TestTemplateName(t *testing.T) {
	for _, c := range []struct {
		t    Template
		name string
	}{
		{Template{Kind: Completion, Version: 1}, "masar/completion/1"},
		{Template{AgencyID: "north", Kind: Attendance, Version: 12}, "north/attendance/12"},
	} {
		if got := c.t.Name(); got != c.name {
			t.Errorf("%+v is called %q, want %q", c.t, got, c.name)
		}
		if got, err := ParseTemplateName(c.name); err != nil || !reflect.DeepEqual(got, c.t) {
			t.Errorf("%q is %+v, %v", c.name, got, err)
		}
	}
	for _, name := range []string{"", "falaj-1", "masar/completion", "masar/diploma/1", "masar/completion/0", "masar/completion/x", "/completion/1", "a/b/completion/1"} {
		if got, err := ParseTemplateName(name); err == nil {
			t.Errorf("%q names %+v", name, got)
		}
	}
}

// The house's own designs are right by the house's own rules, and stay as they
// are: certificates are printed by them.
func TestHouse(t *testing.T) {
	for kind, digest := range map[string]string{
		Completion: "09ec03288489ef41e99ca641851a4b39a86c18cc698b4bc7ebf399722a3c798f",
		Attendance: "c08af3c77fa39155791f370d0186617456458068300155cf41b49bf4851e584e",
	} {
		tmpl, err := Builtin(kind, 0)
		if err != nil {
			t.Fatal(err)
		}
		if faults := tmpl.Design.Tidy().Check(nil); faults != nil || tmpl.Design.Kind != kind {
			t.Errorf("the house's template of kind %s: %v", tmpl.Design.Kind, faults)
		}
		if tmpl.Digest != digest {
			t.Errorf("version %d of %s has the digest %s, want %s: a change is another version", tmpl.Version, kind, tmpl.Digest, digest)
		}
	}
	for kind, version := range map[string]int{"marriage": 0, Completion: 99} {
		if _, err := Builtin(kind, version); err == nil {
			t.Errorf("the house has a template %s, version %d", kind, version)
		}
	}
}

func TestChoose(t *testing.T) {
	top, north, other := Template{AgencyID: "top", Kind: Completion, Version: 2}, Template{AgencyID: "north", Kind: Completion, Version: 1}, Template{AgencyID: "north", Kind: Attendance, Version: 1}
	for _, c := range []struct {
		order   []string
		current []Template
		want    string
	}{
		{nil, nil, "masar/completion/1"},
		{[]string{"north", "top"}, []Template{other}, "masar/completion/1"}, // of the other kind
		{[]string{"north", "top"}, []Template{top, north}, "north/completion/1"},
		{[]string{"north", "top"}, []Template{top}, "top/completion/2"},
		{[]string{"south", "top"}, []Template{north, top}, "top/completion/2"},
		{[]string{"south"}, []Template{north, top}, "masar/completion/1"},
		{[]string{"top", "north"}, []Template{north, top}, "top/completion/2"}, // a host above
	} {
		if got, err := Choose(c.order, c.current, Completion); err != nil || got.Name() != c.want {
			t.Errorf("of %v and %d templates: %s, %v, want %s", c.order, len(c.current), got.Name(), err, c.want)
		}
	}
}

// design is one with everything on it, and its pictures.
func design(t *testing.T) (Design, map[string][]byte) {
	t.Helper()
	tmpl, err := Builtin(Completion, 0)
	if err != nil {
		t.Fatal(err)
	}
	d := tmpl.Design
	pictures := map[string][]byte{}
	for _, place := range []*string{&d.LogoRight, &d.LogoLeft} {
		body, hash, err := ReadPicture(picture(t, 40+len(pictures), 20, pngOf))
		if err != nil {
			t.Fatal(err)
		}
		*place, pictures[hash] = hash, body
	}
	d.Signatories = []Signatory{
		{Name: catalog.Text{Ar: "لؤي بن سالم الراشدي", En: "Luay Al Rashdi"}, Role: catalog.Text{Ar: "المدير", En: "Director"}, Signature: d.LogoLeft},
		{Name: catalog.Text{Ar: "ثريا بنت خلفان"}},
	}
	return d, pictures
}

func picture(t *testing.T, w, h int, encode func(w *bytes.Buffer, m image.Image) error) []byte {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = byte(i * w)
	}
	var b bytes.Buffer
	if err := encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(b *bytes.Buffer, m image.Image) error  { return png.Encode(b, m) }
func jpegOf(b *bytes.Buffer, m image.Image) error { return jpeg.Encode(b, m, nil) }

func TestDesignCheck(t *testing.T) {
	line := strings.Repeat("س", MaxDesignLine)
	for _, c := range []struct {
		name   string
		change func(d *Design)
		want   []*fault.Fault
	}{
		{"as it is", func(*Design) {}, nil},
		{"unknown kind", func(d *Design) { d.Kind = "marriage" }, []*fault.Fault{ErrKind}},
		{"unknown language", func(d *Design) { d.Languages = "fr" }, []*fault.Fault{ErrLanguages}},
		{"unknown border", func(d *Design) { d.Border = "lace" }, []*fault.Fault{ErrBorder}},
		{"a colour in words", func(d *Design) { d.Colours.Bright = "golden" }, []*fault.Fault{ErrColour.On("colour_bright")}},
		{"a short colour", func(d *Design) { d.Colours.Ink = "#0000" }, []*fault.Fault{ErrColour.On("colour_ink")}},
		{"a sign in a colour", func(d *Design) { d.Colours.Ink = "#+1+2+3" }, []*fault.Fault{ErrColour.On("colour_ink")}},
		{"no paper", func(d *Design) { d.Colours.Paper = "" }, []*fault.Fault{ErrColour.On("colour_paper")}},
		{"text just dark enough", func(d *Design) { d.Colours.Paper, d.Colours.Grey = "#FFFFFF", "#767676" }, nil},
		{"text just too pale", func(d *Design) { d.Colours.Paper, d.Colours.Grey = "#FFFFFF", "#777777" }, []*fault.Fault{ErrContrast.On("colour_grey")}},
		{"title just dark enough", func(d *Design) { d.Colours.Paper, d.Colours.Gold = "#FFFFFF", "#949494" }, nil},
		{"title just too pale", func(d *Design) { d.Colours.Paper, d.Colours.Gold = "#FFFFFF", "#959595" }, []*fault.Fault{ErrContrast.On("colour_gold")}},
		{"dark paper", func(d *Design) { d.Colours.Paper = "#000000" }, []*fault.Fault{
			ErrContrast.On("colour_ink"), ErrContrast.On("colour_grey"), ErrContrast.On("colour_brand"), ErrContrast.On("colour_deep"),
		}},
		{"no title", func(d *Design) { d.Ar.Title, d.En.Title = "", "" }, []*fault.Fault{ErrDesignTitle.On("title_ar"), ErrDesignTitle.On("title_en")}},
		{"no English title where none is needed", func(d *Design) { d.Languages, d.En.Title = Arabic, "" }, nil},
		{"no Arabic title where none is needed", func(d *Design) { d.Languages, d.Ar.Title = English, "" }, nil},
		{"the longest line", func(d *Design) { d.Ar.Awarded = line }, nil},
		{"a longer line", func(d *Design) { d.Ar.Awarded = line + "س" }, []*fault.Fault{ErrDesignLong.On("awarded_ar")}},
		{"a long title", func(d *Design) { d.En.Title = strings.Repeat("a", MaxDesignTitle+1) }, []*fault.Fault{ErrDesignLong.On("title_en")}},
		{"an override of the direction", func(d *Design) { d.Ar.Verify = "تحقق\u202E" }, []*fault.Fault{ErrDesignText.On("verify_ar")}},
		{"a control", func(d *Design) { d.Signatories[1].Role.En = "a\x00b" }, []*fault.Fault{ErrDesignText.On("signatory_2_role_en")}},
		{"three signatories", func(d *Design) { d.Signatories = append(d.Signatories, d.Signatories[0]) }, []*fault.Fault{ErrSignatories}},
		{"no signatory", func(d *Design) { d.Signatories = nil }, nil},
		{"a nameless signatory", func(d *Design) { d.Signatories[0].Name = catalog.Text{} }, []*fault.Fault{ErrSignatoryName.On("signatory_1_name_ar")}},
		{"a signatory of whom nothing is said", func(d *Design) { d.Signatories[1] = Signatory{Name: catalog.Text{Ar: "  "}} }, nil},
		{"a picture that is not there", func(d *Design) { d.LogoRight = "0" }, []*fault.Fault{ErrPictureMissing.On("logo_right")}},
		{"a signature that is not there", func(d *Design) { d.Signatories[1].Signature = "0" }, []*fault.Fault{ErrPictureMissing.On("signatory_2_signature")}},
	} {
		d, pictures := design(t)
		c.change(&d)
		got := d.Tidy().Check(pictures)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
			continue
		}
		for i := range got {
			if !got[i].Is(c.want[i]) || got[i].Field != c.want[i].Field {
				t.Errorf("%s: %v on %q, want %v on %q", c.name, got[i], got[i].Field, c.want[i], c.want[i].Field)
			}
		}
	}
}

// A contrast just below what is needed is not told as what is needed.
func TestContrastIsRoundedDown(t *testing.T) {
	d, pictures := design(t)
	d.Colours.Paper, d.Colours.Grey = "#FFFFFF", "#777777" // 4.478…
	faults := d.Check(pictures)
	if len(faults) != 1 || faults[0].Args["ratio"] != "4.4" || faults[0].Args["needs"] != "4.5" {
		t.Errorf("said %v", faults)
	}
}

func TestContrast(t *testing.T) {
	for _, c := range []struct {
		a, b     Colour
		low, top float64
	}{{"#000000", "#FFFFFF", 21, 21}, {"#FFFFFF", "#000000", 21, 21}, {"#777777", "#777777", 1, 1}, {"#767676", "#FFFFFF", 4.54, 4.55}} {
		if got := c.a.Contrast(c.b); got < c.low-1e-9 || got > c.top+1e-9 {
			t.Errorf("%s on %s: %.3f", c.a, c.b, got)
		}
	}
}

// What is said differently has another digest, and what is tidied has one.
func TestDesignDigest(t *testing.T) {
	d, _ := design(t)
	other := d
	other.LogoLeft = strings.Repeat("0", 64)
	spaced := d
	spaced.Ar.Title, spaced.Colours.Ink = " شهادة   إتمام ", "#0f2428"
	if d.Digest() == other.Digest() || d.Tidy().Digest() != spaced.Tidy().Digest() {
		t.Error("digests tell the wrong designs apart")
	}
	if got := d.Pictures(); !reflect.DeepEqual(got, []string{d.LogoRight, d.LogoLeft}) {
		t.Errorf("pictures %v, want each once", got)
	}
}

func TestReadPicture(t *testing.T) {
	whole := picture(t, 40, 20, pngOf)
	huge := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x4e\x20\x00\x00\x4e\x20\x08\x06\x00\x00\x00"), 0xe3, 0x70, 0x46, 0x39)
	for _, c := range []struct {
		name string
		body []byte
		want *fault.Fault
	}{
		{"a PNG", whole, nil},
		{"a JPEG", picture(t, 40, 20, jpegOf), nil},
		{"nothing", nil, ErrPictureKind},
		{"a drawing with a script", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), ErrPictureKind},
		{"a page", []byte("<!doctype html><script>alert(1)</script>"), ErrPictureKind},
		{"half of it", whole[:len(whole)/2], ErrPictureDamaged},
		{"its beginning", whole[:8], ErrPictureDamaged},
		{"the beginning of a JPEG", []byte("\xff\xd8\xff\xe0"), ErrPictureDamaged},
		{"a page that begins as a picture", append([]byte("\x89PNG\r\n\x1a\n"), "<script>alert(1)</script>"...), ErrPictureDamaged},
		{"20,000 by 20,000", huge, ErrPicturePixels},
		{"too many bytes", append(bytes.Clone(whole), make([]byte, MaxPicture)...), ErrPictureLarge},
	} {
		got, hash, err := ReadPicture(c.body)
		if c.want == nil && err != nil || c.want != nil && !c.want.Is(err) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if err == nil && (hash != PictureHash(got) || !bytes.HasPrefix(got, []byte("\x89PNG"))) {
			t.Errorf("%s: %d bytes with the digest %s", c.name, len(got), hash)
		}
	}
}

// A picture that is read again is the same; one too large is made smaller; what
// hides behind the pixels is gone.
func TestReadPictureNormalises(t *testing.T) {
	once, hash, err := ReadPicture(append(picture(t, 40, 20, pngOf), "<script>alert(1)</script>"...))
	if err != nil || bytes.Contains(once, []byte("script")) {
		t.Fatalf("%v; %d bytes", err, len(once))
	}
	if again, h, err := ReadPicture(once); err != nil || h != hash || !bytes.Equal(again, once) {
		t.Errorf("read again, another picture: %v", err)
	}
	m := image.NewNRGBA(image.Rect(0, 0, 2400, 480))
	for i := 0; i < len(m.Pix); i += 8 { // every second column red, between them nothing
		copy(m.Pix[i:], []byte{200, 0, 0, 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	small, _, err := ReadPicture(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	got, err := png.Decode(bytes.NewReader(small))
	if err != nil || got.Bounds().Dx() != 1200 || got.Bounds().Dy() != 240 {
		t.Fatalf("%v, %v", got.Bounds(), err)
	}
	if c := color.NRGBAModel.Convert(got.At(600, 100)).(color.NRGBA); c.R < 195 || c.G != 0 || c.A < 125 || c.A > 129 {
		t.Errorf("red beside nothing became %+v, want red and half of it", c)
	}
}

// A colour is one however it is typed; what is none stays for its author to see.
func TestColourTidy(t *testing.T) {
	hex := regexp.MustCompile("^#[0-9A-F]{6}$")
	for typed, want := range map[Colour]Colour{
		"#0A3F43": "#0A3F43", "#0a3f43": "#0A3F43", "0a3f43": "#0A3F43", " #0A3F43 ": "#0A3F43", "#fff": "#FFFFFF", "a1B": "#AA11BB",
		"#٠A٣F٤٣": "#0A3F43", "\u200F#0A3F43\u200E": "#0A3F43", "\u202B#0A3F43\u202C": "#0A3F43",
		"": "", "#": "#", "#0A3F4": "#0A3F4", "#0A3F433": "#0A3F433", "#0A3F43FF": "#0A3F43FF", "#GGGGGG": "#GGGGGG", "red": "red", "#+1+1+1": "#+1+1+1",
		"##0A3F43": "##0A3F43", "#أبج": "#أبج", "rgb(0,0,0)": "rgb(0,0,0)",
	} {
		got := typed.tidy()
		if got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
		if valid := hex.MatchString(string(want)); got.Valid() != valid {
			t.Errorf("%q is valid: %v", got, got.Valid())
		}
	}
}

// Marks that are left in copied text are no part of a line; what would rearrange
// it is for its author to see.
func TestDesignLines(t *testing.T) {
	for typed, want := range map[string]string{
		"شهادة": "شهادة", "\u200Fشهادة\u200E": "شهادة", "\u202Bشهادة\u202C إتمام": "شهادة إتمام", "\u2067شهادة\u2069": "شهادة",
		" شهادة \u00A0 إتمام\t": "شهادة إتمام", "\uFEFFTitle": "Title", "\u200F \u061C": "",
	} {
		d := Design{Ar: Words{Title: typed}, Signatories: []Signatory{{Name: catalog.Text{En: typed}}}}.Tidy()
		if d.Ar.Title != want || len(d.Signatories) > 0 && d.Signatories[0].Name.En != want {
			t.Errorf("%q is %q and %+v, want %q", typed, d.Ar.Title, d.Signatories, want)
		}
		if (len(d.Signatories) == 0) != (want == "") {
			t.Errorf("%q: %d signatories", typed, len(d.Signatories))
		}
	}
	house, err := Builtin(Completion, 0)
	if err != nil {
		t.Fatal(err)
	}
	for title, field := range map[string]string{"شهادة\u202E": "title_ar", "شهادة\x00": "title_ar", "شهادة": ""} {
		d := house.Design
		d.Ar.Title = title
		fs := d.Tidy().Check(nil)
		if (len(fs) > 0) != (field != "") || len(fs) > 0 && fs[0].Field != field {
			t.Errorf("%q: %v", title, fs)
		}
	}
}
