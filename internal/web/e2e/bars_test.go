package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestBarsStandApart looks at the bars that stay in sight on a phone: the tabs,
// and the buttons of a long form above them. Neither lies over the other, in the
// area with tabs of one line and in that with tabs of two.
func TestBarsStandApart(t *testing.T) {
	once(t)
	s := newSite(t)
	s.runTale(t, "municipal", "salim.hinai")
	tb := s.onTale(t, "trainer.municipal")
	for _, width := range []int64{narrow, 320} {
		tb.do(chromedp.EmulateViewport(width, 740))
		for _, path := range []string{"/", "/teaching", "/teaching/courses/tale/lessons/read", "/teaching/courses/tale/lessons/read?lang=en"} {
			tb.open(path)
			if over := read[string](tb, overlapping); over != "" {
				t.Errorf("%s at %d: %s", path, width, over)
			}
		}
		if n := read[int](tb, `document.querySelectorAll('.acts--reach').length`); n != 1 {
			t.Errorf("%s has %d bars of buttons", tb.path(), n)
		}
	}
}

// overlapping names two bars of which one lies over the other, or says that the
// page has no room at its end for the tabs.
const overlapping = `(() => {
	scrollTo(0, 400);
	const tabs = document.querySelector('.nav'), top = tabs.getBoundingClientRect().top;
	for (const e of document.querySelectorAll('main *')) {
		const style = getComputedStyle(e);
		if (style.position !== 'sticky' || style.insetBlockEnd === 'auto') continue;
		const box = e.getBoundingClientRect();
		if (box.top < innerHeight && box.top >= 0 && box.bottom > top + 0.5) return e.className + ' ends at ' + box.bottom + ', and the tabs begin at ' + top;
	}
	const words = [...tabs.querySelectorAll('a')].find(a => a.scrollHeight > a.clientHeight + 1 || a.scrollWidth > a.clientWidth + 1);
	if (words) return 'the words of a tab are cut: ' + words.textContent;
	const room = parseFloat(getComputedStyle(document.body).paddingBlockEnd);
	return room >= innerHeight - top - 0.5 ? '' : 'the page ends under the tabs';
})()`
