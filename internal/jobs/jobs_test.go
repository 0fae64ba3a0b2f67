package jobs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"masar/internal/certificate"
	"masar/internal/fault"
	"masar/internal/masartest"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"

	"github.com/alicebob/miniredis/v2"
	"github.com/hibiken/asynq"
	"github.com/redis/go-redis/v9"
)

// refused stands for what a mail server says for good.
var refused = fault.New(fault.Invalid, "mail.refused")

var everywhere = people.Everywhere("tests look at everything")

// A post takes mails, unless it is told to refuse.
type post struct {
	mu    sync.Mutex
	mails []notice.Mail
	fail  func() error
	each  func(notice.Mail) error
}

func (p *post) Send(_ context.Context, m notice.Mail, _ *notice.Attachment) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.each != nil {
		return p.each(m)
	}
	if p.fail != nil {
		if err := p.fail(); err != nil {
			return err
		}
	}
	p.mails = append(p.mails, m)
	return nil
}

func (p *post) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.mails)
}

func (p *post) refuse(fail func() error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fail = fail
}

// A diary is a log that may be read while it is written.
type diary struct {
	mu   sync.Mutex
	b    bytes.Buffer
	hear func(line string) // is told of every line before it is written
}

func (d *diary) Write(b []byte) (int, error) {
	if d.hear != nil {
		d.hear(string(b))
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.b.Write(b)
}

func (d *diary) count(phrase string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return strings.Count(d.b.String(), phrase)
}

// A plant is a house with a queue, its relay and its worker.
type plant struct {
	masartest.World
	relay  *Relay
	worker *Worker
	post   *post
	diary  *diary
}

// everyQueue runs f on the embedded queue, and on a real server where there is
// one.
func everyQueue(t *testing.T, f func(t *testing.T, queue asynq.RedisConnOpt)) {
	t.Run("embedded", func(t *testing.T) {
		queue, stop, err := Open("")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(stop)
		f(t, queue)
	})
	t.Run("redis", func(t *testing.T) {
		address := masartest.Skip(t, "MASAR_TEST_REDIS") + "/11"
		queue, _, err := Open(address)
		if err != nil {
			t.Fatal(err)
		}
		empty(t, queue)
		t.Cleanup(func() { empty(t, queue) })
		f(t, queue)
	})
}

func empty(t *testing.T, queue asynq.RedisConnOpt) {
	t.Helper()
	c := queue.MakeRedisClient().(redis.UniversalClient)
	defer c.Close()
	if err := c.FlushDB(context.Background()).Err(); err != nil {
		t.Fatal(err)
	}
}

func newPlant(t *testing.T, queue asynq.RedisConnOpt) *plant {
	t.Helper()
	p := &plant{World: masartest.NewWorld(t), post: new(post), diary: new(diary)}
	p.Publish(t, masartest.Course())
	log := slog.New(slog.NewTextHandler(p.diary, nil))
	p.App.Mailer = p.post
	p.App.Now = func() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }
	p.relay = NewRelay(queue, log)
	p.relay.App, p.App.Wake = p.App, p.relay.Wake
	p.worker = &Worker{App: p.App, Queue: queue, Log: log, Delay: func(int) time.Duration { return 0 }}
	return p
}

// start runs the relay and the worker until the test ends.
func (p *plant) start(t *testing.T) {
	t.Helper()
	p.work(t)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); p.relay.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
}

func (p *plant) work(t *testing.T) {
	t.Helper()
	if err := p.worker.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.worker.Stop)
}

// complete has each person complete the course, and adds the jobs of their
// certificates.
func (p *plant) complete(t *testing.T, persons ...string) {
	t.Helper()
	err := masartest.DBOf(p.App).Tx(t.Context(), func(tx *store.Tx) error {
		for _, id := range persons {
			who, err := tx.Person(t.Context(), everywhere, id)
			if err != nil {
				return err
			}
			e := progress.Enrolment{
				ID: "e-" + id, PersonID: id, AgencyID: who.AgencyID, CourseID: "basics", Version: "v1", Round: 1,
				AssignedAt: masartest.Noon, BeganAt: masartest.Noon, CompletedAt: masartest.Noon, State: progress.Done, Percent: 100, Score: 80,
			}
			if _, err := tx.AddEnrolments(t.Context(), []progress.Enrolment{e}); err != nil {
				return err
			}
			job := store.Job{ID: "certify:" + e.ID, Kind: "certify", Payload: e.ID, NextAt: p.App.Now().UnixMilli()}
			if err := tx.AddJobs(t.Context(), job); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	p.relay.Wake()
}

// until waits for something that is on its way.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	limit := time.After(60 * time.Second)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-limit:
			t.Fatalf("waited in vain: %s", what)
		case <-tick.C:
		}
	}
}

