package web_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"masar/internal/certificate"
	"masar/internal/letter"
	"masar/internal/masartest"
	"masar/internal/people"
)

const northTemplate = "/templates/north/completion"

// designForm is the form of a template as it is first shown, by the house's own
// design, with other values for some fields.
func designForm(t *testing.T, pairs ...string) map[string]string {
	t.Helper()
	tmpl, err := certificate.Builtin(certificate.Completion, 0)
	if err != nil {
		t.Fatal(err)
	}
	d := tmpl.Design
	form := map[string]string{
		"seen": "0", "languages": d.Languages, "border": d.Border, "seal": "1",
		"title_ar": d.Ar.Title, "awarded_ar": d.Ar.Awarded, "achieved_ar": d.Ar.Achieved, "verify_ar": d.Ar.Verify,
		"title_en": d.En.Title, "awarded_en": d.En.Awarded, "achieved_en": d.En.Achieved, "verify_en": d.En.Verify,
	}
	fields, colours := d.Colours.Fields()
	for i, f := range fields {
		form[f] = string(*colours[i])
	}
	for i := 0; i < len(pairs); i += 2 {
		form[pairs[i]] = pairs[i+1]
	}
	return form
}

// design sends the form of a template with files in some of its fields.
func (b *browser) design(path string, form map[string]string, files map[string][]byte) *browser {
	b.t.Helper()
	return b.send(b.designed(path, form, files))
}

