package web

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// asked returns what a list is to be narrowed by, from the form that was sent or
// else from the address. What is searched for may name a person: it counts in a
// form alone, as addresses are kept in histories and logs.
func asked(c *fiber.Ctx, name string) string {
	if name == "q" || postedHas(c, name) {
		return strings.TrimSpace(posted(c, name))
	}
	return c.Query(name)
}

// find answers the form of a list. With something to search for, that is the
// list itself; without, it leads to the address of the list as it is filtered.
func find(list fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if asked(c, "q") != "" {
			return list(c)
		}
		query := url.Values{}
		for name, values := range formOf(c).values {
			for _, value := range values {
				if name != "csrf" && name != keptField && value != "" {
					query.Add(name, value)
				}
			}
		}
		return after(c, address(c.Path(), query))
	}
}
