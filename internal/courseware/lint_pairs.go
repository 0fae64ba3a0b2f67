package courseware

import (
	"cmp"
	"slices"
	"strings"
)

// lintPairs compares the two files of each lesson, note and instruction.
func (r *reading) lintPairs() {
	bodies := map[string]passage{}
	for _, p := range r.texts {
		if strings.HasSuffix(p.at.file, ".md") && p.literal {
			bodies[p.at.file] = p
		}
	}
	for file, ar := range bodies {
		base, isAr := strings.CutSuffix(file, ".ar.md")
		en, both := bodies[base+".en.md"]
		if isAr && both {
			r.lintLengths(ar, en)
			r.lintShapes(ar, en)
		}
	}
}

// English needs up to half as many words again as Arabic, which writes the
// article and many particles onto the word; a text beyond these bounds lacks
// something in one of its languages.
const (
	leastEnglish = 0.8
	mostEnglish  = 1.8
	fewWords     = 60 // too few to compare
)

func (r *reading) lintLengths(ar, en passage) {
	a, e := Words(ar.text), Words(en.text)
	if max(a, e) < fewWords {
		return
	}
	switch ratio := float64(e) / float64(max(a, 1)); {
	case ratio < leastEnglish:
		r.warn(spot{en.at.file, 0}, "short-english", "has %d words, but %d in Arabic; something seems to be missing", e, a)
	case ratio > mostEnglish:
		r.warn(spot{ar.at.file, 0}, "short-arabic", "has %d words, but %d in English; something seems to be missing", a, e)
	}
}

// lintShapes reports, for each kind of element, the first in which the two
// languages differ, and if there is none whether their order differs.
func (r *reading) lintShapes(ar, en passage) {
	as, es := shape(ar.text), shape(en.text)
	same := true
	for _, kind := range []string{"heading", "list", "table", "box", "picture", "link"} {
		same = r.lintKind(kind, ar, en, of(as, kind), of(es, kind)) && same
	}
	// Within a sentence, links follow its grammar.
	as, es = slices.DeleteFunc(as, isLink), slices.DeleteFunc(es, isLink)
	for i := 0; same && i < len(as); i++ {
		if as[i].kind != es[i].kind {
			r.warn(en.line(es[i].offset), "shape-order", "a %s stands here, where Arabic has a %s on line %d", es[i].kind, as[i].kind, ar.line(as[i].offset).line)
			return
		}
	}
}

func isLink(e element) bool { return e.kind == "link" }

func of(es []element, kind string) (some []element) {
	for _, e := range es {
		if e.kind == kind {
			some = append(some, e)
		}
	}
	return some
}

// lintKind reports whether both languages have the same elements of a kind.
func (r *reading) lintKind(kind string, ar, en passage, as, es []element) bool {
	for i := range min(len(as), len(es)) {
		if as[i].detail != es[i].detail {
			r.warn(en.line(es[i].offset), "shape-detail", "this %s is %s, but %s in Arabic, on line %d",
				kind, cmp.Or(es[i].detail, "plain"), cmp.Or(as[i].detail, "plain"), ar.line(as[i].offset).line)
			return false
		}
	}
	switch a, e := len(as), len(es); {
	case a > e:
		r.warn(ar.line(as[e].offset), "shape-lacks-english", "there are %d of this kind of element (%s) in Arabic but %d in English; English lacks this one or one before", a, kind, e)
	case e > a:
		r.warn(en.line(es[a].offset), "shape-lacks-arabic", "there are %d of this kind of element (%s) in English but %d in Arabic; Arabic lacks this one or one before", e, kind, a)
	}
	return len(as) == len(es)
}
