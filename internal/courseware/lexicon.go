package courseware

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"masar/internal/catalog"
)

// A Lexicon is a glossary made ready for finding its terms in texts. Make it
// once; it can be used by many at the same time.
type Lexicon struct {
	terms []catalog.Term
	index map[string][]entry // by language and first word, longer terms first
}

// An entry is a term in one language, word by word as words are compared, with
// what stands before each but spaces and hyphens.
type entry struct {
	term  int
	words []string
	gaps  []string
}

// NewLexicon returns a Lexicon of the terms.
func NewLexicon(terms []catalog.Term) *Lexicon {
	l := &Lexicon{terms: terms, index: map[string][]entry{}}
	for i, t := range terms {
		l.add("ar", i, t.Term.Ar)
		l.add("en", i, t.Term.En)
	}
	for _, es := range l.index {
		slices.SortStableFunc(es, func(a, b entry) int { return len(b.words) - len(a.words) })
	}
	return l
}

// add takes a term up, without what stands in brackets.
func (l *Lexicon) add(lang string, i int, name string) {
	name, _, _ = strings.Cut(name, "(")
	e, end := entry{term: i}, 0
	for _, w := range split(name) {
		e.words, e.gaps = append(e.words, w.folded), append(e.gaps, gap(name[end:w.from]))
		end = w.to
	}
	if lang == "ar" && len(e.words) > 1 {
		for i, w := range e.words {
			e.words[i] = bare(w)
		}
	}
	if len(e.words) > 0 {
		l.index[lang+e.words[0]] = append(l.index[lang+e.words[0]], e)
	}
}

// bare returns an Arabic word without its article. A term of several words is
// the same term with articles and without; a single word may not be: المدونة is
// a blog, but مدونة السلوك is a code of conduct.
func bare(w string) string {
	if rest, ok := strings.CutPrefix(w, "ال"); ok && utf8.RuneCountInString(rest) > 2 {
		return rest
	}
	return w
}

// A word is a word of a text, from one byte to another.
type word struct {
	from, to int
	folded   string // lower case, without tashkeel and tatweel
}

// split returns the words of a text.
func split(text string) (ws []word) {
	var b strings.Builder
	from := -1
	for i, r := range text + " " {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if from < 0 {
				from = i
			}
			if r != 'ـ' {
				b.WriteRune(unicode.ToLower(r))
			}
		case unicode.Is(unicode.Mn, r):
		case from >= 0:
			ws = append(ws, word{from, i, b.String()})
			b.Reset()
			from = -1
		}
	}
	return ws
}

// A use is a term in a text, from one byte to another.
type use struct{ term, from, to int }

// find returns the terms that text uses and that are not in explained yet, in
// the order of the text, and puts them in.
func (l *Lexicon) find(text, lang string, explained map[int]bool) (uses []use) {
	ws := split(text)
	for i := 0; i < len(ws); {
		term, n := l.match(text, lang, ws[i:])
		if n > 0 && !explained[term] {
			explained[term] = true
			uses = append(uses, use{term, ws[i].from, ws[i+n-1].to})
		}
		i += max(n, 1)
	}
	return uses
}

// match returns the longest term with which ws begins and how many words it
// has, or 0.
func (l *Lexicon) match(text, lang string, ws []word) (term, n int) {
	for _, first := range forms(ws[0].folded, lang) {
		for _, e := range l.index[lang+first] {
			if len(e.words) > n && e.begins(text, lang, ws) {
				term, n = e.term, len(e.words)
			}
		}
	}
	return term, n
}

// gap returns what stands between two words, spaces and hyphens left out.
func gap(between string) string { return strings.Trim(between, " \t\n-\u00a0") }

// begins reports whether the words after the first are those of e, with nothing
// between them but spaces and hyphens and what e has there.
func (e entry) begins(text, lang string, ws []word) bool {
	if len(e.words) > len(ws) {
		return false
	}
	for i := 1; i < len(e.words); i++ {
		last := i == len(e.words)-1 && lang == "en"
		w := ws[i].folded
		if lang == "ar" {
			w = bare(w)
		}
		if w != e.words[i] && !(last && w == e.words[i]+"s") {
			return false
		}
		if between := gap(text[ws[i-1].to:ws[i].from]); between != "" && between != e.gaps[i] {
			return false
		}
	}
	return true
}

// forms returns what the first word of a term may be if it is written as w: in
// Arabic the letters و ف ب ك ل are written onto a word, and in English an s.
func forms(w, lang string) []string {
	if lang == "en" {
		return []string{w, strings.TrimSuffix(w, "s")}
	}
	fs := []string{w, bare(w)}
	for _, front := range []string{"و", "ف", ""} {
		rest, ok := strings.CutPrefix(w, front)
		if !ok {
			continue
		}
		fs = append(fs, rest, bare(rest))
		if after, ok := strings.CutPrefix(rest, "لل"); ok { // ل and ال are written as لل
			fs = append(fs, "ال"+after, after)
		}
		for _, joined := range []string{"ب", "ك", "ل"} {
			if after, ok := strings.CutPrefix(rest, joined); ok {
				fs = append(fs, after, bare(after))
			}
		}
	}
	return fs
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
