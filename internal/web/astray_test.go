package web_test

import "testing"

// What somebody sees again in another language, or asks for once more, is a page
// and never a refusal: the answer to a form leads back to where the form stood.
func TestLanguageOfAnAnswer(t *testing.T) {
	s := newSite(t)
	b := s.browser(t)
	b.get("/verify/file").sees(302)
	b.get("/verify/nonsense").sees(302)
	b.get("/verify?code=nonsense").sees(422).misses("لم نُصدر شهادة")

	b = s.as(t, "admin")
	b.get("/admin/agencies/new?lang=ar").sees(200)
	b.post("/preferences", "lang", "en", "back", "/admin?lang=ar").follow().sees(200, `lang="en"`)
}

// A second tab that signs in where the first has done so goes on; without the
// cookie of its form it asks again, and keeps the name.
func TestSignInFormOutOfDate(t *testing.T) {
	s := newSite(t)
	b := s.browser(t)
	b.get("/sign-in")
	b.token = "old"
	b.post("/sign-in", "name", "salma", "password", "whatever it was", "back", "/certificates").sees(403, `value="salma"`)
	b = s.as(t, "salma")
	b.get("/me")
	b.token = "old"
	b.post("/sign-in", "name", "salma", "password", "whatever it was", "back", "/certificates").sees(303)
	b.follow().sees(200)
}

// Preferences that are saved as they were leave the language of the browser.
func TestPreferencesUnchanged(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "salma")
	b.get("/me?lang=en").sees(200, "Language of the site")
	b.post("/me", "lang", "ar", "digits", "").follow().sees(200, `lang="en"`)
	b.post("/me", "lang", "en", "digits", "").follow().sees(200, `lang="en"`)
	b.post("/me", "lang", "ar", "digits", "").follow().sees(200, `lang="ar"`)
}
