package openbadge

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"github.com/piprate/json-gold/ld"
)

// Bounds of the work that one document may cause. RDF Dataset Canonicalization
// takes time that grows with the factorial of the number of blank nodes that
// look alike; its section 7.1 asks implementations to bound it. Documents made
// here have fewer than 200 quads and cost no comparison at all.
const (
	mostQuads = 4000   // of one document
	mostWork  = 100000 // comparisons of blank nodes that look alike: see rdfc.spend
)

// ErrWork is returned for a document that would take too much work to read.
var ErrWork = errors.New("the document takes too much work to read: it has too many values, is nested too deeply, or has too many nameless nodes that look alike")

// An rdfc canonicalizes one dataset by RDFC-1.0 (https://www.w3.org/TR/rdf-canon/).
// The library that expands JSON-LD has the algorithm too, but no bound to it and
// no way to stop it.
type rdfc struct {
	quads  []quad
	of     map[string][]int    // quads of each blank node
	first  map[string]string   // first degree hash of each blank node
	issued *issuer             // canonical names
	alike  map[string][]string // blank nodes by first degree hash
	worked int
}

// A quad is its four terms as N-Quads writes them. blank says which of them are
// blank nodes; the predicate never is one.
type quad struct {
	term  [4]string // subject, predicate, object, graph ("" for the default graph)
	blank [4]bool
}

// An issuer gives blank nodes new names, in the order in which it is asked.
type issuer struct {
	prefix string
	names  map[string]string
	order  []string
}

func newIssuer(prefix string) *issuer { return &issuer{prefix: prefix, names: map[string]string{}} }

func (i *issuer) name(id string) string {
	if n, ok := i.names[id]; ok {
		return n
	}
	n := i.prefix + itoa(len(i.order))
	i.names[id], i.order = n, append(i.order, id)
	return n
}

func (i *issuer) has(id string) bool { _, ok := i.names[id]; return ok }

func (i *issuer) clone() *issuer {
	c := &issuer{prefix: i.prefix, names: make(map[string]string, len(i.names)+1), order: slices.Clone(i.order)}
	for k, v := range i.names {
		c.names[k] = v
	}
	return c
}

// canonicalQuads returns a dataset in canonical N-Quads, or ErrWork.
func canonicalQuads(dataset *ld.RDFDataset) (string, error) {
	c := &rdfc{of: map[string][]int{}, first: map[string]string{}, issued: newIssuer("_:c14n"), alike: map[string][]string{}}
	if !c.read(dataset) {
		return "", ErrWork
	}
	for id := range c.of {
		h := c.firstDegree(id)
		c.alike[h] = append(c.alike[h], id)
	}
	if err := c.nameAll(); err != nil {
		return "", err
	}
	lines := make([]string, len(c.quads))
	for i, q := range c.quads {
		lines[i] = q.line(c.issued.name)
	}
	slices.Sort(lines)
	return strings.Join(slices.Compact(lines), ""), nil
}

// read takes the quads of a dataset, unless there are too many.
func (c *rdfc) read(dataset *ld.RDFDataset) bool {
	for graph, quads := range dataset.Graphs {
		if len(c.quads)+len(quads) > mostQuads {
			return false
		}
		for _, q := range quads {
			c.add(newQuad(q, graph))
		}
	}
	return true
}

func (c *rdfc) add(q quad) {
	n := len(c.quads)
	c.quads = append(c.quads, q)
	for i, t := range q.term {
		if q.blank[i] && !slices.Contains(c.of[t], n) {
			c.of[t] = append(c.of[t], n)
		}
	}
}

// nameAll gives every blank node its canonical name: first those that look like
// no other, then the rest.
func (c *rdfc) nameAll() error {
	hashes := sortedKeys(c.alike)
	for _, h := range hashes {
		if ids := c.alike[h]; len(ids) == 1 {
			c.issued.name(ids[0])
		}
	}
	for _, h := range hashes {
		if len(c.alike[h]) == 1 {
			continue
		}
		if err := c.nameAlike(c.alike[h]); err != nil {
			return err
		}
	}
	return nil
}