// settled reports that nothing but what was given up is left to do.
func (p *plant) settled(t *testing.T) func() bool {
	return func() bool {
		c, err := p.App.Store.CountJobs(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return c.Waiting+c.InFlight == 0 && c.Done+c.Dead > 0
	}
}

// whole fails unless the chain of certificates is whole, without a gap, and
// there are as many notices and mails as certificates.
func (p *plant) whole(t *testing.T, want int) {
	t.Helper()
	var cs []certificate.Certificate
	if err := masartest.DBOf(p.App).R.NewSelect().Model(&cs).Order("number").Scan(t.Context()); err != nil {
		t.Fatal(err)
	}
	before := ""
	for i, c := range cs {
		if c.Number != int64(i+1) || c.Hash != certificate.Chain(before, c.Record) {
			t.Errorf("certificate %d has the number %d, or does not follow the one before", i+1, c.Number)
		}
		before = c.Hash
	}
	notices, err := masartest.DBOf(p.App).R.NewSelect().Model((*notice.Notice)(nil)).Where("kind = ?", notice.Certified).Count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(cs) != want || int(notices) != want || p.post.count() != want {
		t.Errorf("%d certificates, %d notices, %d mails; want %d of each", len(cs), notices, p.post.count(), want)
	}
}

var all = []string{"admin", "salma", "trainer-n", "hr-n", "badr", "trainer-s", "hr-s"}

// From the outbox over the queue to the worker: every completion has its one
// certificate, notice and mail.
func TestJobsAreDone(t *testing.T) {
	everyQueue(t, func(t *testing.T, queue asynq.RedisConnOpt) {
		p := newPlant(t, queue)
		p.start(t)
		p.complete(t, all...)
		until(t, "seven mails", func() bool { return p.post.count() == len(all) && p.settled(t)() })
		p.whole(t, len(all))
	})
}

// A job delivered five times, at once and later, has its effect once.
func TestDeliveredFiveTimes(t *testing.T) {
	queue, stop, err := Open("")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	p := newPlant(t, queue)
	p.complete(t, "salma")
	c := "certify:e-salma"
	deliver := func(id string) {
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() { _ = p.App.Perform(t.Context(), id) }) // who loses a race may fail
		}
		wg.Wait()
		if err := p.App.Perform(t.Context(), id); err != nil {
			t.Errorf("%s once more: %v", id, err)
		}
	}
	deliver(c)
	cert, err := p.App.Store.CertificateFor(t.Context(), everywhere, "e-salma", certificate.Completion)
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		if err := p.App.Perform(t.Context(), "mail:certified:"+cert.ID); err != nil {
			t.Fatal(err)
		}
	}
	p.whole(t, 1)
}

// What the mail server refuses for good is given up with the reason, waits, and
// is done once it is revived; what it refuses for now is tried again by itself.
func TestGivenUpAndRevived(t *testing.T) {
	everyQueue(t, func(t *testing.T, queue asynq.RedisConnOpt) {
		p := newPlant(t, queue)
		p.post.fail = func() error { return fmt.Errorf("%w: 550 no such mailbox", refused) }
		p.start(t)
		p.complete(t, "badr")
		until(t, "a job given up", func() bool { js, _ := p.App.Store.DeadJobs(t.Context(), 9); return len(js) == 1 })
		js, err := p.App.Store.DeadJobs(t.Context(), 9)
		if err != nil || !strings.Contains(js[0].Error, "550 no such mailbox") {
			t.Fatalf("the reason: %+v, %v", js, err)
		}
		until(t, "a line of it in the log", func() bool { return p.diary.count("job given up") > 0 })
		tries := 0
		p.post.refuse(func() error {
			if tries++; tries <= 2 {
				return errors.New("451 try again later")
			}
			return nil
		})
		if err := p.App.ReviveJob(t.Context(), p.Viewer(t, "admin"), js[0].ID); err != nil {
			t.Fatal(err)
		}
		until(t, "the mail", func() bool { return p.post.count() == 1 && p.settled(t)() })
		p.whole(t, 1)
		if n := p.diary.count("job given up"); n != 1 {
			t.Errorf("%d log lines of it, want 1", n)
		}
		if p.post.mails[0].Doubtful {
			t.Error("a mail that was plainly refused is called doubtful")
		}
	})
}

