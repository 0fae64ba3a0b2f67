package store

import (
	"context"

	"github.com/uptrace/bun"
)

// Watch returns the database with f called with the text of every query, BEGIN
// and COMMIT among them. It is for tests and benchmarks, which count.
func (db *DB) Watch(f func(query string)) *DB {
	w, r := db.W.WithQueryHook(watcher(f)), db.R
	if r == db.W {
		r = w
	} else {
		r = r.WithQueryHook(watcher(f))
	}
	return &DB{Reader: Reader{q: r, constants: db.constants}, W: w, R: r}
}

type watcher func(query string)

func (w watcher) BeforeQuery(ctx context.Context, _ *bun.QueryEvent) context.Context { return ctx }
func (w watcher) AfterQuery(_ context.Context, e *bun.QueryEvent)                    { w(e.Query) }
