package courseware

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"masar/internal/catalog"
	"masar/internal/quiz/item"
)

// marshal writes v as YAML in the way a person would: fields in their order,
// nothing that is empty, both languages of a short text on one line.
func marshal(v any) ([]byte, error) {
	n, err := node(reflect.ValueOf(v))
	if err != nil {
		return nil, err
	}
	if len(n.Content) == 0 {
		return []byte("{}\n"), nil
	}
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(n); err != nil {
		return nil, err
	}
	err = enc.Close()
	return b.Bytes(), err
}

func node(v reflect.Value) (*yaml.Node, error) {
	switch v.Kind() {
	case reflect.Pointer:
		return node(v.Elem())
	case reflect.Struct:
		return structNode(v)
	case reflect.Map:
		return mapNode(v)
	case reflect.Slice:
		return listNode(v)
	case reflect.String:
		return stringNode(v.String())
	case reflect.Float64:
		if !finite(v.Float()) {
			return nil, errors.New("holds a number that is none")
		}
		return &yaml.Node{Kind: yaml.ScalarNode, Value: strconv.FormatFloat(v.Float(), 'f', -1, 64)}, nil
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Value: fmt.Sprint(v.Interface())}, nil
}

func structNode(v reflect.Value) (*yaml.Node, error) {
	n := &yaml.Node{Kind: yaml.MappingNode}
	flow := v.Type() == textType
	for _, f := range fieldsOf(v.Type()) {
		x := v.Field(f.index)
		if empty(x) && !needed(v, f.name) {
			continue
		}
		c, err := node(x)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
		flow = flow && c.Style != yaml.LiteralStyle
		n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: f.name}, c)
	}
	if flow {
		n.Style = yaml.FlowStyle
	}
	return n, nil
}

// needed reports whether a field says something even if it is zero: that the
// right answer is 0.
func needed(v reflect.Value, name string) bool {
	it, ok := v.Interface().(catalog.Item)
	return ok && slices.Contains(item.Of(it).Fields(), item.Field{Name: name, Needed: true})
}

func mapNode(v reflect.Value) (*yaml.Node, error) {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for _, k := range sortedKeys(v) {
		key, err := node(k)
		if err != nil {
			return nil, err
		}
		c, err := node(v.MapIndex(k))
		if err != nil {
			return nil, fmt.Errorf("%v: %w", k, err)
		}
		n.Content = append(n.Content, key, c)
	}
	return n, nil
}

// listNode writes lists of single words on one line.
func listNode(v reflect.Value) (*yaml.Node, error) {
	n := &yaml.Node{Kind: yaml.SequenceNode}
	if v.Type().Elem().Kind() == reflect.String {
		n.Style = yaml.FlowStyle
	}
	for i := range v.Len() {
		c, err := node(v.Index(i))
		if err != nil {
			return nil, fmt.Errorf("%d: %w", i, err)
		}
		n.Content = append(n.Content, c)
	}
	return n, nil
}

var (
	plainWord = regexp.MustCompile(`^[A-Za-z][a-z]*[0-9]*(-[a-z0-9]+)*$`)
	hardBlock = regexp.MustCompile(`(?m)^[ \t]|[ \t]$|^$|[^\n]\x{feff}|[\x{85}\x{2028}\x{2029}]`)
)

// stringNode writes a text: a word as it is, lines as lines, anything else in
// quotes, which keep everything.
func stringNode(s string) (*yaml.Node, error) {
	s = newlines(s)
	switch {
	case !utf8.ValidString(s):
		return nil, errors.New("holds a text that is not UTF-8")
	case strings.ContainsFunc(s, isControl):
		return nil, errors.New("holds a control character")
	}
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s, Style: yaml.DoubleQuotedStyle}
	lines := strings.TrimSuffix(s, "\n")
	switch {
	case plainWord.MatchString(s):
		n.Style = 0
	case strings.Contains(lines, "\n") && lines != "" && !hardBlock.MatchString(lines):
		n.Style = yaml.LiteralStyle
	}
	return n, nil
}

// isControl reports whether r is a control character that has no place in a
// text.
func isControl(r rune) bool { return r < ' ' && r != '\t' && r != '\n' || r == 0x7f }
