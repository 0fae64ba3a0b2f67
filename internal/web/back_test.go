package web_test

import (
	"testing"

	"masar/internal/masartest"
	chromium "masar/internal/masartest/browser"
)

// After signing out, Back leads to the sign-in page and not to what the browser
// remembers of a page, even in a browser that keeps whole pages for Back.
func TestBackAfterSigningOut(t *testing.T) {
	tab := chromium.New(t)
	s := newSite(t)
	s.serve(t)
	site := "http://" + s.address
	const whole = `document.readyState === "complete" && location.pathname === `
	leads := func(script, path string) {
		t.Helper()
		chromium.Eval[bool](tab, `(() => { addEventListener("pageshow", e => window.again = e.persisted); `+script+`; return true })()`)
		tab.Arrive(whole + path)
	}
	tab.Visit(site + "/help")
	leads(`window.again = false; location.href = "/glossary"`, `"/glossary"`)
	leads(`history.back()`, `"/help"`)
	if !chromium.Eval[bool](tab, `window.again === true`) {
		t.Fatal("this browser keeps no pages for Back: the test would show nothing")
	}
	tab.Visit(site + "/sign-in")
	leads(`document.querySelector("[name=name]").value = "salma"; document.querySelector("[name=password]").value = "`+masartest.Password+`"; document.querySelector("main form").requestSubmit()`, `"/"`)
	for _, page := range []string{"/me", "/notices", "/certificates"} {
		leads(`location.href = "`+page+`"`, `"`+page+`"`)
		if !chromium.Eval[bool](tab, `document.body.textContent.includes("سلمى")`) {
			t.Fatalf("%s does not name its reader", page)
		}
	}
	leads(`document.querySelector("details.menu--account summary").click(); document.querySelector("details.menu--account form button").click()`, `"/sign-in"`)
	for _, page := range []string{"/certificates", "/notices", "/me"} {
		leads(`history.back()`, `"`+page+`"`)
		tab.Arrive(`document.querySelector("main [name=password]")`)
		if chromium.Eval[bool](tab, `document.documentElement.textContent.includes("سلمى")`) {
			t.Errorf("%s still names her", page)
		}
	}
}
