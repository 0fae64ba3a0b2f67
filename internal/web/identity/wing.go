// Package identity is who one is to the site: signing in, profile and name, forms
// that wait, and tokens of programs.
package identity

import (
	"masar/internal/access"
	"masar/internal/web/kit"
)

// A wing is this part of the site, on what every part has.
type wing struct{ *kit.Site }

// Routes returns the pages and forms of this part.
func Routes(site *kit.Site) []kit.Route {
	s := wing{site}
	return []kit.Route{
		kit.On("POST", "/preferences", access.Public, s.setPreferences),
		kit.On("GET", "/sign-in", access.Public, s.signInForm),
		kit.On("POST", "/sign-in", access.Public, s.signIn),
		kit.On("POST", "/sign-out", access.Member, s.signOut),
		kit.On("GET", "/me", access.Member, s.profile),
		kit.On("POST", "/me", access.Member, s.saveProfile),
		kit.On("GET", "/me/name", access.Member, s.name),
		kit.On("POST", "/me/name", access.Member, s.approveName),
		kit.On("POST", "/me/name/correction", access.Member, s.askNameCorrection),
		kit.On("POST", "/me/password", access.Member, s.setPassword),
		kit.On("GET", "/me/kept", access.Member, s.keptForms),
		kit.On("POST", "/me/kept/:id/discarding", access.Member, s.discardKept),
		kit.On("POST", "/me/devices/:id/sign-out", access.Member, s.signOutDevice),
		kit.On("GET", "/admin/tokens", "credential:issue", s.tokens),
		kit.On("POST", "/admin/tokens", "credential:issue", s.makeToken),
		kit.On("POST", "/admin/tokens/:id/withdrawal", "credential:issue", s.withdrawToken),
	}
}
