package kit

import (
	"testing"
	"time"
)

// Memory for bodies is bounded, in all and for each sender; what does not fit
// waits until there is room, and gives up in time.
func TestPool(t *testing.T) {
	p := newPool(10, 6, time.Minute)
	take := func(p *pool, sender string, n int64) func() {
		t.Helper()
		free, ok := p.take(t.Context(), sender, n)
		if !ok {
			t.Fatalf("no %d for %s", n, sender)
		}
		return free
	}
	first, second := take(p, "a", 4), take(p, "a", 2)
	if _, ok := p.take(t.Context(), "a", 1); ok {
		t.Error("one sender has more than its part")
	}
	other := take(p, "b", 4)
	waited := make(chan func())
	go func() {
		free, _ := p.take(t.Context(), "c", 4)
		waited <- free
	}()
	first()
	(<-waited)()
	second()
	other()
	if len(p.held) != 0 || !p.all.TryAcquire(10) {
		t.Errorf("what was given back is still held: %v", p.held)
	}
	p.all.Release(10)
	whole := take(p, "a", 9) // alone, a sender may have more than its part
	whole()
	hasty := newPool(10, 10, time.Millisecond)
	free := take(hasty, "a", 10)
	if _, ok := hasty.take(t.Context(), "b", 1); ok {
		t.Error("there is room where there is none")
	}
	if _, ok := hasty.held["b"]; ok {
		t.Error("who got nothing holds something")
	}
	free()
	take(hasty, "b", 1)()
}
