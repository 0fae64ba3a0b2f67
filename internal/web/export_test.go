package web

import (
	"masar/internal/access"
)

// Keepable returns the routes whose forms may be kept for their writers and take
// more than a few lines. Others may do with words that fit any form.
func Keepable() (routes []string) {
	for _, r := range new(Server).routes() {
		if (r.method == "POST page" || r.method == "POST upload") && r.may != access.Public {
			routes = append(routes, r.path)
		}
	}
	return routes
}
