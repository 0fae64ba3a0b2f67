package e2e

import (
	"fmt"
	"testing"

	"masar/internal/catalog"

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
		if first.asked().Type == catalog.Single {
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
