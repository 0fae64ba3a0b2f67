package web

import (
	"masar/internal/access"
)

// Keepable returns the routes whose forms may be kept for their writers, but for
// those that only narrow a list or are a press of a button.
func Keepable() (routes []string) {
	apart := map[string]bool{
		"/me/password": true, "/me/devices/:id/sign-out": true, "/me/kept/:id/discarding": true, "/sign-out": true,
	}
	for _, r := range new(Server).routes() {
		if r.verb() == "POST" && intakes[r.method].depth == 0 && r.may != access.Public && !apart[r.path] {
			routes = append(routes, r.path)
		}
	}
	return routes
}
