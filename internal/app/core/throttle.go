package core

import (
	"cmp"
	"context"
	"net/netip"
	"slices"
	"time"

	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/store"
)

// A Limit says how many tries may fail, and what each further one costs.
type Limit struct {
	Free  int           // that cost nothing
	Every time.Duration // after which one more is free again; zero: each further one costs a wait that doubles, up to longestWait
}

// What is limited. Counts are kept in the database, so they hold across
// processes; a try is counted before it is judged and taken back if it was
// right, so of many at once no more are judged than one after another.
var (
	PerAccount    = Limit{Free: 5}                            // wrong passwords of one account, from browsers it has not been used in
	PerDevice     = Limit{Free: 5}                            // the same, from one browser that it has been used in
	PerAddress    = Limit{Free: 100, Every: 36 * time.Second} // wrong sign-ins from one address, behind which many people sit
	PerVerifier   = Limit{Free: 30, Every: time.Minute}       // codes and files of nobody, from one address
	PerCorrection = Limit{Free: 5, Every: 4 * time.Hour}      // requests to spell one's name otherwise
)

const (
	longestWait = 15 * time.Minute
	ForgetAfter = 24 * time.Hour // without another try
)

// Take counts one more try in t, or returns how long it has to wait.
func (l Limit) Take(t store.Throttle, now time.Time) (store.Throttle, time.Duration) {
	t = l.settle(t, now)
	free := t.BlockedAt
	switch {
	case l.Every == 0:
		free = free.Add(penalty(t.Failures - l.Free))
	case t.Failures >= l.Free:
		free = free.Add(l.Every)
	}
	if wait := free.Sub(now); wait > 0 {
		return t, wait
	}
	if t.Failures++; l.Every == 0 || t.Failures == 1 {
		t.BlockedAt = now
	}
	return t, 0
}

// settle forgets of t what time has mended.
func (l Limit) settle(t store.Throttle, now time.Time) store.Throttle {
	if l.Every == 0 {
		if t.BlockedAt.Before(now.Add(-ForgetAfter)) {
			t.Failures = 0
		}
		return t
	}
	mended := int(max(now.Sub(t.BlockedAt), 0) / l.Every)
	if mended >= t.Failures {
		t.Failures, t.BlockedAt = 0, now
		return t
	}
	t.Failures, t.BlockedAt = t.Failures-mended, t.BlockedAt.Add(time.Duration(mended)*l.Every)
	return t
}

// penalty returns the wait after the nth failure that is not free.
func penalty(n int) time.Duration {
	if n < 0 {
		return 0
	}
	return min(time.Duration(1)<<min(n, 20)*time.Second*2, longestWait)
}

// A Try is one thing that may be wrong, as it is counted under one key.
type Try struct {
	Key   string
	Limit Limit
	at    time.Time      // when it was counted
	was   store.Throttle // before it
	Last  bool           // the next has to wait
}

// Take counts the tries, or returns wait, with the minutes, if one of them has
// to wait; then it counts none.
func (a *App) Take(ctx context.Context, wait *fault.Fault, tries ...Try) ([]Try, error) {
	tries = slices.Clone(tries)
	// In one order, or two that lock the same rows would wait for each other.
	slices.SortFunc(tries, func(x, y Try) int { return cmp.Compare(x.Key, y.Key) })
	err := a.Counting(ctx, func(d *Unit) error {
		for i := range tries {
			if err := d.count(ctx, wait, &tries[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return tries, err
}

func (d *Unit) count(ctx context.Context, wait *fault.Fault, t *Try) error {
	was, err := d.LockThrottle(ctx, t.Key, d.Now)
	if err != nil {
		return err
	}
	now, left := t.Limit.Take(was, d.Now)
	if left > 0 {
		return wait.With("minutes", minutes(left))
	}
	t.was, t.at = was, d.Now
	_, next := t.Limit.Take(now, d.Now)
	t.Last = next > 0
	return d.SaveThrottle(ctx, now)
}

// GiveBack takes the tries back, which were not wrong.
func (a *App) GiveBack(ctx context.Context, tries []Try) error {
	return a.Counting(ctx, func(d *Unit) error { return d.GiveBack(ctx, tries) })
}

// Counting runs f as a transaction from which no job follows: it wakes nobody.
func (a *App) Counting(ctx context.Context, f func(d *Unit) error) error {
	return a.Write(ctx, func(tx *store.Tx) error {
		return f(&Unit{Tx: tx, App: a, By: people.Clock, Now: a.Now()})
	})
}

func (d *Unit) GiveBack(ctx context.Context, tries []Try) error {
	for _, t := range tries {
		now, err := d.LockThrottle(ctx, t.Key, d.Now)
		if err != nil {
			return err
		}
		if now.Failures = max(now.Failures-1, 0); now.BlockedAt.Equal(t.at) {
			now.BlockedAt = t.was.BlockedAt // none has been counted since
		}
		if err := d.SaveThrottle(ctx, now); err != nil {
			return err
		}
	}
	return nil
}

// minutes returns a wait in minutes, rounded up.
func minutes(left time.Duration) int { return int((left + time.Minute - 1) / time.Minute) }

// The keys under which tries are counted. What they name cannot be read in
// them.
func AccountKey(name string) string { return Digest("account " + name) }

func DeviceKey(person, device string) string { return Digest("device " + person + " " + device) }

func AddressKey(address string) string { return Digest("address " + Network(address)) }

func VerifierKey(address string) string { return Digest("verify " + Network(address)) }

func CurrentKey(person string) string { return Digest("current " + person) }

func CorrectionKey(person string) string { return Digest("correction " + person) }

// Network returns what one subscriber has of the net: an IPv4 address, or the
// 64 bits of an IPv6 one before those that its holder may choose.
func Network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil || a.Unmap().Is4() {
		return address
	}
	p, err := a.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return p.String()
}
