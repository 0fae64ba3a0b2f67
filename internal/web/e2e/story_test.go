package e2e

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"masar/internal/people"
	"masar/internal/quiz/item"

	"github.com/chromedp/chromedp"
)

// TestStory goes the whole way, from signing in to a certificate and its
// withdrawal, in both languages.
func TestStory(t *testing.T) {
	s := newSite(t)
	cast := map[string]string{"ar": "nasra.habsi", "en": "talib.mahrouqi"}
	run := s.runTale(t, "community", cast["ar"], cast["en"])
	t.Run("in", func(t *testing.T) {
		for lang, who := range cast {
			t.Run(lang, func(t *testing.T) {
				t.Parallel()
				tb := s.newTab(t, lang)
				tb.signIn(who)
				tb.reads()
				tb.takesQuiz(who)
				tb.handsIn()
				tb.look(wide, narrow)
				s.trainerMarks(t, lang, run)
				s.trainerReviews(t, lang, who)
				code := tb.isCertified(who)
				visitor := s.newTab(t, lang)
				visitor.open("/verify/" + code)
				visitor.sees(visitor.words.CertificateVerdictValid())
				visitor.look(wide, narrow)
				s.hrRevokes(t, lang, who)
				visitor.reload()
				visitor.sees(visitor.words.CertificateVerdictRevoked())
				visitor.look(wide, narrow)
			})
		}
	})
}

// reads reads the lesson and marks it done.
func (tb *tab) reads() {
	tb.Helper()
	tb.open("/learning/tale")
	tb.press(tb.words.LearningStartCourse())
	tb.sees(tb.words.Pick("نصّ الدرس.", "The lesson's text."))
	tb.press(tb.words.LearningDoneMark())
	tb.open("/learning/tale/read")
	tb.sees(tb.words.LearningDoneAlready())
	tb.quiet()
}

// takesQuiz answers every question. The network goes away during one, and the
// sign-in ends during another; nothing is lost.
func (tb *tab) takesQuiz(who string) {
	tb.Helper()
	tb.open("/learning/tale/check")
	tb.press(tb.words.QuizBegin())
	attempt := tb.route
	for n := range tale().Bank {
		question := fmt.Sprint(attempt, "?q=", n+1)
		tb.open(question)
		tb.look(wide, narrow)
		it := tb.asked()
		switch it.Type {
		case item.Numeric:
			tb.offline(true)
			tb.answer(it)
			tb.unsent()
			tb.offline(false)
			tb.saved()
			tb.excuse("net::ERR_INTERNET_DISCONNECTED")
		case item.Single:
			tb.site.signOutEverywhere(tb, who)
			tb.answer(it)
			tb.unsent()
			tb.goesOn()
			tb.sees(tb.words.SignInExpired())
			tb.excuse("status of 401")
			tb.look(narrow)
			tb.give(who)
			tb.press(tb.words.KeptSend())
		default:
			tb.answer(it)
			tb.saved()
		}
		tb.open(question)
		tb.keeps(it)
		tb.goesOn()
	}
	tb.finishes()
}

// goesOn presses the button under a question.
func (tb *tab) goesOn() {
	tb.Helper()
	tb.leads(chromedp.Click(chromedp.CSS(".question__end button")))
}

// finishes hands the attempt in, of which every answer is right.
func (tb *tab) finishes() {
	tb.Helper()
	tb.sees(tb.words.QuizFinishTitle())
	tb.press(tb.words.QuizFinish())
	tb.sees(tb.words.Pct(100))
	tb.sees(tb.words.QuizPassed())
	tb.sees(tale().Bank[0].Rationale.In(tb.words.Lang))
}

// handsIn hands in the exercise, with a picture.
func (tb *tab) handsIn() {
	tb.Helper()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		tb.Fatal(err)
	}
	path := filepath.Join(tb.TempDir(), "مسح.png")
	if err := os.WriteFile(path, picture.Bytes(), 0o600); err != nil {
		tb.Fatal(err)
	}
	tb.open("/learning/tale/sheet")
	tb.fill("text", "خطة من ثلاث خطوات")
	tb.do(chromedp.SetUploadFiles(chromedp.CSS("[name=scan]"), []string{path}))
	tb.leads(chromedp.Click(chromedp.CSS(`button[name=go][value="hand-in"]`)))
	tb.sees(tb.words.ExerciseHandedInSaid())
	tb.sees("مسح.png")
}

