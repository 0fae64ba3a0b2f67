package e2e

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

const (
	sheet = "/learning/tale/sheet"
	typed = `document.querySelector('[name=text]').value`
)

// write types into the field of that name, after what it holds.
func (tb *tab) write(name, text string) {
	tb.Helper()
	tb.do(chromedp.SendKeys(chromedp.CSS(`main [name="`+name+`"]`), text))
}

// holds waits until the field of that name holds the text.
func (tb *tab) holds(name, text string) {
	tb.Helper()
	tb.wait(`document.querySelector('main [name="` + name + `"]')?.value === ` + quoted(text))
}

// kept waits until this device keeps as many texts.
func (tb *tab) kept(n string) {
	tb.Helper()
	tb.wait(`Object.keys(localStorage).filter(k => k.startsWith('masar:kept:')).length === ` + n)
}

// says waits until the page says that the server has it, or that it has not.
func (tb *tab) says(state string) {
	tb.Helper()
	tb.wait(`document.querySelector('main .saved')?.dataset.state === ` + quoted(state))
}

// asks waits for what the page says above a form.
func (tb *tab) asks(words string) {
	tb.Helper()
	tb.wait(`[...document.querySelectorAll('.keep')].some(n => n.textContent.includes(` + quoted(words) + `))`)
}

// click presses a button of the page that leads nowhere else.
func (tb *tab) click(words string) {
	tb.Helper()
	tb.do(chromedp.Click(saying(words)))
}

// onTale returns a tab in which somebody who is on the tale has signed in.
func (s *site) onTale(t *testing.T, who string) *tab {
	t.Helper()
	tb := s.newTab(t, "ar")
	tb.signIn(who)
	return tb
}

// beside opens another window of the same browser.
func (tb *tab) beside() *tab {
	tb.Helper()
	ctx, cancel := chromedp.NewContext(tb.ctx)
	tb.Cleanup(cancel)
	other := &tab{T: tb.T, site: tb.site, ctx: ctx, heard: make(chan struct{}, 1), words: tb.words}
	other.do(chromedp.EmulateViewport(wide, 900))
	console := chromedp.Console(ctx)
	go other.listen(console)
	return other
}

// TestNothingTypedIsLost writes the sheet of an exercise and loses everything one
// can lose, one after the other.
func TestNothingTypedIsLost(t *testing.T) {
	once(t)
	s := newSite(t)
	const who, other = "salim.hinai", "maryam.balushi"
	s.runTale(t, "municipal", who, other)
	tb := s.onTale(t, who)

	// It is saved as it is written, and says so only then.
	tb.open(sheet)
	tb.fill("text", "واحد")
	tb.says("saved")
	tb.reload()
	tb.holds("text", "واحد")
	tb.kept("0")

	// The line is dead: the words of the page, not of the browser.
	tb.offline(true)
	tb.fill("text", "واحد اثنان")
	tb.says("unsent")
	tb.kept("1")
	tb.click(tb.words.ExerciseHandIn())
	tb.wait(`document.querySelector('main .saved').textContent.includes(` + quoted(tb.words.ShellKeepOffline()) + `)`)
	if raw := read[string](tb, `Object.entries(localStorage).filter(([k]) => k.startsWith('masar:kept:')).map(String).join()`); strings.Contains(raw, "اثنان") || strings.Contains(raw, who) {
		t.Errorf("the device keeps in clear %q", raw)
	}
	tb.offline(false)
	tb.excuse("net::ERR_INTERNET_DISCONNECTED")
	tb.says("saved")
	tb.kept("0")

	// The sign-in runs out, and somebody else signs in on the same browser.
	s.signOutEverywhere(tb, who)
	tb.fill("text", "واحد اثنان ثلاثة")
	tb.says("unsent")
	tb.excuse("status of 401")
	tb.signIn(other)
	tb.open(sheet)
	tb.kept("1") // sealed, and another's
	if got := read[string](tb, typed); got != "" {
		t.Errorf("%s is shown what %s wrote: %q", other, who, got)
	}
	s.signOutEverywhere(tb, other)
	tb.signIn(who)
	tb.open("/")
	tb.open(sheet)
	tb.asks("هذا ما كتبته")
	tb.holds("text", "واحد اثنان ثلاثة")
	tb.says("saved")
	tb.kept("0")

	// Another language, and a way out of the page, at once after the last letter.
	tb.offline(true)
	tb.fill("text", "واحد اثنان ثلاثة أربعة")
	tb.kept("1")
	tb.offline(false)
	tb.leads(chromedp.Click(chromedp.CSS(`form[action="/preferences"] button[lang]`)))
	tb.excuse("net::ERR_INTERNET_DISCONNECTED")
	tb.holds("text", "واحد اثنان ثلاثة أربعة")
	tb.says("saved")
	tb.leads(chromedp.Click(chromedp.CSS(`form[action="/preferences"] button[lang]`)))
	tb.quiet()
}

