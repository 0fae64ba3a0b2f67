package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"masar/internal/i18n"
	"masar/internal/masartest"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Widths of the windows that pages are looked at in.
const (
	wide   = 1366
	narrow = 360
)

// A tab is a window of the browser with cookies of its own, in which somebody
// uses the site.
type tab struct {
	*testing.T
	site   *site
	ctx    context.Context
	words  *i18n.T
	status int64  // of the page
	route  string // of the page

	mu   sync.Mutex
	said []string // on the console

	heard chan struct{} // the mark on the console
}

// newTab opens a tab in the given language, which closes when the test ends.
func (s *site) newTab(t *testing.T, lang string) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(chrome(t), chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	tb := &tab{T: t, site: s, heard: make(chan struct{}, 1), words: i18n.New(lang, i18n.Prefs{Zone: masartest.Zone})}
	tb.ctx = ctx
	tb.do(chromedp.EmulateViewport(wide, 900), media("light"))
	tb.set("lang", lang)
	console := chromedp.Console(ctx)
	go tb.listen(console)
	return tb
}

// media sets which theme the system prefers; nothing moves, so that nothing is
// looked at half way.
func media(theme string) chromedp.Action[chromedp.Void] {
	return command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: theme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}})
}

// forced has the system force its colours on every page.
func forced() chromedp.Action[chromedp.Void] {
	return command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "forced-colors", Value: "active"}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}})
}

// command makes an action of a command whose result does not matter.
func command[P, R any](c cdp.Command[P, R], p P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, p)
		return err
	})
}

// listen notes what the page complains about.
func (tb *tab) listen(console func(func(chromedp.ConsoleMessage, error) bool)) {
	for m, err := range console {
		if err != nil {
			return
		}
		if m.Text == mark {
			tb.heard <- struct{}{}
		}
		if m.Type == chromedp.ConsoleError || m.Type == chromedp.ConsoleException || m.Type == chromedp.ConsoleWarning {
			tb.mu.Lock()
			tb.said = append(tb.said, fmt.Sprintf("%s: %s %s", m.Type, m.Text, m.URL))
			tb.mu.Unlock()
		}
	}
}

// complaints returns what the page has complained about, and forgets it.
func (tb *tab) complaints() []string {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	said := tb.said
	tb.said = nil
	return said
}

// excuse waits for complaints that are expected, and lets them pass.
func (tb *tab) excuse(words string) {
	tb.Helper()
	tb.settle()
	tb.mu.Lock()
	defer tb.mu.Unlock()
	tb.said = slices.DeleteFunc(tb.said, func(s string) bool { return strings.Contains(s, words) })
}

// settle waits until everything that has been said is heard.
func (tb *tab) settle() {
	tb.Helper()
	read[any](tb, "console.log("+quoted(mark)+")")
	select {
	case <-tb.heard:
	case <-tb.ctx.Done():
	}
}

// mark is said on the console after everything before it.
const mark = "masar: so far"

// patience is how long anything may take on a machine that is busy.
const patience = 60 * time.Second

// do does things in the tab.
func (tb *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	tb.Helper()
	ctx, cancel := tb.bounded()
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		tb.Fatalf("at %s: %v", tb.route, err)
	}
}

// bounded returns the context of the tab, with an end. The first time, it must
// not have one.
func (tb *tab) bounded() (context.Context, context.CancelFunc) {
	if chromedp.FromContext(tb.ctx).Target == nil {
		return tb.ctx, func() {}
	}
	return context.WithTimeout(tb.ctx, patience)
}

// quoted returns a text as a script writes it.
func quoted(s string) string {
	b, _ := json.Marshal(s) // never fails
	return string(b)
}

// read evaluates an expression in the page and returns what it promises.
func read[T any](tb *tab, script string) T {
	tb.Helper()
	ctx, cancel := tb.bounded()
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		tb.Fatalf("at %s: %.300s: %v", tb.route, script, err)
	}
	return v
}

