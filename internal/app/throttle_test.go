package app_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"masar/internal/app"
	"masar/internal/app/certify"
	"masar/internal/app/core"
	"masar/internal/app/identity"
	"masar/internal/auth"
	"masar/internal/masartest"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/store"
)

// Of a hundred at the same moment, at two processes of one database, as many are
// judged as of a hundred one after another.
func TestAtOnce(t *testing.T) {
	type deed func(ctx context.Context, a *app.App, h masartest.World, i int) error
	wrong := func(errs ...error) func(error) bool {
		return func(err error) bool {
			for _, e := range errs {
				if errors.Is(err, e) {
					return true
				}
			}
			return false
		}
	}
	for _, c := range []struct {
		name   string
		do     deed
		judged func(error) bool
		wait   error
		want   int
	}{
		{"wrong passwords of one account", func(ctx context.Context, a *app.App, _ masartest.World, i int) error {
			_, err := a.SignIn(ctx, "salma", "wrong", identity.From{Address: fmt.Sprintf("10.0.%d.1", i)})
			return err
		}, wrong(identity.ErrSignIn), identity.ErrWait, 5},
		{"names of nobody from one address", func(ctx context.Context, a *app.App, _ masartest.World, i int) error {
			_, err := a.SignIn(ctx, fmt.Sprint("nobody-", i), "wrong", identity.From{Address: "10.0.0.1"})
			return err
		}, wrong(identity.ErrSignIn), identity.ErrWait, 100},
		{"addresses of one subscriber", func(ctx context.Context, a *app.App, _ masartest.World, i int) error {
			_, err := a.SignIn(ctx, fmt.Sprint("nobody-", i), "wrong", identity.From{Address: fmt.Sprintf("2001:db8:1:2::%x", i)})
			return err
		}, wrong(identity.ErrSignIn), identity.ErrWait, 100},
		{"wrong current passwords", func(ctx context.Context, a *app.App, h masartest.World, _ int) error {
			_, err := a.SetPassword(ctx, h.Viewer(t, "salma"), "wrong", chosen, identity.From{})
			return err
		}, wrong(identity.ErrCurrent), identity.ErrWait, 5},
		{"wrong passwords where one ends devices", func(ctx context.Context, a *app.App, h masartest.World, _ int) error {
			return a.SignOutDevice(ctx, h.Viewer(t, "salma"), "", "wrong")
		}, wrong(identity.ErrCurrent), identity.ErrWait, 5},
		{"codes of nobody", func(ctx context.Context, a *app.App, _ masartest.World, i int) error {
			_, err := a.VerifyCode(ctx, fmt.Sprintf("ABCDEFGHJKM%05d", i), "10.0.0.1")
			return err
		}, wrong(certify.ErrUnknownCode), certify.ErrVerifyWait, 30},
		{"files of nobody", func(ctx context.Context, a *app.App, _ masartest.World, i int) error {
			_, _, err := a.VerifyFile(ctx, []string{fmt.Sprint("no number ", i)}, nil, "10.0.0.1")
			return err
		}, wrong(certify.ErrForeign), certify.ErrVerifyWait, 30},
		{"spellings of one's name", func(ctx context.Context, a *app.App, h masartest.World, i int) error {
			return a.AskNameCorrection(ctx, h.Viewer(t, "salma"), "سلمى "+string([]rune("ابتثجحخدذرزس")[i%12])+string([]rune("شصضطظعغفقكل")[i/12]))
		}, func(err error) bool { return err == nil }, identity.ErrNameWait, 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := masartest.NewWorld(t)
			second := *h.App.App
			second.Passwords = &auth.Passwords{Memory: 64}
			other := app.New(second, masartest.Again(t, masartest.DBOf(h.App)))
			var judged, waiting atomic.Int32
			var all sync.WaitGroup
			for i := range 130 {
				a := []*app.App{h.App, other}[i%2]
				all.Go(func() {
					switch err := c.do(t.Context(), a, h, i); {
					case errors.Is(err, c.wait):
						waiting.Add(1)
					case c.judged(err):
						judged.Add(1)
					default:
						t.Errorf("%v", err)
					}
				})
			}
			all.Wait()
			if int(judged.Load()) != c.want || int(waiting.Load()) != 130-c.want {
				t.Errorf("%d judged, %d told to wait; want %d judged", judged.Load(), waiting.Load(), c.want)
			}
		})
	}
}

