package web_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"masar/internal/masartest"
)

// What was handed in is what the reviewer sees until it is handed in again: what
// its author saves after that, by the button or as it is written, is theirs.
func TestSavedAfterHandIn(t *testing.T) {
	s := newSite(t)
	b := s.onSheet(t)
	trainer := s.english(t, "trainer-n")
	const stays = "ما سُلّم باقٍ كما هو حتى تسلّم مرة أخرى"
	b.form(sheetWork, map[string]string{"text": "ما سلّمته", "go": "hand-in"}, "", "").sees(303)
	b.get("/learning/basics/sheet").sees(200, "ما سلّمته", "data-autosave").misses(stays)
	trainer.get("/teaching/reviews")
	review := regexp.MustCompile(`/teaching/reviews/[^"]+`).FindString(trainer.body)
	trainer.get(review).sees(200, "ما سلّمته")

	b.form(sheetWork, map[string]string{"text": "نص ناقص", "revision": b.hidden("revision"), "go": "save"}, "", "").follow().sees(200, stays, "نص ناقص", "وينتظر المراجعة")
	b.script(sheetWork, url.Values{"text": {""}, "revision": {b.hidden("revision")}, "auto": {"1"}}).sees(200, "حُفظت الورقة فارغة", stays)
	b.get("/learning/basics/sheet").sees(200, stays)
	b.form(sheetWork, map[string]string{"text": "", "revision": b.hidden("revision"), "go": "hand-in"}, "", "").sees(422, "مطلوب للتسليم")
	s.english(t, "trainer-n").get(review).sees(200, "ما سلّمته").misses("نص ناقص")

	// The page that the reviewer opened before all that still counts.
	trainer.post(review, "revision", trainer.hidden("revision"), "level-proof", "4", "level-fit", "3", "comment", "", "go", "save").sees(303)
	b.get("/learning/basics/sheet").sees(200, "ما سلّمته")
	b.form(sheetWork, map[string]string{"text": "متأخر", "go": "save"}, "", "").sees(422, "روجع هذا العمل", "متأخر", "ما سلّمته")
}

// A form says that what was written is saved only where something was.
func TestSavedWithNothingInIt(t *testing.T) {
	b := newSite(t).onSheet(t)
	for _, text := range []string{"", " \r\n "} {
		b.form(sheetWork, map[string]string{"text": text, "go": "save"}, "", "").follow().sees(200, "ليس فيها شيء بعد").misses("حُفظ ما كتبته")
	}
	b.form(sheetWork, map[string]string{"text": "كلام", "go": "save"}, "", "").follow().sees(200, "حُفظ ما كتبته").misses("ليس فيها شيء")
}

// A flag is no answer, and nothing says that it is.
func TestSavedFlag(t *testing.T) {
	s := newSite(t)
	b := s.onSheet(t)
	b.post("/learning/basics/check/attempts").follow().sees(200)
	action := regexp.MustCompile(`/attempts/[^"]+/answers/[^"]+`).FindString(b.body)
	page := strings.Split(action, "/answers/")[0] + "?q=1"
	right := b.option("خيار right")
	b.script(action, url.Values{"flag": {"1"}, "auto": {"1"}}).sees(200, "حُفظت العلامة").misses("حُفظت الإجابة")
	b.get(page).sees(200, "حُفظت العلامة", "is-flag", `data-flagged="السؤال 1 من 2`).misses("حُفظت الإجابة")
	b.script(action, url.Values{"flag": {"1"}, "answer": {right}, "on": {"1"}, "auto": {"1"}}).sees(200, "حُفظت الإجابة").misses("العلامة")
	b.script(action, url.Values{"on": {"2"}, "auto": {"1"}}).sees(200, "بلا إجابة").misses("حُفظت الإجابة", "حُفظت العلامة")
}

// A script whose sign-in has ended says where what was written is.
func TestScriptWithoutSignIn(t *testing.T) {
	s := newSite(t)
	b := s.onSheet(t)
	b.post("/learning/basics/check/attempts").follow().sees(200)
	action := regexp.MustCompile(`/attempts/[^"]+/answers/[^"]+`).FindString(b.body)
	if err := masartest.Direct(s.App).RemoveSignIns(t.Context(), "salma", ""); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{sheetWork, action} {
		for lang, says := range map[string]string{
			"ar": "انتهى دخولك. ما كتبته محفوظ على هذا الجهاز؛ سجّل دخولك لإرساله.",
			"en": "You are no longer signed in. What you wrote is kept on this device; sign in to send it.",
		} {
			b.script(path+"?lang="+lang, url.Values{"text": {"كلام"}, "auto": {"1"}}).sees(401, says)
		}
	}
}

// Browsers write three signs of a file's name in percent, and no others.
func TestNamesOfFilesFromBrowsers(t *testing.T) {
	s := newSite(t)
	b := s.onSheet(t)
	for sent, want := range map[string]string{
		"خطة %22المرور%22.pdf": "خطة المرور.pdf",
		"a%0D%0Ab.pdf":         "ab.pdf",
		"100%25.pdf":           "100%25.pdf",
		"50% off.pdf":          "50% off.pdf",
		"%D8%A7.pdf":           "%D8%A7.pdf",
	} {
		var body strings.Builder
		for name, value := range map[string]string{"csrf": b.token, "text": "كلام", "go": "save"} {
			body.WriteString("--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
		}
		body.WriteString("--x\r\nContent-Disposition: form-data; name=\"scan\"; filename=\"" + sent + "\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7 " + sent + "\r\n--x--\r\n")
		b.sent(sheetWork, "multipart/form-data; boundary=x", body.String()).follow().sees(200, ">"+want+"</a>")
		b.get(regexp.MustCompile(`/files/[^"]+`).FindString(b.body)).sees(200, "%PDF")
		if got := b.header.Get("Content-Disposition"); strings.Contains(got, "%22") || strings.Contains(got, "%2522") {
			t.Errorf("%s is offered as %s", sent, got)
		}
	}
}

// The digits to choose from are shown as they are, whichever are chosen.
func TestDigitsAsExamples(t *testing.T) {
	s := newSite(t)
	for _, digits := range []string{"arab", "latn"} {
		b := s.as(t, "salma")
		b.get("/me")
		b.post("/me", "lang", "ar", "digits", digits).follow().sees(200, ">123</option>", ">١٢٣</option>", `href="/me/name"`)
	}
}

// There is something to mark as read only where something is unread.
func TestMarkAsRead(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	s.Complete(t, "salma")
	b := s.as(t, "salma")
	b.get("/notices").sees(200, "اعتبارها مقروءة")
	for range 2 {
		b.post("/notices/reading").follow().sees(200, "صدرت شهادتك").misses("اعتبارها مقروءة")
	}
}
