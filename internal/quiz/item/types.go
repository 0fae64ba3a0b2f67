package item

import "masar/internal/catalog"

// The types that Masar comes with, in the order in which messages name them.
func init() {
	Add(Single, newSingle)
	Add(Multiple, newMultiple)
	Add(Ordering, newOrdering)
	Add(Matching, newMatching)
	Add(Numeric, newNumeric)
}

// A kind is a type of question and how one of its questions is made of what is
// written in the bank.
type kind struct {
	name string
	of   func(catalog.Item) Item
}

var types []kind

// Add adds a type of question by the name that banks have for it, which is kept
// for ever. It is called from init, before any question is read; Add panics if
// the name is taken.
func Add(name string, of func(catalog.Item) Item) {
	if find(name) != nil {
		panic("item: the type " + name + " is there twice")
	}
	types = append(types, kind{name, of})
}

func find(name string) *kind {
	for i := range types {
		if types[i].name == name {
			return &types[i]
		}
	}
	return nil
}

// Names returns the names of all types.
func Names() (names []string) {
	for _, t := range types {
		names = append(names, t.name)
	}
	return names
}

// Of returns the question as its type sees it. Of a type that is not known
// nothing is shown, taken or right.
func Of(it catalog.Item) Item {
	if t := find(it.Type); t != nil {
		return t.of(it)
	}
	return unknown{}
}