// trainerMarks marks that everyone was there, in each session.
func (s *site) trainerMarks(t *testing.T, lang, run string) {
	t.Helper()
	tb := s.newTab(t, lang)
	tb.signIn("trainer.community")
	for _, session := range []string{"talk", "practice"} {
		tb.open("/teaching/runs/" + run + "/sessions/" + session)
		tb.leads(chromedp.Click(chromedp.CSS(`button[name=go][value=all]`)))
		tb.look(wide, narrow)
	}
}

// trainerReviews gives the work of somebody the best marks.
func (s *site) trainerReviews(t *testing.T, lang, who string) {
	t.Helper()
	tb := s.newTab(t, lang)
	tb.signIn("trainer.community")
	tb.open("/teaching/reviews")
	v := s.viewer(t, who)
	tb.press(tb.words.ReviewOpen() + ": " + tale().Exercises["sheet"].Title.In(lang) + " (" + s.name(t, v.PersonID, lang) + ")")
	tb.look(wide, narrow)
	for _, criterion := range []string{"proof", "fit"} {
		tb.do(chromedp.Click(chromedp.CSS(`.level:has([name="level-` + criterion + `"][value="4"])`)))
	}
	tb.leads(chromedp.Click(chromedp.CSS(`button[name=go][value=save]`)))
	if tb.status != 200 {
		tb.Fatalf("the review is answered with %d: %s", tb.status, tb.text())
	}
}

// isCertified waits for the certificate, which is listed before those there were,
// reads it, and returns its code.
func (tb *tab) isCertified(who string) (code string) {
	tb.Helper()
	title := fmt.Sprintf("%q", tale().Title.In(tb.words.Lang))
	tb.wait(`(window.found ||= 0, fetch('/certificates').then(r => r.text()).then(t => { window.found = t.includes(` + title + `) }), window.found)`)
	tb.open("/certificates")
	tb.look(wide, narrow)
	code = regexp.MustCompile(`/verify/([0-9A-Za-z-]+)`).FindStringSubmatch(string(tb.source()))[1]
	file, err := base64.StdEncoding.DecodeString(read[string](tb, `fetch(document.querySelector('a[href$="/pdf"]').href).then(r => r.arrayBuffer())
		.then(b => btoa(Array.from(new Uint8Array(b), x => String.fromCharCode(x)).join('')))`))
	if err != nil || !bytes.HasPrefix(file, []byte("%PDF")) {
		tb.Fatalf("not a PDF: %.40q, %v", file, err)
	}
	tb.Run("on paper", func(t *testing.T) {
		text := pdfText(t, file)
		for _, lang := range []string{"ar", "en"} {
			if name := tb.site.name(t, tb.site.viewer(t, who).PersonID, lang); !contains(text, name) {
				t.Errorf("the certificate does not name %s:\n%s", name, text)
			}
		}
	})
	return code
}

// name returns what somebody is called.
func (s *site) name(t *testing.T, id, lang string) string {
	t.Helper()
	p, err := s.app.Store.Person(t.Context(), people.Everywhere("tests look at anyone"), id)
	if err != nil {
		t.Fatal(err)
	}
	return p.Name(lang)
}

// pdfText returns the words of a PDF file.
func pdfText(t *testing.T, file []byte) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	cmd := exec.Command("pdftotext", "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(file)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// contains reports whether the text has the words in it, however they are
// spaced and marked for direction.
func contains(text, words string) bool { return strings.Contains(plain(text), plain(words)) }

// hrRevokes withdraws the certificate of somebody.
func (s *site) hrRevokes(t *testing.T, lang, who string) {
	t.Helper()
	tb := s.newTab(t, lang)
	tb.signIn("hr.community")
	tb.open("/hr/people/" + s.viewer(t, who).PersonID)
	tb.look(wide, narrow)
	tb.do(chromedp.Click(chromedp.CSS("details:has([name=why]) summary")))
	tb.fill("why", "صدرت باسم غير صحيح")
	tb.leads(chromedp.Click(chromedp.CSS(`form[action$="/revocation"] button`)))
	tb.sees(tb.words.CertificateRevokedSaid())
}
