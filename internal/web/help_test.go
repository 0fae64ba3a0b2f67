package web_test

import "testing"

// Whoever asks for help reads what belongs to their roles, and visitors what
// concerns everybody, without links that would ask them to sign in.
func TestHelp(t *testing.T) {
	s := newSite(t)
	const learner, trainer, hr, admin = "كيف أسلّم تمرينًا؟", "كيف أسجّل الحضور؟", "كيف أكلّف موظفين بدورة؟", "كيف أمنح دورًا أو أسحبه؟"
	s.browser(t).get("/help").sees(200, learner, "كيف أتحقق من شهادة؟", `href="/verify"`).misses(trainer, hr, admin, `href="/learning"`)
	s.as(t, "salma").get("/help").sees(200, learner, `href="/paths"`, `href="/me/name"`).misses(trainer, hr, admin)
	s.as(t, "trainer-n").get("/help").sees(200, learner, trainer, `href="/teaching/reviews"`).misses(hr, admin)
	s.as(t, "hr-n").get("/help").sees(200, learner, hr, `href="/hr/assign"`).misses(trainer, admin)
	s.as(t, "admin").get("/help?lang=en").sees(200, "How do I give or withdraw a role?", "How do I mark attendance?", `href="/admin/tokens"`)
}

// Every link of the help leads to a page.
func TestHelpLinks(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "admin")
	for _, path := range []string{
		"/paths", "/learning", "/certificates", "/me/name", "/verify", "/teaching", "/teaching/reviews", "/teaching/courses", "/hr/import", "/hr/assign",
		"/hr", "/hr/certificates/waiting", "/hr/people", "/hr/certificates", "/admin", "/admin/people", "/admin/jobs", "/admin/tokens",
	} {
		b.get("/help").sees(200, `href="`+path+`"`)
		b.get(path).sees(200)
	}
}
