package web

import (
	"masar/internal/access"

	"github.com/gofiber/fiber/v2"
)

// AnswersItself is, by path, why a form is answered by a page itself.
var AnswersItself = answersItself

// HandlerWith returns the site with every form of a page answered by do, and the
// paths of those forms.
func (s *Server) HandlerWith(do fiber.Handler) (f *fiber.App, paths []string) {
	routes := s.routes()
	for i, r := range routes {
		if r.verb() == fiber.MethodPost && r.method != "POST json" {
			routes[i].do = do
			paths = append(paths, r.path)
		}
	}
	return s.serving(routes), paths
}

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