// What is right costs nothing, however often and however many at once.
func TestRightCostsNothing(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx := h.App, t.Context()
	for i := range 120 {
		if _, _, err := signIn(ctx, a, "salma", masartest.Password, "test", "10.0.0.1"); err != nil {
			t.Fatalf("sign-in %d: %v", i+1, err)
		}
	}
	for i := range 100 {
		if _, _, err := signIn(ctx, a, fmt.Sprint("nobody-", i), "wrong", "test", "10.0.0.1"); !errors.Is(err, identity.ErrSignIn) {
			t.Fatalf("wrong one %d after them: %v", i+1, err)
		}
	}
	if _, _, err := signIn(ctx, a, "badr", masartest.Password, "test", "10.0.0.1"); !errors.Is(err, identity.ErrWait) {
		t.Errorf("after 100 wrong ones: %v, want to wait", err)
	}
	if _, _, err := signIn(ctx, a, "badr", masartest.Password, "test", "10.0.0.2"); err != nil {
		t.Errorf("from another address: %v", err)
	}
}

func TestLimit(t *testing.T) {
	noon := masartest.Noon
	refills, doubles := core.Limit{Free: 3, Every: time.Minute}, core.Limit{Free: 2}
	for _, c := range []struct {
		name   string
		limit  core.Limit
		at     []time.Duration // tries
		counts string          // y: counted; n: to wait
		wait   time.Duration   // that the last is told
	}{
		{"as many as are free", refills, []time.Duration{0, 0, 0}, "yyy", 0},
		{"one more waits for the first to come back", refills, []time.Duration{0, 0, 0, 0}, "yyyn", time.Minute},
		{"an instant too early", refills, []time.Duration{0, 0, 0, time.Minute - time.Microsecond}, "yyyn", time.Microsecond},
		{"one comes back, and no more", refills, []time.Duration{0, 0, 0, time.Minute, time.Minute}, "yyyyn", time.Minute},
		{"a part of a minute is not lost", refills, []time.Duration{0, 0, 0, 90 * time.Second, 90 * time.Second}, "yyyyn", 30 * time.Second},
		{"a tenth in ten minutes", refills, []time.Duration{0, 0, 0, 10 * time.Minute, 10 * time.Minute, 10 * time.Minute, 10 * time.Minute}, "yyyyyyn", time.Minute},
		{"the clock goes back", refills, []time.Duration{time.Hour, time.Hour, time.Hour, 0}, "yyyn", time.Hour + time.Minute},
		{"doubling: the first is two seconds", doubles, []time.Duration{0, 0, 0}, "yyn", 2 * time.Second},
		{"then four", doubles, []time.Duration{0, 0, 2 * time.Second, 2 * time.Second}, "yyyn", 4 * time.Second},
		{"waiting costs nothing", doubles, []time.Duration{0, 0, time.Second, time.Second, 2 * time.Second}, "yynny", 0},
		{"forgotten a day after", doubles, []time.Duration{0, 0, 24*time.Hour + time.Microsecond, 24*time.Hour + time.Microsecond, 24*time.Hour + time.Microsecond}, "yyyyn", 2 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			th := store.Throttle{BlockedAt: noon.Add(c.at[0])}
			got, wait := "", time.Duration(0)
			for _, at := range c.at {
				th, wait = c.limit.Take(th, noon.Add(at))
				got += map[bool]string{true: "n", false: "y"}[wait > 0]
			}
			if got != c.counts || wait != c.wait {
				t.Errorf("%s, to wait %v; want %s, %v", got, wait, c.counts, c.wait)
			}
		})
	}
}

