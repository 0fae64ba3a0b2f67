package certify

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
)

// Of many documents that come together, few are read at a time, and all are.
func TestJudgesAreFew(t *testing.T) {
	var now, most, read atomic.Int32
	var all sync.WaitGroup
	for range 32 {
		all.Go(func() {
			err := judge(t.Context(), func() {
				if n := now.Add(1); n > most.Load() {
					most.Store(n)
				}
				read.Add(1)
				now.Add(-1)
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if int(most.Load()) > cap(judges) || read.Load() != 32 {
		t.Errorf("%d read, %d at a time of at most %d", read.Load(), most.Load(), cap(judges))
	}
}

// Whoever goes away while waiting does not have their document read.
func TestJudgeGivesUp(t *testing.T) {
	for range cap(judges) {
		judges <- struct{}{}
	}
	defer func() {
		for range cap(judges) {
			<-judges
		}
	}()
	ctx, away := context.WithCancel(t.Context())
	away()
	if err := judge(ctx, func() { t.Error("it is read") }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
