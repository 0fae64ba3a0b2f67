package courseware

import (
	"net/url"
	"strconv"
	"strings"
)

// checkLinks checks that every picture and link in a text leads somewhere.
func (r *reading) checkLinks(p passage) {
	if tangled(p.text) {
		r.fail(p.at, "tangled", "has too many brackets, or quotations and lists within each other")
		return
	}
	if !strings.Contains(p.text, "](") && !strings.Contains(p.text, "]:") {
		return
	}
	es := shape(p.text)
	headings := 0
	for _, e := range es {
		if e.kind == "heading" {
			headings++
		}
	}
	line := p.liner()
	for _, e := range es {
		s := line(e.offset)
		switch e.kind {
		case "picture":
			r.checkPicture(s, e)
		case "link":
			r.checkLink(s, e.dest, headings)
		}
	}
}

func (r *reading) checkPicture(s spot, e element) {
	name, ok := strings.CutPrefix(e.dest, "media/")
	switch m, there := r.course.Media[name]; {
	case !ok || !there:
		r.fail(s, "no-picture", "there is no picture %q; pictures are in media/", short(e.dest))
	case !strings.HasPrefix(m.Type, "image/"):
		r.fail(s, "not-a-picture", "%q is not a picture; link to it instead", short(e.dest))
	}
	if !e.named {
		r.warn(s, "no-alt", "the picture %q is not described: ![what it shows](%s)", short(e.dest), short(e.dest))
	}
}

func (r *reading) checkLink(s spot, dest string, headings int) {
	if name, ok := strings.CutPrefix(dest, "media/"); ok {
		if !has(r.course.Media, name) {
			r.fail(s, "no-medium", "there is no %q", short(dest))
		}
		return
	}
	if at, ok := strings.CutPrefix(dest, "#s"); ok {
		if n, err := strconv.Atoi(at); err == nil && n >= 1 && n <= headings {
			return
		}
	}
	u, err := url.Parse(dest)
	switch {
	case isWeb(dest):
	case err == nil && (u.Scheme == "mailto" || u.Scheme == "tel") && u.Opaque != "":
	default:
		r.fail(s, "dead-link", "the link %q leads nowhere; possible are web addresses, mailto:, tel:, media/ and #s1 for the first heading", short(dest))
	}
}
