package store

import (
	"context"
	"time"
)

// A KnownDevice is a browser in which somebody has signed in. Of the token that
// it keeps, only a digest is kept here.
type KnownDevice struct {
	PersonID   string `bun:",pk"`
	DeviceHash string `bun:",pk"`
	Device     string
	MadeAt     time.Time
	SeenAt     time.Time
}

// Knows reports whether the person has signed in in the browser.
func (db Reader) Knows(ctx context.Context, person, deviceHash string) (known bool, err error) {
	defer wrap(&err, "known device of %s", person)
	return db.q.NewSelect().Model((*KnownDevice)(nil)).Where("person_id = ? AND device_hash = ?", person, deviceHash).Exists(ctx)
}

// SeeDevice notes that the person has signed in in the browser, and reports
// whether they had done so before, there or in any other.
func (tx *Tx) SeeDevice(ctx context.Context, k KnownDevice) (there, elsewhere bool, err error) {
	defer wrap(&err, "see device of %s", k.PersonID)
	if there, err = tx.Knows(ctx, k.PersonID, k.DeviceHash); err != nil {
		return there, false, err
	}
	elsewhere, err = tx.q.NewSelect().Model((*KnownDevice)(nil)).Where("person_id = ? AND device_hash <> ?", k.PersonID, k.DeviceHash).Exists(ctx)
	if err != nil {
		return there, elsewhere, err
	}
	_, err = tx.q.NewInsert().Model(&k).On("CONFLICT (person_id, device_hash) DO UPDATE").
		Set("device = EXCLUDED.device, seen_at = EXCLUDED.seen_at").Exec(ctx)
	return there, elsewhere, err
}

// RemoveDevicesBefore forgets up to n of the browsers that were last used before the
// given time, and returns how many.
func (tx *Tx) RemoveDevicesBefore(ctx context.Context, at time.Time, n int) (gone int, err error) {
	defer wrap(&err, "forget old devices")
	return tx.removeSome(ctx, "known_devices", "(person_id, device_hash)", "seen_at < ?", at, n)
}
