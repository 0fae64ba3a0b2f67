package jobs

import (
	"testing"
	"time"

	"github.com/hibiken/asynq"
)

// Two processes on one queue spend the same budget; another key has its own.
func TestBudgets(t *testing.T) {
	everyQueue(t, func(t *testing.T, queue asynq.RedisConnOpt) {
		one, two := NewBudgets(queue), NewBudgets(queue)
		defer one.Close()
		defer two.Close()
		for i, c := range []struct {
			by    *Budgets
			key   string
			waits bool
		}{
			{one, "write salma", false}, {two, "write salma", false}, {one, "write salma", false},
			{two, "write salma", true}, {one, "write salma", true}, {one, "write badr", false}, {two, "search salma", false},
		} {
			wait, err := c.by.Spend(t.Context(), c.key, 3, time.Hour)
			if err != nil || (wait > 0) != c.waits || wait > time.Hour {
				t.Errorf("%d, %s: to wait %v, %v; want to wait: %v", i, c.key, wait, err, c.waits)
			}
		}
	})
}

// Where Redis is gone, that is said and not waited for.
func TestBudgetsWithoutRedis(t *testing.T) {
	queue, _, err := Open("redis://127.0.0.1:1")
	if err != nil {
		t.Fatal(err)
	}
	b := NewBudgets(queue)
	defer b.Close()
	if wait, err := b.Spend(t.Context(), "write salma", 3, time.Hour); err == nil || wait != 0 {
		t.Errorf("to wait %v, %v", wait, err)
	}
}