// A stranger who guesses keeps nobody out of a browser they have used before, and
// their being let in there gives the stranger no further guess.
func TestKnownDevice(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, now := h.App, t.Context(), masartest.Noon
	a.Now = func() time.Time { return now }
	in := func(name, password, address, known string) (identity.Opened, error) {
		return a.SignIn(ctx, name, password, identity.From{Device: "Firefox · Windows", Address: address, Known: known})
	}
	first, err := in("salma", masartest.Password, "10.0.0.1", "")
	if err != nil || len(first.Known) != 43 {
		t.Fatalf("%+v, %v", first, err)
	}
	for range 5 {
		if _, err := in("salma", "wrong", "10.9.9.9", ""); !errors.Is(err, identity.ErrSignIn) {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name, as, address, known string
		want                     error
	}{
		{"a stranger", "salma", "10.9.9.9", "", identity.ErrWait},
		{"she herself, elsewhere", "salma", "10.0.0.2", "", identity.ErrWait},
		{"a token that was made up", "salma", "10.0.0.2", strings.Repeat("x", 43), identity.ErrWait},
		{"where she was before", "salma", "10.0.0.1", first.Known, nil},
		{"there, from another address", "salma", "10.9.9.9", first.Known, nil},
		{"still the stranger", "salma", "10.9.9.9", "", identity.ErrWait},
	} {
		if _, err := in(c.as, masartest.Password, c.address, c.known); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	// A browser has its own count, and one is of the person alone.
	for i := range 5 {
		if _, err := in("salma", "wrong", "10.0.0.1", first.Known); !errors.Is(err, identity.ErrSignIn) {
			t.Fatalf("wrong there, %d: %v", i+1, err)
		}
	}
	if _, err := in("salma", masartest.Password, "10.0.0.1", first.Known); !errors.Is(err, identity.ErrWait) {
		t.Errorf("after five wrong ones there: %v, want to wait", err)
	}
	badr, err := in("badr", masartest.Password, "10.0.0.1", first.Known)
	if err != nil || badr.Known != first.Known {
		t.Errorf("a colleague at the same computer: %v; keeps %v", err, badr.Known == first.Known)
	}
	if n := told(t, h, "salma", notice.Guessed); n != 1 {
		t.Errorf("told %d times that somebody guesses, want once", n)
	}
}

// A right code or file is answered, however many wrong ones came from its
// address.
func TestRightProofAfterWrong(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx := h.App, t.Context()
	c, err := a.Store.Certificate(ctx, people.Everywhere("tests look at anyone"), h.Complete(t, "salma"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 60 {
		_, byCode := a.VerifyCode(ctx, "ABCDEFGHJKMNPQRS", "10.0.0.1")
		_, _, byFile := a.VerifyFile(ctx, []string{"no number"}, nil, "10.0.0.1")
		if i >= 30 && (!errors.Is(byCode, certify.ErrVerifyWait) || !errors.Is(byFile, certify.ErrVerifyWait)) {
			t.Fatalf("wrong ones %d: %v, %v; want to wait", i+1, byCode, byFile)
		}
	}
	if v, err := a.VerifyCode(ctx, c.Code, "10.0.0.1"); err != nil || v.Certificate.ID != c.ID {
		t.Errorf("the right code: %v", err)
	}
	if _, err := a.VerifyCode(ctx, "ABCDEFGHJKMNPQRS", "10.0.0.2"); !errors.Is(err, certify.ErrUnknownCode) {
		t.Errorf("from another address: %v", err)
	}
}

// A sign-in that was not judged, because too many were waiting, is not counted.
func TestBusy(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx := h.App, t.Context()
	judge := a.Passwords
	for range 20 {
		a.Passwords = busy{}
		if _, _, err := signIn(ctx, a, "salma", masartest.Password, "test", "10.0.0.1"); !errors.Is(err, auth.ErrBusy) {
			t.Fatalf("%v, want busy", err)
		}
	}
	a.Passwords = judge
	if _, _, err := signIn(ctx, a, "salma", masartest.Password, "test", "10.0.0.1"); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

type busy struct{}

func (busy) Hash(string) (string, error)         { return "", auth.ErrBusy }
func (busy) Verify(string, string) (bool, error) { return false, auth.ErrBusy }
