package web_test

import (
	"encoding/base64"
	"net/url"
	"strings"
	"testing"

	"masar/internal/masartest"
)

// A wrong spelling is said what is wrong with it and stays in its field; a
// request that waits is shown to who asked and to their HR.
func TestNameCorrectionPage(t *testing.T) {
	s := newSite(t)
	b := s.english(t, "salma")
	b.get("/me/name").sees(200).misses("You asked for this spelling")
	for spelling, says := range map[string]string{
		"": "Write the name as it ought to be printed.", " \u200f ": "Write the name as it ought to be printed.",
		"<b>Salma</b>": "Take out the rest: &lt; &gt; /", "Salma 2": "Take out the rest: 2", "Salma 🙂": "Take out the rest: 🙂",
		"Salma\u202e": "invisible characters", strings.Repeat("s", 201): "longer than 200",
		"salma  AL HINAI": "your name as it is on record", "سلمى بنت خلفان الهنائيّة": "your name as it is on record",
	} {
		b.post("/me/name/correction", "spelling", spelling).sees(422, says, `id="f-spelling-error"`)
	}
	b.post("/me/name/correction", "spelling", "Salma Al-Hinai").follow().sees(200, "You asked for this spelling", "Salma Al-Hinai", "since 22 November 2026")
	s.english(t, "hr-n").get("/hr/people/salma").sees(200, "Its holder asks for this spelling", "Salma Al-Hinai")
	s.english(t, "badr").get("/me/name").sees(200).misses("Salma Al-Hinai", "You asked for this spelling")
}

// The name or code that was typed before the page was asked for in the other
// language stands in its field, once, and in no address.
func TestTypedInOtherLanguage(t *testing.T) {
	s := newSite(t)
	for page, field := range map[string]string{"/sign-in": "name", "/verify": "code", "/sign-in?back=%2Fme": "name", "/hr": "name"} {
		b := s.browser(t)
		b.get(page)
		b.post("/preferences", "lang", "en", "back", page, "carry", `salma"<b>`).sees(303)
		if at := b.header.Get("Location"); strings.Contains(at, "salma") {
			t.Errorf("%s: what was typed is in the address %s", page, at)
		}
		want := `name="` + field + `"`
		b.follow()
		b.sees(b.status, want, `value="salma&#34;&lt;b&gt;"`, `lang="en"`)
		b.get(page)
		b.sees(b.status, want).misses("salma")
	}
	// Nothing comes along to another page, nor what is too long or no text.
	b := s.browser(t)
	b.get("/sign-in")
	b.post("/preferences", "lang", "en", "back", "/verify", "carry", "salma")
	b.get("/sign-in").sees(200).misses("salma")
	b.post("/preferences", "lang", "en", "back", "/sign-in", "carry", strings.Repeat("a", 401)).follow().sees(200).misses("aaaa")
	for _, value := range []string{"*", base64.RawURLEncoding.EncodeToString([]byte("/sign-in")), base64.RawURLEncoding.EncodeToString([]byte("/sign-in\n\xff"))} {
		b.ask("GET", "/sign-in", "Cookie", "carried="+url.QueryEscape(value)).sees(200)
	}
}

// A browser that does not say what it is has a name all the same, and what it
// calls itself otherwise is not repeated.
func TestOddDevices(t *testing.T) {
	s := newSite(t)
	s.english(t, "badr").get("/me").sees(200, "Unknown browser").misses(">·<", "> · <")
	for agent, want := range map[string]string{
		"": "Unknown browser", "curl/8.5.0": "Unknown browser", "<script>alert(1)</script>": "Unknown browser", strings.Repeat("x", 8000): "Unknown browser",
		"\u202eevil": "Unknown browser", "Mozilla/5.0 (X11; Linux x86_64)": "Linux", "Mozilla/5.0 (Android 15) Firefox/140.0": "Firefox",
		"Mozilla/5.0 (iPhone) CriOS/140 Safari/605": "Chrome", strings.Repeat("y", 8000) + " (Windows) OPR/1": "Opera",
	} {
		b := s.browser(t)
		b.ask("GET", "/sign-in?lang=en", "User-Agent", agent)
		form := url.Values{"csrf": {b.token}, "name": {"salma"}, "password": {masartest.Password}}
		b.sent("/sign-in", "application/x-www-form-urlencoded", form.Encode(), "User-Agent", agent).sees(303)
		b.get("/me?lang=en").sees(200, want).misses("alert(1)", "curl", "xxxx", "yyyy", "evil")
		if strings.Contains(b.main(), "\u2068\u2069") {
			t.Errorf("%.30s: a device without a name", agent)
		}
	}
	s.english(t, "salma").get("/notices").sees(200, "new browser (\u2068Unknown browser\u2069)").misses("()", "alert(1)", "xxxx")
	s.as(t, "admin").get("/admin/events?security=1&lang=en").sees(200, "Unknown browser").misses("alert(1)", "curl", "xxxx")
}
