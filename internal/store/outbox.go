package store

import (
	"context"
	"time"

	"github.com/uptrace/bun"
)

// A Job is a row of the outbox: work to be done outside the request. It is
// added in the transaction of the event it follows from, under an id made from that
// event, so that it exists exactly if the event does, and once.
type Job struct {
	bun.BaseModel `bun:"outbox,alias:o"`

	ID       string `bun:",pk"`
	Kind     string
	Lane     Lane   // Work where nothing is said
	Payload  string // what the work is about: an id
	NextAt   int64  // milliseconds; not before then, or not again before then
	Claimed  int    // 1: on its way to a worker
	Tries    int    // how often it was claimed
	Failures int    // how often it was tried and failed
	MadeAt   int64
	DoneAt   *int64
	DeadAt   *int64 // given up, until revived
	Error    string // of its last try
}

// A Lane is a part of the outbox with room and workers of its own.
type Lane string

const (
	Work  Lane = "work"
	Mails Lane = "mail" // waits for the mail server
)

// Lease is how long a claimed job may take before it is claimed again.
const Lease = time.Minute

// AddJobs adds the jobs; those already there stay as they are.
func (tx *Tx) AddJobs(ctx context.Context, js ...Job) (err error) {
	defer wrap(&err, "add %d jobs", len(js))
	if len(js) == 0 {
		return nil
	}
	for i := range js {
		if js[i].Lane == "" {
			js[i].Lane = Work
		}
	}
	_, err = tx.q.NewInsert().Model(&js).On("CONFLICT DO NOTHING").Exec(ctx)
	return err
}

// ClaimJobs claims up to n jobs of the lane that are due at now, the longest
// due first, for the length of a lease.
// Whatever is not done when it ends is claimed again.
func (tx *Tx) ClaimJobs(ctx context.Context, now time.Time, lane Lane, n int) (js []Job, err error) {
	defer wrap(&err, "claim jobs")
	lock := ""
	if tx.Postgres() {
		lock = "FOR UPDATE SKIP LOCKED"
	}
	err = tx.q.NewRaw(`UPDATE outbox SET claimed = 1, tries = tries + 1, next_at = ? WHERE id IN (
		SELECT id FROM outbox WHERE lane = ? AND done_at IS NULL AND dead_at IS NULL AND next_at <= ? ORDER BY next_at LIMIT ? `+lock+`)
		RETURNING id, kind, lane, payload, next_at, claimed, tries, failures, made_at, done_at, dead_at, error`,
		now.Add(Lease).UnixMilli(), lane, now.UnixMilli(), n).Scan(ctx, &js)
	return js, err
}

// JobsInFlight returns how many jobs of the lane are on their way.
func (db Reader) JobsInFlight(ctx context.Context, lane Lane) (n int, err error) {
	defer wrap(&err, "jobs in flight")
	err = db.q.NewRaw("SELECT count(*) FROM outbox WHERE lane = ? AND done_at IS NULL AND dead_at IS NULL AND claimed = 1", lane).Scan(ctx, &n)
	return n, err
}

// GiveBackJob makes a claimed job due again at the given time.
func (tx *Tx) GiveBackJob(ctx context.Context, id string, at time.Time) (err error) {
	defer wrap(&err, "give back job %s", id)
	_, err = tx.q.NewUpdate().Model((*Job)(nil)).Set("claimed = 0").Set("next_at = ?", at.UnixMilli()).
		Where("id = ? AND done_at IS NULL AND dead_at IS NULL", id).Exec(ctx)
	return err
}

// FailJob makes a job whose try has failed due again at the given time, with
// the reason. A job that is not on its way stays as it is.
func (tx *Tx) FailJob(ctx context.Context, id, why string, at time.Time) (err error) {
	defer wrap(&err, "fail job %s", id)
	_, err = tx.q.NewUpdate().Model((*Job)(nil)).Set("claimed = 0").Set("failures = failures + 1").Set("next_at = ?", at.UnixMilli()).Set("error = ?", why).
		Where("id = ? AND claimed = 1 AND done_at IS NULL AND dead_at IS NULL", id).Exec(ctx)
	return err
}

// PauseJob makes a job due again at the given time, to go on at the place in its
// work that its payload then holds.
func (tx *Tx) PauseJob(ctx context.Context, id, payload string, at time.Time) (err error) {
	defer wrap(&err, "pause job %s", id)
	_, err = tx.q.NewUpdate().Model((*Job)(nil)).Set("payload = ?", payload).Set("claimed = 0").Set("next_at = ?", at.UnixMilli()).
		Where("id = ? AND done_at IS NULL AND dead_at IS NULL", id).Exec(ctx)
	return err
}