// designed is what design sends.
func (b *browser) designed(path string, form map[string]string, files map[string][]byte) *http.Request {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	_ = w.WriteField("csrf", b.token)
	for name, value := range form {
		_ = w.WriteField(name, value)
	}
	for _, field := range slices.Sorted(maps.Keys(files)) {
		part, err := w.CreateFormFile(field, field+".png")
		if err != nil {
			b.t.Fatal(err)
		}
		if _, err := part.Write(files[field]); err != nil {
			b.t.Fatal(err)
		}
	}
	w.Close()
	r := httptest.NewRequest("POST", path, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return r
}

func pngOf(t *testing.T, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// HR and trainers of an agency draw its certificates; nobody else's people do.
func TestTemplates(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "hr-n")
	b.get("/templates").sees(200, "قوالب الشهادات", "شهادة الإتمام", "شهادة الحضور", "تُطبع الشهادات بقالب المنصة", "لا أسماء ناقصة")
	b.get(northTemplate).sees(200, "هيئة الشمال", `value="#0A3F43"`, "لا إصدارات بعد", `data-preview="`+northTemplate+`/preview"`)
	b.get(northTemplate + "/export.zip").sees(404)
	b.get(northTemplate)
	b.design(northTemplate, designForm(t, "title_ar", "شهادة الشمال"), map[string][]byte{"logo_right": pngOf(t, 30, 20)}).sees(303)
	b.follow().sees(200, "حُفظ القالب", "شهادة الشمال", "الإصدار 1", "ريم بنت ناصر الحجرية", "أزل الصورة", `name="seen" value="1"`)
	kept := b.hidden("logo_right_kept")
	form := designForm(t, "title_ar", "شهادة الشمال", "logo_right_kept", kept, "seen", "1")
	b.design(northTemplate, form, nil).sees(303) // the same again: no version
	b.get(northTemplate).misses("الإصدار 2")

	tr := s.as(t, "trainer-n")
	tr.get("/templates").sees(200, "قالب الجهة", "الإصدار 1").misses("أسماء ناقصة")
	tr.get(northTemplate)
	form["title_ar"], form["logo_right_removed"] = "شهادة المدرب", "1"
	tr.design(northTemplate, form, nil).sees(303)
	tr.follow().sees(200, "الإصدار 2", "طارق بن حمد العامري", "شهادة المدرب").misses("أزل الصورة")

	form["title_ar"] = "شهادة متأخرة" // from version 1
	b.design(northTemplate, form, nil).sees(409, "تغيّرت هذه البيانات منذ فتحتها", "آخر حفظ كان من", "طارق بن حمد العامري", "شهادة متأخرة", "شهادة المدرب").misses("صحّح الخطأ")
	b.get(northTemplate+"/picture.svg?version=1").sees(200, "<svg>", "شهادة الشمال")
	b.get(northTemplate+"/picture.svg").sees(200, "شهادة المدرب")
	b.get(northTemplate + "/picture.svg?version=9").sees(404)
	b.get(northTemplate)
	b.post(northTemplate+"/restoration", "version", "1", "seen", "2").sees(303)
	b.follow().sees(200, "استُعيد الإصدار القديم", "الإصدار 3", "شهادة الشمال")
	b.post(northTemplate+"/restoration", "version", "1", "seen", "2").sees(303) // pressed twice
	b.get(northTemplate).misses("الإصدار 4")
	b.post(northTemplate+"/restoration", "version", "2", "seen", "2").sees(409, "حُفظ إصدار جديد من القالب")
	b.post(northTemplate+"/restoration", "version", "7", "seen", "3").sees(404)

	for _, who := range []string{"hr-s", "trainer-s"} {
		o := s.as(t, who)
		o.get("/templates").sees(200).misses("شهادة الشمال")
		for _, path := range []string{northTemplate, northTemplate + "/export.zip", northTemplate + "/picture.svg", "/templates?agency=north"} {
			o.get(path).sees(404)
		}
		o.get("/templates/south/completion")
		for _, deed := range []string{"", "/preview", "/restoration", "/import"} {
			o.design(northTemplate+deed, designForm(t, "version", "1", "seen", "3"), map[string][]byte{"file": []byte("PK")}).sees(404)
		}
		stolen := designForm(t, "title_ar", "منقول", "logo_right_kept", kept)
		o.design("/templates/south/completion", stolen, nil).sees(422, "الصورة غير موجودة")
	}
	l := s.as(t, "salma")
	l.get("/templates").sees(403)
	l.get(northTemplate).sees(403)
	b.get("/templates/north/marriage").sees(404)
	s.as(t, "admin").get("/templates?agency=north").sees(200, "قالب الجهة", "هيئة الجنوب")
}

// An agency without a template begins from the one above it, without what is
// that one's own.
func TestTemplateBeginsFromTheOneAbove(t *testing.T) {
	s := newSite(t)
	a := s.as(t, "admin")
	a.get("/templates/top/completion")
	form := designForm(t, "title_ar", "شهادة الأمانة", "signatory_1_name_ar", "لؤي بن سالم الراشدي")
	a.design("/templates/top/completion", form, map[string][]byte{"logo_left": pngOf(t, 9, 9)}).sees(303)
	b := s.as(t, "hr-n")
	b.get("/templates").sees(200, "تُطبع الشهادات بقالب «الأمانة العامة للتدريب»")
	b.get(northTemplate+"/picture.svg").sees(200, "شهادة الأمانة 1")
	b.get(northTemplate).sees(200, "شهادة الأمانة", `name="seen" value="0"`).misses("لؤي بن سالم", "أزل الصورة")
}

// The preview is of what was filled in, saves nothing, and is no certificate.
func TestTemplatePreview(t *testing.T) {
	s := newSite(t)
	printer, err := letter.NewPrinter(masartest.Zone)
	if err != nil {
		t.Fatal(err)
	}
	s.App.Printer = printer
	b := s.as(t, "hr-n")
	b.get(northTemplate)
	b.design(northTemplate+"/preview", designForm(t, "title_ar", "شهادة تجربة"), map[string][]byte{"logo_left": pngOf(t, 30, 20)}).sees(200, "<svg ", "data:image/png;base64,", `stroke="#A1221E"`).misses("<script")
	if got := b.header.Get("Content-Type"); got != "image/svg+xml" {
		t.Errorf("the picture is %s", got)
	}
	b.get(northTemplate)
	b.design(northTemplate+"/preview", designForm(t, "title_ar", "شهادة تجربة", "as", "pdf"), nil).sees(200, "%PDF-1.7").misses("/FT/Sig", "#1.")
	file := t.TempDir() + "/specimen.pdf"
	if err := os.WriteFile(file, []byte(b.body), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", file, "-").Output()
	if err != nil {
		t.Skipf("pdftotext does not read it: %v", err)
	}
	text := string(out)
	for _, want := range []string{"شهادة تجربة", "MSR-0000-000000-0", "/verify/SPECIMEN"} {
		if !strings.Contains(text, want) {
			t.Errorf("the specimen does not say %q: %s", want, text)
		}
	}
	b.get("/verify/SPECIMEN").sees(404, "لم نُصدر شهادة")
	b.get(northTemplate).sees(200, "لا إصدارات بعد")
	b.design(northTemplate+"/preview", designForm(t, "colour_ink", "#FFFDF8"), nil).sees(422, "التباين")
	b.get(northTemplate+"/picture.svg").sees(200, "<svg ")
}

// Whatever is wrong with a form is said beside its field, in the reader's
// language, and nothing of it is kept.
func TestTemplateRefuses(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "hr-n")
	b.get(northTemplate)
	whole := pngOf(t, 30, 20)
	big := pngOf(t, 3000, 3000)
	for name, c := range map[string]struct {
		form  map[string]string
		files map[string][]byte
		say   []string
	}{
		"title":     {designForm(t, "title_ar", " ", "title_en", strings.Repeat("x", 61)), nil, []string{"اكتب عنوان الشهادة", "النص أطول من 60"}},
		"colours":   {designForm(t, "colour_ink", "red", "colour_grey", "#EEEEEE"), nil, []string{"لون النص: اكتب اللون بالصيغة #RRGGBB", "لون النص الثانوي: التباين"}},
		"border":    {designForm(t, "border", "lace", "languages", "fr"), nil, []string{"اختر إطارًا", "اختر لغة الشهادة"}},
		"nameless":  {designForm(t, "signatory_1_role_ar", "المدير"), nil, []string{"الموقّع 1، الاسم بالعربية: اكتب اسم الموقّع"}},
		"bidi":      {designForm(t, "awarded_ar", "تُمنح\u202E"), nil, []string{"ما قبل الاسم بالعربية: في النص رموز خفية"}},
		"typeface":  {designForm(t, "awarded_ar", "تُمنح?"), nil, []string{"لا يستطيع خط الشهادة"}},
		"svg":       {designForm(t), map[string][]byte{"logo_right": []byte("<svg><script>alert(1)</script></svg>")}, []string{"PNG أو JPEG"}},
		"html":      {designForm(t), map[string][]byte{"logo_left": []byte("<!doctype html>")}, []string{"PNG أو JPEG"}},
		"truncated": {designForm(t), map[string][]byte{"logo_left": whole[:len(whole)/2]}, []string{"الصورة تالفة"}},
		"pixels":    {designForm(t), map[string][]byte{"signatory_1_signature": big}, []string{"الموقّع 1، صورة التوقيع: أبعاد", "3,000", "8 مليون"}},
		"heavy":     {designForm(t), map[string][]byte{"logo_left": append(bytes.Clone(whole), make([]byte, certificate.MaxPicture)...)}, []string{"الشعار الأيسر: الصورة أكبر من 4"}},
		"missing":   {designForm(t, "logo_left_kept", strings.Repeat("0", 64)), nil, []string{"الصورة غير موجودة"}},
		"several":   {designForm(t, "title_ar", ""), map[string][]byte{"logo_left": []byte("x")}, []string{"اكتب عنوان الشهادة", "PNG أو JPEG"}},
	} {
		b.design(northTemplate, c.form, c.files).sees(422, append(c.say, "لم يُحفظ شيء")...)
		if t.Failed() {
			t.Fatalf("at %s", name)
		}
	}
	b.design(northTemplate, designForm(t), map[string][]byte{"logo_left": make([]byte, 40<<20)}).sees(413, "أكبر من الحد")
	b.get(northTemplate).sees(200, "لا إصدارات بعد")
	var kept int
	if err := masartest.DBOf(s.App).R.NewRaw("SELECT count(*) FROM pictures").Scan(t.Context(), &kept); err != nil || kept != 0 {
		t.Errorf("%d pictures are kept, %v", kept, err)
	}
	en := s.as(t, "trainer-n")
	en.get(northTemplate + "?lang=en")
	en.design(northTemplate, designForm(t), map[string][]byte{"logo_right": []byte("<svg/>")}).sees(422, "must be PNG or JPEG")
}

// What is exported can be imported, here or elsewhere; anything else is refused
// in words, and nothing of it is kept.
func TestTemplateBundle(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "hr-n")
	b.get(northTemplate)
	form := designForm(t, "title_ar", "شهادة الشمال", "signatory_1_name_ar", "لؤي بن سالم", "employer", "1")
	b.design(northTemplate, form, map[string][]byte{"logo_right": pngOf(t, 30, 20), "signatory_1_signature": pngOf(t, 60, 20)}).sees(303)
	bundle := []byte(b.get(northTemplate + "/export.zip").sees(200).body)
	if !strings.Contains(b.header.Get("Content-Disposition"), "masar-template-completion-1.zip") {
		t.Errorf("offered as %s", b.header.Get("Content-Disposition"))
	}
	b.get(northTemplate)
	b.design(northTemplate+"/import", map[string]string{"seen": "1"}, map[string][]byte{"file": bundle}).sees(303)
	b.follow().sees(200).misses("الإصدار 2") // it is the same
	o := s.as(t, "hr-s")
	o.get("/templates/south/completion")
	o.design("/templates/south/completion/import", map[string]string{"seen": "0"}, map[string][]byte{"file": bundle}).sees(303)
	o.follow().sees(200, "استُورد القالب", "شهادة الشمال", "لؤي بن سالم")
	drawn := func(agency string) string {
		d, err := s.App.Store.Drawing(t.Context(), agency+"/completion/1")
		if err != nil || len(d.Pictures) != 2 {
			t.Fatalf("%d pictures, %v", len(d.Pictures), err)
		}
		return d.Digest
	}
	if drawn("north") != drawn("south") {
		t.Error("imported, it is another design")
	}

	pack := func(text string, more ...string) []byte {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for i, name := range append([]string{"template.json"}, more...) {
			w, err := z.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			body := text
			if i > 0 {
				body = "x"
			}
			fmt.Fprint(w, body)
		}
		z.Close()
		return out.Bytes()
	}
	z, err := zip.NewReader(bytes.NewReader(bundle), int64(len(bundle)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("template.json")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	edited := func(old, new string) string { return strings.Replace(string(text), old, new, 1) }
	for name, c := range map[string]struct {
		body []byte
		say  string
	}{
		"no zip":        {[]byte("<script>"), "ليس ملف zip"},
		"way up":        {pack(string(text), "../logo-right.png"), "../logo-right.png"},
		"no picture":    {pack(string(text)), "صورة ليست في الملف"},
		"font":          {pack(edited(`"seal"`, `"font": "Comic Sans", "seal"`)), "خطًّا ليس في البرنامج"},
		"field":         {pack(edited(`"seal"`, `"onload": "x", "seal"`)), "onload"},
		"kind":          {pack(`{"kind":"attendance"}`), "لنوع آخر"},
		"design":        {pack(`{"kind":"completion","languages":"ar","border":"none"}`), "#RRGGBB"},
		"unnamed":       {pack(`{"kind":"completion"}`, "virus.exe"), "virus.exe"},
		"beside script": {pack(`{"kind":"completion"}`, "<b>"), "&lt;b&gt;"},
	} {
		b.design(northTemplate+"/import", map[string]string{"seen": "1"}, map[string][]byte{"file": c.body}).sees(422, c.say)
		if t.Failed() {
			t.Fatalf("at %s", name)
		}
	}
	b.post(northTemplate+"/import", "seen", "1").sees(422, "اختر ملف القالب أولًا")
	b.design(northTemplate+"/import", map[string]string{"seen": "0"}, map[string][]byte{"file": pack(edited("logo-right.png", ""), "virus")}).sees(422)
	b.get(northTemplate).sees(200).misses("الإصدار 2")
}

// HR learns, before certificates are issued, whose will show one name only.
func TestNamesMissing(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	p, err := s.App.Store.Person(t.Context(), people.Within("north"), "salma")
	if err != nil {
		t.Fatal(err)
	}
	p.NameEn = ""
	if err := masartest.Direct(s.App).SavePerson(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	l := s.as(t, "salma")
	l.get("/learning/basics")
	l.post("/learning/basics/enrolment").sees(303)
	b := s.as(t, "hr-n")
	b.get("/templates").sees(200, "شخص واحد ينقصه اسم", "سلمى بنت خلفان الهنائية", "ينقصه الاسم بالإنجليزية")
	b.get("/hr/people").sees(200, "شخص واحد ينقصه اسم", "/templates#names")
	s.as(t, "hr-s").get("/templates").sees(200, "لا أسماء ناقصة").misses("سلمى")
	b.get(northTemplate)
	b.design(northTemplate, designForm(t, "languages", "ar"), nil).sees(303)
	b.get("/templates").sees(200, "لا أسماء ناقصة")
}

// A preview that cannot be drawn says at which fields, and never is a second form
// beside the first: the script shows it where the form stands.
func TestPreviewRefused(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "hr-n")
	b.get(northTemplate)
	wrong := designForm(t, "colour_gold", "#FFFDF8", "title_en", "", "languages", "both")
	picture := map[string][]byte{"logo_left": pngOf(t, 9, 9)}
	b.get(northTemplate)
	b.design(northTemplate+"/preview", wrong, picture).sees(422, "لا معاينة بعد", "لون العنوان والخطوط: التباين", "العنوان بالإنجليزية: اكتب عنوان الشهادة").misses(`name="colour_gold"`, "multipart")
	b.get(northTemplate)
	r := b.designed(northTemplate+"/preview", wrong, picture)
	r.Header.Set("X-Requested-With", "fetch")
	b.send(r).sees(422)
	var said []struct{ Field, Text string }
	if err := json.Unmarshal([]byte(b.body), &said); err != nil || len(said) != 2 {
		t.Fatalf("the script reads %+v, %v", said, err)
	}
	if said[0].Field != "colour_gold" || !strings.HasPrefix(said[0].Text, "لون العنوان والخطوط: ") || said[1].Field != "title_en" {
		t.Errorf("the script shows %+v", said)
	}
	b.get(northTemplate).sees(200, "لا إصدارات بعد")
	for _, in := range said {
		if !strings.Contains(b.body, `name="`+in.Field+`"`) {
			t.Errorf("there is no field %s", in.Field)
		}
	}
	b.design(northTemplate, designForm(t, "colour_gold", "8A6A1f", "colour_ink", "#٠٠٠", "title_ar", "\u200Fشهادة\u200F"), nil).sees(303)
	b.follow().sees(200, `value="#8A6A1F"`, `value="#000000"`, `value="شهادة"`)
	b.design(northTemplate, designForm(t, "colour_gold", "#8A6A1F", "colour_ink", "#000000", "title_ar", "شهادة", "seen", "1"), nil)
	b.follow().sees(200, "لم يتغيّر شيء").misses("الإصدار 2")
}

// Only the pages that draw certificates may show pictures that a script brings.
func TestPreviewPolicy(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "hr-n")
	for path, want := range map[string]bool{"/templates": true, northTemplate: true, "/hr/people": false, "/": false} {
		got := b.get(path).header.Get("Content-Security-Policy")
		if strings.Contains(got, "img-src 'self' blob: data:;") != want || !strings.Contains(got, "script-src 'self';") {
			t.Errorf("%s: %s", path, got)
		}
	}
}
