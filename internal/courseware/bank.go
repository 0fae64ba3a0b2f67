package courseware

import (
	"path"
	"reflect"
	"slices"
	"strings"

	"masar/internal/catalog"
	"masar/internal/quiz/item"
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
	r.oneOf(d.at(i, "type"), "type", it.Type, item.Names()...)
	r.needText(s, "what is asked", it.Ask)
	r.needText(s, "the rationale", it.Rationale)
	if len(it.Source) == 0 {
		r.fail(s, "no-source", "question %q has no source", short(it.ID))
	}
	r.checkParts(d, i, it)
	r.reportFlaws(s, it, false)
	r.checkOwnFields(d, i, it)
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
}

func (r *reading) checkOption(s spot, o catalog.Option, ids map[string]bool) {
	r.checkID(s, "option", o.ID, ids)
	r.needText(s, "the text of the option", o.Text)
}

// reportFlaws reports what the type of the question finds wrong with it:
// warnings, or what keeps it from being used.
func (r *reading) reportFlaws(s spot, it catalog.Item, warnings bool) {
	for _, f := range item.Of(it).Flaws() {
		if f.Warning != warnings {
			continue
		}
		report := r.fail
		if f.Warning {
			report = r.warn
		}
		report(s, f.Rule, f.Format, append([]any{short(it.ID)}, f.Args...)...)
	}
}

// checkOwnFields reports fields that belong to questions of other types, and those
// that are missing.
func (r *reading) checkOwnFields(d *document, i int, it catalog.Item) {
	has := func(name string) bool { _, ok := d.lines[join([]any{i, name})]; return ok }
	for _, f := range ownFields() {
		if has(f.name) && !slices.Contains(f.types, it.Type) {
			r.fail(d.at(i, f.name), "form", "%s belongs to questions of type %s", f.name, strings.Join(f.types, " or "))
		}
	}
	for _, f := range item.Of(it).Fields() {
		if f.Needed && !has(f.Name) {
			r.fail(d.at(i), "no-key", "question %q has no %s", short(it.ID), f.Name)
		}
	}
}

// ownFields returns the fields that only questions of some types have.
func ownFields() (fs []typeField) {
	for _, name := range item.Names() {
		for _, f := range item.Of(catalog.Item{Type: name}).Fields() {
			i := slices.IndexFunc(fs, func(g typeField) bool { return g.name == f.Name })
			if i < 0 {
				i, fs = len(fs), append(fs, typeField{name: f.Name})
			}
			fs[i].types = append(fs[i].types, name)
		}
	}
	return fs
}

// A typeField is a field of a question and the types that have it.
type typeField struct {
	name  string
	types []string
}
