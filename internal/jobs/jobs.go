// Package jobs carries work from the outbox to a worker and back. The database
// holds the truth; the queue (Asynq on Redis, or on a Redis-compatible server
// in this process) only dispatches, and may be lost, restarted or emptied.
//
// Asynq was chosen for its use of Redis in all its forms; miniredis, for the embedded server, because Asynq needs Lua
// scripts and nothing else in Go runs them in process. gobreaker keeps mails from
// a mail server that does not answer; redis_rate counts budgets in the same Redis.
package jobs

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"masar/internal/app"
	"masar/internal/app/core"
	"masar/internal/fault"
	"masar/internal/notice"
	"masar/internal/store"

	"github.com/hibiken/asynq"
	"github.com/redis/go-redis/v9"
	"github.com/sony/gobreaker/v2"
)

// MaxTries is how often a job is tried before it is given up.
const MaxTries = 12

// A Worker performs jobs.
type Worker struct {
	App   *app.App
	Queue asynq.RedisConnOpt
	Log   *slog.Logger
	Hands int // how many jobs of a lane at once; zero is 4

	// Delay says how long to wait after the nth failure; nil waits longer each
	// time, up to about an hour.
	Delay func(n int) time.Duration

	// Pause is how long mails wait once the mail server has not answered; zero
	// is half a minute.
	Pause time.Duration

	servers []*asynq.Server
	smtp    *gobreaker.CircuitBreaker[struct{}]
}

// Start starts performing jobs. Each lane has workers of its own.
func (w *Worker) Start() error {
	w.smtp = w.breaker()
	for lane := range room {
		s := asynq.NewServer(w.Queue, asynq.Config{
			Concurrency:              max(w.Hands, 4),
			Queues:                   map[string]int{queueOf(lane): 1},
			TaskCheckInterval:        200 * time.Millisecond,
			DelayedTaskCheckInterval: time.Second,
			ShutdownTimeout:          10 * time.Second,
			Logger:                   quiet{w.Log},
		})
		if err := s.Start(asynq.HandlerFunc(w.perform)); err != nil {
			w.Stop()
			return err
		}
		w.servers = append(w.servers, s)
	}
	return nil
}

// Stop lets the jobs in hand finish and stops.
func (w *Worker) Stop() {
	var all sync.WaitGroup
	for _, s := range w.servers {
		all.Go(s.Shutdown)
	}
	all.Wait()
}

// breaker returns what keeps mails from a server that does not answer: after
// three failures in a row one mail in each pause is tried, and the rest wait.
// The log has one line at the beginning of that and one at its end.
func (w *Worker) breaker() *gobreaker.CircuitBreaker[struct{}] {
	var why error // of the last failure; the breaker asks and tells under its lock
	return gobreaker.NewCircuitBreaker[struct{}](gobreaker.Settings{
		Timeout:     w.pause(),
		ReadyToTrip: func(c gobreaker.Counts) bool { return c.ConsecutiveFailures >= 3 },
		IsSuccessful: func(err error) bool { // asked before the state changes
			if err != nil {
				why = err
			}
			return !errors.Is(err, notice.ErrUnreachable)
		},
		OnStateChange: func(_ string, from, to gobreaker.State) {
			switch {
			case from == gobreaker.StateClosed:
				w.Log.Error("mail server not answering; mails wait and none is lost", "err", why)
			case to == gobreaker.StateClosed:
				w.Log.Info("mail server answers again")
			}
		},
	})
}

func (w *Worker) pause() time.Duration { return cmp.Or(w.Pause, 30*time.Second) }

func (w *Worker) delay(n int) time.Duration {
	if w.Delay != nil {
		return w.Delay(n)
	}
	return min(time.Duration(1)<<min(n, 20)*time.Second, time.Hour)
}

// perform performs one job. The outbox, not the queue, knows when a job is
// tried again: the queue is always rid of it.
func (w *Worker) perform(ctx context.Context, t *asynq.Task) (err error) {
	id := string(t.Payload())
	if t.Type() == core.SendMail {
		_, err = w.smtp.Execute(func() (struct{}, error) { return struct{}{}, w.App.Perform(ctx, id) })
	} else {
		err = w.App.Perform(ctx, id)
	}
	if err == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := w.failed(ctx, id, err); err != nil { // the job is claimed again when its lease ends
		w.Log.Debug("failure not noted", "job", id, "err", err)
	}
	return errors.Join(err, asynq.RevokeTask)
}

