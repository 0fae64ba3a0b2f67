package item

import "net/url"

// An unknown is a question of a type that is not known.
type unknown struct{}

func (unknown) Fields() []Field                         { return nil }
func (unknown) Flaws() []Flaw                           { return nil }
func (unknown) Parts() []string                         { return nil }
func (unknown) Show(Order, Response) Sheet              { return Sheet{} }
func (unknown) Read(Order, url.Values) (Response, bool) { return nil, false }
func (unknown) Marks(Response) (n, of int)              { return 0, 1 }
func (unknown) Right() Response                         { return nil }
func (unknown) Lines(Response) []Line                   { return nil }
func (unknown) Fits(_ Order, r Response) error {
	if len(r) > 0 {
		return ErrBad
	}
	return nil
}