// wait waits until an expression holds in the page.
func (tb *tab) wait(script string) {
	tb.Helper()
	read[bool](tb, "new Promise(done => { const look = () => "+script+" ? done(true) : setTimeout(look, 50); look() })")
}

// leads does something that leads to another page, and waits for that.
func (tb *tab) leads(steps ...chromedp.Action[chromedp.Void]) {
	tb.Helper()
	ctx, cancel := tb.bounded()
	defer cancel()
	answer, err := chromedp.RunResponse(ctx, steps...)
	if err != nil {
		tb.Fatalf("from %s: %v", tb.route, err)
	}
	u, err := url.Parse(answer.URL)
	if err != nil {
		tb.Fatal(err)
	}
	tb.status, tb.route = answer.Status, u.Path
	tb.site.visit(u.Path)
}

// open opens a page by its path.
func (tb *tab) open(path string) {
	tb.Helper()
	tb.leads(chromedp.Navigate(tb.site.url + path))
}

// path returns where the tab is.
func (tb *tab) path() string { return read[string](tb, "location.pathname + location.search") }

// press presses the button or link that says the words, which leads on.
func (tb *tab) press(words string) {
	tb.Helper()
	tb.leads(chromedp.Click(saying(words)))
}

// saying finds the button or link that says the words.
func saying(words string) chromedp.Search {
	return chromedp.Search(fmt.Sprintf(`//main//*[self::button or self::a][contains(normalize-space(.), %q)]`, strings.TrimSpace(words)))
}

// sees fails the test unless the page shows the words.
func (tb *tab) sees(words string) {
	tb.Helper()
	if !contains(tb.text(), words) {
		tb.Errorf("%s (%d) does not say %q:\n%s", tb.route, tb.status, words, tb.text())
	}
}

// text returns the words of the page.
func (tb *tab) text() string { return plain(read[string](tb, "document.body.innerText")) }

// plain returns the words without the marks of direction, and with one space
// between them.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '\u200e' || r == '\u200f' || r >= '\u2066' && r <= '\u2069' {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// fill types into the field of that name, in place of what it holds.
func (tb *tab) fill(name, text string) {
	tb.Helper()
	field := fmt.Sprintf(`[name=%q]`, name)
	read[bool](tb, "(() => { const f = document.querySelector("+quoted(field)+"); f.focus(); f.select(); return true })()")
	tb.do(chromedp.SendKeys(chromedp.CSS(field), text))
}

// signIn signs in one of the cast.
func (tb *tab) signIn(name string) {
	tb.Helper()
	tb.open("/sign-in")
	tb.give(name)
}

// give gives name and password where they are asked for.
func (tb *tab) give(name string) {
	tb.Helper()
	tb.fill("name", name)
	tb.fill("password", tb.site.passwords[name])
	tb.leads(chromedp.Click(chromedp.CSS(`form[action="/sign-in"] button`)))
	if tb.status != 200 {
		tb.Fatalf("%s cannot sign in: %d", name, tb.status)
	}
}

// set sets a cookie.
func (tb *tab) set(name, value string) {
	tb.do(command(network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: tb.site.url}))
}

// source returns the page as the server sent it.
func (tb *tab) source() []byte {
	tb.Helper()
	ctx, cancel := tb.bounded()
	defer cancel()
	body, err := chromedp.Run(ctx, func(ctx context.Context, t *chromedp.Target) (b []byte, err error) {
		tree, err := cdp.Call(ctx, t, page.GetFrameTree, cdp.Empty{})
		if err != nil {
			return nil, err
		}
		// The request of a page has the id of its loader.
		answer, err := cdp.Call(ctx, t, network.GetResponseBody, network.GetResponseBodyParams{RequestID: network.RequestID(tree.FrameTree.Frame.LoaderID)})
		return answer.Body, err
	})
	if err != nil {
		tb.Fatalf("%s: %v", tb.route, err)
	}
	return body
}
