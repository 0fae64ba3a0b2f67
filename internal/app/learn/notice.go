package learn

import (
	"context"

	"masar/internal/people"
	"masar/internal/store"
)

// ReadNotices marks all that v was told as read.
func (a Learning) ReadNotices(ctx context.Context, v people.Viewer) error {
	return a.Write(ctx, func(tx *store.Tx) error { return tx.MarkNoticesRead(ctx, v.PersonID, a.Now()) })
}
