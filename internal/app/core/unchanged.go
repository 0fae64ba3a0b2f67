package core

import (
	"errors"
	"reflect"

	"masar/internal/fault"
)

// ErrNothingChanged is returned when what is saved equals what stands: it is no
// event, no new version and no mail.
var ErrNothingChanged = fault.New(fault.Conflict, "common.unchanged")

// errTwice ends a transaction that was done already by the same form: it is done.
var errTwice = errors.New("done already")

// Unchanged ends a transaction that would save now where was stands, if the two are
// equal. Every transaction that saves a form asks it. fresh says that the form was
// filled in from how things stand: then nothing was changed in it. From an older
// state, it has been sent before.
func Unchanged(was, now any, fresh bool) error {
	switch {
	case !reflect.DeepEqual(was, now):
		return nil
	case fresh:
		return ErrNothingChanged
	}
	return errTwice
}
