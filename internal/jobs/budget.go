package jobs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/go-redis/redis_rate/v10"
	"github.com/hibiken/asynq"
	"github.com/redis/go-redis/v9"
)

// Budgets are counted in the queue's Redis, by all processes of a site together.
type Budgets struct {
	redis   redis.UniversalClient
	limiter *redis_rate.Limiter
}

// NewBudgets returns budgets counted in the Redis of the queue.
func NewBudgets(queue asynq.RedisConnOpt) *Budgets {
	client := queue.MakeRedisClient().(redis.UniversalClient)
	return &Budgets{client, redis_rate.NewLimiter(client)}
}

// Close closes what it reaches Redis by.
func (b *Budgets) Close() error { return b.redis.Close() }

// patience is how long a request waits for Redis at most.
const patience = 250 * time.Millisecond

// Spend takes one from what is left under key: so many at once, and one more after
// each span of time. It returns how long that has to wait. Redis does not get to know
// the key, which may name somebody.
func (b *Budgets) Spend(ctx context.Context, key string, burst int, every time.Duration) (wait time.Duration, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	sum := sha256.Sum256([]byte(key))
	r, err := b.limiter.Allow(ctx, "masar:"+hex.EncodeToString(sum[:16]), redis_rate.Limit{Rate: 1, Burst: burst, Period: every})
	if err != nil || r.Allowed > 0 {
		return 0, err
	}
	return max(r.RetryAfter, time.Millisecond), nil
}
