package uitest

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// language reports words in another language than the page says they are in
// (WCAG 2.2, 3.1.2): Arabic letters where the language is English, and Latin
// words where it is Arabic. Codes, addresses, names of files, abbreviations and
// what stands in code are no words.
func (c *checker) language(n *html.Node) {
	lang := langOf(n)
	said := ""
	switch n.Type {
	case html.TextNode:
		if unspoken(n) {
			return
		}
		said = n.Data
	case html.ElementNode:
		if n.Data == "input" && (attr(n, "type") == "text" || attr(n, "type") == "search") {
			said = attr(n, "value")
		}
		if n.Data == "img" {
			said = attr(n, "alt")
		}
	}
	arabic, latin := firstArabic(said), firstLatin(said)
	alone := n.Type == html.ElementNode || n.Parent != nil && (n.Parent.Data == "option" || n.Parent.Data == "title" || n.Parent.Data == "textarea")
	switch {
	case alone && arabic != "" && latin != "": // both, where only one can be named
	case lang == "en" && arabic != "":
		c.add("%q is Arabic in words that are said to be English: %q", arabic, clip(said))
	case lang == "ar" && latin != "":
		c.add("%q is English in words that are said to be Arabic: %q", latin, clip(said))
	case lang == "" && (arabic != "" || latin != ""):
		c.add("%q is in no language", clip(said))
	}
}

// langOf returns the language that the nearest element around n, or n, says.
func langOf(n *html.Node) string {
	for ; n != nil; n = n.Parent {
		if lang := attr(n, "lang"); lang != "" {
			return lang
		}
	}
	return ""
}

// unspoken reports whether the words of n are not read as words.
func unspoken(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		switch p.Data {
		case "script", "style", "code", "kbd", "samp", "svg", "noscript":
			return true
		}
	}
	return false
}

func firstArabic(s string) string {
	for _, w := range strings.Fields(s) {
		if strings.IndexFunc(w, func(r rune) bool { return unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) }) >= 0 {
			return w
		}
	}
	return ""
}

// firstLatin returns the first word of Latin letters that is one.
func firstLatin(s string) string {
	for _, w := range strings.Fields(s) {
		w = strings.TrimFunc(w, func(r rune) bool { return r != '/' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		letters := strings.TrimFunc(w, func(r rune) bool { return unicode.Is(unicode.Latin, r) || r == '-' || r == '’' || r == '\'' })
		if letters == "" && len(w) > 1 && strings.ToUpper(w) != w {
			return w
		}
	}
	return ""
}

func clip(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if rs := []rune(s); len(rs) > 60 {
		return string(rs[:60]) + "…"
	}
	return s
}
