package browser

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// A recorder is a test that is told of failures without failing.
type recorder struct {
	testing.TB
	errors   []string
	cleanups []func()
}

func (r *recorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}
func (r *recorder) Cleanup(f func()) { r.cleanups = append(r.cleanups, f) }

// A page that breaks the policy, or throws, is heard: without this, silence
// would prove nothing.
func TestHears(t *testing.T) {
	page := `<!DOCTYPE html><title>page</title><p style="color:red">text</p><script src="/x.js"></script>`
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'")
		if r.URL.Path == "/x.js" {
			w.Header().Set("Content-Type", "text/javascript")
			io.WriteString(w, `document.body.dataset.ran = "yes"; throw new Error("thrown")`)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, page)
	}))
	defer server.Close()

	r := &recorder{TB: t}
	tab := New(r)
	tab.Visit(server.URL)
	tab.Wait(`document.body.dataset.ran === "yes"`)
	if got := Eval[string](tab, "document.title"); got != "page" {
		t.Errorf("the title is %q", got)
	}
	if got := tab.Overflow(); got != 0 {
		t.Errorf("a short text is %d px too wide", got)
	}
	for _, f := range r.cleanups {
		f()
	}
	heard := strings.Join(r.errors, "\n")
	for _, want := range []string{"Content Security Policy", "thrown"} {
		if !strings.Contains(heard, want) {
			t.Errorf("%q was not heard among %q", want, heard)
		}
	}
}
