// Package item holds the types of question that a bank may have: one file a
// type, which says how its questions are checked, shown, answered and graded.
//
// Of returns a question of the bank together with what its type knows of it:
//
//	n, of := item.Of(it).Marks(response)
//
// A new type is a file here with the methods of Item, a line in init, and a view
// in web/learn that calls AskItem. What its questions are written with are fields
// of catalog.Item, some of which it shares with other types.
package item

import (
	"net/url"

	"masar/internal/catalog"
	"masar/internal/fault"
)

// An Item is a question of a bank as its type sees it.
type Item interface {
	// Fields returns the fields of catalog.Item that only some types have, of
	// those that this type has.
	Fields() []Field
	// Flaws returns what is wrong with the question as it is written, beside
	// what is checked alike of every question.
	Flaws() []Flaw
	// Parts returns the ids of what is shown shuffled, in the order it is written.
	Parts() []string
	// Show returns what the page of the question shows, with the parts in the
	// order o, once it is answered with r.
	Show(o Order, r Response) Sheet
	// Read returns the response that a form of that page brings. Left reports
	// that the form brings only what the page showed, which is no response.
	Read(o Order, form url.Values) (r Response, left bool)
	// Fits returns a fault unless r can be a response to the question whose
	// parts are shown in the order o. No response fits, and part of one, too.
	// ErrBad is what no page of ours sends; any other fault tells the person
	// what to write instead.
	Fits(o Order, r Response) error
	// Marks returns what r earns: n parts of the number of them, which together
	// make one point.
	Marks(r Response) (n, of int)
	// Right returns the response that earns the whole point. It has as many
	// values as the question asks for.
	Right() Response
	// Lines writes r in words, a line a value.
	Lines(r Response) []Line
}

// A Field is a field of catalog.Item by its name in the bank.
type Field struct {
	Name   string
	Needed bool // it is written even if it is zero
}

// A Flaw is something wrong with a question. Format begins with the id of the
// question, for which it has the first verb; Args are the values of the others.
type Flaw struct {
	Rule    string // of courseware.Problem
	Format  string // in English
	Args    []any
	Warning bool // the question can be used
}

// A Sheet is what the page of a question shows beside what it asks.
type Sheet struct {
	Parts  []Part // to choose, to put in order, or to match, as they stand there
	Rights []Part // what Parts are matched with
	Typed  string // what was typed
}

// A Part is something that a question shows. Name is what its page calls it; see
// Order.
type Part struct {
	Name   string
	Text   catalog.Text
	Chosen bool
	Match  string // the name of the part it is matched with, or ""
}

// A Line is a value of a response in words.
type Line struct {
	Of    catalog.Text // what it is said of, or empty
	Text  catalog.Text
	Typed string // in place of Text: as it was typed, since it cannot be read
}

var (
	// ErrBad is returned for a response that no page of ours sends.
	ErrBad = fault.New(fault.Invalid, "quiz.answer-bad")
	// ErrNumber is returned for what should be a number and is none.
	ErrNumber = fault.New(fault.Invalid, "quiz.number-bad")
)

// textOf returns the text of the option with the id.
func textOf(options []catalog.Option, id string) catalog.Text {
	for _, o := range options {
		if o.ID == id {
			return o.Text
		}
	}
	return catalog.Text{}
}

func idsOf(options []catalog.Option) (ids []string) {
	for _, o := range options {
		ids = append(ids, o.ID)
	}
	return ids
}

// one returns the marks of a question that is right or wrong as a whole.
func one(right bool) (n, of int) {
	if right {
		return 1, 1
	}
	return 0, 1
}
