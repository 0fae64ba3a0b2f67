package store_test

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template"
	"time"

	"masar/internal/event"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
	"masar/migrations"
)

var everything = people.Everywhere("a test reads the whole log")

// step runs the SQL of a migration.
func step(t *testing.T, db *store.DB, name string) {
	t.Helper()
	b, err := migrations.FS.ReadFile(name)
	must(t, err)
	var sql bytes.Buffer
	must(t, template.Must(template.New(name).Parse(string(b))).Execute(&sql, migrations.For(db.W.Dialect().Name())))
	for part := range strings.SplitSeq(sql.String(), "--bun:split") {
		_, err := db.W.NewRaw(strings.ReplaceAll(part, "?", "??")).Exec(t.Context())
		must(t, err)
	}
}

func idsOfEvents(es []store.EventLine) (ids []string) {
	for _, e := range es {
		ids = append(ids, e.ID)
	}
	return ids
}

// What was recorded before events had numbers gets them by time and, at one time,
// by id, whatever order the rows were in; what is recorded next goes on from there.
func TestEarlierEventsAreNumbered(t *testing.T) {
	db, ctx := masartest.DB(t), t.Context()
	_, err := db.W.NewRaw("DROP TABLE events").Exec(ctx)
	must(t, err)
	step(t, db, "0010_events.tx.up.sql")
	for i, id := range []string{"c", "a", "e", "b", "d"} {
		_, err := db.W.NewRaw("INSERT INTO events (id, at, actor_id, agency_id, verb, object, object_id, detail) VALUES (?, ?, 'admin', 'top', 'read', 'lesson', 'l', '{\"enrolment\":\"e1\"}')",
			id, masartest.Noon.Add(time.Duration(i/3)*-time.Hour)).Exec(ctx)
		must(t, err)
	}
	step(t, db, "0141_event_sequence.tx.up.sql")
	must(t, db.Alone().Record(ctx, event.Event{ID: "0", At: masartest.Noon.Add(-24 * time.Hour), Kind: event.LessonRead}))
	es, err := db.Events(ctx, everything, store.EventFilter{}, 0, 10)
	must(t, err)
	if got := idsOfEvents(es); !slices.Equal(got, []string{"0", "e", "c", "a", "d", "b"}) {
		t.Errorf("the log is %q", got)
	}
	if es[1].Seq != 5 || es[0].Seq != 6 || es[1].Detail["enrolment"] != "e1" || es[1].ActorID != "admin" {
		t.Errorf("the numbers are %d and %d; an earlier event is %+v", es[1].Seq, es[0].Seq, es[1])
	}
}

// A database that an earlier program filled has its events in their order, none lost.
func TestEarlierDatabaseIsNumbered(t *testing.T) {
	db := masartest.DBOf(masartest.Earlier(t).App)
	var es []store.EventRow
	must(t, db.R.NewSelect().Model(&es).Order("seq").Scan(t.Context()))
	if len(es) < 50 {
		t.Fatalf("%d events", len(es))
	}
	for i, e := range es {
		if e.Seq != int64(i+1) || i > 0 && e.At.Before(es[i-1].At) {
			t.Errorf("event %d is numbered %d, at %s", i, e.Seq, e.At)
		}
	}
}

// Pages of the log meet without a gap and without an event twice, in both
// directions, whatever the instant and whatever is recorded meanwhile.
func TestEventsByPage(t *testing.T) {
	for n := range 8 {
		db, ctx := masartest.DB(t), t.Context()
		var all []event.Event
		for i := range n {
			all = append(all, event.Event{ID: strconv.Itoa(i), At: masartest.Noon.Add(-time.Duration(i) * time.Minute), Kind: event.LessonRead})
		}
		must(t, db.Alone().Record(ctx, all...))
		var down []string
		before, first := int64(0), int64(0)
		for range n/3 + 1 {
			es, err := db.Events(ctx, everything, store.EventFilter{}, before, 3)
			must(t, err)
			if len(es) == 0 {
				break
			}
			if first == 0 {
				first = es[0].Seq
				must(t, db.Alone().Record(ctx, event.Event{ID: "new", At: masartest.Noon, Kind: event.LessonRead}))
			}
			down, before = append(down, idsOfEvents(es)...), es[len(es)-1].Seq
		}
		var want []string
		for i := n - 1; i >= 0; i-- {
			want = append(want, strconv.Itoa(i))
		}
		if !slices.Equal(down, want) {
			t.Errorf("of %d, from the latest: %q", n, down)
		}
		var up []string
		for after := int64(0); ; {
			es, err := db.EventsAfter(ctx, everything, store.EventFilter{To: masartest.Noon.Add(time.Second)}, after, 3)
			must(t, err)
			if len(es) == 0 {
				break
			}
			up, after = slices.Concat(idsOfEvents(es), up), es[0].Seq
		}
		if n > 0 {
			want = slices.Insert(want, 0, "new")
		}
		if !slices.Equal(up, want) {
			t.Errorf("of %d, from the first: %q, want %q", n, up, want)
		}
	}
}

// Of two transactions at once on PostgreSQL, the one that recorded first has the
// lower number, even if it commits last; what is rolled back leaves a gap. Who
// locks the log for a moment waits for both, and nothing comes below what they see.
func TestSequenceOfTransactionsAtOnce(t *testing.T) {
	db, ctx := masartest.DB(t), t.Context()
	if !db.Postgres() {
		t.Skip("SQLite has one writer")
	}
	lesson := func(id string) event.Event {
		return event.Event{ID: id, At: masartest.Noon, Kind: event.LessonRead}
	}
	recorded, other, settled := make(chan bool), make(chan bool), make(chan int64, 1)
	first := make(chan error, 1)
	go func() {
		first <- db.Tx(ctx, func(tx *store.Tx) error {
			err := tx.Record(ctx, lesson("first"))
			close(recorded)
			<-other
			return err
		})
	}()
	<-recorded
	must(t, db.Alone().Record(ctx, lesson("second")))
	_ = db.Tx(ctx, func(tx *store.Tx) error {
		must(t, tx.Record(ctx, lesson("rolled back")))
		return store.ErrChanged
	})
	es, err := db.Events(ctx, everything, store.EventFilter{}, 0, 10)
	must(t, err)
	if got := idsOfEvents(es); !slices.Equal(got, []string{"second"}) {
		t.Errorf("before the first is committed the log is %q", got)
	}
	go func() {
		var seq int64
		tx, err := db.W.BeginTx(ctx, nil)
		if err == nil {
			_, err = tx.ExecContext(ctx, "LOCK TABLE events IN SHARE MODE")
		}
		if err == nil {
			err = tx.QueryRowContext(ctx, "SELECT max(seq) FROM events").Scan(&seq)
			_ = tx.Rollback()
		}
		if err != nil {
			t.Error(err)
		}
		settled <- seq
	}()
	waits := func() (n int) {
		must(t, db.R.NewRaw("SELECT count(*) FROM pg_locks WHERE relation = 'events'::regclass AND NOT granted").Scan(ctx, &n))
		return n
	}
	for waits() == 0 {
	}
	close(other)
	must(t, <-first)
	seq := <-settled
	must(t, db.Alone().Record(ctx, lesson("third")))
	es, err = db.Events(ctx, everything, store.EventFilter{}, 0, 10)
	must(t, err)
	if got := idsOfEvents(es); !slices.Equal(got, []string{"third", "second", "first"}) || seq != es[1].Seq || es[0].Seq != seq+2 {
		t.Errorf("the log is %q, settled up to %d; the last is numbered %d", got, seq, es[0].Seq)
	}
}
