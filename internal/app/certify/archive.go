package certify

import (
	"bytes"
	"context"
	"fmt"
	"hash/crc32"

	"masar/internal/app/core"
	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/store"
)

// What an archive comes to nothing for.
const (
	whyEmpty    = "batch.archive-empty"
	whyUnsteady = "batch.archive-unsteady"
	whyStale    = "batch.archive-stale"
)

// StartArchive has an archive prepared of the certificates in v's agencies
// that the filter lets through, without those withdrawn or superseded. What is
// kept of it is a list of what is in it: it is printed again whenever it is
// downloaded.
func (a Certification) StartArchive(ctx context.Context, v people.Viewer, f certificate.Filter) (certificate.Batch, error) {
	return a.startBatch(ctx, v, certificate.Archiving, f, func(d *core.Unit, b certificate.Batch) (int, error) {
		n, err := d.AddStandingItems(ctx, v.Scope(people.HR), b, d.Now)
		if err == nil && n == 0 {
			err = certificate.ErrNothingKept
		}
		return n, err
	})
}

// RenewArchive has an archive prepared of what an earlier one of v's was asked
// to be of.
func (a Certification) RenewArchive(ctx context.Context, v people.Viewer, id string) (certificate.Batch, error) {
	b, err := a.Store.Batch(ctx, v.Scope(people.HR), id)
	if err != nil {
		return b, err
	}
	if b.Kind != certificate.Archiving {
		return b, store.ErrNotFound
	}
	return a.StartArchive(ctx, v, b.Filter)
}

// madeOf names all that decides which bytes c delivers a record as, besides the
// record: the layout is its own, so that a later one of the program changes nothing.
func (c Courier) madeOf() string {
	press := c.app.Printer.Press()
	return fmt.Sprintf("%s %s %d %s", c.seal.Key.ID, c.stamp.ID, certificate.OldestLayout, press.Fonts)
}

// packStep prints the next certificates of an archive, and notes the size and
// the checksum of each. Nothing is locked while it prints.
func (a Certification) packStep(ctx context.Context, id string) (b certificate.Batch, err error) {
	if b, err = a.Store.Batch(ctx, everyBatch, id); err != nil || b.Ended() {
		return b, err
	}
	items, err := a.Store.BatchItemsWaiting(ctx, id, certificate.Step)
	if err != nil {
		return b, err
	}
	courier, err := a.Courier(ctx)
	if err != nil {
		return b, err
	}
	steady, err := courier.pack(ctx, items)
	if err != nil {
		return b, err
	}
	err = a.Do(ctx, people.Clock, func(d *core.Unit) error {
		if b, err = d.Batch(ctx, everyBatch, id); err != nil || b.Ended() {
			return err
		}
		if b.MadeOf == "" {
			b.MadeOf = courier.madeOf()
		}
		left, err := d.BatchItemsWaiting(ctx, id, certificate.Step)
		if err != nil {
			return err
		}
		items = stillWaiting(items, left)
		b = b.Counting(items)
		switch {
		case !steady:
			b.Why = whyUnsteady
		case b.MadeOf != courier.madeOf():
			b.Why = whyStale
		case b.Left() == 0 && b.Done == 0:
			b.Why = whyEmpty
		}
		return saveStep(ctx, d, &b, items)
	})
	return b, err
}

// stillWaiting returns the items that nobody has done meanwhile.
func stillWaiting(items, left []certificate.BatchItem) (out []certificate.BatchItem) {
	waiting := map[int]bool{}
	for _, it := range left {
		waiting[it.Place] = true
	}
	for _, it := range items {
		if waiting[it.Place] {
			out = append(out, it)
		}
	}
	return out
}

// pack prints the certificates of the items as they are delivered, and notes in
// each what came of it. The first is printed twice: steady reports whether that
// gave the same bytes, without which no archive can be resumed.
func (c Courier) pack(ctx context.Context, items []certificate.BatchItem) (steady bool, err error) {
	var ids []string
	for _, it := range items {
		ids = append(ids, it.About)
	}
	if len(ids) == 0 {
		return true, nil
	}
	cs, err := c.app.Store.CertificatesWith(ctx, everyBatch, ids)
	if err != nil {
		return false, err
	}
	errs := make([]error, len(items))
	each(len(items), func(i int) { errs[i] = c.packOne(ctx, &items[i], cs[items[i].About]) })
	for _, err := range errs {
		if err != nil {
			return false, err
		}
	}
	again := items[0]
	if err := c.packOne(ctx, &again, cs[again.About]); err != nil {
		return false, err
	}
	return again == items[0], nil
}

