package web_test

import (
	"bytes"
	"errors"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"masar/internal/app/core"
	"masar/internal/people"
)

// brings has somebody choose a file on the verification page.
func (b *browser) brings(t *testing.T, name string, body []byte, accept string) *browser {
	t.Helper()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write(body)
	_ = w.WriteField("csrf", b.token)
	_ = w.Close()
	r := httptest.NewRequest("POST", "/verify/file", &form)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Accept", accept)
	r.Header.Set("Referer", "http://example.com/verify")
	return b.send(r)
}

// What was found of a file is there in the other language too, needs no file for it,
// and gives way to what is found of the next.
func TestVerdictOnFileInTheOtherLanguage(t *testing.T) {
	o := newOffice(t)
	o.App.Site = "http://example.com" // cookies without Secure
	s := &site{World: o.World, app: o.site}
	badge := s.as(t, "salma").get("/certificates/" + o.number + "/badge.json").body
	altered := strings.Replace(badge, "سلمى", "سلوى", 1)
	saved := "%PDF-1.7\n1 0 obj<</Keywords(" + o.certificate(t).Serial + ")>>endobj\n%%EOF"
	guest := s.browser(t)
	guest.get("/verify/file").sees(302)
	guest.get("/verify")
	for _, c := range []struct {
		name, body, ar, en string
		status             int
	}{
		{"badge.json", badge, "شهادة صحيحة وسارية", "Genuine and valid", 200},
		{"altered.json", altered, "اطلب من صاحبها ملف الوسام", "original file of the badge", 200},
		{"saved.pdf", saved, "تحقّق برمز الشهادة", "ends the address", 200},
		{"stranger.pdf", "%PDF-1.7\n%%EOF", "ليس هذا الملف من شهاداتنا", "not a certificate of ours", 404},
	} {
		guest.post("/preferences", "lang", "ar", "back", "/verify").follow()
		guest.brings(t, c.name, []byte(c.body), "text/html").sees(c.status, c.ar, `name="back" value="/verify/file"`)
		guest.post("/preferences", "lang", "en", "back", "/verify/file").follow().sees(c.status, c.en)
		if strings.Contains(guest.body, "الرمز المطبوع") {
			t.Errorf("%s is sent to a printed code", c.name)
		}
	}
	guest.brings(t, "badge.json", []byte(badge), "text/html").sees(200, "letter by letter as we issued it")
	o.revoke(t)
	guest.get("/verify/file").sees(200, "Withdrawn: no longer valid")
	guest.brings(t, "hello.pdf", []byte("hello"), "text/html").sees(422)
	guest.get("/verify/file").sees(302)
	s.browser(t).get("/verify/file").sees(302)
}

// A file that is too large is told so where it was chosen, in words that fit one who
// brings somebody's certificate.
func TestVerifyFileTooLarge(t *testing.T) {
	o := newOffice(t)
	o.App.Site = "http://example.com"
	guest := (&site{World: o.World, app: o.site}).browser(t)
	guest.get("/verify")
	for _, size := range []int{12<<20 + 1, 30 << 20} {
		guest.brings(t, "scan.pdf", make([]byte, size), "text/html").sees(413, "هذا الملف أكبر من 12 ميغابايت", `action="/verify/file"`, "f-file-error").misses("صغّر")
		guest.brings(t, "scan.pdf", make([]byte, size), asProgram).sees(413, `"status":"error"`)
	}
	guest.brings(t, "hello.pdf", make([]byte, 11<<20), "text/html").sees(422, "ليس هذا ملف PDF")
}

