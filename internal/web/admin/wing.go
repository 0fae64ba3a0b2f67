// Package admin is what administrators look after: the audit trail, jobs and mail.
package admin

import (
	"masar/internal/web/kit"
)

// A wing is this part of the site, on what every part has.
type wing struct{ *kit.Site }

// Routes returns the pages and forms of this part.
func Routes(site *kit.Site) []kit.Route {
	s := wing{site}
	return []kit.Route{
		kit.On("GET", "/admin/events", "event:read", s.events),
		kit.On("GET", "/admin/jobs", "job:read", s.jobs),
		kit.On("POST", "/admin/jobs/revival", "job:revive", s.reviveJob),
		kit.On("GET", "/admin/mails/:id", "mail:read", s.mail),
	}
}
