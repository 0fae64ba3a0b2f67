package tongue

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// may reports whether text could have a letter of the other language than own;
// it looks at bytes alone, as most text has none.
func may(text []byte, own string) bool {
	for _, c := range text {
		if own == "en" && c >= 0xD8 || own == "ar" && (c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0xC3 && c <= 0xC9) {
			return true
		}
	}
	return false
}

// foreign returns where the first stretch of words in the other language than
// own begins and ends, in bytes; both are the length of text if there is none.
// A stretch begins and ends with a letter, and takes what belongs to it: the
// other half of brackets, and the number or mark after its last word where no
// word of the own language follows.
func foreign(text []byte, own string) (from, to int) {
	for at := 0; at < len(text); {
		from, end := stretch(text[at:], own)
		from, end = at+from, at+end
		if from == len(text) {
			return from, from
		}
		if own == "en" || hasWord(whole(text, from, end)) {
			return from, tail(text, from, end)
		}
		at = end
	}
	return len(text), len(text)
}

// whole returns the stretch with what is written together with it: pdf in
// «خطة.pdf» is no word.
func whole(text []byte, from, to int) []byte {
	apart := func(r rune) bool { return unicode.IsSpace(r) || isControl(r) }
	if i := bytes.LastIndexFunc(text[:from], apart); i >= 0 {
		_, n := utf8.DecodeRune(text[i:])
		from = i + n
	} else {
		from = 0
	}
	if i := bytes.IndexFunc(text[to:], apart); i >= 0 {
		return text[from : to+i]
	}
	return text[from:]
}

// stretch returns the first run of letters of the other script, from its first
// to its last, with all between them that is no letter of the own script.
func stretch(text []byte, own string) (from, to int) {
	from, to = -1, -1
	for i := 0; i < len(text); {
		r, n := next(text[i:])
		switch {
		case is(own, r) || isControl(r):
			if from >= 0 {
				return from, to
			}
		case is(other(own), r):
			if from < 0 {
				from = i
			}
			to = i + n
		}
		i += n
	}
	if from < 0 {
		return len(text), len(text)
	}
	return from, to
}

// tail returns where the stretch that has its last letter before end is over.
func tail(text []byte, from, end int) int {
	depth := 0
	for _, c := range text[from:end] {
		depth += bracket(rune(c))
	}
	to := end
	for i := end; i < len(text); {
		r, n := next(text[i:])
		i += n
		switch {
		case unicode.IsMark(r), bracket(r) < 0 && depth > 0, r == '؟':
			depth += bracket(r)
			to = i
		case unicode.IsLetter(r), isControl(r), bracket(r) < 0:
			return to // the own language goes on, or something closes around the stretch
		case unicode.IsDigit(r) && !letterAhead(text[i:]):
			to = i
		}
	}
	return to
}

func letterAhead(text []byte) bool { return bytes.IndexFunc(text, unicode.IsLetter) >= 0 }

func bracket(r rune) int {
	switch r {
	case '(', '[':
		return 1
	case ')', ']':
		return -1
	}
	return 0
}

// next returns the first character of text as it is shown, and its bytes: an
// entity such as &amp; is no letters.
func next(text []byte) (rune, int) {
	if text[0] < utf8.RuneSelf && text[0] != '&' {
		return rune(text[0]), 1
	}
	if text[0] == '&' {
		if end := bytes.IndexByte(text[:min(len(text), 10)], ';'); end > 0 {
			return '&', end + 1
		}
		return '&', 1
	}
	return utf8.DecodeRune(text)
}

// is reports whether r is a letter of a language's script.
func is(lang string, r rune) bool {
	if lang == "ar" {
		return r >= 'ء' && r <= 'ي' && r != tatweel || r > 'ي' && unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r)
	}
	return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r > 0xBF && unicode.Is(unicode.Latin, r)
}

const tatweel = 'ـ'

// isControl reports whether r is an invisible mark of direction, which no
// stretch reaches across.
func isControl(r rune) bool {
	return r >= 0x2066 && r <= 0x2069 || r >= 0x202a && r <= 0x202e || r == 0x200e || r == 0x200f
}

// hasWord reports whether Latin text has a word: letters alone, not all of them
// capitals. Codes, addresses, names of files and abbreviations are no words of
// a language.
func hasWord(text []byte) bool {
	for _, f := range bytes.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) }) {
		f = bytes.TrimFunc(f, func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) })
		letters, small := 0, 0
		for i := 0; i < len(f); {
			r, n := next(f[i:])
			i += n
			if unicode.IsDigit(r) || bytes.ContainsRune([]byte("@_/=:."), r) {
				letters = 0
				break
			}
			if unicode.IsLetter(r) {
				letters++
			}
			if unicode.IsLower(r) {
				small++
			}
		}
		if letters >= 2 && small > 0 {
			return true
		}
	}
	return false
}

// mostly reports whether more letters of text are the other language's than the
// own.
func mostly(text []byte, own string) bool {
	mine, others := 0, 0
	for i := 0; i < len(text); {
		r, n := next(text[i:])
		i += n
		switch {
		case is(own, r):
			mine++
		case is(other(own), r):
			others++
		}
	}
	return others > mine && (own == "en" || hasWord(text))
}
