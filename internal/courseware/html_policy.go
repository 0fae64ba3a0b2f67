package courseware

import (
	"regexp"

	"github.com/microcosm-cc/bluemonday"
)

// policy is what may be in a lesson. It is the second lock: HTML writes
// nothing else to begin with.
var policy = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "ul", "ol", "li", "em", "strong",
		"code", "pre", "blockquote", "table", "thead", "tbody", "tr", "th", "td",
		"figure", "figcaption", "aside", "div")
	id := regexp.MustCompile(`^[a-z0-9-]+$`)
	p.AllowAttrs("id").Matching(id).OnElements("h2", "h3", "h4", "h5", "h6", "p")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^note( note--(case|act|official))?$`)).OnElements("aside")
	p.AllowAttrs("aria-labelledby").Matching(id).OnElements("aside")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^note__title$`)).OnElements("p")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^scroll$`)).OnElements("div")
	p.AllowAttrs("role").Matching(regexp.MustCompile(`^region$`)).OnElements("div")
	p.AllowAttrs("tabindex").Matching(regexp.MustCompile(`^0$`)).OnElements("div")
	p.AllowAttrs("aria-label").OnElements("div")
	p.AllowAttrs("scope").Matching(regexp.MustCompile(`^(col|row)$`)).OnElements("th")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("src", "alt").OnElements("img")
	p.AllowAttrs("loading").Matching(regexp.MustCompile(`^lazy$`)).OnElements("img")
	p.AllowAttrs("href", "title").OnElements("a")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^term$`)).OnElements("a")
	p.AllowAttrs("rel").Matching(regexp.MustCompile(`^noopener$`)).OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto", "tel")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	return p
}()
