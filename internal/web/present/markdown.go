package present

import (
	"strings"

	"masar/internal/catalog"
	"masar/internal/courseware"
	"masar/internal/i18n"
)

// Markdown returns a text of the course as HTML, its terms explained.
func Markdown(t *i18n.T, terms *courseware.Lexicon, course catalog.Course, text catalog.Text, ids string) string {
	o := shown(t, text)
	o.Lexicon, o.IDs, o.MediaURL = terms, ids, func(name string) string { return MediaURL(course, name) }
	return courseware.HTML(text.In(o.Lang), o)
}

// shown says how Markdown of a course is shown: as Arabic only if it is.
func shown(t *i18n.T, text catalog.Text) courseware.Options {
	o := courseware.Options{Lang: t.Lang, ArabicDigits: t.DigitKind() == "arab"}
	if t.Lang == "ar" && text.Ar == "" {
		o.Lang = "en"
	}
	return o
}

// MediaURL is the address of a medium of the course, by its bytes: it never
// changes.
func MediaURL(course catalog.Course, name string) string {
	m, ok := course.Media[strings.TrimPrefix(name, "media/")]
	if !ok {
		return ""
	}
	return "/media/" + m.Hash + "/" + m.Name
}

// Inline shows a line of Markdown.
func Inline(t *i18n.T, text catalog.Text) string {
	o := shown(t, text)
	return courseware.Inline(text.In(o.Lang), o)
}