// nameAlike names blank nodes of the same first degree hash.
func (c *rdfc) nameAlike(ids []string) error {
	type result struct {
		hash  string
		names *issuer
	}
	var results []result
	for _, id := range ids {
		if c.issued.has(id) {
			continue
		}
		temporary := newIssuer("_:b")
		temporary.name(id)
		hash, names, err := c.nthDegree(id, temporary)
		if err != nil {
			return err
		}
		results = append(results, result{hash, names})
	}
	slices.SortStableFunc(results, func(a, b result) int { return strings.Compare(a.hash, b.hash) })
	for _, r := range results {
		for _, id := range r.names.order {
			c.issued.name(id)
		}
	}
	return nil
}

// spend counts work, and errs when there was too much.
func (c *rdfc) spend(n int) error {
	if c.worked += n; c.worked > mostWork {
		return ErrWork
	}
	return nil
}

// firstDegree is Hash First Degree Quads (4.6).
func (c *rdfc) firstDegree(id string) string {
	if h, ok := c.first[id]; ok {
		return h
	}
	var lines []string
	for _, n := range c.of[id] {
		lines = append(lines, c.quads[n].line(func(other string) string {
			if other == id {
				return "_:a"
			}
			return "_:z"
		}))
	}
	slices.Sort(lines)
	c.first[id] = hashOf(strings.Join(lines, ""))
	return c.first[id]
}

// related is Hash Related Blank Node (4.7).
func (c *rdfc) related(id string, q quad, names *issuer, position int) string {
	var b strings.Builder
	b.WriteString([4]string{"s", "p", "o", "g"}[position])
	if position != 3 {
		b.WriteString(q.term[1])
	}
	switch {
	case c.issued.has(id):
		b.WriteString(c.issued.name(id))
	case names.has(id):
		b.WriteString(names.name(id))
	default:
		b.WriteString(c.firstDegree(id))
	}
	return hashOf(b.String())
}

// nthDegree is Hash N-Degree Quads (4.8).
func (c *rdfc) nthDegree(id string, names *issuer) (string, *issuer, error) {
	if err := c.spend(1 + len(c.of[id])); err != nil {
		return "", nil, err
	}
	groups := map[string][]string{}
	for _, n := range c.of[id] {
		q := c.quads[n]
		for i, t := range q.term {
			if q.blank[i] && t != id {
				h := c.related(t, q, names, i)
				groups[h] = append(groups[h], t)
			}
		}
	}
	var data strings.Builder
	for _, h := range sortedKeys(groups) {
		path, chosen, err := c.shortest(groups[h], names)
		if err != nil {
			return "", nil, err
		}
		data.WriteString(h)
		data.WriteString(path)
		names = chosen
	}
	return hashOf(data.String()), names, nil
}

// shortest returns the least of the paths through the blank nodes, in whatever
// order they are taken, and the names given on the way.
func (c *rdfc) shortest(ids []string, names *issuer) (path string, chosen *issuer, err error) {
	slices.Sort(ids)
	for more := true; more; more = permute(ids) {
		p, n, err := c.walk(ids, names.clone(), path)
		if err != nil {
			return "", nil, err
		}
		if n != nil && (chosen == nil || p < path) {
			path, chosen = p, n
		}
	}
	return path, chosen, nil
}

// walk takes the blank nodes in order. It returns no names where the path grows
// past the best one so far.
func (c *rdfc) walk(ids []string, names *issuer, best string) (path string, _ *issuer, err error) {
	if err := c.spend(1 + len(ids) + len(names.order)); err != nil {
		return "", nil, err
	}
	worse := func() bool { return best != "" && len(path) >= len(best) && path > best }
	var deeper []string
	for _, id := range ids {
		if c.issued.has(id) {
			path += c.issued.name(id)
		} else {
			if !names.has(id) {
				deeper = append(deeper, id)
			}
			path += names.name(id)
		}
		if worse() {
			return "", nil, nil
		}
	}
	for _, id := range deeper {
		hash, next, err := c.nthDegree(id, names)
		if err != nil {
			return "", nil, err
		}
		path += names.name(id) + "<" + hash + ">"
		if names = next; worse() {
			return "", nil, nil
		}
	}
	return path, names, nil
}

// permute puts ids, sorted at first, into the next order, and reports whether
// there was one.
func permute(ids []string) bool {
	i := len(ids) - 2
	for i >= 0 && ids[i] >= ids[i+1] {
		i--
	}
	if i < 0 {
		return false
	}
	j := len(ids) - 1
	for ids[j] <= ids[i] {
		j--
	}
	ids[i], ids[j] = ids[j], ids[i]
	slices.Reverse(ids[i+1:])
	return true
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
