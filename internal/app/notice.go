package app

import (
	"context"

	"masar/internal/people"
)

// ReadNotices marks all that v was told as read.
func (a *App) ReadNotices(ctx context.Context, v people.Viewer) error {
	return a.Store.MarkNoticesRead(ctx, v.PersonID, a.Now())
}
