package studio

import (
	"html"
	"net/url"
	"regexp"
	"strings"

	"masar/internal/i18n"
)

// A passage is where something stands in a lesson, by what its author sees there:
// the heading above and the first words of the paragraph. Either may be "".
type passage struct {
	heading, words string
	title          bool // the words are those of a heading
}

var (
	marks      = regexp.MustCompile(`^(?:\s*(?:>|#{1,6}(?:\s|$)|[-*+]\s|\d+[.)]\s|\||\[![a-z]+\]|\[[ xX]\]\s))*\s*`)
	itemBegins = regexp.MustCompile(`^\s*(?:>|#{1,6}\s|[-*+]\s|\d+[.)]\s|\|)`)
	linked     = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
	escaped    = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")
	emphasis   = regexp.MustCompile("[*_`|]")
	ruler      = regexp.MustCompile(`^[-: ]+$`) // under the head of a table
	headed     = regexp.MustCompile(`^#{1,6}\s`)
	dropped    = "\x00" // stands for an escaped mark while marks are taken out
)

// placeIn returns the place of a line, counted from 1, in a text of Markdown.
func placeIn(text string, line int) (p passage) {
	lines := strings.Split(text, "\n")
	if line < 1 || line > len(lines) {
		return p
	}
	at := line - 1
	for at > 0 && !itemBegins.MatchString(lines[at]) && strings.TrimSpace(lines[at]) != "" && strings.TrimSpace(lines[at-1]) != "" && !headed.MatchString(lines[at-1]) {
		at-- // to the first line of the paragraph
	}
	for ; at < len(lines) && p.words == ""; at++ {
		p.words, p.title = firstWords(lines[at]), headed.MatchString(lines[at])
		if at >= line && strings.TrimSpace(lines[at]) == "" {
			break
		}
	}
	for above := min(at, line) - 1; above >= 0 && p.heading == "" && !p.title; above-- {
		if headed.MatchString(lines[above]) {
			p.heading = firstWords(lines[above])
		}
	}
	return p
}

// firstWords returns the first words of a line as they are read.
func firstWords(line string) string {
	const most = 7
	line = strings.ReplaceAll(line, `\\`, dropped)
	var kept []string
	line = escaped.ReplaceAllStringFunc(marks.ReplaceAllString(line, ""), func(s string) string {
		kept = append(kept, s[1:])
		return dropped + "!"
	})
	line = emphasis.ReplaceAllString(linked.ReplaceAllString(line, "$1"), " ")
	for _, k := range kept {
		line = strings.Replace(line, dropped+"!", k, 1)
	}
	line = html.UnescapeString(strings.ReplaceAll(line, dropped, `\`))
	words := strings.Fields(line)
	if ruler.MatchString(line) {
		return ""
	}
	return strings.Join(words[:min(most, len(words))], " ")
}

// says names the place in the reader's words; "" where there are none.
func (p passage) says(t *i18n.T) string {
	switch {
	case p.title:
		return t.LintAtHeading(t.Isolate(p.words))
	case p.words == "":
		return p.under(t)
	case p.heading == "":
		return t.LintAtWords(t.Isolate(p.words))
	}
	return t.LintAtBoth(t.Isolate(p.heading), t.Isolate(p.words))
}

func (p passage) under(t *i18n.T) string {
	if p.heading == "" {
		return ""
	}
	return t.LintUnder(t.Isolate(p.heading))
}

// anchor is what follows the address of a lesson's editor so that it shows the
// place in the text of the language; see editor.js.
func (p passage) anchor(lang string) string {
	at := "#f-body_" + lang
	if p.words == "" {
		return at
	}
	return at + "~" + url.PathEscape(p.words)
}
