package e2e

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"masar/internal/web/uitest"

	"github.com/chromedp/chromedp"
)

//go:embed testdata/axe/axe.min.js
var axeSource string

// ligature is where axe-core 4.14.1 passes over text that looks to it like the
// ligatures of an icon font, as all Arabic does, when it looks at contrast.
const ligature = `"#text"===e.props.nodeName&&!Km(e)`

// axe is a script that brings axe-core into the page once, patched to look at
// the contrast of Arabic; or "" when there is nothing to patch any more.
var axe = sync.OnceValue(func() string {
	if strings.Count(axeSource, ligature) != 1 {
		return ""
	}
	return "typeof axe === 'object' || (() => {" + strings.Replace(axeSource, ligature, `"#text"===e.props.nodeName`, 1) + "; return true })()"
})

// left is what a page says when words are missing or were not filled in.
var left = regexp.MustCompile(`\{[a-z]+\}|%![a-z(]|<nil>|\[object |undefined|NaN`)

// look checks the page that the tab shows, in each of the widths.
func (tb *tab) look(widths ...int64) {
	tb.Helper()
	tb.glance()
	for _, w := range widths {
		tb.do(chromedp.EmulateViewport(w, 900))
		tb.fits(w)
		tb.accessible(w)
	}
	tb.quiet()
}

// glance checks what does not depend on how the page is drawn.
func (tb *tab) glance() {
	tb.Helper()
	for _, p := range uitest.Problems(tb.source()) {
		tb.Errorf("%s: %s", tb.path(), p)
	}
	if m := left.FindString(tb.text()); m != "" {
		tb.Errorf("%s: says %q", tb.path(), m)
	}
}

// wider is what sticks out of the window, or "".
const wider = `(() => {
	const page = document.documentElement;
	if (page.scrollWidth <= page.clientWidth) return '';
	const out = [...document.body.querySelectorAll('*')].filter(e => {
		const box = e.getBoundingClientRect();
		return box.width && (box.right > page.clientWidth + 1 || box.left < -1);
	});
	return page.scrollWidth + ' > ' + page.clientWidth + ': ' + out.slice(0, 5).map(e => e.outerHTML.slice(0, 120)).join(' | ');
})()`

// fits checks that nothing sticks out of the window sideways.
func (tb *tab) fits(width int64) {
	tb.Helper()
	if out := read[string](tb, wider); out != "" {
		tb.Errorf("%s is wider than %d px: %s", tb.path(), width, out)
	}
}

// A violation is what axe found.
type violation struct {
	ID, Help string
	Nodes    []struct{ HTML, FailureSummary string }
}

// violations has axe look at the page.
func (tb *tab) violations() []violation {
	tb.Helper()
	if axe() == "" {
		tb.Fatal("axe-core has changed: find where its colour-contrast rule calls isIconLigature")
	}
	read[bool](tb, axe())
	return read[[]violation](tb, `axe.run(document, {
		runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'],
	}).then(r => r.violations.map(v => ({ID: v.id, Help: v.help, Nodes: v.nodes.map(n => ({HTML: n.html, FailureSummary: n.failureSummary}))})))`)
}

func (tb *tab) accessible(width int64) {
	tb.Helper()
	for _, v := range tb.violations() {
		var b strings.Builder
		for i, n := range v.Nodes {
			if i == 4 {
				fmt.Fprintf(&b, "\n  and %d more", len(v.Nodes)-i)
				break
			}
			fmt.Fprintf(&b, "\n  %.300s\n    %s", n.HTML, strings.ReplaceAll(n.FailureSummary, "\n", " "))
		}
		tb.Errorf("%s at %d px: %s: %s%s", tb.path(), width, v.ID, v.Help, &b)
	}
}

// quiet checks that nothing was said on the console, except of the page's own
// status where that is not a success.
func (tb *tab) quiet() {
	tb.Helper()
	tb.settle()
	for _, c := range tb.complaints() {
		if tb.status >= 400 && strings.Contains(c, fmt.Sprintf("status of %d", tb.status)) && strings.Contains(c, tb.route) {
			continue
		}
		tb.Errorf("%s: on the console: %s", tb.path(), c)
	}
}