// failed is the one place where errors become retries: a fault is final, a mail
// that has not reached the mail server waits for it and loses no try, and
// anything else is tried again, MaxTries times in all.
func (w *Worker) failed(ctx context.Context, id string, why error) error {
	if errors.Is(why, notice.ErrUnreachable) || errors.Is(why, gobreaker.ErrOpenState) || errors.Is(why, gobreaker.ErrTooManyRequests) {
		return w.App.GiveBackJob(ctx, id, w.pause())
	}
	j, err := w.App.Store.Job(ctx, id)
	if err != nil {
		return err
	}
	if final(why) || j.Failures+1 >= MaxTries {
		err := w.App.BuryJob(ctx, id, why)
		w.Log.Error("job given up", "job", id, "err", errors.Join(why, err))
		return err
	}
	level := slog.LevelWarn
	if fault.KindOf(why) == fault.Outage { // the relay says so, once for all jobs
		level = slog.LevelDebug
	}
	w.Log.Log(ctx, level, "job failed, will be tried again", "job", id, "tries", j.Failures+1, "err", why)
	return w.App.FailJob(ctx, id, why, w.delay(j.Failures))
}

// final reports whether another try would fail as well.
func final(err error) bool {
	switch fault.KindOf(err) {
	case fault.Internal, fault.Outage, fault.Conflict:
		return false
	}
	return true
}

// A Relay hands jobs that are due to the queue, and gives the timetable's to
// the outbox.
type Relay struct {
	App   *app.App
	Queue asynq.RedisConnOpt
	Log   *slog.Logger

	wake   chan struct{}
	ticked time.Time // when the timetable was last looked at
	client *asynq.Client
	redis  redis.UniversalClient
	inspec *asynq.Inspector
}

// tickEvery is how often the timetable is looked at.
const tickEvery = 30 * time.Second

// room is how many jobs of each lane may be on their way at once: the queue stays
// small and the backlog stays in the database.
var room = map[store.Lane]int{store.Work: 1000, store.Mails: 250}

// queueOf returns the name of the lane's queue.
func queueOf(lane store.Lane) string {
	if lane == store.Work {
		return "default"
	}
	return string(lane)
}

// NewRelay returns a relay; set its App before it runs.
func NewRelay(queue asynq.RedisConnOpt, log *slog.Logger) *Relay {
	return &Relay{
		Queue: queue, Log: log, wake: make(chan struct{}, 1),
		client: asynq.NewClient(queue), inspec: asynq.NewInspector(queue),
		redis: queue.MakeRedisClient().(redis.UniversalClient),
	}
}

// Wake tells the relay that there is work; it never waits.
func (r *Relay) Wake() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// Run relays until ctx is done. What goes wrong is tried again; a spell of it is
// logged in one line at its beginning and one at its end.
func (r *Relay) Run(ctx context.Context) {
	defer r.client.Close()
	var ailing bool
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	for ctx.Err() == nil {
		busy, err := r.Once(ctx)
		switch {
		case err != nil && ctx.Err() == nil && !ailing:
			ailing = true
			r.Log.Error("queue or database not answering; jobs wait and none is lost", "err", err)
		case err == nil && ailing:
			ailing = false
			r.Log.Info("queue and database answer again")
		}
		if busy && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-r.wake:
		case <-tick.C:
		}
	}
}

// Once relays what is due now and reports whether there may be more.
func (r *Relay) Once(ctx context.Context) (more bool, err error) {
	if now := r.App.Now(); now.Sub(r.ticked) >= tickEvery {
		if err := r.App.Tick(ctx); err != nil {
			return false, err
		}
		r.ticked = now
	}
	if err := r.detectLoss(ctx); err != nil {
		return false, err
	}
	for lane := range room {
		busy, err := r.relay(ctx, lane)
		if err != nil {
			return false, err
		}
		more = more || busy
	}
	return more, nil
}

