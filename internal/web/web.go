// Package web joins the parts of the site. What people see and press lies in its
// wings: each contributes its routes, with its pages beside their handlers. A handler
// reads the request, does one thing and shows the result; what goes wrong it returns,
// for the kit to show. It reads the store itself, in the viewer's scope, and changes
// things only through a use case of package app.
//
//	kit      session, shell, guard, forms, faults
//	ui       the design system
//	present  what several wings show of a course, an item, a person
//
// A wing imports none of the others.
package web

import (
	"slices"

	"masar/internal/web/admin"
	"masar/internal/web/certify"
	"masar/internal/web/identity"
	"masar/internal/web/kit"
	"masar/internal/web/learn"
	"masar/internal/web/personnel"
	"masar/internal/web/reporting"
	"masar/internal/web/studio"
	"masar/internal/web/teach"

	"github.com/gofiber/fiber/v2"
)

// Handler returns the whole site as a Fiber application.
func Handler(s *kit.Site) *fiber.App { return s.Handler(Routes(s)) }

// Routes returns every page and form: what to press, with what of a body, who may,
// and what it does. Which rows somebody may do it to is a matter of scope.
func Routes(s *kit.Site) []kit.Route {
	return slices.Concat(
		s.Routes(), identity.Routes(s), learn.Routes(s), certify.Routes(s), studio.Routes(s),
		teach.Routes(s), reporting.Routes(s), personnel.Routes(s), admin.Routes(s),
	)
}
