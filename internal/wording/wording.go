// Package wording keeps one word for one thing. The table in words.yaml says,
// for each thing that has tempted somebody to a second word, which word it has,
// which words it has not, and where these are right because they mean something
// else. The generator of the catalogue and the linter of courses ask it.
//
//	for _, b := range wording.Check(wording.Catalogue, text) {
//		fmt.Println(b) // say «استبانة», not «الاستبيان»
//	}
package wording

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// A Place is where a text stands: not every word of the catalogue means the
// same in a course.
type Place string

const (
	Catalogue Place = "catalogue" // what the pages and mails say
	Course    Place = "course"    // what is taught
)

// A Rule is one thing and its one word.
type Rule struct {
	Say    string   // the word
	For    string   // what it means, in English
	Not    []string // the words it is not called, or phrases of several
	Unless []string // phrases in which such a word means something else
	In     []Place  // where the rule holds; everywhere when empty
}

//go:embed words.yaml
var table []byte

// Rules returns the table.
var Rules = sync.OnceValue(func() (rules []Rule) {
	if err := yaml.Unmarshal(table, &rules); err != nil {
		panic(err) // the table is part of the program
	}
	return rules
})

// A Breach is a word of a text that the thing is not called.
type Breach struct {
	At   int    // where it begins, in bytes
	Said string // what stands there
	Say  string // what should
}

func (b Breach) String() string { return "say «" + b.Say + "», not «" + b.Said + "»" }

// Check returns every breach in a text, in order.
func Check(where Place, text string) (all []Breach) {
	words := split(text)
	for _, r := range Rules() {
		if len(r.In) > 0 && !slices.Contains(r.In, where) {
			continue
		}
		right := spans(text, words, r.Unless)
		for _, s := range spans(text, words, r.Not) {
			if !slices.ContainsFunc(right, s.within) {
				from, to := words[s.from].from, words[s.to-1].to
				all = append(all, Breach{from, text[from:to], r.Say})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Breach) int { return a.At - b.At })
	return all
}

// A span is some words of a text, by their numbers; to is past the last.
type span struct{ from, to int }

func (s span) within(o span) bool { return o.from <= s.from && s.to <= o.to }

// spans returns where the phrases stand among the words of a text. A phrase in
// «» is a name: it stands only where the text quotes it so.
func spans(text string, words []word, phrases []string) (all []span) {
	for _, p := range phrases {
		name := strings.Trim(p, "«»")
		pattern := strings.Fields(name)
		for i := range words {
			if matches(words[i:], pattern) && (name == p || strings.HasSuffix(text[:words[i].from], "«")) {
				all = append(all, span{i, i + len(pattern)})
			}
		}
	}
	return all
}

// matches reports whether the words begin with the pattern. What is written
// together with an Arabic word, such as و and ب, may stand before the first.
func matches(words []word, pattern []string) bool {
	if len(words) < len(pattern) {
		return false
	}
	for i, p := range pattern {
		if !words[i].is(p) && (i > 0 || !slices.ContainsFunc(words[0].stems(), func(w word) bool { return w.is(p) })) {
			return false
		}
	}
	return true
}