// A code is forgiven in the address of its page as in the form, and what cannot be a
// code is refused in the same words to people and to programs.
func TestVerifyForgivesAddresses(t *testing.T) {
	o := newOffice(t)
	grouped := o.code[:4] + " " + o.code[4:8] + "-" + o.code[8:12] + " " + o.code[12:]
	eastern := strings.NewReplacer("0", "٠", "1", "١", "2", "٢", "3", "٣", "4", "٤", "5", "٥", "6", "٦", "7", "٧", "8", "٨", "9", "٩").Replace(o.code)
	for name, typed := range map[string]string{
		"spaces": grouped, "digits": eastern, "marks": "\u200f" + o.code + "\u200e", "a full stop": o.code + ".", "small letters": strings.ToLower(o.code) + " .\u200f",
	} {
		if code, body := o.get(t, "/verify/"+url.PathEscape(typed)); code != http.StatusOK || !strings.Contains(body, "شهادة صحيحة وسارية") {
			t.Errorf("%s in the address: %d", name, code)
		}
		res, _ := o.ask(t, httptest.NewRequest("GET", "/verify?code="+url.QueryEscape(typed), nil))
		if to := res.Header.Get("Location"); to != "/verify/"+o.code {
			t.Errorf("%s in the form leads to %q", name, to)
		}
	}
	serial := o.certificate(t).Serial
	for typed, words := range map[string]string{"abc": "ليس هذا رمز شهادة", "رمز غريب": "ليس هذا رمز شهادة", serial: "هذا الرقم التسلسلي"} {
		res, _ := o.ask(t, httptest.NewRequest("GET", "/verify/"+url.PathEscape(typed), nil))
		if to := res.Header.Get("Location"); to != "/verify?code="+url.QueryEscape(typed) {
			t.Errorf("%q leads to %q", typed, to)
		}
		for _, path := range []string{"/verify/" + url.PathEscape(typed), "/verify?code=" + url.QueryEscape(typed)} {
			if code, body := o.get(t, path, "Accept", asProgram); code != 422 || !strings.Contains(body, words) {
				t.Errorf("%s to a program: %d %s", path, code, body)
			}
		}
		if code, body := o.get(t, "/verify?code="+url.QueryEscape(typed)); code != 422 || !strings.Contains(body, words) {
			t.Errorf("%q: %d", typed, code)
		}
	}
}

// A name that is not shown as it is printed is said to be so; a whole one is not.
func TestVerifySaysThatNameIsShortened(t *testing.T) {
	o := newOffice(t)
	const short, none = "الاسم هنا مختصر", "لا يظهر الاسم هنا"
	tr, err := o.App.HandOutTranscript(t.Context(), o.Viewer(t, "salma"), o.Viewer(t, "salma").Own(), o.Viewer(t, "salma").PersonID, "ar", false)
	if err != nil {
		t.Fatal(err)
	}
	for how, want := range map[people.ShownName][2]bool{people.ShortName: {true, false}, people.FullName: {}, people.NoName: {false, true}} {
		ag, err := o.App.Store.Agency(t.Context(), people.Within("north"), "north")
		if err != nil {
			t.Fatal(err)
		}
		ag.ShownName = how
		if _, err := o.App.SaveAgency(t.Context(), o.Viewer(t, "admin"), ag); err != nil && !errors.Is(err, core.ErrNothingChanged) {
			t.Fatal(err)
		}
		for _, code := range []string{o.code, tr.Code} {
			_, body := o.get(t, "/verify/"+code)
			if got := [2]bool{strings.Contains(body, short), strings.Contains(body, none)}; got != want {
				t.Errorf("%q of %s: says that it is shortened, hidden: %v, want %v", how, code, got, want)
			}
			if !strings.Contains(body, "التحقق من شهادة أخرى") {
				t.Errorf("%s leads to no other", code)
			}
		}
	}
}

// Strangers find where certificates are verified from wherever they are.
func TestVerifyIsFound(t *testing.T) {
	o := newOffice(t)
	for _, path := range []string{"/sign-in", "/help", "/verify/" + o.code, "/verify/offline", "/verify/offline?lang=en"} {
		if _, body := o.get(t, path); !strings.Contains(body, `href="/verify`) || !strings.Contains(body, `class="foot"`) {
			t.Errorf("%s does not lead to /verify", path)
		}
	}
	_, body := o.get(t, "/verify/offline?lang=en")
	for _, link := range links.FindAllStringSubmatch(body, -1) {
		if !strings.HasSuffix(link[1], "?lang=en") && link[1] != "/verify/offline?lang=ar" {
			t.Errorf("%s forgets the language", link[1])
		}
	}
}
