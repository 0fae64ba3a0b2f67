package certificate

import (
	"slices"
	"strings"

	"masar/internal/people"
)

// ShownName returns as much of a holder's name as their agency lets strangers
// read.
func ShownName(name string, how people.ShownName) string {
	switch how {
	case people.FullName:
		return name
	case people.NoName:
		return ""
	}
	return ShortName(name)
}

// ShortName returns what strangers may read of a holder's name: the first name
// and the initial of the family name, such as "Salma H." and "سلمى هـ.". A name
// of one word stays as it is.
func ShortName(name string) string {
	first, family := nameParts(name)
	if family == "" {
		return first
	}
	return first + " " + abbreviated(initial(family))
}

// Initials returns the initials of the first and the family name, such as "SH"
// and "سه".
func Initials(name string) string {
	first, family := nameParts(name)
	return initial(first) + initial(family)
}

// joined are first words that are no name without the second.
var joined = []string{"عبد", "أبو", "أم", "abd", "abdul", "abdel", "abdal", "abu", "umm"}

// articles stand before a family name as words of their own.
var articles = []string{"al", "el", "ال"}

// nameParts returns the first and the family name; a single name has no family.
func nameParts(name string) (first, family string) {
	words := strings.Fields(name)
	n := 1
	if len(words) > 1 && slices.Contains(joined, strings.ToLower(words[0])) {
		n = 2
	}
	if len(words) <= n {
		return strings.Join(words, " "), ""
	}
	if last := words[len(words)-1]; !slices.Contains(articles, strings.ToLower(last)) {
		family = last
	}
	return strings.Join(words[:n], " "), family
}

// initial returns the first letter of a name without its article.
func initial(name string) string {
	for _, article := range []string{"ال", "Al-", "al-", "AL-", "El-", "el-"} {
		if rest, cut := strings.CutPrefix(name, article); cut && len([]rune(rest)) > 2 {
			name = rest
			break
		}
	}
	for _, r := range name {
		return strings.ToUpper(string(r))
	}
	return ""
}

// abbreviated writes an initial as an abbreviation. An Arabic ه is drawn out,
// lest it be read as a five.
func abbreviated(letter string) string {
	if letter == "ه" {
		letter = "هـ"
	}
	return letter + "."
}
