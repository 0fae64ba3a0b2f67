package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// HR puts a list in another order and searches it without leaving the page, and
// what was searched for stands in no address.
func TestListChangesInPlace(t *testing.T) {
	once(t)
	s := newSite(t)
	tb := s.newTab(t, "ar")
	tb.signIn("hr.municipal")
	tb.open("/hr")
	read[bool](tb, `(window.stays = true)`)
	tb.do(chromedp.Click("th a.sort"))
	tb.wait(`document.querySelector('th[aria-sort="ascending"] a.sort') === document.querySelector('th a.sort')`)
	if at := read[string](tb, `location.search`); !strings.Contains(at, "sort=name") {
		t.Errorf("the address does not say the order: %q", at)
	}
	read[bool](tb, `(window.shown = document.querySelector('#report [role=status]').textContent) !== ""`)
	tb.do(chromedp.SendKeys("form.filters [name=q]", "سالم"))
	tb.do(chromedp.Click("form.filters button:not([type=button])"))
	tb.wait(`document.querySelector('#report [role=status]').textContent !== window.shown`)
	if at := read[string](tb, `location.href`); strings.Contains(at, "q=") {
		t.Errorf("what was searched for stands in the address: %q", at)
	}
	if !read[bool](tb, `window.stays === true`) {
		t.Error("the page was left")
	}
}