// GiveBackAllJobs makes every claimed job due at the given time: the queue has
// lost what it was given.
func (tx *Tx) GiveBackAllJobs(ctx context.Context, at time.Time) (err error) {
	defer wrap(&err, "give back all jobs")
	_, err = tx.q.NewUpdate().Model((*Job)(nil)).Set("claimed = 0").Set("next_at = ?", at.UnixMilli()).
		Where("done_at IS NULL AND dead_at IS NULL AND claimed = 1").Exec(ctx)
	return err
}

// FinishJob marks a job done and reports whether it was not so before: of a
// job delivered twice, only the first finishes it, and only it has an effect.
// A job that was given up meanwhile is not finished until it is revived.
func (tx *Tx) FinishJob(ctx context.Context, id string, at time.Time) (first bool, err error) {
	defer wrap(&err, "finish job %s", id)
	res, err := tx.q.NewUpdate().Model((*Job)(nil)).Set("done_at = ?", at.UnixMilli()).Set("claimed = 0").
		Where("id = ? AND done_at IS NULL AND dead_at IS NULL", id).Exec(ctx)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

// Job returns the job with the given id.
func (db Reader) Job(ctx context.Context, id string) (j Job, err error) {
	defer wrap(&err, "job %s", id)
	err = db.q.NewSelect().Model(&j).Where("id = ?", id).Scan(ctx)
	return j, err
}

// BuryJob gives a job up, with the reason.
func (tx *Tx) BuryJob(ctx context.Context, id, why string, at time.Time) (err error) {
	defer wrap(&err, "bury job %s", id)
	_, err = tx.q.NewUpdate().Model((*Job)(nil)).Set("dead_at = ?", at.UnixMilli()).Set("claimed = 0").Set("error = ?", why).
		Where("id = ? AND done_at IS NULL", id).Exec(ctx)
	return err
}

// ReviveJob makes a job that was given up due at the given time.
func (tx *Tx) ReviveJob(ctx context.Context, id string, at time.Time) (err error) {
	defer wrap(&err, "revive job %s", id)
	return one(tx.q.NewUpdate().Model((*Job)(nil)).Set("dead_at = NULL").Set("claimed = 0").Set("tries = 0").Set("failures = 0").Set("next_at = ?", at.UnixMilli()).
		Where("id = ? AND dead_at IS NOT NULL AND done_at IS NULL", id).Exec(ctx))
}

// DeadJobs returns the jobs that were given up, the latest first.
func (db Reader) DeadJobs(ctx context.Context, n int) (js []Job, err error) {
	defer wrap(&err, "dead jobs")
	err = db.q.NewSelect().Model(&js).Where("dead_at IS NOT NULL").Order("dead_at DESC").Limit(int64(n)).Scan(ctx)
	return js, err
}

// CountDead returns how many jobs were given up.
func (db Reader) CountDead(ctx context.Context) (n int, err error) {
	defer wrap(&err, "count dead jobs")
	err = db.q.NewRaw("SELECT count(*) FROM outbox WHERE dead_at IS NOT NULL AND done_at IS NULL").Scan(ctx, &n)
	return n, err
}

// JobCounts are the sizes of the parts of the outbox.
type JobCounts struct{ Waiting, InFlight, Dead, Done int }

// CountJobs counts the outbox.
func (db Reader) CountJobs(ctx context.Context) (c JobCounts, err error) {
	defer wrap(&err, "count jobs")
	err = db.q.NewRaw(`SELECT
		coalesce(sum(CASE WHEN done_at IS NULL AND dead_at IS NULL AND claimed = 0 THEN 1 ELSE 0 END), 0) AS waiting,
		coalesce(sum(CASE WHEN done_at IS NULL AND dead_at IS NULL AND claimed = 1 THEN 1 ELSE 0 END), 0) AS in_flight,
		coalesce(sum(CASE WHEN dead_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS dead,
		coalesce(sum(CASE WHEN done_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS done FROM outbox`).Scan(ctx, &c)
	return c, err
}

// RemoveJobsBefore forgets up to n of the jobs that were done before the
// given time, and returns how many.
func (tx *Tx) RemoveJobsBefore(ctx context.Context, at time.Time, n int) (gone int, err error) {
	defer wrap(&err, "forget done jobs")
	return tx.removeSome(ctx, "outbox", "id", "done_at < ?", at.UnixMilli(), n)
}
