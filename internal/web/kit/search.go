package kit

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// Keys of what a request to a list carries along.
var (
	searchKey  = new(int) // what was searched for on the page before
	addressKey = new(int) // address of the list without what is searched for
)

// FilterValue returns what a list is to be narrowed by, from the form that was sent or
// else from the address. What is searched for may name a person: it counts in a
// form alone, as addresses are kept in histories and logs.
func FilterValue(c *fiber.Ctx, name string) string {
	if name == "q" || PostedHas(c, name) {
		carried, _ := c.Locals(searchKey).(string)
		return strings.TrimSpace(Posted(c, name) + carried)
	}
	return c.Query(name)
}

// Resumed has the page of a list begin with what was searched for before it was
// left for another language, or by a button that came back to it: see Carry.
func (s *Site) Resumed(list fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		c.Locals(searchKey, s.Carried(c))
		return list(c)
	}
}

// PostSearch answers the form of a list. With something to search for, that is the
// list itself; without, it leads to the address of the list as it is filtered.
func PostSearch(list fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		at := ListAddress(c)
		if FilterValue(c, "q") == "" {
			return Redirect(c, at)
		}
		c.Locals(addressKey, at)
		return list(c)
	}
}

// listed are the fields of a list's form that say nothing of what it shows.
var listed = map[string]bool{"csrf": true, keptField: true, "q": true, "person": true, "assign": true}

// ListAddress returns the address of a list as its form and its address narrow it.
func ListAddress(c *fiber.Ctx) string {
	query := url.Values{}
	for name, value := range c.Queries() {
		query.Set(name, value)
	}
	for name, values := range formOf(c).values {
		if !listed[name] {
			query[name] = nil
		}
		for _, value := range values {
			if !listed[name] && value != "" {
				query.Add(name, value)
			}
		}
	}
	return Address(c.Path(), query)
}
