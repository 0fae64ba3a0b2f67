package app

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
	perAccount    = Limit{Free: 5}                            // wrong passwords of one account, from browsers it has not been used in
	perDevice     = Limit{Free: 5}                            // the same, from one browser that it has been used in
	perAddress    = Limit{Free: 100, Every: 36 * time.Second} // wrong sign-ins from one address, behind which many people sit
	perVerifier   = Limit{Free: 30, Every: time.Minute}       // codes and files of nobody, from one address
	perCorrection = Limit{Free: 5, Every: 4 * time.Hour}      // requests to spell one's name otherwise
)

const (
	longestWait = 15 * time.Minute
	forgetAfter = 24 * time.Hour // without another try
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
		if t.BlockedAt.Before(now.Add(-forgetAfter)) {
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

// A try is one thing that may be wrong, as it is counted under one key.
type try struct {
	key   string
	limit Limit
	at    time.Time      // when it was counted
	was   store.Throttle // before it
	last  bool           // the next has to wait
}

// take counts the tries, or returns wait, with the minutes, if one of them has
// to wait; then it counts none.
func (a *App) take(ctx context.Context, wait *fault.Fault, tries ...try) ([]try, error) {
	tries = slices.Clone(tries)
	// In one order, or two that lock the same rows would wait for each other.
	slices.SortFunc(tries, func(x, y try) int { return cmp.Compare(x.key, y.key) })
	err := a.counting(ctx, func(d *deed) error {
		for i := range tries {
			if err := d.count(ctx, wait, &tries[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return tries, err
}

func (d *deed) count(ctx context.Context, wait *fault.Fault, t *try) error {
	was, err := d.LockThrottle(ctx, t.key, d.now)
	if err != nil {
		return err
	}
	now, left := t.limit.Take(was, d.now)
	if left > 0 {
		return wait.With("minutes", minutes(left))
	}
	t.was, t.at = was, d.now
	_, next := t.limit.Take(now, d.now)
	t.last = next > 0
	return d.SaveThrottle(ctx, now)
}

// giveBack takes the tries back, which were not wrong.
func (a *App) giveBack(ctx context.Context, tries []try) error {
	return a.counting(ctx, func(d *deed) error { return d.giveBack(ctx, tries) })
}

// counting runs f as a deed from which no job follows: it wakes nobody.
func (a *App) counting(ctx context.Context, f func(d *deed) error) error {
	return a.write(ctx, func(tx *store.Tx) error {
		return f(&deed{Tx: tx, app: a, by: people.Clock, now: a.Now()})
	})
}

func (d *deed) giveBack(ctx context.Context, tries []try) error {
	for _, t := range tries {
		now, err := d.LockThrottle(ctx, t.key, d.now)
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
func accountKey(name string) string          { return digest("account " + name) }
func deviceKey(person, device string) string { return digest("device " + person + " " + device) }
func addressKey(address string) string       { return digest("address " + Network(address)) }
func verifierKey(address string) string      { return digest("verify " + Network(address)) }
func currentKey(person string) string        { return digest("current " + person) }
func correctionKey(person string) string     { return digest("correction " + person) }

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
