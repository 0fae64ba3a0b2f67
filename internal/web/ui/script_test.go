package ui_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"masar/assets"
	"masar/internal/i18n"
	"masar/internal/masartest/browser"
	"masar/internal/web/ui"
)

// A site serves the gallery as the real site serves its pages, and receives its
// answers.
type site struct {
	t *testing.T

	mu      sync.Mutex
	down    bool // connections for answers are cut
	status  int  // what answers are answered with
	answers []url.Values
}

func newSite(t *testing.T) (*site, string) {
	s, mux := &site{t: t, status: http.StatusOK}, http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.page)
	mux.HandleFunc("GET /a/", s.asset)
	mux.HandleFunc("POST /answer", s.answer)
	mux.HandleFunc("POST /preferences", func(w http.ResponseWriter, r *http.Request) {})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return s, server.URL
}

func (s *site) page(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", ui.CSP)
	w.Write(gallery(s.t, i18n.New(r.FormValue("lang"), i18n.Prefs{}), r.FormValue("theme")))
}

func (s *site) asset(w http.ResponseWriter, r *http.Request) {
	f, _, ok := assets.Find(r.URL.Path)
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", f.Type)
	w.Write(f.Body)
}

func (s *site) answer(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.down {
		panic(http.ErrAbortHandler)
	}
	body, _ := io.ReadAll(r.Body)
	form, err := url.ParseQuery(string(body))
	if err != nil {
		s.t.Error(err)
	}
	s.answers = append(s.answers, form)
	w.WriteHeader(s.status)
	io.WriteString(w, "received")
}

// set changes how answers are received; take returns those received since then.
func (s *site) set(down bool, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down, s.status, s.answers = down, status, nil
}

func (s *site) take() []url.Values {
	s.mu.Lock()
	defer s.mu.Unlock()
	got := s.answers
	s.answers = nil
	return got
}

const (
	state = `document.querySelector("m-autosave .saved").dataset.state`
	kept  = `Object.keys(localStorage).sort().join()`
)

// The scripts do what they are for, in one browser, one after the other.
func TestScripts(t *testing.T) {
	tab := browser.New(t)
	for name, test := range map[string]func(*testing.T, *browser.Tab, *site, string){
		"answers outlive the network": answersOutliveTheNetwork,
		"only own answers are sent":   onlyOwnAnswersAreSent,
		"a refused answer":            refusedAnswer,
		"order and theme":             orderAndTheme,
		"editor":                      editor,
		"no overflow":                 noOverflow,
		"keys of the toolbar":         toolbarKeys,
	} {
		t.Run(name, func(t *testing.T) {
			s, address := newSite(t)
			test(t, tab.In(t), s, address)
		})
	}
}

// An answer given while the network is away is still chosen when the page comes
// back, and is sent when the network does.
func answersOutliveTheNetwork(t *testing.T, tab *browser.Tab, s *site, address string) {
	tab.Visit(address)

	s.set(true, 0)
	tab.Click(`m-autosave input[value=b]`)
	tab.Wait(state + ` === "unsent"`)
	if got := browser.Eval[string](tab, kept); got != "masar:unsent:attempt/1" {
		t.Fatalf("the device keeps %q", got)
	}

	tab.Visit(address)
	if !browser.Eval[bool](tab, `document.querySelector("m-autosave input[value=b]").checked`) {
		t.Error("the answer is not chosen after coming back")
	}

	s.set(false, http.StatusUnauthorized)
	browser.Eval[bool](tab, `dispatchEvent(new Event("online"))`)
	tab.Wait(`performance.getEntriesByType("resource").some(e => e.responseStatus === 401)`)
	if got := browser.Eval[string](tab, kept); got != "masar:unsent:attempt/1" {
		t.Errorf("signed out, the device keeps %q", got)
	}

	s.set(false, http.StatusOK)
	browser.Eval[bool](tab, `dispatchEvent(new Event("online"))`)
	tab.Wait(state + ` === "saved" && document.querySelector("m-autosave .saved span").textContent === "received"`)
	got := s.take()
	if len(got) != 1 || got[0].Get("choice") != "b" || got[0].Get("auto") != "1" || got[0].Get("csrf") != "token" {
		t.Errorf("the server received %v", got)
	}
	if got := browser.Eval[string](tab, kept); got != "" {
		t.Errorf("after sending, the device keeps %q", got)
	}
}

// Another attempt on the same device may be another person's: it waits for its
// own page. One of the same attempt goes with this one.
func onlyOwnAnswersAreSent(t *testing.T, tab *browser.Tab, s *site, address string) {
	tab.Visit(address)
	browser.Eval[bool](tab, `["attempt/7", "other/7"].every(key => (localStorage.setItem("masar:unsent:" + key, JSON.stringify({ url: "/answer", fields: "csrf=old&from=" + key })), true))`)
	tab.Visit(address)
	tab.Wait(kept + ` === "masar:unsent:other/7"`)
	got := s.take()
	if len(got) != 1 || got[0].Get("from") != "attempt/7" || got[0].Get("csrf") != "token" {
		t.Errorf("the server received %v", got)
	}
}

