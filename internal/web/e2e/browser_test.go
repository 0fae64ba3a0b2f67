package e2e

import (
	"context"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// names are what Chromium is called.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless-shell"}

func chromium() string {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// The browser is one for all tests; each has tabs of its own in it, which share
// nothing.
var (
	stopBrowser = func() {}
	browser     = sync.OnceValues(func() (context.Context, error) {
		options := append(chromedp.DefaultExecAllocatorOptions[:],
			chromedp.ExecPath(chromium()), chromedp.WindowSize(1366, 900), chromedp.Flag("lang", "ar"), chromedp.Flag("disable-gpu", true))
		if os.Getuid() == 0 {
			options = append(options, chromedp.NoSandbox)
		}
		ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
		ctx, _ = chromedp.NewContext(ctx)
		stopBrowser = stop
		return ctx, chromedp.Do(ctx)
	})
)

// chrome returns the browser, or skips the test where there is none.
func chrome(t *testing.T) context.Context {
	t.Helper()
	if chromium() == "" {
		t.Skip("no Chromium is installed")
	}
	ctx, err := browser()
	if err != nil {
		t.Fatal(err)
	}
	return ctx
}

// once skips tests of how pages are drawn, to which the database makes no
// difference, when it is PostgreSQL.
func once(t *testing.T) {
	t.Helper()
	if os.Getenv("MASAR_TEST_POSTGRES") != "" {
		t.Skip("pages are looked at on SQLite; unset MASAR_TEST_POSTGRES")
	}
}

func TestMain(m *testing.M) {
	code := m.Run()
	stopBrowser()
	os.Exit(code)
}
