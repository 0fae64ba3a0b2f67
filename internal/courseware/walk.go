package courseware

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A walker compares a YAML document with the type it is read into, and notes
// where everything stands.
type walker struct {
	r      *reading
	d      *document
	faulty bool // something has the wrong form
	broken bool // and nothing can be read because of it
}

func (w *walker) start(root *yaml.Node, into any) {
	w.value(root, reflect.TypeOf(into).Elem(), "")
}

func (w *walker) fail(n *yaml.Node, rule, format string, args ...any) {
	w.faulty = true
	w.r.fail(spot{w.d.file, w.d.first + n.Line}, rule, format, args...)
}

func (w *walker) value(n *yaml.Node, t reflect.Type, path string) {
	if path != "" {
		w.d.lines[path] = w.d.first + n.Line
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		return
	}
	switch {
	case t == textType:
		w.text(n, path)
	case t.Kind() == reflect.Struct:
		w.fields(n, t, path)
	case t.Kind() == reflect.Map:
		w.entries(n, t, path)
	case t.Kind() == reflect.Slice:
		w.list(n, t, path)
	default:
		w.scalar(n, t)
	}
}

// list compares a sequence.
func (w *walker) list(n *yaml.Node, t reflect.Type, path string) {
	if n.Kind != yaml.SequenceNode {
		w.fail(n, "form", "%smust be a list", subject(path))
		return
	}
	for i, c := range n.Content {
		w.value(c, t.Elem(), under(path, strconv.Itoa(i)))
	}
}

// entries compares a mapping whose keys are free.
func (w *walker) entries(n *yaml.Node, t reflect.Type, path string) {
	for _, kv := range w.pairs(n, path) {
		w.scalar(kv[0], t.Key())
		w.value(kv[1], t.Elem(), under(path, kv[0].Value))
	}
}

// fields compares a mapping whose keys are the fields of t.
func (w *walker) fields(n *yaml.Node, t reflect.Type, path string) {
	known := fieldsOf(t)
	for _, kv := range w.pairs(n, path) {
		i := slices.IndexFunc(known, func(f field) bool { return f.name == kv[0].Value })
		if i < 0 {
			w.fail(kv[0], "unknown-field", "unknown field %q; possible are: %s", short(kv[0].Value), names(known))
			continue
		}
		w.value(kv[1], known[i].typ, under(path, kv[0].Value))
	}
}

// scalar compares a single value.
func (w *walker) scalar(n *yaml.Node, t reflect.Type) {
	if n.Kind != yaml.ScalarNode {
		w.fail(n, "form", "must be %s", kindName(t))
		return
	}
	if err := n.Decode(reflect.New(t).Interface()); err != nil {
		w.fail(n, "form", "%q must be %s", short(n.Value), kindName(t))
	}
	if strings.ContainsFunc(n.Value, isControl) {
		w.fail(n, "control-character", "holds a control character")
	}
}

// pairs returns the keys and values of a mapping, each key once.
func (w *walker) pairs(n *yaml.Node, path string) (kvs [][2]*yaml.Node) {
	if n.Kind != yaml.MappingNode {
		w.fail(n, "form", "%smust be a mapping of names to values", subject(path))
		return nil
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		switch {
		case k.Kind != yaml.ScalarNode:
			w.fail(k, "form", "a name must be a single word")
			w.broken = true
		case seen[k.Value]:
			w.fail(k, "duplicate-field", "%q is there twice", short(k.Value))
			w.broken = true
		default:
			kvs = append(kvs, [2]*yaml.Node{k, n.Content[i+1]})
		}
		seen[k.Value] = true
	}
	return kvs
}
