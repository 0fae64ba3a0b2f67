package store_test

import (
	"errors"
	"testing"
	"time"

	"masar/internal/masartest"
	"masar/internal/store"
)

// PostgreSQL itself stops a statement at the limit of its context, though that goes
// on; the same connection then works for others without one.
func TestLimit(t *testing.T) {
	db := masartest.DB(t)
	if !db.Postgres() {
		t.Skip("SQLite has no limit of its own")
	}
	db.W.SetMaxOpenConns(1)
	err := db.Tx(store.Limit(t.Context(), 20*time.Millisecond), func(tx *store.Tx) error {
		_, err := tx.Raw("SELECT pg_sleep(600)").Exec(t.Context())
		return err
	})
	if !errors.Is(err, store.ErrLate) {
		t.Errorf("a statement beyond its limit: %v, want %v", err, store.ErrLate)
	}
	for _, c := range []struct {
		name string
		most time.Duration
		want string
	}{
		{"work without a limit", 0, "0"},
		{"a request", time.Minute, "1min"},
		{"the next request", time.Minute, "1min"},
		{"an export", time.Hour, "1h"},
		{"work after it", 0, "0"},
	} {
		ctx, got := t.Context(), ""
		if c.most > 0 {
			ctx = store.Limit(ctx, c.most)
		}
		if err := db.R.NewRaw("SHOW statement_timeout").Scan(ctx, &got); err != nil {
			t.Fatal(err)
		}
		if got != c.want {
			t.Errorf("%s: limit %s, want %s", c.name, got, c.want)
		}
	}
}
