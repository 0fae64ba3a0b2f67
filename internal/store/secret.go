package store

import (
	"context"

	"github.com/uptrace/bun"
)

// A secret is a random text of the house, made once.
type secret struct {
	bun.BaseModel `bun:"secrets"`

	Name  string `bun:",pk"`
	Value string
}

// Secret returns the secret of that name. The first time it fresh makes it; of
// several processes that make one at once, one wins.
func (db *DB) Secret(ctx context.Context, name string, fresh func() string) (value string, err error) {
	defer wrap(&err, "secret %s", name)
	if known, ok := db.constants.secrets.Get(name); ok {
		return known, nil
	}
	defer func() {
		if err == nil {
			db.constants.secrets.Add(name, value)
		}
	}()
	get := func() error {
		return db.R.NewSelect().Model((*secret)(nil)).Column("value").Where("name = ?", name).Scan(ctx, &value)
	}
	if err = get(); err == nil {
		return value, nil
	}
	if _, err = db.W.NewInsert().Model(&secret{Name: name, Value: fresh()}).On("CONFLICT (name) DO NOTHING").Exec(ctx); err != nil {
		return "", err
	}
	return value, get()
}
