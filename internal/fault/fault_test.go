package fault

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
)

var (
	gone  = New(NotFound, "gone")
	taken = New(Conflict, "taken")
	short = New(Invalid, "short").On("password")
)

// With and On leave the fault they begin with as it was.
func TestCopies(t *testing.T) {
	one := taken.With("n", 1)
	two := one.With("n", 2).With("of", "x").On("seats")
	three := two.On("")
	for _, c := range []struct{ got, want *Fault }{
		{taken, &Fault{Kind: Conflict, Key: "taken"}},
		{one, &Fault{Kind: Conflict, Key: "taken", Args: map[string]any{"n": 1}}},
		{two, &Fault{Kind: Conflict, Key: "taken", Args: map[string]any{"n": 2, "of": "x"}, Field: "seats"}},
		{three, &Fault{Kind: Conflict, Key: "taken", Args: map[string]any{"n": 2, "of": "x"}}},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%+v, want %+v", c.got, c.want)
		}
	}
}

func TestIs(t *testing.T) {
	for _, c := range []struct {
		name        string
		err, target error
		want        bool
	}{
		{"itself", taken, taken, true},
		{"with a value", taken.With("n", 1), taken, true},
		{"of a field", taken.On("x"), taken.On("y").With("n", 2), true},
		{"made anew", New(Conflict, "taken"), taken, true},
		{"another kind", New(Invalid, "taken"), taken, false},
		{"another key", gone, taken, false},
		{"wrapped", fmt.Errorf("saving: %w", taken), taken, true},
		{"joined", errors.Join(gone, fmt.Errorf("saving: %w", taken)), taken, true},
		{"no fault", errors.New("taken"), taken, false},
		{"not a fault's", taken, errors.New("taken"), false},
	} {
		if got := errors.Is(c.err, c.target); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestKindOf(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		want Kind
	}{
		{"nothing", nil, Internal},
		{"no fault", errors.New("disk"), Internal},
		{"a fault", gone, NotFound},
		{"wrapped twice", fmt.Errorf("a: %w", fmt.Errorf("b: %w", gone)), NotFound},
		{"the first of several", errors.Join(errors.New("disk"), taken, gone), Conflict},
		{"beside its cause", fmt.Errorf("%w: %w", taken, errors.New("23505")), Conflict},
	} {
		if got := KindOf(c.err); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestAll(t *testing.T) {
	disk := errors.New("disk")
	for _, c := range []struct {
		name string
		err  error
		want []*Fault
	}{
		{"nothing", nil, nil},
		{"no fault", disk, nil},
		{"one", gone, []*Fault{gone}},
		{"wrapped", fmt.Errorf("load: %w", gone), []*Fault{gone}},
		{"joined", errors.Join(gone, taken), []*Fault{gone, taken}},
		{"joined one by one", errors.Join(errors.Join(errors.Join(nil, gone), taken), short), []*Fault{gone, taken, short}},
		{"with others between", errors.Join(disk, gone, disk, errors.Join(disk, taken)), []*Fault{gone, taken}},
		{"joined, then wrapped", fmt.Errorf("save: %w", errors.Join(gone, taken)), []*Fault{gone, taken}},
		{"wrapped, joined, wrapped, joined", errors.Join(short, fmt.Errorf("a: %w", fmt.Errorf("b: %w", errors.Join(gone, disk, taken)))), []*Fault{short, gone, taken}},
		{"twice the same", errors.Join(gone, gone), []*Fault{gone, gone}},
		{"beside its cause", fmt.Errorf("%w: %w", taken, disk), []*Fault{taken}},
	} {
		if got := All(c.err); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestError(t *testing.T) {
	if got, want := short.With("min", 12).Error(), "short map[min:12]"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
