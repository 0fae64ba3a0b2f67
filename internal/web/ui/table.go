package ui

import (
	"net/url"
	"strconv"

	"masar/internal/i18n"

	"github.com/a-h/templ"
)

// A Pager is where a list stands: the page shown, out of how many rows.
type Pager struct {
	Page   int // from 1
	Size   int // rows on a page
	Total  int
	Path   string     // of the list, without its query
	Query  url.Values // filters and order, kept from page to page
	Search string     // what people are searched by, or ""; it stands in no address
}

// Pages returns how many pages there are.
func (p Pager) Pages() int { return max(1, (p.Total+p.Size-1)/max(p.Size, 1)) }

// first and last are the rows shown, from 1.
func (p Pager) first() int { return min(p.Total, (p.Page-1)*p.Size+1) }

func (p Pager) last() int { return min(p.Total, p.Page*p.Size) }

// href returns the address of page n.
func (p Pager) href(n int) string { return With(p.Path, p.Query, "page", strconv.Itoa(n)) }

// again is the id of the form that searches for the same people again.
const again = "search-again"

// file is the id of the form that asks for the people searched for as a file.
const file = "search-file"

// attrs are what the link to page n says of itself.
func (p Pager) attrs(t *i18n.T, n int) templ.Attributes {
	attrs := inPlace()
	attrs["aria-label"] = t.CommonPage(t.Num(n))
	if n == p.Page {
		attrs["aria-current"] = "page"
	}
	return attrs
}

// inPlace has htmx, on the pages of staff that load it, put the answer in the
// place of the page's main part, so that whoever goes through a long list stays
// where they are in it.
func inPlace() templ.Attributes {
	return templ.Attributes{"hx-boost": "true", "hx-target": "#main", "hx-select": "#main", "hx-swap": "outerMorph"}
}

func sortAttrs() templ.Attributes {
	attrs := inPlace()
	attrs["class"] = "sort"
	return attrs
}

// numbers returns the pages to link to: the ends, and those around the one
// shown; 0 stands for the ones left out.
func (p Pager) numbers() (ns []int) {
	last := p.Pages()
	for n := 1; n <= last; n++ {
		near := n >= p.Page-1 && n <= p.Page+1
		// A gap of a single page is no shorter than the page.
		alone := n == 2 && p.Page == 4 || n == last-1 && p.Page == last-3
		switch {
		case n == 1 || n == last || near || alone:
			ns = append(ns, n)
		case len(ns) > 0 && ns[len(ns)-1] != 0:
			ns = append(ns, 0)
		}
	}
	return ns
}

// A Sort is the order of a list: by which column, and which way. Pressing the
// column again turns it round.
type Sort struct {
	By     string
	Down   bool
	Path   string
	Query  url.Values
	Search string // as in Pager
}

// word returns the order of the column for aria-sort, or "".
func (s Sort) word(column string) string {
	switch {
	case s.By != column:
		return ""
	case s.Down:
		return "descending"
	}
	return "ascending"
}

// href returns the address of the list by column, from its first page.
func (s Sort) href(column string) string {
	way := ""
	if s.By == column && !s.Down {
		way = "down"
	}
	q := Clone(s.Query)
	q.Del("page")
	set(q, "way", way)
	return With(s.Path, q, "sort", column)
}

// With returns path with the query and one more value.
func With(path string, query url.Values, name, value string) string {
	q := Clone(query)
	set(q, name, value)
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

func set(q url.Values, name, value string) {
	if value == "" {
		q.Del(name)
	} else {
		q.Set(name, value)
	}
}

// Clone copies q, leaving out what is empty.
func Clone(q url.Values) url.Values {
	c := url.Values{}
	for name, values := range q {
		for _, v := range values {
			if v != "" {
				c.Add(name, v)
			}
		}
	}
	return c
}
