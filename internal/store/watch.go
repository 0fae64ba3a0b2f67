package store

import (
	"context"

	"github.com/uptrace/bun"
)

// Watch has f told the text of every query from now on, BEGIN and COMMIT among
// them. It is for tests and benchmarks, which count.
func (db *DB) Watch(f func(query string)) {
	hook := watcher(f)
	w, r := db.W.(*bun.DB), db.R.(*bun.DB)
	db.W = w.WithQueryHook(hook)
	if db.R = db.W; r != w {
		db.R = r.WithQueryHook(hook)
	}
}

type watcher func(query string)

func (w watcher) BeforeQuery(ctx context.Context, _ *bun.QueryEvent) context.Context { return ctx }
func (w watcher) AfterQuery(_ context.Context, e *bun.QueryEvent)                    { w(e.Query) }
