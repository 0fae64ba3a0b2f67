package web

import "masar/internal/access"

// routes is the whole site: what to press, who may, and what it does. Which
// rows somebody may do it to is a matter of scope.
func (s *Server) routes() []route {
	return []route{
		// The house
		{"GET", "/a/:hash/*", access.Public, s.asset},
		{"GET", "/healthz", access.Public, s.healthy},
		{"GET", "/readyz", access.Public, s.readiness},
		{"GET", "/metrics", access.Public, s.figures},
		{"POST", "/preferences", access.Public, s.setPreferences},
		{"GET", "/sign-in", access.Public, s.signInForm},
		{"POST", "/sign-in", access.Public, s.signIn},
		{"POST", "/sign-out", access.Member, s.signOut},

		// Learning

		// Certificates

		// Teaching

		// HR

		// Administration
	}
}
