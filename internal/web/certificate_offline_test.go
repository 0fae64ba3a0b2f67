package web_test

import (
	"encoding/base64"
	"encoding/json"
	"net"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"masar/internal/certificate"
	chromium "masar/internal/masartest/browser"
	"masar/internal/signet"
)

// Anyone may keep what verifies claims, and it is the same for everyone.
func TestOfflinePageIsForAnyone(t *testing.T) {
	o := newOffice(t)
	for path, phrase := range map[string]string{
		"/verify/offline":                 "التحقق دون اتصال",
		"/verify/offline?lang=en":         "Verify offline",
		"/verify/offline/app.webmanifest": `"start_url":"/verify/offline?lang=ar"`,
		"/verify/offline/worker.js":       "verify-offline",
		"/.well-known/masar-issuer.json":  `"Participation basics"`,
	} {
		res, body := o.ask(t, httptest.NewRequest("GET", path, nil), "Cookie", "lang=en")
		if res.StatusCode != 200 || !strings.Contains(body, phrase) {
			t.Errorf("%s: %d without %q", path, res.StatusCode, phrase)
		}
		if res.Header.Get("Set-Cookie") != "" || strings.Contains(res.Header.Get("Vary"), "Cookie") || strings.Contains(body, "csrf") {
			t.Errorf("%s is not the same for everyone: %v", path, res.Header)
		}
		if !strings.HasSuffix(path, ".js") && res.Header.Get("Cache-Control") != "public, max-age=3600" {
			t.Errorf("%s: %q", path, res.Header.Get("Cache-Control"))
		}
	}
	_, body := o.get(t, "/.well-known/masar-issuer.json")
	var d struct{ Keys []struct{ ID, Public string } }
	if err := json.Unmarshal([]byte(body), &d); err != nil || len(d.Keys) != 1 {
		t.Fatal(err, body)
	}
	if public, err := base64.RawURLEncoding.DecodeString(d.Keys[0].Public); err != nil || signet.ID(public) != d.Keys[0].ID {
		t.Errorf("key %+v, %v", d.Keys[0], err)
	}
}

// The page itself tells claims apart, in a browser, and goes on doing so when
// the site is gone.
func TestOfflinePageVerifies(t *testing.T) {
	o := newOffice(t)
	tab := chromium.New(t)
	door, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- o.site.Listener(door) }()
	site := "http://" + door.Addr().String()
	claim := certificate.Paper{Record: o.certificate(t).Record, Site: o.App.Site}.Address()
	flipped := []byte(claim)
	flipped[len(flipped)-20] ^= 1
	other := signet.New([32]byte{42}, o.App.Now())
	foreign, err := signet.Claim{Code: o.code, Course: "basics", Issued: "2026-11-22"}.Sign(other.ID, other.Signer())
	if err != nil {
		t.Fatal(err)
	}
	own, err := o.App.Issuer(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	past, err := signet.Claim{Code: o.code, Course: "basics", Issued: "2020-01-01", Expires: "2021-01-01", Initials: "سه"}.Sign(own.Key.ID, own.Signer)
	if err != nil {
		t.Fatal(err)
	}
	address := o.App.Site + "/verify/" + o.code + "#"
	try := func(t *testing.T, tab *chromium.Tab) {
		for _, c := range []struct{ name, text, verdict string }{
			{"genuine", claim, "genuine"},
			{"one bit flipped", string(flipped), "altered"},
			{"of another certificate", strings.Replace(claim, o.code[:1], string(o.code[0]^1), 1), "altered"},
			{"another date", strings.Replace(claim, ".20261122.", ".20271122.", 1), "altered"},
			{"a key that is not ours", address + foreign, "foreign"},
			{"expired", address + past, "past"},
			{"no claim", address, "bare"},
			{"the address of a training record", "https://masar.example/verify/WG3J4K5M6N7P8QRS", "bare"},
			{"a code as it is printed", "WG3J-4K5M-6N7P-8QRS", "bare"},
			{"a full stop behind it", claim + ".\u200f", "genuine"},
			{"a claim cut short", claim[:len(claim)-90], "form"},
			{"nothing", " \n", "empty"},
			{"nonsense", "hello", "form"},
		} {
			t.Run(c.name, func(t *testing.T) {
				tab := tab.In(t)
				chromium.Eval[bool](tab, `(() => { for (const v of document.querySelectorAll("[data-verdict]")) v.hidden = true; document.querySelector("[name=claim]").value = `+strconv.Quote(c.text)+`; document.querySelector("main form").requestSubmit(); return true })()`)
				tab.Wait(`document.querySelector("[data-verdict]:not([hidden])")`)
				if got := chromium.Eval[string](tab, `document.querySelector("[data-verdict]:not([hidden])").dataset.verdict`); got != c.verdict {
					t.Errorf("the page finds it %s, want %s", got, c.verdict)
				}
			})
		}
		tab = tab.In(t)
		chromium.Eval[bool](tab, `(() => { document.querySelector("[name=claim]").value = `+strconv.Quote(claim)+`; document.querySelector("main form").requestSubmit(); return true })()`)
		tab.Wait(`!document.querySelector("[data-verdict=genuine]").hidden`)
		if got := chromium.Eval[string](tab, `[...document.querySelectorAll("[data-fact]")].map(e => e.textContent).join(" | ")`); !strings.HasPrefix(got, "Participation basics | SH | 22 November 2026 | ") {
			t.Errorf("the page shows %s", got)
		}
	}
	tab.Visit(site + "/verify/offline?lang=en")
	tab.Wait(`!document.querySelector("[data-kept]").hidden`)
	t.Run("online", func(t *testing.T) { try(t, tab) })
	if err := o.site.Shutdown(); err != nil {
		t.Fatal(err)
	}
	<-done
	tab.Visit(site + "/verify/offline?lang=en")
	t.Run("when the site is gone", func(t *testing.T) { try(t, tab) })
}

