package courseware

import (
	"reflect"
	"strings"

	"go.yaml.in/yaml/v3"

	"masar/internal/catalog"
)

// A passage is a text for people, and where it stands.
type passage struct {
	at      spot // of its first line
	lang    string
	text    string
	literal bool // its lines are lines of the file
}

var textType = reflect.TypeFor[catalog.Text]()

// text compares a text in both languages, and keeps it for the linter.
func (w *walker) text(n *yaml.Node, path string) {
	w.fields(n, textType, path)
	if n.Kind != yaml.MappingNode {
		return
	}
	said := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		lang, v := n.Content[i].Value, n.Content[i+1]
		if v.Kind != yaml.ScalarNode || strings.TrimSpace(v.Value) == "" {
			continue
		}
		said[lang] = true
		w.r.texts = append(w.r.texts, w.passage(lang, v))
	}
	if said["ar"] != said["en"] {
		w.fail(n, "one-sided", "%sstands in one language only; %s is missing", subject(path), missing(said))
	}
}

func (w *walker) passage(lang string, v *yaml.Node) passage {
	p := passage{at: spot{w.d.file, w.d.first + v.Line}, lang: lang, text: v.Value}
	if v.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		p.at.line++
		p.literal = v.Style&yaml.LiteralStyle != 0
	}
	return p
}

func missing(said map[string]bool) string {
	if said["ar"] {
		return "English"
	}
	return "Arabic"
}