// packOne prints a certificate and notes what came of it in its item; it fails
// where a later try may do better.
func (c Courier) packOne(ctx context.Context, it *certificate.BatchItem, ce certificate.Certificate) error {
	it.State, it.Why = certificate.ItemFailed, whyWithdrawn
	if ce.Withdrawn() {
		return nil
	}
	var b bytes.Buffer
	if err := c.Deliver(ctx, &b, ce); err != nil {
		if ctx.Err() != nil || fault.KindOf(err) == fault.Outage {
			return err
		}
		it.Why = whyNotPrinted
		return nil
	}
	it.State, it.Why, it.Size, it.CRC = certificate.ItemDone, "", int64(b.Len()), int64(crc32.ChecksumIEEE(b.Bytes()))
	return nil
}

// StaleArchive reports whether an archive that was prepared no longer is what
// its list says: a certificate in it was withdrawn, or they would be printed
// otherwise now.
func (a Certification) StaleArchive(ctx context.Context, b certificate.Batch) (bool, error) {
	courier, err := a.Courier(ctx)
	if err != nil || courier.madeOf() != b.MadeOf {
		return true, err
	}
	return a.Store.BatchWithdrawn(ctx, b.ID)
}

// SpoilArchive notes that an archive was found not to be what its list says:
// nobody may begin to download it any more.
func (a Certification) SpoilArchive(ctx context.Context, id string) error {
	return a.Do(ctx, people.Clock, func(d *core.Unit) error {
		b, err := d.Batch(ctx, everyBatch, id)
		if err != nil || b.Why != "" {
			return err
		}
		b.Why = whyStale
		return d.SaveBatch(ctx, b)
	})
}

// An Archive is one that is ready to be downloaded.
type Archive struct {
	certificate.Batch

	Files   []store.Packed
	courier Courier
	shelf   *shelf
}

// OpenArchive returns an archive of v's agencies.
func (a Certification) OpenArchive(ctx context.Context, v people.Viewer, id string) (ar Archive, err error) {
	ar.Batch, err = a.Store.Batch(ctx, v.Scope(people.HR), id)
	switch {
	case err != nil:
		return ar, err
	case ar.Kind != certificate.Archiving:
		return ar, store.ErrNotFound
	case !ar.Ended():
		return ar, certificate.ErrUnready
	case ar.Expired(a.Now()):
		return ar, certificate.ErrArchiveGone
	case ar.Why != "":
		return ar, fault.New(fault.Conflict, ar.Why)
	}
	stale, err := a.StaleArchive(ctx, ar.Batch)
	if err != nil {
		return ar, err
	}
	if stale {
		return ar, certificate.ErrStale
	}
	if ar.courier, err = a.Courier(ctx); err != nil {
		return ar, err
	}
	ar.shelf = &shelf{db: a.Store}
	ar.Files, err = a.Store.PackedIn(ctx, ar.ID)
	return ar, err
}

// RecordDownload records that v downloads an archive, from the given offset on.
func (a Certification) RecordDownload(ctx context.Context, v people.Viewer, ar Archive, from int64) error {
	return a.Do(ctx, v, func(d *core.Unit) error {
		e := event.Of(event.ArchiveDownloaded, event.Object{ID: ar.ID, AgencyID: v.AgencyID}, event.Files.Is(len(ar.Files)))
		if from > 0 {
			e = e.With(event.FromByte.Is(int(from)))
		}
		return d.Emit(ctx, e)
	})
}

// Print returns the bytes of a file of the archive. Goroutines may share it.
func (ar Archive) Print(ctx context.Context, place int) ([]byte, error) {
	ce, err := ar.shelf.take(ctx, ar.Files, place)
	if err != nil {
		return nil, err
	}
	if ce.Withdrawn() {
		return nil, certificate.ErrStale
	}
	var b bytes.Buffer
	err = ar.courier.Deliver(ctx, &b, ce)
	return b.Bytes(), err
}
