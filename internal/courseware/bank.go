package courseware

import (
	"path"
	"reflect"
	"slices"
	"strings"

	"masar/internal/catalog"
)

// readBank reads bank/, file by file in the order of their names.
func (r *reading) readBank() {
	seen := map[string]bool{}
	for _, name := range r.files["bank"] {
		if path.Ext(name) != ".yaml" {
			r.stray("bank", name)
			continue
		}
		var items []catalog.Item
		d := r.yaml(r.path("bank", name), &items)
		if d == nil {
			continue
		}
		tidy(reflect.ValueOf(&items))
		for i, it := range items {
			r.checkItem(d, i, it, seen)
			r.origins[it.ID] = origin{d, i}
		}
		r.course.Bank = append(r.course.Bank, items...)
	}
}

// An origin is where a question stands.
type origin struct {
	doc   *document
	place int // in the list that doc is
}

// checkItem checks one question.
func (r *reading) checkItem(d *document, i int, it catalog.Item, seen map[string]bool) {
	s := d.at(i)
	r.checkID(s, "question", it.ID, seen)
	if !isBlock(it.Block) {
		r.fail(d.at(i, "block"), "block", "question %q needs a block, of Latin letters, digits and hyphens", short(it.ID))
	}
	r.oneOf(d.at(i, "bloom"), "bloom", it.Bloom, catalog.Bloom...)
	r.oneOf(d.at(i, "type"), "type", it.Type,
		catalog.Single, catalog.Multiple, catalog.Ordering, catalog.Matching, catalog.Numeric)
	r.needText(s, "what is asked", it.Ask)
	r.needText(s, "the rationale", it.Rationale)
	if len(it.Source) == 0 {
		r.fail(s, "no-source", "question %q has no source", short(it.ID))
	}
	r.checkParts(d, i, it)
	r.checkForeign(d, i, it)
}

// checkParts checks what there is to choose from or to put in its place.
func (r *reading) checkParts(d *document, i int, it catalog.Item) {
	ids := map[string]bool{}
	for j, o := range it.Options {
		r.checkOption(d.at(i, "options", j), o, ids)
	}
	for j, o := range it.Items {
		r.checkOption(d.at(i, "items", j), o, ids)
		if o.Right {
			r.fail(d.at(i, "items", j), "form", "what is put in order is not right or wrong")
		}
	}
	for j, p := range it.Pairs {
		s := d.at(i, "pairs", j)
		r.checkID(s, "pair", p.ID, ids)
		r.needText(s, "left", p.Left)
		r.needText(s, "right", p.Right)
	}
	r.checkKey(d.at(i), it)
}

func (r *reading) checkOption(s spot, o catalog.Option, ids map[string]bool) {
	r.checkID(s, "option", o.ID, ids)
	r.needText(s, "the text of the option", o.Text)
}

// checkKey checks that the question has an answer.
func (r *reading) checkKey(s spot, it catalog.Item) {
	right := 0
	for _, o := range it.Options {
		if o.Right {
			right++
		}
	}
	switch {
	case it.Type == catalog.Single && (right != 1 || len(it.Options) < 2):
		r.fail(s, "no-key", "question %q needs at least two options, exactly one of them right; it has %d and %d", short(it.ID), len(it.Options), right)
	case it.Type == catalog.Multiple && (right == 0 || len(it.Options) < 2):
		r.fail(s, "no-key", "question %q needs at least two options, one or more of them right", short(it.ID))
	case it.Type == catalog.Ordering && len(it.Items) < 2:
		r.fail(s, "no-key", "question %q needs at least two items to put in order", short(it.ID))
	case it.Type == catalog.Matching && len(it.Pairs) < 2:
		r.fail(s, "no-key", "question %q needs at least two pairs", short(it.ID))
	case it.Type == catalog.Numeric && (!finite(it.Answer) || !finite(it.Tolerance) || it.Tolerance < 0):
		r.fail(s, "no-key", "question %q needs a number as its answer, and a tolerance of 0 or more", short(it.ID))
	}
}

// checkForeign reports fields that belong to another type of question, and a
// number that is not given.
func (r *reading) checkForeign(d *document, i int, it catalog.Item) {
	has := func(name string) bool { _, ok := d.lines[join([]any{i, name})]; return ok }
	belongs := map[string][]string{
		"options": {catalog.Single, catalog.Multiple},
		"items":   {catalog.Ordering}, "pairs": {catalog.Matching},
		"answer": {catalog.Numeric}, "tolerance": {catalog.Numeric}, "unit": {catalog.Numeric},
	}
	for _, name := range []string{"options", "items", "pairs", "answer", "tolerance", "unit"} {
		if has(name) && !slices.Contains(belongs[name], it.Type) {
			r.fail(d.at(i, name), "form", "%s belongs to questions of type %s", name, strings.Join(belongs[name], " or "))
		}
	}
	if it.Type == catalog.Numeric && !has("answer") {
		r.fail(d.at(i), "no-key", "question %q has no answer", short(it.ID))
	}
}
