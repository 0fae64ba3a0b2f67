// Package browser opens pages in a real Chromium, for tests. Without one the
// test is skipped and says so; MASAR_TEST_CHROMIUM names one that is not on the
// path.
//
//	tab := browser.New(t)
//	tab.Resize(360, 800)
//	tab.Visit(url)
//	tab.Wait(`document.querySelector(".saved").dataset.state === "saved"`)
//	got := browser.Eval[string](tab, `document.title`)
//
// When the test ends the browser is closed, and the test fails if a page broke
// the content policy or a script threw.
package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long a step may take on a busy machine before the test is
// given up; no test passes or fails by it otherwise.
const patience = time.Minute

// lastWords end what the console says.
const lastWords = "masar: the test has ended"

// A Tab is one page of a browser of its own, with a profile of its own.
type Tab struct {
	t   testing.TB
	ctx context.Context
}

// New starts a browser, which ends with the test.
func New(t testing.TB) *Tab {
	t.Helper()
	path := Find()
	if path == "" {
		t.Skip("no Chromium is installed, nor named by MASAR_TEST_CHROMIUM")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true))
	allocator, end := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	tab := &Tab{t, ctx}
	said, read := chromedp.Console(ctx), make(chan struct{})
	go func() {
		defer close(read)
		for message, err := range said {
			if err != nil || message.Text == lastWords {
				return
			}
			tab.heard(message)
		}
	}()
	t.Cleanup(func() {
		// The console is read to its end, then the browser goes.
		defer end()
		defer cancel()
		Eval[chromedp.Void](tab, fmt.Sprintf("console.log(%q)", lastWords))
		<-read
	})
	tab.Resize(1366, 800)
	return tab
}

// In returns the tab for a part of its test, which then is what fails.
func (tab *Tab) In(t testing.TB) *Tab { return &Tab{t, tab.ctx} }

// Find returns the path of a Chromium, or "".
func Find() string {
	if path := os.Getenv("MASAR_TEST_CHROMIUM"); path != "" {
		return path
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// heard fails the test for what a page must never say. That a server was not
// reached, or said no, is for the test to judge.
func (tab *Tab) heard(m chromedp.ConsoleMessage) {
	bad := m.Type == chromedp.ConsoleException || m.Type == chromedp.ConsoleError || strings.Contains(m.Text, "Content Security Policy")
	if bad && !strings.HasPrefix(m.Text, "Failed to load resource") {
		tab.t.Errorf("the page says: %s", m.Text)
	}
}

// do runs steps within the patience.
func (tab *Tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		tab.t.Fatalf("%s: %v", what, err)
	}
}

// Resize sets the size of the page, as on a phone below 600 px.
func (tab *Tab) Resize(width, height int64) {
	tab.t.Helper()
	var options []chromedp.EmulateViewportOption
	if width < 600 {
		options = append(options, chromedp.EmulateMobile)
	}
	// The first step starts the browser, which a timeout would stop.
	if err := chromedp.Do(tab.ctx, chromedp.EmulateViewport(width, height, options...)); err != nil {
		tab.t.Fatal("starting the browser:", err)
	}
}

// Visit loads the page of that address, whole.
func (tab *Tab) Visit(url string) {
	tab.t.Helper()
	tab.do("visiting "+url, chromedp.Navigate(url))
}

// Click presses the first element of that CSS selector.
func (tab *Tab) Click(selector string) {
	tab.t.Helper()
	tab.do("pressing "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// Wait waits until the JavaScript condition holds.
func (tab *Tab) Wait(condition string) {
	tab.t.Helper()
	tab.do("waiting for "+condition, chromedp.Evaluate[chromedp.Void](fmt.Sprintf(
		`new Promise(done => { const look = () => (%s) ? done() : requestAnimationFrame(look); look() })`, condition), chromedp.EvalAwaitPromise))
}

// Overflow returns how many pixels the page is wider than the window.
func (tab *Tab) Overflow() int {
	tab.t.Helper()
	return Eval[int](tab, `document.documentElement.scrollWidth - document.documentElement.clientWidth`)
}

// Eval returns the value of a JavaScript expression, or of its promise.
func Eval[T any](tab *Tab, expression string) T {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		tab.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// Arrive waits until the JavaScript condition holds on whatever page comes next:
// unlike Wait, it may be asked while one page takes the place of another.
func (tab *Tab) Arrive(condition string) {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	for {
		there, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err == nil && there {
			return
		}
		if ctx.Err() != nil {
			tab.t.Fatalf("waiting for %s: %v", condition, err)
		}
	}
}
