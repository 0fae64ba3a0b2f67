// Package fault describes what went wrong in words a person can act on.
//
// A fault has a Kind, which decides the HTTP status and whether a job is tried
// again, and a Key, which names its message in assets/locales. Any other error
// is a bug or an outage: the log gets all of it, the person none of it.
package fault

import (
	"errors"
	"fmt"
	"maps"
)

// Kind sorts faults by what the person can do about them.
type Kind int

const (
	Internal  Kind = iota // nothing: a bug or an outage
	Invalid               // correct the request
	Anonymous             // sign in
	Forbidden             // ask someone else
	NotFound              // look elsewhere
	Conflict              // reload: it has changed, or was done already
	TooLarge              // send less
	TooMany               // wait
	Outage                // wait: something outside is not answering
)

// A Fault is an error with a message for people.
type Fault struct {
	Kind  Kind
	Key   string         // message in assets/locales, such as "certificate.revoked"
	Args  map[string]any // values the message mentions
	Field string         // the form field it is about, or ""
}

// New returns a fault of the given kind whose message is key.
func New(kind Kind, key string) *Fault { return &Fault{Kind: kind, Key: key} }

// With returns a copy of f that mentions name as value.
func (f *Fault) With(name string, value any) *Fault {
	g := *f
	g.Args = maps.Clone(f.Args)
	if g.Args == nil {
		g.Args = map[string]any{}
	}
	g.Args[name] = value
	return &g
}

// On returns a copy of f that is about the named form field.
func (f *Fault) On(field string) *Fault {
	g := *f
	g.Field = field
	return &g
}

func (f *Fault) Error() string { return fmt.Sprintf("%s %v", f.Key, f.Args) }

// Is reports whether target is the same fault, whatever it mentions.
func (f *Fault) Is(target error) bool {
	t, ok := target.(*Fault)
	return ok && t.Kind == f.Kind && t.Key == f.Key
}

// Join returns the faults as one error; nil if there are none.
func Join(fs []*Fault) error {
	var errs []error
	for _, f := range fs {
		errs = append(errs, f)
	}
	return errors.Join(errs...)
}

// KindOf returns the kind of the fault in err's chain, or Internal.
func KindOf(err error) Kind {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f.Kind
	}
	return Internal
}

// All returns every fault in err, in order, looking through whatever wraps or
// joins them.
func All(err error) (fs []*Fault) {
	switch e := err.(type) {
	case *Fault:
		return []*Fault{e}
	case interface{ Unwrap() []error }:
		for _, part := range e.Unwrap() {
			fs = append(fs, All(part)...)
		}
		return fs
	case interface{ Unwrap() error }:
		return All(e.Unwrap())
	}
	return nil
}
