package main

import (
	"regexp"
	"slices"
	"strings"

	"masar/internal/wording"
)

var (
	param     = regexp.MustCompile(`\{([^{}]*)\}`)
	counted   = regexp.MustCompile(`\{[^{}]*\} (?:دقيقة|دقائق|ساعة|ساعات|نقطة|نقاط|بايت)(?:[^\p{L}]|$)`)
	paramName = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
)

// checkText reports what is wrong with one text by itself.
func checkText(file string, line int, key, lang, text string, wrong *problems) {
	if strings.TrimSpace(text) == "" {
		wrong.add(file, line, "%s: %s is empty", key, lang)
	} else if strings.TrimSpace(text) != text {
		wrong.add(file, line, "%s: %s begins or ends with a space", key, lang)
	}
	if lang == "ar" {
		if i := strings.IndexAny(text, ",;?"); i >= 0 {
			wrong.add(file, line, "%s: Latin %q in Arabic; write ، ؛ or ؟", key, text[i:i+1])
		}
	}
	if !balanced(text) {
		wrong.add(file, line, "%s: %s has a bidi control without its end", key, lang)
	}
	for _, b := range wording.Check(wording.Catalogue, text) {
		wrong.add(file, line, "%s: %s", key, b)
	}
	if len(wording.MixedDigits(text)) > 0 {
		wrong.add(file, line, "%s: %s has digits of two kinds", key, lang)
	}
	for _, p := range param.FindAllStringSubmatch(text, -1) {
		if !paramName.MatchString(p[1]) {
			wrong.add(file, line, "%s: %s has the parameter {%s}; name it in small letters", key, lang, p[1])
		}
	}
	if strings.ContainsAny(param.ReplaceAllString(text, ""), "{}") {
		wrong.add(file, line, "%s: %s has a brace without its other", key, lang)
	}
}

// balanced reports whether every bidi isolate and embedding in text is closed,
// innermost first.
func balanced(text string) bool {
	var open []rune
	for _, r := range text {
		switch r {
		case '\u2066', '\u2067', '\u2068':
			open = append(open, '\u2069')
		case '\u202a', '\u202b', '\u202d', '\u202e':
			open = append(open, '\u202c')
		case '\u2069', '\u202c':
			if len(open) == 0 || open[len(open)-1] != r {
				return false
			}
			open = open[:len(open)-1]
		}
	}
	return len(open) == 0
}

// checkWhole reports where the languages of m do not agree, and sets its
// parameters.
func checkWhole(file string, m *message, plural map[string]bool, wrong *problems) {
	for _, lang := range languages {
		forms, ok := m.text[lang]
		switch {
		case !ok:
			wrong.add(file, m.line, "%s: %s is missing", m.key, lang)
		case m.counts && !plural[lang]:
			wrong.add(file, m.line, "%s: %s does not count, the other language does", m.key, lang)
		case m.counts:
			for _, form := range required[lang] {
				if _, ok := forms[form]; !ok {
					wrong.add(file, m.line, "%s: %s lacks the plural form %q", m.key, lang, form)
				}
			}
		}
	}
	if text := m.text["ar"]["other"]; !m.counts && counted.MatchString(text) {
		wrong.add(file, m.line, "%s: ar counts %q without the plural forms", m.key, counted.FindString(text))
	}
	m.params = m.paramsOf("en")
	ar, en := slices.Sorted(slices.Values(m.paramsOf("ar"))), slices.Sorted(slices.Values(m.params))
	if len(m.text) == len(languages) && !slices.Equal(ar, en) {
		wrong.add(file, m.line, "%s: ar has the parameters %v, en %v", m.key, ar, en)
	}
	for _, lang := range languages {
		m.checkForms(file, lang, wrong)
	}
}

// checkForms reports a parameter that some forms of a counting message forget.
// Those that stand for one number alone may leave out n, which is not a
// parameter, but no other.
func (m *message) checkForms(file, lang string, wrong *problems) {
	for form, text := range m.text[lang] {
		for _, p := range m.params {
			if !strings.Contains(text, "{"+p+"}") {
				wrong.add(file, m.line, "%s: %s form %q lacks the parameter {%s}", m.key, lang, form, p)
			}
		}
	}
}

// paramsOf returns the parameters of m's text in lang by their first use;
// without n when m counts.
func (m *message) paramsOf(lang string) (params []string) {
	for _, form := range []string{"other", "zero", "one", "two", "few", "many"} {
		for _, p := range param.FindAllStringSubmatch(m.text[lang][form], -1) {
			if !slices.Contains(params, p[1]) && !(m.counts && p[1] == "n") {
				params = append(params, p[1])
			}
		}
	}
	return params
}
