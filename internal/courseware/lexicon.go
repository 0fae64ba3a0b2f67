package courseware

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"masar/internal/catalog"
)

// A Lexicon is a glossary made ready for finding its terms in texts. Make it
// once; it can be used by many at the same time.
type Lexicon struct {
	terms []catalog.Term
	forms map[string]*regexp.Regexp // by language; a group for each term
	order map[string][]int          // which term a group is
}

// NewLexicon returns a Lexicon of the terms.
func NewLexicon(terms []catalog.Term) *Lexicon {
	l := &Lexicon{terms: terms, forms: map[string]*regexp.Regexp{}, order: map[string][]int{}}
	for _, lang := range []string{"ar", "en"} {
		l.prepare(lang)
	}
	return l
}

// prepare makes the expression that finds the terms of a language, longer ones
// before those they begin with.
func (l *Lexicon) prepare(lang string) {
	word := func(i int) string { return named(l.terms[i].Term, lang) }
	var order []int
	for i := range l.terms {
		if word(i) != "" {
			order = append(order, i)
		}
	}
	if len(order) == 0 {
		return
	}
	slices.SortStableFunc(order, func(a, b int) int { return len(word(b)) - len(word(a)) })
	var groups []string
	for _, i := range order {
		groups = append(groups, "("+form(word(i), lang)+")")
	}
	l.order[lang] = order
	// The letters و ف ب ك ل may be written onto the front of an Arabic word.
	front := map[string]string{"ar": `[وف]?[بكل]?`, "en": ``}[lang]
	l.forms[lang] = regexp.MustCompile(`(?i)(^|[^\p{L}\p{N}\p{M}])` + front + `(?:` + strings.Join(groups, "|") + `)`)
}

// named returns the term in the language, without what stands in brackets.
func named(t catalog.Text, lang string) string {
	s := t.En
	if lang == "ar" {
		s = t.Ar
	}
	s, _, _ = strings.Cut(s, "(")
	return strings.TrimSpace(s)
}

// form returns the expression for a term as it may be written in a text: with
// or without tashkeel, or in the plural with an s.
func form(term, lang string) string {
	if lang == "en" {
		return strings.Join(quoted(strings.Fields(term)), `\s+`) + `s?`
	}
	var ws []string
	for _, w := range strings.Fields(term) {
		var b strings.Builder
		for _, r := range w {
			if !unicode.Is(unicode.Mn, r) {
				b.WriteString(regexp.QuoteMeta(string(r)) + `\p{Mn}*`)
			}
		}
		ws = append(ws, b.String())
	}
	return strings.Join(ws, `\s+`)
}

func quoted(ws []string) []string {
	for i, w := range ws {
		ws[i] = regexp.QuoteMeta(w)
	}
	return ws
}

// A use is a term in a text, from one byte to another.
type use struct{ term, from, to int }

// find returns the terms that text uses and that are not in explained yet, in
// the order of the text, and puts them in.
func (l *Lexicon) find(text, lang string, explained map[int]bool) (uses []use) {
	re := l.forms[lang]
	for at := 0; re != nil && at < len(text); {
		m := re.FindStringSubmatchIndex(text[at:])
		if m == nil {
			break
		}
		term, from, to := -1, at+m[3], at+m[1]
		for g, i := range l.order[lang] {
			if m[4+2*g] >= 0 {
				term = i
			}
		}
		if endsWord(text[to:]) && !explained[term] {
			explained[term] = true
			uses = append(uses, use{term, from, to})
		}
		at = to
	}
	return uses
}

// endsWord reports whether no letter of the same word follows.
func endsWord(rest string) bool {
	for _, r := range rest {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
	}
	return true
}

// link returns the link from a term, shown as word, to what it means. What it
// means is also its title; it works without scripts.
func (l *Lexicon) link(u use, opt Options, word string) string {
	t := l.terms[u.term]
	href := "/glossary#" + t.ID
	if opt.TermURL != nil {
		href = opt.TermURL(t.ID)
	}
	return fmt.Sprintf(`<a class="term" href="%s" title="%s">%s</a>`,
		html.EscapeString(href), html.EscapeString(t.Means.In(opt.Lang)), word)
}

// Terms returns the terms that Markdown uses, in the order of their first use.
func (l *Lexicon) Terms(markdown, lang string) (terms []catalog.Term) {
	for _, u := range l.find(PlainText(markdown), lang, map[int]bool{}) {
		terms = append(terms, l.terms[u.term])
	}
	return terms
}
