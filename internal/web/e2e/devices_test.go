package e2e

import (
	"fmt"
	"strings"
	"testing"

	"masar/internal/quiz/item"

	"github.com/chromedp/chromedp"
)

// TestTwoDevices answers one question on two devices, of which one is off the
// line: the answer that was made last stands, whichever arrives last, and both
// devices say so. The clock runs on the page that asks whether to hand in, too.
func TestTwoDevices(t *testing.T) {
	once(t)
	s := newSite(t)
	const who = "salim.hinai"
	s.runTale(t, "municipal", who)
	first := s.newTab(t, "ar")
	first.signIn(who)
	first.open("/learning/tale/check")
	first.press(first.words.QuizBegin())
	attempt := first.route
	n := 0
	for i := range tale().Bank {
		first.open(fmt.Sprint(attempt, "?q=", i+1))
		if first.asked().Type == item.Single {
			n = i + 1
			break
		}
	}
	question := fmt.Sprint(attempt, "?q=", n)
	second := s.newTab(t, "ar")
	second.signIn(who)
	choice := func(tb *tab, value string) {
		t.Helper()
		tb.do(chromedp.Click(chromedp.CSS(fmt.Sprintf(`[name=answer][value=%q]`, value))))
	}
	stands := func(tb *tab, value string) {
		t.Helper()
		tb.wait(fmt.Sprintf(`document.querySelector('[name=answer][value=%q]').checked`, value))
	}
	says := func(tb *tab, words string) {
		t.Helper()
		tb.wait(`document.querySelector('.saved').textContent.includes(` + quoted(words) + `)`)
	}
	values := read[[]string](first, `[...document.querySelectorAll('[name=answer]')].map(i => i.value)`)
	one, other := values[0], values[1]

	// Made before, sent after.
	first.open(question)
	second.open(question)
	first.offline(true)
	choice(first, one)
	first.unsent()
	choice(second, other)
	second.saved()
	first.offline(false)
	says(first, first.words.QuizNewer(first.words.Num(n)))
	stands(first, other)
	first.excuse("net::ERR_INTERNET_DISCONNECTED")
	first.excuse("status of 409")
	second.reload()
	stands(second, other)

	// Made after, though on what is older.
	choice(first, one)
	first.saved()
	second.offline(true)
	choice(first, other)
	first.saved()
	choice(second, one)
	second.unsent()
	second.offline(false)
	says(second, "وحلّت محل إجابة")
	second.excuse("net::ERR_INTERNET_DISCONNECTED")
	first.reload()
	stands(first, one)

	// A window that only stood there sends nothing of its own.
	first.open(question)
	second.open(question)
	choice(second, other)
	second.saved()
	first.goesOn()
	if first.status != 409 {
		t.Errorf("the window that only stood there is answered %d", first.status)
	}
	first.sees(first.words.QuizNewer(first.words.Num(n)))
	stands(first, other)
	first.excuse("status of 409")

	first.open(fmt.Sprint(attempt, "?q=", len(tale().Bank)+1))
	first.wait(`/\d\d:\d\d/.test(document.querySelector('m-timer time').textContent)`)
	first.look(wide, narrow)
	second.quiet()
}

// slow makes the answers that are sent wait: window.held holds one function for
// each, which lets it go, or fails it if called with true.
const slow = `(() => {
	const real = window.fetch;
	window.held = [];
	window.fetch = (url, how) => how?.method !== 'POST' ? real(url, how) : new Promise((done, fail) => {
		window.held.push(lost => lost ? fail(new TypeError('lost')) : done(real(url, how)));
	});
})()`

// TestSavedIsTheNewest changes an answer while the one before is on its way: the
// page does not say that it is saved before the last one is, and who leaves at
// once loses nothing.
func TestSavedIsTheNewest(t *testing.T) {
	once(t)
	s := newSite(t)
	const who = "salim.hinai"
	s.runTale(t, "municipal", who)
	tb := s.newTab(t, "ar")
	tb.signIn(who)
	tb.open("/learning/tale/check")
	tb.press(tb.words.QuizBegin())
	attempt := tb.route
	for i := range tale().Bank {
		question := fmt.Sprint(attempt, "?q=", i+1)
		tb.open(question)
		if it := tb.asked(); it.Type == item.Ordering {
			order := func() string { return strings.Join(tb.order(), "|") }
			run := func(script string) { read[bool](tb, "("+script+", true)") }
			shows := func(order string) string {
				return `[...document.querySelectorAll('.order li')].map(i => i.dataset.name).join('|') === ` + quoted(order)
			}
			down := func() { tb.do(chromedp.Click(chromedp.CSS(`.order li:first-child [name=down]`))) }

			run(slow)
			down()
			tb.wait(`window.held.length === 1`)
			tb.do(chromedp.Click(chromedp.CSS(`.order li:nth-child(2) [name=down]`)))
			want := order()
			run(`window.held[0]()`)
			tb.wait(`window.held.length === 2`)
			if state := read[string](tb, `document.querySelector('.saved').dataset.state`); state != "saving" {
				t.Errorf("while the newest answer is on its way, the page says %q", state)
			}
			run(`window.held[1]()`)
			tb.saved()

			// What never arrived is on the device, and the page shows it.
			down()
			lost := order()
			if lost == want {
				t.Fatal("nothing has moved")
			}
			tb.wait(`window.held.length === 3`)
			run(`window.held[2](true)`)
			tb.unsent()
			tb.open(question)
			tb.wait(shows(lost))
			tb.saved()
			tb.open(question)
			if got := order(); got != lost {
				t.Errorf("kept is %s, and not %s", got, lost)
			}

			// Who leaves before it has arrived, from a device that keeps nothing,
			// has it sent by the page that goes.
			run(slow)
			run(`Storage.prototype.setItem = () => { throw new Error('full') }`)
			down()
			left := order()
			tb.wait(`window.held.length === 1`)
			run(`addEventListener('pagehide', () => window.held[1]?.())`)
			tb.open("/calendar")
			tb.wait(`(fetch(` + quoted(question) + `).then(r => r.text()).then(page => {
				const parts = new DOMParser().parseFromString(page, 'text/html').querySelectorAll('.order li');
				window.found = [...parts].map(i => i.dataset.name).join('|') === ` + quoted(left) + `;
			}), window.found)`)
			return
		}
	}
	t.Fatal("the tale has no ordering question")
}
