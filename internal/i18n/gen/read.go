package main

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A message is one entry of a locale: its forms by language.
type message struct {
	key    string
	line   int
	counts bool
	text   map[string]map[string]string // language → form → text
	params []string                     // in the order of the English text
}

// A noun is one file of messages.
type noun struct {
	name     string
	messages []message
}

// problems collects what is wrong.
type problems []string

func (p *problems) add(file string, line int, format string, args ...any) {
	*p = append(*p, fmt.Sprintf("%s:%d: %s", file, line, fmt.Sprintf(format, args...)))
}

var (
	languages = []string{"ar", "en"}
	required  = map[string][]string{
		"ar": {"zero", "one", "two", "few", "many", "other"},
		"en": {"one", "other"},
	}
	allowed = map[string][]string{"ar": required["ar"], "en": {"zero", "one", "other"}}
	named   = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
)

// read returns the nouns in dir, in order of their names.
func read(dir fs.FS, wrong *problems) ([]noun, error) {
	files, err := fs.Glob(dir, "*.yaml")
	if err != nil {
		return nil, err
	}
	var nouns []noun
	for _, file := range files {
		text, err := fs.ReadFile(dir, file)
		if err != nil {
			return nil, err
		}
		n := noun{name: strings.TrimSuffix(file, ".yaml")}
		if !named.MatchString(n.name) {
			wrong.add(file, 1, "name the file in small letters, digits and hyphens")
			continue
		}
		var doc yaml.Node
		if err := yaml.Unmarshal(text, &doc); err != nil {
			*wrong = append(*wrong, file+": "+err.Error())
			continue
		}
		if len(doc.Content) == 0 {
			continue
		}
		pairs(file, doc.Content[0], wrong, func(key string, line int, value *yaml.Node) {
			if !named.MatchString(key) {
				wrong.add(file, line, "%s: name it in small letters, digits and hyphens", key)
				return
			}
			if m, ok := readMessage(file, key, line, value, wrong); ok {
				n.messages = append(n.messages, m)
			}
		})
		nouns = append(nouns, n)
	}
	return nouns, nil
}

// pairs calls each for every entry of a mapping, and reports those given twice.
func pairs(file string, node *yaml.Node, wrong *problems, each func(key string, line int, value *yaml.Node)) {
	if node.Kind != yaml.MappingNode {
		wrong.add(file, node.Line, "expected names and values")
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key := node.Content[i]
		if seen[key.Value] {
			wrong.add(file, key.Line, "%s: given twice", key.Value)
			continue
		}
		seen[key.Value] = true
		each(key.Value, key.Line, node.Content[i+1])
	}
}

func readMessage(file, key string, line int, node *yaml.Node, wrong *problems) (m message, ok bool) {
	before := len(*wrong)
	m = message{key: key, line: line, text: map[string]map[string]string{}}
	plural := map[string]bool{}
	pairs(file, node, wrong, func(lang string, line int, value *yaml.Node) {
		if !slices.Contains(languages, lang) {
			wrong.add(file, line, "%s: unknown language %q", key, lang)
			return
		}
		forms := map[string]string{}
		if value.Kind == yaml.ScalarNode {
			forms["other"] = value.Value
		} else {
			plural[lang] = true
			pairs(file, value, wrong, func(form string, line int, value *yaml.Node) {
				if !slices.Contains(allowed[lang], form) {
					wrong.add(file, line, "%s: %s has no plural form %q", key, lang, form)
				}
				forms[form] = value.Value
			})
		}
		m.text[lang] = forms
		for _, form := range required["ar"] {
			if text, given := forms[form]; given {
				checkText(file, line, key, lang, text, wrong)
			}
		}
	})
	m.counts = plural["ar"] || plural["en"]
	if len(*wrong) == before {
		checkWhole(file, &m, plural, wrong)
	}
	return m, len(*wrong) == before
}