// TestTwoWindows writes one form in two windows: neither overwrites the other in
// silence, and both texts are there in the end.
func TestTwoWindows(t *testing.T) {
	once(t)
	s := newSite(t)
	const who = "salim.hinai"
	s.runTale(t, "municipal", who)
	a := s.onTale(t, who)
	a.open(sheet)
	b := a.beside()
	b.open(sheet)
	a.write("text", "من الأولى")
	b.asks(b.words.ShellKeepSaved())
	a.says("saved")
	b.write("text", "من الثانية")
	b.asks("من نافذة أخرى أو جهاز آخر")
	b.excuse("status of 409")
	if got := s.work(t, who).Fields["text"]; got != "من الأولى" {
		t.Errorf("%q stands", got)
	}
	b.reload()
	b.asks("تغيّر المحفوظ بعد ذلك")
	b.holds("text", "من الأولى")
	b.click(b.words.ShellKeepShow())
	b.holds("text", "من الثانية")
	b.kept("0")
	if got := s.work(t, who).Fields["text"]; got != "من الثانية" {
		t.Errorf("%q stands after it was asked for", got)
	}
	// The older window sends its form as it is: it is asked, too.
	a.wait(`document.querySelector('.keep')`)
	a.leads(chromedp.Click(saying(a.words.ExerciseSave())))
	if a.status != 409 {
		t.Errorf("the older window is answered %d", a.status)
	}
	a.sees("من الثانية")
	a.excuse("status of 409")
}

// work returns the work of somebody on the tale.
func (s *site) work(t *testing.T, who string) (w struct{ Fields map[string]string }) {
	t.Helper()
	v := s.viewer(t, who)
	e, err := s.app.Store.EnrolmentIn(context.Background(), v.Own(), v.PersonID, "tale")
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.app.Store.Work(context.Background(), e.ID, "sheet")
	if err != nil {
		t.Fatal(err)
	}
	w.Fields = got.Fields
	return w
}

// TestFormsOfStaffAreKept writes what a trainer and HR write, leaves by the logo,
// and finds it again; sent, it is not kept any longer.
func TestFormsOfStaffAreKept(t *testing.T) {
	once(t)
	s := newSite(t)
	run := s.runTale(t, "municipal", "salim.hinai")
	trainer := s.newTab(t, "ar")
	trainer.signIn("trainer.municipal")
	home := func(tb *tab) { tb.leads(chromedp.Click(chromedp.CSS("a.brand"))) }

	lesson := "/teaching/courses/tale/lessons/read"
	trainer.open(lesson)
	trainer.wait(`document.querySelectorAll('.ProseMirror').length === 2`)
	trainer.do(chromedp.EmulateViewport(320, 700))
	trainer.fits(320)
	read[bool](trainer, `(() => {
		const sheet = new CSSStyleSheet(); // as somebody sets it who reads better so: WCAG 1.4.12
		sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }');
		document.adoptedStyleSheets = [sheet];
		return true;
	})()`)
	trainer.fits(320)
	if !read[bool](trainer, `(() => {
		const save = document.querySelector('.acts--reach button').getBoundingClientRect();
		const over = document.elementFromPoint(save.x + save.width / 2, save.y + save.height / 2);
		return save.bottom <= innerHeight && !!over.closest('.acts--reach');
	})()`) {
		t.Error("on a phone the button that saves a lesson is out of reach")
	}
	trainer.do(chromedp.EmulateViewport(wide, 900))
	trainer.do(chromedp.SendKeys(chromedp.CSS(`.ProseMirror`), "فقرة من عندي. "))
	trainer.kept("1")
	home(trainer)
	trainer.open(lesson)
	trainer.asks("هذا ما كتبته")
	trainer.wait(`document.querySelector('.ProseMirror')?.textContent.includes('فقرة من عندي.')`)
	trainer.press(trainer.words.DraftSave())
	trainer.wait(`document.querySelector('.ProseMirror')?.textContent.includes('فقرة من عندي.')`)
	trainer.kept("0")

	trainer.open("/teaching/runs/" + run)
	session := "/teaching/runs/" + run + "/sessions/" + tale().Modules[0].Sessions[0].ID
	trainer.open(session)
	field := read[string](trainer, `document.querySelector('input[name^="m-"]').name`)
	trainer.write(field, "٤٠")
	trainer.kept("1")
	home(trainer)
	trainer.open(session)
	trainer.holds(field, "٤٠")

	hr := s.newTab(t, "ar")
	hr.signIn("hr.municipal")
	hr.open("/hr/people/new")
	hr.write("name_ar", "هند بنت راشد")
	hr.write("staff_no", "77")
	hr.kept("1")
	home(hr)
	hr.open("/hr/people/new")
	hr.holds("name_ar", "هند بنت راشد")
	hr.holds("staff_no", "77")
	hr.press(hr.words.PeopleAdd())
	hr.excuse("status of 422")
	hr.sees("لا يصلح اسم دخول") // refused: nobody could sign in
	home(hr)
	hr.open("/hr/people/new")
	hr.asks("هذا ما كتبته")
	hr.holds("staff_no", "77")
	hr.write("email", "hind@municipal.example")
	hr.press(hr.words.PeopleAdd())
	hr.kept("0")
	hr.open("/hr/people/new")
	hr.holds("name_ar", "")
	for _, tb := range []*tab{trainer, hr} {
		tb.quiet()
	}
}
