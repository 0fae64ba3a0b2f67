package pdf

import (
	"cmp"
	"fmt"
	"slices"
)

// An element is a node of the structure tree, by which screen readers read a document.
// It never carries /ActualText: readers honour it on Arabic by reversing it.
type element struct {
	kind  string // P, H1, H2, Figure, Link, Table …
	lang  string
	alt   string // words for a figure or link
	box   rectangle
	link  string // address that a Link leads to; box is its area
	order int    // place in the reading order; children have none
	page  int    // on which it begins; children have none
	marks []mark
	kids  []*element
}

// A mark is a stretch of content on a page (both counted from 0).
type mark struct{ page, id int }

// A rectangle in points from the lower left corner.
type rectangle struct{ left, bottom, right, top float64 }

func (r rectangle) array() []byte {
	return append(numbers([]byte{'['}, r.left, r.bottom, r.right, r.top), ']')
}

// tags are the elements of a document and the content they mark.
type tags struct {
	roots    []*element
	marks    []int     // how many marks each page has
	sections []section // one for each page, where they are of different languages
}

// A section is a page whose language is its own.
type section struct{ lang, title string }

func (t *tags) addPage() { t.marks = append(t.marks, 0) }

// add puts an element at the top of the tree.
func (t *tags) add(e *element) *element {
	e.page = len(t.marks) - 1
	t.roots = append(t.roots, e)
	return e
}

// mark begins a stretch of content for e on the last page, and returns its number there.
func (t *tags) mark(e *element) int {
	page := len(t.marks) - 1
	id := t.marks[page]
	t.marks[page]++
	e.marks = append(e.marks, mark{page, id})
	return id
}

// A tree is the structure tree while it is written.
type tree struct {
	*objects
	pages  []int         // object numbers of the pages
	owners [][]int       // element of each mark of each page
	links  []int         // elements of the links, in the order of their annotations
	areas  map[int][]int // page object → its annotations
}

// write adds the structure tree to a file; it returns the root's number and the
// annotations each page needs.
func (t *tags) write(o *objects, pages []int, lang string) (root int, annotations map[int][]int) {
	w := &tree{objects: o, pages: pages, areas: map[int][]int{}}
	for _, n := range t.marks {
		w.owners = append(w.owners, make([]int, n))
	}
	root = o.reserve()
	document := o.reserve()
	kids := w.kids(t.inOrder(), document)
	o.bodies[document] = fmt.Appendf(nil, "<</Type/StructElem/S/Document/P %s/Lang(%s)/K [%s]>>", ref(root), lang, kids)
	o.bodies[root] = fmt.Appendf(nil, "<</Type/StructTreeRoot/K %s/ParentTree <</Nums [%s]>>/ParentTreeNextKey %d>>",
		ref(document), w.parents(), len(pages)+len(w.links))
	return root, w.areas
}

// inOrder are the elements at the top of the tree in reading order, each within its
// section if there are any.
func (t *tags) inOrder() []*element {
	roots := slices.Clone(t.roots)
	slices.SortStableFunc(roots, func(a, b *element) int { return cmp.Compare(a.order, b.order) })
	if len(t.sections) == 0 {
		return roots
	}
	sections := make([]*element, len(t.sections))
	for i, s := range t.sections {
		sections[i] = &element{kind: "Sect", lang: s.lang}
	}
	for _, e := range roots {
		sections[e.page].kids = append(sections[e.page].kids, e)
	}
	return sections
}

// parents is the way back from content to elements: first the marks of each page, then
// the links.
func (w *tree) parents() (b []byte) {
	for page, owners := range w.owners {
		b = fmt.Appendf(b, "%d [", page)
		for _, n := range owners {
			b = append(append(b, ref(n)...), ' ')
		}
		b = append(b, ']')
	}
	for i, n := range w.links {
		b = fmt.Appendf(b, " %d %s", len(w.pages)+i, ref(n))
	}
	return b
}

func (w *tree) kids(all []*element, parent int) (b []byte) {
	for _, e := range all {
		b = append(append(b, ref(w.element(e, parent))...), ' ')
	}
	return b
}

// element writes e and all below it.
func (w *tree) element(e *element, parent int) int {
	n := w.reserve()
	b := fmt.Appendf(nil, "<</Type/StructElem/S/%s/P %s", e.kind, ref(parent))
	if e.lang != "" {
		b = fmt.Appendf(b, "/Lang(%s)", e.lang)
	}
	if e.alt != "" {
		b = fmt.Appendf(b, "/Alt %s", textString(e.alt))
	}
	if e.kind == "Figure" {
		b = fmt.Appendf(b, "/A <</O/Layout/Placement/Block/BBox %s>>", e.box.array())
	}
	if e.kind == "TH" {
		b = append(b, "/A <</O/Table/Scope/Column>>"...)
	}
	if len(e.marks) > 0 {
		b = fmt.Appendf(b, "/Pg %s", ref(w.pages[e.marks[0].page]))
	}
	b = append(b, "/K ["...)
	for _, m := range e.marks {
		w.owners[m.page][m.id] = n
		b = fmt.Appendf(b, "%d ", m.id)
	}
	if e.link != "" {
		b = append(b, w.link(e, n)...)
	}
	b = append(b, w.kids(e.kids, n)...)
	w.bodies[n] = append(b, "]>>"...)
	return n
}

// link adds the annotation of a link and returns the reference to it.
func (w *tree) link(e *element, n int) []byte {
	page := w.pages[e.marks[0].page]
	a := w.addf("<</Type/Annot/Subtype/Link/Rect %s/Border [0 0 0]/F 4/P %s/StructParent %d/Contents %s/A <</S/URI/URI %s>>>>",
		e.box.array(), ref(page), len(w.pages)+len(w.links), textString(e.alt), byteString(e.link))
	w.links = append(w.links, n)
	w.areas[page] = append(w.areas[page], a)
	return fmt.Appendf(nil, "<</Type/OBJR/Obj %s/Pg %s>>", ref(a), ref(page))
}