// A verdict goes as soon as the text that it is of is changed, the text and its
// verdict come along to the other language, and both languages are kept.
func TestOfflinePageKeepsUpWithItsText(t *testing.T) {
	o := newOffice(t)
	tab := chromium.New(t)
	door, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- o.site.Listener(door) }()
	site := "http://" + door.Addr().String()
	claim := certificate.Paper{Record: o.certificate(t).Record, Site: o.App.Site}.Address()
	const shown = `[...document.querySelectorAll("[data-verdict]:not([hidden])")].map(v => v.dataset.verdict).join() + (document.querySelector("[data-facts]").hidden ? "" : " with facts")`
	const press = `(() => { document.querySelector("main form button").click(); return true })()`
	write := func(text string) {
		chromium.Eval[bool](tab, `(() => { const f = document.querySelector("[name=claim]"); f.value = `+strconv.Quote(text)+`; f.dispatchEvent(new Event("input", {bubbles: true})); return true })()`)
	}
	sees := func(what, want string) {
		t.Helper()
		if got := chromium.Eval[string](tab, shown); got != want {
			t.Errorf("%s: the page shows %q, want %q", what, got, want)
		}
	}
	judged := `document.querySelector("[data-verdict]:not([hidden])")`
	tab.Visit(site + "/verify/offline?lang=en")
	tab.Wait(`!document.querySelector("[data-kept]").hidden`)
	for _, change := range []string{"", claim + "x", "hello"} {
		write(claim)
		chromium.Eval[bool](tab, press)
		tab.Wait(judged)
		sees("genuine", "genuine with facts")
		write(change)
		sees("after "+strconv.Quote(change), "")
	}
	write("")
	chromium.Eval[bool](tab, press)
	tab.Wait(judged)
	sees("nothing pasted", "empty")
	write("https://masar.example/verify/WG3J4K5M6N7P8QRS")
	chromium.Eval[bool](tab, press)
	tab.Wait(judged)
	sees("a training record", "bare")
	if got := chromium.Eval[string](tab, `document.querySelector("[data-online]").getAttribute("href")`); got != "/verify/WG3J4K5M6N7P8QRS?lang=en" {
		t.Errorf("its page is %s", got)
	}
	write(claim)
	chromium.Eval[bool](tab, press)
	tab.Wait(judged)
	chromium.Eval[bool](tab, `(() => { localStorage.setItem("masar:theme", "dark"); return true })()`)
	if err := o.site.Shutdown(); err != nil {
		t.Fatal(err)
	}
	<-done
	other := chromium.Eval[string](tab, `(() => { const a = document.querySelector("[data-other]"); a.addEventListener("click", e => e.preventDefault()); a.click(); return a.getAttribute("href") })()`)
	tab.Visit(site + other) // as the click does
	tab.Wait(`document.documentElement.lang === "ar" && document.querySelector("[data-verdict=genuine]:not([hidden])")`)
	if got := chromium.Eval[string](tab, `document.querySelector("[name=claim]").value + " " + document.documentElement.dataset.theme`); got != claim+" dark" {
		t.Errorf("in the other language there stands %s", got)
	}
	sees("in the other language", "genuine with facts")
	tab.Visit(site + "/verify/offline?lang=ar")
	tab.Wait(`document.documentElement.lang === "ar"`)
	if got := chromium.Eval[string](tab, `document.querySelector("[name=claim]").value`); got != "" {
		t.Errorf("asked for later, the page still has %s", got)
	}
}
