package e2e

import (
	"context"
	"os"
	"sync"
	"testing"

	find "masar/internal/masartest/browser"

	"github.com/chromedp/chromedp"
)

// The browser is one for all tests; each has tabs of its own in it, which share
// nothing.
var (
	stopBrowser = func() {}
	browser     = sync.OnceValues(func() (context.Context, error) {
		options := append(chromedp.DefaultExecAllocatorOptions[:],
			chromedp.ExecPath(find.Find()), chromedp.WindowSize(1366, 900), chromedp.Flag("lang", "ar"), chromedp.Flag("disable-gpu", true))
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
	if find.Find() == "" {
		t.Skip("no Chromium is installed, nor named by MASAR_TEST_CHROMIUM")
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