// A job that is revived while its worker still holds the try that was given up
// is done as soon as the worker lets go, not when its lease ends.
func TestRevivedBeforeLetGo(t *testing.T) {
	everyQueue(t, func(t *testing.T, queue asynq.RedisConnOpt) {
		p := newPlant(t, queue)
		p.post.fail = func() error { return fmt.Errorf("%w: 550 no such mailbox", refused) }
		var relaying sync.Mutex
		once := func() {
			if _, err := p.relay.Once(t.Context()); err != nil {
				t.Error(err)
			}
		}
		p.diary.hear = func(line string) { // the worker is told of its failure and has not yet told the queue
			if !strings.Contains(line, "job given up") {
				return
			}
			relaying.Lock()
			defer relaying.Unlock()
			js, err := p.App.Store.DeadJobs(t.Context(), 9)
			if err != nil || len(js) != 1 {
				t.Errorf("given up: %v, %v", js, err)
				return
			}
			p.post.refuse(nil)
			if err := p.App.ReviveJob(t.Context(), p.Viewer(t, "admin"), js[0].ID); err != nil {
				t.Error(err)
			}
			once()
			if j, err := p.App.Store.Job(t.Context(), js[0].ID); err != nil || j.Claimed != 0 {
				t.Errorf("on its way while the worker holds it: %+v, %v", j, err)
			}
		}
		p.work(t)
		p.complete(t, "badr")
		until(t, "the mail", func() bool {
			relaying.Lock()
			defer relaying.Unlock()
			once()
			return p.post.count() == 1 && p.settled(t)()
		})
		p.whole(t, 1)
	})
}

// After its last try a job is buried, whatever the error.
func TestLastTry(t *testing.T) {
	queue, stop, err := Open("")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	p := newPlant(t, queue)
	p.complete(t, "salma")
	var tries atomic.Int64
	p.post.refuse(func() error { tries.Add(1); return errors.New("451 not today") })
	p.start(t)
	until(t, "the burial", func() bool {
		p.relay.Wake()
		js, _ := p.App.Store.DeadJobs(t.Context(), 9)
		return len(js) == 1
	})
	if n := tries.Load(); n != MaxTries {
		t.Errorf("given up after %d tries, want %d", n, MaxTries)
	}
}

// What has failed waits behind what has not been tried: of many mails that the
// server puts off, none is tried again before each has been tried once, and the
// other work goes on meanwhile.
func TestFailuresStarveNobody(t *testing.T) {
	everyQueue(t, func(t *testing.T, queue asynq.RedisConnOpt) {
		n := room[store.Mails]
		t.Cleanup(func() { room[store.Mails] = n }) // after the relay, which reads it, has stopped
		room[store.Mails] = 2                       // a queue smaller than the backlog
		p := newPlant(t, queue)
		p.worker.Delay = func(int) time.Duration { return time.Hour }
		var mu sync.Mutex
		tried := map[string]int{}
		p.post.each = func(m notice.Mail) error {
			mu.Lock()
			defer mu.Unlock()
			tried[m.ID]++
			return errors.New("451 try again later")
		}
		p.start(t)
		p.complete(t, all...)
		until(t, "each mail tried", func() bool {
			p.relay.Wake()
			mu.Lock()
			defer mu.Unlock()
			return len(tried) == len(all)
		})
		mu.Lock()
		defer mu.Unlock()
		for id, n := range tried {
			if n != 1 {
				t.Errorf("mail %s was tried %d times before its delay was over", id, n)
			}
		}
		if n, err := masartest.DBOf(p.App).R.NewSelect().Model((*certificate.Certificate)(nil)).Count(t.Context()); err != nil || int(n) != len(all) {
			t.Errorf("%d certificates, %v; want %d", n, err, len(all))
		}
	})
}

