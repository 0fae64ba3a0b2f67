package kit

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"masar/internal/app"
	"masar/internal/app/core"
	"masar/internal/masartest"
)

func TestPurses(t *testing.T) {
	b, now := budget{3, time.Second}, masartest.Noon
	var p purses
	for i, c := range []struct {
		key  string
		at   time.Duration
		want time.Duration
	}{
		{"a", 0, 0}, {"a", 0, 0}, {"a", 0, 0},
		{"a", 0, time.Second}, {"a", 999 * time.Millisecond, time.Millisecond}, // asking costs nothing
		{"b", 0, 0}, // another's
		{"a", time.Second, 0}, {"a", time.Second, time.Second},
		{"a", time.Hour, 0}, {"a", time.Hour, 0}, {"a", time.Hour, 0}, {"a", time.Hour, time.Second},
	} {
		if got := p.spend(c.key, b, now.Add(c.at)); got != c.want {
			t.Errorf("%d, %s after %v: to wait %v, want %v", i, c.key, c.at, got, c.want)
		}
	}
}

// Purses that are full say nothing of anybody and are forgotten; those in use are
// kept.
func TestPursesForgotten(t *testing.T) {
	b, now := budget{2, time.Second}, masartest.Noon
	var p purses
	for i := range mostPurses - 1 {
		p.spend(fmt.Sprint(i), b, now)
	}
	later := now.Add(time.Hour)
	for range 2 {
		p.spend("in use", b, later)
	}
	p.spend("one more", b, later)
	if n := len(p.left); n != 2 {
		t.Errorf("%d purses are left, want 2", n)
	}
	if wait := p.spend("in use", b, later); wait != time.Second {
		t.Errorf("one in use has to wait %v, want a second", wait)
	}
}

// Budgets are counted where all processes do; while that does not answer, in this one.
func TestSharedBudgets(t *testing.T) {
	b, now := budget{2, time.Second}, masartest.Noon
	gone := false
	asked := map[string]int{}
	s := &Site{App: &app.App{App: &core.App{Now: func() time.Time { return now }}}}
	s.Spend = func(_ context.Context, key string, burst int, every time.Duration) (time.Duration, error) {
		if gone {
			return 0, errors.New("connection refused")
		}
		if asked[key]++; asked[key] > burst {
			return every, nil
		}
		return 0, nil
	}
	for i, c := range []struct {
		key  string
		gone bool
		want time.Duration
	}{
		{"a", false, 0}, {"a", false, 0}, {"a", false, time.Second}, {"b", false, 0},
		{"a", true, 0}, {"a", true, 0}, {"a", true, time.Second}, {"a", false, time.Second},
	} {
		gone = c.gone
		if got := s.wait(t.Context(), c.key, b); got != c.want {
			t.Errorf("%d, %s: to wait %v, want %v", i, c.key, got, c.want)
		}
	}
}