// relay hands the jobs of a lane that are due to the queue, as far as there is
// room, and reports whether there may be more.
func (r *Relay) relay(ctx context.Context, lane store.Lane) (more bool, err error) {
	flying, err := r.App.Store.JobsInFlight(ctx, lane)
	if err != nil || flying >= room[lane] {
		return false, err
	}
	want := min(room[lane]-flying, 250)
	jobs, err := r.App.ClaimJobs(ctx, lane, want)
	if err != nil {
		return false, err
	}
	for i, j := range jobs {
		err := r.enqueue(ctx, j)
		if errors.Is(err, errHeld) {
			err = r.App.GiveBackJob(ctx, j.ID, soon)
		}
		if err != nil {
			for _, left := range jobs[i:] {
				if e := r.App.GiveBackJob(context.WithoutCancel(ctx), left.ID, soon); e != nil {
					return false, errors.Join(err, e)
				}
			}
			return false, err
		}
	}
	return len(jobs) == want, nil
}

// soon is when a job that could not be handed over is due again.
const soon = 500 * time.Millisecond

// errHeld says that a worker still holds an earlier try of the job. It may do
// what is asked, or be about to put away a job that the outbox has given up and
// someone has revived since: only when it has let go can be told which.
var errHeld = errors.New("an earlier try is still at work")

// enqueue hands one job to the queue under its own id, so that the queue holds
// it once. One that the queue has given up and keeps is taken out first.
func (r *Relay) enqueue(ctx context.Context, j store.Job) error {
	id, queue := j.ID, queueOf(j.Lane)
	task := asynq.NewTask(j.Kind, []byte(id))
	opts := []asynq.Option{asynq.TaskID(id), asynq.Queue(queue), asynq.MaxRetry(MaxTries - 1), asynq.Timeout(time.Minute)}
	_, err := r.client.EnqueueContext(ctx, task, opts...)
	if !errors.Is(err, asynq.ErrTaskIDConflict) {
		return err
	}
	info, err := r.inspec.GetTaskInfo(queue, id)
	switch {
	case errors.Is(err, asynq.ErrTaskNotFound): // it has just let go
		return errHeld
	case err != nil:
		return err
	case info.State == asynq.TaskStateActive:
		return errHeld
	case info.State != asynq.TaskStateArchived: // on its way already
		return nil
	}
	if err := r.inspec.DeleteTask(queue, id); err != nil && !errors.Is(err, asynq.ErrTaskNotFound) {
		return err
	}
	_, err = r.client.EnqueueContext(ctx, task, opts...)
	if errors.Is(err, asynq.ErrTaskIDConflict) { // another relay was first
		return nil
	}
	return err
}

// epoch is the key whose absence says that the queue has lost its memory.
const epoch = "masar:epoch"

// detectLoss makes every job on its way due again when the queue has lost its
// memory, as an embedded one has at every start.
func (r *Relay) detectLoss(ctx context.Context) error {
	lost, err := r.redis.SetNX(ctx, epoch, time.Now().UTC().Format(time.RFC3339Nano), 0).Result()
	if err != nil || !lost {
		return err
	}
	if err := r.App.GiveBackAllJobs(ctx); err != nil {
		r.redis.Del(ctx, epoch)
		return err
	}
	return nil
}

// Ping reports whether the queue answers.
func (r *Relay) Ping(ctx context.Context) error { return r.redis.Ping(ctx).Err() }

// While the queue is gone its client, too, has something to say of every
// attempt, and would say it past our log.
func init() { redis.SetLogger(silent{}) }

type silent struct{}

func (silent) Printf(context.Context, string, ...any) {}

// quiet sends Asynq's own log to ours at the level of debugging. While the
// queue is gone it has the same to say every few seconds, and the relay has said
// so already.
type quiet struct{ log *slog.Logger }

func (q quiet) Debug(...any)      {}
func (q quiet) Info(...any)       {}
func (q quiet) Warn(args ...any)  { q.log.Debug("queue", "say", args) }
func (q quiet) Error(args ...any) { q.log.Debug("queue", "say", args) }
func (q quiet) Fatal(args ...any) { q.log.Error("queue", "say", args) }
