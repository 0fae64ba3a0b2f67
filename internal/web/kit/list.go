package kit

import (
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

func FirstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// PageSize is how many rows a page of a list has.
const PageSize = 25

// Pager returns where a list of n rows stands, by the page asked for.
func Pager(c *fiber.Ctx, n int, query map[string][]string, search string) ui.Pager {
	p := ui.Pager{Page: 1, Size: PageSize, Total: n, Path: c.Path(), Query: query, Search: search}
	p.Page = min(max(c.QueryInt("page", 1), 1), p.Pages())
	return p
}

// Address returns path with the query, if there is any.
func Address(path string, query interface{ Encode() string }) string {
	if q := query.Encode(); q != "" {
		return path + "?" + q
	}
	return path
}
