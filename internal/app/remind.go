package app

import (
	"context"

	"masar/internal/day"
	"masar/internal/notice"
)

// remind tells people what is due: the sessions of tomorrow, deadlines three
// days ahead, deadlines that have passed, and certificates about to expire.
func (a *App) remind(ctx context.Context, d *deed, _ string) error {
	today := day.Of(d.now, a.Zone)
	deadlines, err := d.Deadlines(ctx, today.Plus(notice.Ahead).End(a.Zone))
	if err != nil {
		return err
	}
	sessions, err := d.SessionsBetween(ctx, d.now, today.Plus(2).Start(a.Zone))
	if err != nil {
		return err
	}
	expiring, err := d.CertificatesExpiring(ctx, d.now, d.now.AddDate(0, 0, notice.RenewAhead+1))
	if err != nil {
		return err
	}
	return d.tell(ctx, append(notice.Due(d.now, a.Zone, deadlines, sessions), notice.Renewals(d.now, expiring)...)...)
}
