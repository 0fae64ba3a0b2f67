package courseware

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A document is a YAML text and where everything stands in it.
type document struct {
	file  string
	first int            // the line on which the document begins, less one
	lines map[string]int // by path, such as "modules.0.title"
}

// at returns the spot of what path leads to or, where that is missing, of what
// it would have been in. A path is of the names and places on the way.
func (d *document) at(path ...any) spot {
	if d == nil {
		return spot{}
	}
	for ; len(path) > 0; path = path[:len(path)-1] {
		if line, ok := d.lines[join(path)]; ok {
			return spot{d.file, line}
		}
	}
	return spot{d.file, d.first + 1}
}

func join(path []any) string {
	s := make([]string, len(path))
	for i, p := range path {
		s[i] = fmt.Sprint(p)
	}
	return strings.Join(s, ".")
}

// yaml reads a YAML file of the course into the value that into points to. It
// returns nil if nothing can be read.
func (r *reading) yaml(file string, into any) *document {
	text, ok := r.text(file)
	if !ok {
		return nil
	}
	return r.parse(file, 0, text, into)
}

// parse reads YAML that begins after the given line of a file.
func (r *reading) parse(file string, first int, text string, into any) *document {
	d := &document{file: file, first: first, lines: map[string]int{}}
	root, err := parseYAML(text)
	if err != nil {
		line, what := yamlError(err)
		r.fail(spot{file, first + line}, "yaml", "%s", what)
		return nil
	}
	if root == nil {
		r.fail(spot{file, first}, "yaml", "is empty")
		return nil
	}
	if !r.tame(d, root, 0) {
		return nil
	}
	w := walker{r: r, d: d}
	w.start(root, into)
	if w.broken {
		return nil
	}
	if err := root.Decode(into); err != nil && !w.faulty {
		line, what := yamlError(err)
		r.fail(spot{file, first + line}, "yaml", "%s", what)
		return nil
	}
	r.docs[file] = d
	return d
}

// parseYAML returns the one document of text, or nil if it is empty. Aliases
// are not followed.
func parseYAML(text string) (root *yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			root, err = nil, fmt.Errorf("cannot be read: %v", p)
		}
	}()
	dec := yaml.NewDecoder(strings.NewReader(text))
	var doc, more yaml.Node
	if err := dec.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		return nil, err
	}
	if err := dec.Decode(&more); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("line %d: a second document begins; there may be only one", max(more.Line, 1))
	}
	if len(doc.Content) == 0 {
		return nil, nil
	}
	return doc.Content[0], nil
}

// tame reports whether n is plain YAML: no anchors, aliases or tags, and not
// deeper than any course needs.
func (r *reading) tame(d *document, n *yaml.Node, depth int) bool {
	s := spot{d.file, d.first + n.Line}
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		r.fail(s, "yaml-alias", "anchors (&) and aliases (*) are not allowed; quote the text if it begins with one")
		return false
	case n.Style&yaml.TaggedStyle != 0:
		r.fail(s, "yaml-tag", "tags (!) are not allowed; quote the text if it begins with one")
		return false
	case depth > maxDepth:
		r.fail(s, "yaml-depth", "is nested more than %d deep", maxDepth)
		return false
	}
	for _, c := range n.Content {
		if !r.tame(d, c, depth+1) {
			return false
		}
	}
	return true
}

var yamlLine = regexp.MustCompile(`^(?:yaml: )?(?:unmarshal errors:\s*)?line (\d+): `)

// yamlError takes the line out of what the YAML parser says. It counts some
// lines from 0.
func yamlError(err error) (line int, what string) {
	what = strings.TrimPrefix(err.Error(), "yaml: ")
	if m := yamlLine.FindStringSubmatch(what); m != nil {
		line, _ = strconv.Atoi(m[1])
		what = strings.TrimPrefix(what, m[0])
	}
	if strings.HasPrefix(what, "did not find expected") && !strings.Contains(what, "alphabetic") {
		line++
	}
	if strings.Contains(what, "did not find expected") || strings.Contains(what, "mapping values") {
		what += "; put texts that hold any of , ? : # { } [ ] in quotes"
	}
	return line, strings.TrimSpace(what)
}
