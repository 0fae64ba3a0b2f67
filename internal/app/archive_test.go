package app_test

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"sync/atomic"
	"testing"

	"masar/internal/app/core"
	"masar/internal/certificate"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
)

// issued returns a house in which n certificates of the north are issued.
func issued(t *testing.T, n int) masartest.World {
	t.Helper()
	h, _ := cohort(t, n)
	issue(t, h, certificate.Filter{})
	for _, err := range masartest.Work(t, h.App) {
		t.Error(err)
	}
	return h
}

// packed fails unless the archive holds every certificate once, in order, each
// with the size and checksum that it is printed with.
func packed(t *testing.T, h masartest.World, id string, n int) {
	t.Helper()
	ar, err := h.App.OpenArchive(t.Context(), h.Viewer(t, "hr-n"), id)
	if err != nil || len(ar.Files) != n || ar.Done != n {
		t.Fatalf("%d files of %d, %+v, %v", len(ar.Files), n, ar.Batch, err)
	}
	bytes := int64(0)
	for i, f := range ar.Files {
		body, err := ar.Print(t.Context(), i)
		if err != nil || f.Serial != certificate.Serial(2026, int64(i+1)) || f.Size != int64(len(body)) || f.CRC != int64(crc32.ChecksumIEEE(body)) {
			t.Errorf("file %d: %+v, %v", i, f, err)
		}
		bytes += f.Size
	}
	if bytes != ar.Bytes {
		t.Errorf("%d bytes, counted as %d", bytes, ar.Bytes)
	}
}

// delivering calls at each delivery.
type delivering struct {
	core.Printer
	n    atomic.Int64
	each func(n int64) error
}

func (d *delivering) Deliver(w io.Writer, c certificate.Delivery) error {
	if err := d.each(d.n.Add(1)); err != nil {
		return err
	}
	return d.Printer.Deliver(w, c)
}

// The worker dies in the middle of preparing an archive, and the next one goes
// on where it was.
func TestArchiveResumed(t *testing.T) {
	h := issued(t, 3*certificate.Step)
	b, err := h.App.StartArchive(t.Context(), h.Viewer(t, "hr-n"), certificate.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, die := context.WithCancel(t.Context())
	h.App.Printer = &delivering{Printer: h.Outside, each: func(n int64) error {
		if n == certificate.Step+20 {
			die()
		}
		return ctx.Err()
	}}
	if err := h.App.Perform(ctx, "batch:"+b.ID); err == nil {
		t.Error("the step is done without its context")
	}
	half, err := h.App.Store.Batch(t.Context(), anyone, b.ID)
	if err != nil || half.Done != certificate.Step || half.Ended() {
		t.Errorf("after the failure: %+v, %v", half, err)
	}
	var printed atomic.Int64
	h.App.Printer = &delivering{Printer: h.Outside, each: func(int64) error { printed.Add(1); return nil }}
	for _, err := range masartest.Work(t, h.App) {
		t.Error(err)
	}
	if n := printed.Load(); n != 2*certificate.Step+2 {
		t.Errorf("%d were printed after it, want those left and a first of each step once more", n)
	}
	packed(t, h, b.ID, 3*certificate.Step)
}

// Many workers at once prepare one archive once.
func TestArchiveDeliveredTwice(t *testing.T) {
	h := issued(t, 3*certificate.Step)
	v := h.Viewer(t, "hr-n")
	b, err := h.App.StartArchive(t.Context(), v, certificate.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if again, err := h.App.StartArchive(t.Context(), v, certificate.Filter{}); err != nil || again.ID != b.ID {
		t.Errorf("asked twice: %s and %s, %v", b.ID, again.ID, err)
	}
	errs := make(chan error)
	for i := range 5 {
		if err := masartest.Direct(h.App).AddJobs(t.Context(), store.Job{ID: fmt.Sprint("again", i), Kind: core.Batch, Payload: b.ID}); err != nil {
			t.Fatal(err)
		}
		go func() { errs <- h.App.Perform(t.Context(), fmt.Sprint("again", i)) }()
		go func() { errs <- h.App.Perform(t.Context(), "batch:"+b.ID) }()
	}
	for range 10 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	for _, err := range masartest.Work(t, h.App) {
		t.Error(err)
	}
	packed(t, h, b.ID, 3*certificate.Step)
}

// What cannot be printed is left out and named; a key that never signs twice
// alike makes no archive at all.
func TestArchiveFailures(t *testing.T) {
	h := issued(t, 4)
	v := h.Viewer(t, "hr-n")
	start := func(each func(n int64) error) certificate.Batch {
		t.Helper()
		b, err := h.App.StartArchive(t.Context(), v, certificate.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		h.App.Printer = &delivering{Printer: h.Outside, each: each}
		for _, err := range masartest.Work(t, h.App) {
			t.Error(err)
		}
		if b, err = h.App.Store.Batch(t.Context(), anyone, b.ID); err != nil || !b.Ended() {
			t.Fatalf("%+v, %v", b, err)
		}
		return b
	}
	none := start(func(int64) error { return errors.New("no ink") })
	if none.Why != "batch.archive-empty" || none.Failed != 4 {
		t.Errorf("nothing printed: %+v", none)
	}
	torn := certificate.Serial(2026, 3)
	h.App.Printer = without{h.Outside, torn}
	b, err := h.App.StartArchive(t.Context(), v, certificate.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range masartest.Work(t, h.App) {
		t.Error(err)
	}
	if b, err = h.App.Store.Batch(t.Context(), anyone, b.ID); err != nil || b.Why != "" || b.Done != 3 || b.Failed != 1 {
		t.Errorf("without one: %+v, %v", b, err)
	}
	fs, err := h.App.Store.BatchFailures(t.Context(), b, 10)
	if err != nil || len(fs) != 1 || fs[0].Serial != torn || fs[0].NameAr == "" || fs[0].Why != "batch.why-not-printed" {
		t.Errorf("left out: %+v, %v; want %s", fs, err, torn)
	}

	h.App.Printer = unsteady{h.Outside, new(atomic.Int64)}
	b, err = h.App.StartArchive(t.Context(), v, certificate.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range masartest.Work(t, h.App) {
		t.Error(err)
	}
	if b, err = h.App.Store.Batch(t.Context(), people.Within("north"), b.ID); err != nil || b.Why != "batch.archive-unsteady" || !b.Ended() {
		t.Errorf("a new signature each time: %+v, %v", b, err)
	}
}

// A without printer cannot print one certificate.
type without struct {
	core.Printer
	serial string
}

func (w without) Deliver(out io.Writer, d certificate.Delivery) error {
	if d.Certificate.Serial == w.serial {
		return errors.New("no ink")
	}
	return w.Printer.Deliver(out, d)
}

// An unsteady printer signs otherwise each time.
type unsteady struct {
	core.Printer
	n *atomic.Int64
}

func (u unsteady) Deliver(w io.Writer, d certificate.Delivery) error {
	fmt.Fprintln(w, u.n.Add(1))
	return u.Printer.Deliver(w, d)
}
