package shape

import (
	"slices"
	"unicode"

	"github.com/go-text/typesetting/language"

	"masar/internal/bidi"
)

// An item is a stretch of a line that is shaped in one go.
type item struct {
	bidi.Run
	face   *Face
	script language.Script
}

// itemize cuts a text where its level, script or face changes, and puts the pieces in
// visual order.
func itemize(text []rune, base bidi.Base, faces []*Face) []item {
	levels, _ := bidi.Levels(text, base)
	scripts := scriptsOf(text, levels)
	chosen := chooseFaces(text, faces)
	var runs []bidi.Run
	for from := 0; from < len(text); {
		to := from + 1
		for to < len(text) && levels[to] == levels[from] && scripts[to] == scripts[from] && chosen[to] == chosen[from] {
			to++
		}
		runs = append(runs, bidi.Run{Start: from, End: to, Level: levels[from]})
		from = to
	}
	items := make([]item, len(runs))
	for i, r := range bidi.Reorder(runs) {
		items[i] = item{Run: r, face: chosen[r.Start], script: scripts[r.Start]}
	}
	return items
}

// scriptsOf gives every character a script of its own. Spaces, digits and signs belong
// to no script and take that of the letters before them, or, at the start of a line,
// after them; but European digits and signs that run left to right are Latin, and
// Arabic-Indic digits always Arabic.
func scriptsOf(text []rune, levels []bidi.Level) []language.Script {
	scripts := make([]language.Script, len(text))
	var last language.Script
	for i, r := range text {
		switch s := language.LookupScript(r); {
		case isArabicIndic(r):
			scripts[i] = language.Arabic
		case !isShared(s):
			scripts[i], last = s, s
		case last == language.Arabic && !levels[i].RTL():
			scripts[i] = language.Latin
		default:
			scripts[i] = last
		}
	}
	next := language.Latin
	for i := len(text) - 1; i >= 0; i-- {
		switch {
		case scripts[i] != 0:
			next = scripts[i]
		case levels[i].RTL():
			scripts[i] = language.Arabic
		default:
			scripts[i] = next
		}
	}
	return scripts
}

// isShared reports whether characters of script s are used with any script.
func isShared(s language.Script) bool {
	return s == language.Common || s == language.Inherited || s == language.Unknown
}

func isArabicIndic(r rune) bool { return r >= '٠' && r <= '٩' }

// chooseFaces gives every character the first face that has it, and all the marks on it if
// there is one. Controls stay in the face of what is before them, so that they do not cut a
// word.
func chooseFaces(text []rune, faces []*Face) []*Face {
	var all []*Face
	for _, f := range faces {
		for ; f != nil; f = f.other {
			all = append(all, f)
		}
	}
	chosen := make([]*Face, len(text))
	if !slices.ContainsFunc(text, func(r rune) bool { return !all[0].Has(r) }) {
		for i := range chosen {
			chosen[i] = all[0]
		}
		return chosen
	}
	for i := 0; i < len(text); {
		end := i + 1
		for end < len(text) && unicode.Is(unicode.M, text[end]) {
			end++
		}
		var before *Face
		if i > 0 {
			before = chosen[i-1]
		}
		for n, f := range facesOf(text[i:end], before, all) {
			chosen[i+n] = f
		}
		i = end
	}
	return chosen
}

// facesOf gives a character and the marks on it their faces: the first that has all of them,
// or the first for each.
func facesOf(text []rune, before *Face, all []*Face) []*Face {
	chosen := make([]*Face, len(text))
	first := func(has func(*Face) bool) *Face {
		for _, f := range all {
			if has(f) {
				return f
			}
		}
		return nil
	}
	if unicode.Is(unicode.Cf, text[0]) {
		chosen[0] = before
	}
	whole := first(func(f *Face) bool { return !slices.ContainsFunc(text, func(r rune) bool { return !f.Has(r) }) })
	for i, r := range text {
		switch {
		case chosen[i] != nil:
		case whole != nil:
			chosen[i] = whole
		default:
			chosen[i] = first(func(f *Face) bool { return f.Has(r) })
		}
		if chosen[i] == nil {
			chosen[i] = all[0]
		}
	}
	return chosen
}