// While the mail server cannot be reached mails wait, few are tried, none loses a
// try or is given up, and all go out once it is back. One line of the log says
// so at the beginning and one at the end.
func TestMailServerGone(t *testing.T) {
	everyQueue(t, func(t *testing.T, queue asynq.RedisConnOpt) {
		p := newPlant(t, queue)
		p.worker.Pause = 10 * time.Millisecond
		var tries atomic.Int64
		p.post.refuse(func() error {
			tries.Add(1)
			return &notice.Unreachable{Why: notice.NobodyListens, Said: "connection refused"}
		})
		other := masartest.Again(t, masartest.DBOf(p.App)) // of another process of the same site
		p.start(t)
		p.complete(t, all...)
		var began store.MailOutage
		until(t, "the outage to be known", func() bool { p.relay.Wake(); began = outage(t, other.Reader); return began.Lasts() })
		if began.Why != notice.NobodyListens || !strings.Contains(began.Error, "connection refused") {
			t.Errorf("the outage is %+v", began)
		}
		until(t, "more tries than a mail has", func() bool { p.relay.Wake(); return tries.Load() > MaxTries*2 })
		js, err := p.App.Store.DeadJobs(t.Context(), 9)
		if err != nil || len(js) > 0 {
			t.Fatalf("given up: %v, %v", js, err)
		}
		if now := outage(t, other.Reader); !now.Since.Equal(began.Since) || now.FailedAt.Before(began.FailedAt) {
			t.Errorf("the outage is %+v, and began as %+v", now, began)
		}
		if n, next, err := other.MailsWaiting(t.Context()); err != nil || n == 0 || next.IsZero() {
			t.Errorf("%d mails wait, the next until %v, %v", n, next, err)
		}
		p.post.refuse(nil)
		until(t, "all mails", func() bool { p.relay.Wake(); return p.post.count() == len(all) && p.settled(t)() })
		p.whole(t, len(all))
		for _, m := range p.post.mails {
			if m.Doubtful {
				t.Errorf("mail %s, which never reached the server, is called doubtful", m.ID)
			}
		}
		until(t, "the end to be noticed", func() bool { return p.diary.count("mail server answers again") > 0 })
		if n := p.diary.count("mails wait and none is lost"); n != 1 {
			t.Errorf("%d lines at the beginning, want 1", n)
		}
		if now := outage(t, other.Reader); now.Lasts() {
			t.Errorf("the server is back, and the outage lasts: %+v", now)
		}
		if n, _, err := other.MailsWaiting(t.Context()); err != nil || n != 0 {
			t.Errorf("%d mails wait, %v", n, err)
		}
	})
}

func outage(t *testing.T, db store.Reader) store.MailOutage {
	t.Helper()
	o, err := db.MailOutage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// A server that refuses a mail is there: the outage is over.
func TestRefusalEndsTheOutage(t *testing.T) {
	everyQueue(t, func(t *testing.T, queue asynq.RedisConnOpt) {
		p := newPlant(t, queue)
		if err := masartest.Direct(p.App).SaveMailOutage(t.Context(), masartest.Noon, notice.NoAnswer, "i/o timeout"); err != nil {
			t.Fatal(err)
		}
		p.post.refuse(func() error { return refused })
		p.start(t)
		p.complete(t, "salma")
		until(t, "the mail to be refused", func() bool { p.relay.Wake(); return p.settled(t)() })
		if o := outage(t, p.App.Store); o.Lasts() {
			t.Errorf("the outage lasts: %+v", o)
		}
	})
}

// A queue that has lost everything it was given is given it again.
func TestQueueEmptied(t *testing.T) {
	everyQueue(t, func(t *testing.T, queue asynq.RedisConnOpt) {
		p := newPlant(t, queue)
		p.complete(t, all...)
		once := func() {
			t.Helper()
			if _, err := p.relay.Once(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		once() // everything is on its way, nobody works yet
		empty(t, queue)
		if n, err := p.App.Store.JobsInFlight(t.Context(), store.Work); err != nil || n < len(all) {
			t.Fatalf("%d in flight, %v", n, err)
		}
		p.start(t)
		until(t, "everything again", func() bool { return p.post.count() == len(all) && p.settled(t)() })
		p.whole(t, len(all))
	})
}

// While the queue is gone jobs wait. One line of the log says so and one that
// it is back; nothing is lost.
func TestQueueGone(t *testing.T) {
	server := miniredis.NewMiniRedis()
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	queue, _, err := Open("redis://" + server.Addr())
	if err != nil {
		t.Fatal(err)
	}
	p := newPlant(t, queue)
	p.start(t)
	p.complete(t, "salma")
	until(t, "the first mail", func() bool { return p.post.count() == 1 && p.settled(t)() })
	server.Close()
	p.complete(t, all[2:]...)
	until(t, "the loss to be noticed", func() bool { return p.diary.count("jobs wait and none is lost") > 0 })
	if err := p.App.Store.Ping(t.Context()); err != nil {
		t.Fatal(err)
	}
	if p.relay.Ping(t.Context()) == nil {
		t.Error("the queue is said to answer")
	}
	if err := server.Restart(); err != nil {
		t.Fatal(err)
	}
	until(t, "all mails", func() bool { return p.post.count() == len(all)-1 && p.settled(t)() })
	p.whole(t, len(all)-1)
	until(t, "the end to be noticed", func() bool { return p.diary.count("answer again") > 0 })
	if gone, back := p.diary.count("jobs wait and none is lost"), p.diary.count("answer again"); gone != 1 || back != 1 {
		t.Errorf("%d lines at the beginning and %d at the end, want one of each", gone, back)
	}
	if n := p.diary.count("level=WARN") + p.diary.count("level=ERROR"); n != 1 {
		t.Errorf("%d warnings and errors in all, want 1: %s", n, p.diary.b.String())
	}
}
