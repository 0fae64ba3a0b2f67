package e2e

import (
	"fmt"
	"testing"

	"masar/internal/quiz/item"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestWithoutScripts learns with scripts switched off: every answer is sent by
// a button.
func TestWithoutScripts(t *testing.T) {
	s := newSite(t)
	cast := map[string]string{"ar": "nasra.habsi", "en": "talib.mahrouqi"}
	s.runTale(t, "community", cast["ar"], cast["en"])
	for lang, who := range cast {
		t.Run(lang, func(t *testing.T) {
			tb := s.newTab(t, lang)
			tb.do(
				command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}),
				chromedp.EmulateViewport(narrow, 900),
			)
			tb.signIn(who)
			tb.reads()
			tb.open("/learning/tale/check")
			tb.press(tb.words.QuizBegin())
			attempt := tb.route
			for n := range tale().Bank {
				question := fmt.Sprint(attempt, "?q=", n+1)
				tb.open(question)
				it := tb.asked()
				tb.fits(narrow)
				if it.Type == item.Ordering {
					tb.sort(it, func(button string) { tb.leads(chromedp.Click(chromedp.CSS(button))) })
				} else {
					tb.answer(it)
				}
				tb.goesOn()
				tb.open(question)
				tb.keeps(it)
				tb.goesOn()
			}
			tb.finishes()
			tb.handsIn()
		})
	}
}