// What the server refuses for good is shown and no longer kept.
func refusedAnswer(t *testing.T, tab *browser.Tab, s *site, address string) {
	tab.Visit(address)
	s.set(false, http.StatusConflict)
	tab.Click(`m-autosave input[value=a]`)
	tab.Wait(state + ` === "unsent" && document.querySelector("m-autosave .saved span").textContent === "received"`)
	if got := browser.Eval[string](tab, kept); got != "" {
		t.Errorf("the device keeps %q", got)
	}
}

func orderAndTheme(t *testing.T, tab *browser.Tab, s *site, address string) {
	tab.Visit(address + "/?theme=light")
	tab.Click(`m-order li:nth-child(1) [data-move="1"]`)
	tab.Wait(state + ` === "saved"  && document.querySelector("m-autosave .saved span").textContent === "received"`)
	got := s.take()
	if len(got) != 1 || len(got[0]["order"]) != 3 || got[0]["order"][0] != "2" || got[0]["order"][1] != "1" {
		t.Errorf("the server received %v", got)
	}
	said := browser.Eval[string](tab, `document.querySelector("m-order [aria-live]").textContent`)
	if want := i18n.New("ar", i18n.Prefs{}).CommonMoved("التقييم الدوري", "2", "3"); said != want {
		t.Errorf("screen readers hear %q, want %q", said, want)
	}
	if ends := browser.Eval[bool](tab, `document.querySelector('m-order li:nth-child(1) [data-move="-1"]').disabled`); !ends {
		t.Error("the first row can still move up")
	}
	tab.Click(`[data-theme-form] button`)
	tab.Wait(`document.documentElement.dataset.theme === "dark"`)
}

// The editor shows the text, follows the direction of the page, and writes the
// Markdown it was given.
func editor(t *testing.T, tab *browser.Tab, _ *site, address string) {
	for lang, direction := range map[string]string{"ar": "rtl", "en": "ltr"} {
		tab.Visit(address + "/?lang=" + lang)
		tab.Wait(`document.querySelector(".ProseMirror h2")`)
		if got := browser.Eval[string](tab, `getComputedStyle(document.querySelector(".ProseMirror li")).direction`); got != direction {
			t.Errorf("%s: the list runs %s", lang, got)
		}
		before := browser.Eval[string](tab, `document.querySelector("#f-body").value`)
		tab.Click(`[data-do=source]`) // to the Markdown, as the editor writes it
		after := browser.Eval[string](tab, `document.querySelector("#f-body").value`)
		if strings.TrimSpace(before) != strings.TrimSpace(after) {
			t.Errorf("%s: %q became %q", lang, before, after)
		}
		tab.Click(`[data-do=source]`)
		tab.Click(`[data-do=link]`)
		if !browser.Eval[bool](tab, `document.querySelector(".editor__link").open`) {
			t.Errorf("%s: no dialog asks for the address", lang)
		}
	}
}

// spaced is by how much the page is too wide for somebody who sets letters, words
// and lines apart (WCAG 1.4.12).
const spaced = `(() => {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }');
	document.adoptedStyleSheets = [sheet];
	const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
	const wide = [...document.querySelectorAll('.editor *')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 || e.getBoundingClientRect().left < -1);
	if (over > 0) document.title = wide.slice(0, 5).map(e => e.className || e.tagName).join();
	document.adoptedStyleSheets = [];
	return over;
})()`

// Home and End lead to the ends of the toolbar, as the arrows lead along it.
func toolbarKeys(t *testing.T, tab *browser.Tab, _ *site, address string) {
	tab.Visit(address + "/?lang=ar")
	tab.Wait(`document.querySelector(".ProseMirror")`)
	press := func(key string) string {
		return browser.Eval[string](tab, `(() => {
			document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "`+key+`", bubbles: true, cancelable: true }));
			return document.activeElement.dataset.do;
		})()`)
	}
	browser.Eval[bool](tab, `(document.querySelector(".editor__bar button").focus(), true)`)
	for _, c := range []struct{ key, at string }{{"ArrowLeft", "italic"}, {"End", "source"}, {"ArrowLeft", "bold"}, {"ArrowRight", "source"}, {"Home", "bold"}, {"Home", "bold"}} {
		if got := press(c.key); got != c.at {
			t.Errorf("%s leads to %q, want %q", c.key, got, c.at)
		}
	}
	if stops := browser.Eval[int](tab, `[...document.querySelectorAll(".editor__bar button")].filter(b => b.tabIndex === 0).length`); stops != 1 {
		t.Errorf("the toolbar has %d tab stops", stops)
	}
}

// No page is wider than its window.
func noOverflow(t *testing.T, tab *browser.Tab, _ *site, address string) {
	for _, lang := range i18n.Languages {
		tab.Visit(address + "/?lang=" + lang)
		tab.Wait(`document.querySelector(".ProseMirror")`)
		for _, width := range []int64{320, 360, 768, 1366} {
			tab.Resize(width, 800)
			if over := tab.Overflow(); over > 0 {
				t.Errorf("%s at %d px: %d px too wide", lang, width, over)
			}
			if over := browser.Eval[int](tab, spaced); over > 0 {
				t.Errorf("%s at %d px with its letters and words apart: %d px too wide", lang, width, over)
			}
		}
	}
}
