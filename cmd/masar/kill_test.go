package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"masar/internal/app"
	"masar/internal/app/identity"
	"masar/internal/auth"
	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/jobs"
	"masar/internal/masartest"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/store"

	"github.com/redis/go-redis/v9"
)

const (
	kills       = 30
	completions = 40
	killSeed    = 7
)

// While processes are killed at random instants, people complete a course.
// Afterwards everyone has exactly one certificate and one notice, the chain of
// certificates is whole, no mail is missing, and whichever came twice is flagged
// and carries one Message-ID. An archive of the certificates is prepared and
// downloaded across more kills, and is whole.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("kills real processes for a minute or two")
	}
	program := buildProgram(t)
	t.Run("embedded", func(t *testing.T) {
		c := newCampaign(t, program, filepath.Join(t.TempDir(), "masar.db"), "")
		c.run(t, []string{"serve"})
	})
	t.Run("PostgreSQL and Redis", func(t *testing.T) {
		dsn := schema(t, masartest.Skip(t, "MASAR_TEST_POSTGRES"))
		c := newCampaign(t, program, dsn, masartest.Skip(t, "MASAR_TEST_REDIS")+"/12")
		c.run(t, []string{"serve", "work"})
	})
}

func buildProgram(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "masar")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

// schema makes a schema of its own in the database and returns its address.
func schema(t *testing.T, address string) string {
	t.Helper()
	db, err := store.Open(address)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("kill_%d", os.Getpid())
	if _, err := db.W.NewRaw("CREATE SCHEMA " + name).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, _ = db.W.NewRaw("DROP SCHEMA " + name + " CASCADE").Exec(context.Background())
		db.Close()
	})
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String()
}

// A campaign is a prepared house, the processes that keep it, and the people
// who press the last button before completion.
type campaign struct {
	program string
	env     []string
	site    string
	redis   string
	db      *store.DB
	post    *masartest.Post
	tokens  []string // of people one step before completion
	officer string   // the token of the HR officer
	chance  *rand.Rand
	log     *os.File
}

func newCampaign(t *testing.T, program, dsn, redisURL string) *campaign {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	c := &campaign{
		program: program, site: "http://" + addr, redis: redisURL, post: masartest.NewPost(t), chance: rand.New(rand.NewPCG(killSeed, killSeed)),
	}
	if c.log, err = os.Create(filepath.Join(t.TempDir(), "log")); err != nil {
		t.Fatal(err)
	}
	c.env = []string{"MASAR_ADDR=" + addr, "MASAR_SMTP_URL=" + c.post.URL(), "PATH=" + os.Getenv("PATH")}
	if store.IsPostgres(dsn) {
		c.env = append(c.env, "MASAR_DATABASE_URL="+dsn, "MASAR_REDIS_URL="+redisURL, "MASAR_DATA="+t.TempDir())
	} else {
		c.env = append(c.env, "MASAR_DATA="+filepath.Dir(dsn))
	}
	cfg, _, err := configFrom(c.env)
	if err != nil {
		t.Fatal(err)
	}
	a, closeApp, err := open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.populate(t, a)
	closeApp()
	if c.db, err = store.Open(dsn); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.db.Close() })
	c.flush(t)
	t.Cleanup(func() { c.flush(t) })
	return c
}

// populate enrols people, who have approved the spelling of their name, in a
// course that is completed by reading its lesson, and signs them in.
func (c *campaign) populate(t *testing.T, a *app.App) {
	t.Helper()
	ctx := t.Context()
	a.Passwords = &auth.Passwords{Memory: 64}
	course := masartest.Course()
	course.Completion = catalog.Rules{Lessons: "all"}
	if err := a.PublishShipped(ctx, course, nil); err != nil {
		t.Fatal(err)
	}
	admin, err := a.SetupWithPassword(ctx, people.Agency{NameAr: "الأمانة العامة للتدريب"}, people.Person{NameAr: "مها بنت سالم", SignIn: "admin"}, masartest.Password)
	if err != nil {
		t.Fatal(err)
	}
	v, err := a.Store.Viewer(ctx, admin, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Grant(ctx, v, people.Grant{PersonID: admin.ID, Role: people.HR, AgencyID: admin.AgencyID}); err != nil {
		t.Fatal(err)
	}
	in, err := a.SignIn(ctx, "admin", masartest.Password, identity.From{Device: "test", Address: "admin"})
	if c.officer = in.Token; err != nil {
		t.Fatal(err)
	}
	for i := range completions {
		name := fmt.Sprintf("learner-%02d", i)
		p := people.Person{AgencyID: admin.AgencyID, NameAr: "متدرب", SignIn: name, Email: name + "@masar.example", Lang: "ar"}
		if p, err = a.AddPersonWithPassword(ctx, v, p, masartest.Password); err != nil {
			t.Fatal(err)
		}
		in, err := a.SignIn(ctx, name, masartest.Password, identity.From{Device: "test", Address: name})
		if err != nil {
			t.Fatal(err)
		}
		learner := people.Viewer{PersonID: p.ID, AgencyID: p.AgencyID, Lang: "ar"}
		if err := a.ApproveName(ctx, learner, p.Revision); err != nil {
			t.Fatal(err)
		}
		if _, err := a.Enrol(ctx, learner, course.ID); err != nil {
			t.Fatal(err)
		}
		c.tokens = append(c.tokens, in.Token)
	}
}

// flush makes the queue lose everything. It is this test's own of the server's
// databases: others are at work in theirs.
func (c *campaign) flush(t *testing.T) {
	if c.redis == "" {
		return
	}
	queue, stop, err := jobs.Open(c.redis)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	r := queue.MakeRedisClient().(redis.UniversalClient)
	defer r.Close()
	if err := r.FlushDB(context.Background()).Err(); err != nil {
		t.Fatal(err)
	}
}

// start starts a process and returns it once it serves.
func (c *campaign) start(t *testing.T, mode string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(c.program, mode)
	cmd.Env, cmd.Stdout, cmd.Stderr = c.env, c.log, c.log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if cmd.ProcessState == nil {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
		}
	})
	return cmd
}

// kill ends a process as nothing in it can notice.
func kill(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed, and says so
}

var formToken = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

// press has a person press the last button, over and over until the site says
// that it is done: the way there may die under them at any moment.
func (c *campaign) press(ctx context.Context, token string) error {
	client := &http.Client{Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		if status, err := c.try(ctx, client, token); err == nil && status == http.StatusSeeOther {
			return nil
		} else if err == nil && status < 500 {
			return fmt.Errorf("the site answers %d", status)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-again.C:
		}
	}
}

func (c *campaign) try(ctx context.Context, client *http.Client, token string) (int, error) {
	page, err := c.ask(ctx, client, "GET", "/learning/basics/read", token, nil)
	if err != nil {
		return 0, err
	}
	body, err := io.ReadAll(page.Body)
	page.Body.Close()
	if err != nil {
		return 0, err
	}
	m := formToken.FindSubmatch(body)
	if m == nil {
		return page.StatusCode, nil
	}
	res, err := c.ask(ctx, client, "POST", "/learning/basics/read/reading", token, url.Values{"csrf": {string(m[1])}})
	if err != nil {
		return 0, err
	}
	res.Body.Close()
	return res.StatusCode, nil
}

func (c *campaign) ask(ctx context.Context, client *http.Client, method, path, token string, form url.Values) (*http.Response, error) {
	r, err := c.request(ctx, method, path, token, form)
	if err != nil {
		return nil, err
	}
	return client.Do(r)
}

func (c *campaign) request(ctx context.Context, method, path, token string, form url.Values) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, method, c.site+path, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	r.AddCookie(&http.Cookie{Name: "masar", Value: token})
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return r, nil
}

// run kills processes of the given kinds while people complete, lets what is
// left be done, and looks at what came of it.
func (c *campaign) run(t *testing.T, modes []string) {
	ctx, cancel := context.WithTimeout(t.Context(), 8*time.Minute)
	defer cancel()
	running := map[string]*exec.Cmd{}
	for _, m := range modes {
		running[m] = c.start(t, m)
	}
	pressed := make(chan error, completions)
	for i := range kills {
		for _, token := range c.share(i) {
			go func() { pressed <- c.press(ctx, token) }()
		}
		victim := modes[c.chance.IntN(len(modes))]
		c.wait(ctx, i)
		kill(t, running[victim])
		if i%6 == 5 {
			c.flush(t)
		}
		running[victim] = c.start(t, victim)
	}
	for range completions {
		if err := <-pressed; err != nil {
			t.Fatalf("completing: %v\n%s", err, c.said())
		}
	}
	c.flush(t)
	c.settle(ctx, t)
	c.answers(ctx)
	c.pack(ctx, t, running, modes)
	for _, cmd := range running {
		_ = cmd.Process.Signal(os.Interrupt)
		if err := cmd.Wait(); err != nil {
			t.Errorf("a process does not end well: %v", err)
		}
	}
	c.examine(t)
	c.audit(t)
}

// audit has the program itself look for what is wrong with the certificates.
func (c *campaign) audit(t *testing.T) {
	t.Helper()
	out, said := try(t, c.env, "", "certificates", "audit")
	if want := fmt.Sprintf("certificates looked at: %d, faults found: 0\n", completions); said != "" || !strings.HasSuffix(out, want) {
		t.Errorf("the audit says\n%s%s", out, said)
	}
}

// share returns the people who press in round i, so that all have in the end.
func (c *campaign) share(i int) []string {
	return c.tokens[i*completions/kills : (i+1)*completions/kills]
}

// wait lets a process live for a random while: one in five dies as it starts,
// the others some time after the site has begun to answer.
func (c *campaign) wait(ctx context.Context, i int) {
	life := time.Duration(c.chance.IntN(500)) * time.Millisecond
	if i%5 != 4 {
		c.answers(ctx)
	}
	select {
	case <-ctx.Done():
	case <-time.After(life):
	}
}

// answers waits until the site does.
func (c *campaign) answers(ctx context.Context) {
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for {
		if res, err := http.Get(c.site + "/healthz"); err == nil {
			res.Body.Close()
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-again.C:
		}
	}
}

// settle waits until nothing is left to do and everyone has their mail.
func (c *campaign) settle(ctx context.Context, t *testing.T) {
	t.Helper()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		counts, err := c.db.CountJobs(ctx)
		if err != nil {
			t.Fatal(err)
		}
		sent, err := c.db.R.NewSelect().Model((*notice.Mail)(nil)).Where("state = ?", notice.Sent).Count(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if counts.Dead > 0 {
			t.Fatalf("%d jobs were given up\n%s", counts.Dead, c.said())
		}
		if counts.Waiting+counts.InFlight == 0 && int(sent) >= completions {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("not done in time: %+v, %d mails sent\n%s", counts, sent, c.said())
		case <-again.C:
		}
	}
}

// said returns the end of what the processes have written to their log.
func (c *campaign) said() string {
	b, _ := os.ReadFile(c.log.Name())
	lines := bytes.Split(b, []byte("\n"))
	return string(bytes.Join(lines[max(0, len(lines)-30):], []byte("\n")))
}

func (c *campaign) examine(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	var certs []certificate.Certificate
	if err := c.db.R.NewSelect().Model(&certs).Order("number").Scan(ctx); err != nil {
		t.Fatal(err)
	}
	holders, before := map[string]int{}, ""
	for i, k := range certs {
		holders[k.PersonID]++
		if k.Number != int64(i+1) || k.Hash != certificate.Chain(before, k.Record) {
			t.Errorf("certificate %d has the number %d, or does not follow the one before", i+1, k.Number)
		}
		before = k.Hash
	}
	if len(certs) != completions || len(holders) != completions {
		t.Errorf("%d certificates of %d people, want one of each of %d", len(certs), len(holders), completions)
	}
	var notices []notice.Notice
	if err := c.db.R.NewSelect().Model(&notices).Where("kind = ?", notice.Certified).Scan(ctx); err != nil {
		t.Fatal(err)
	}
	told := map[string]int{}
	for _, n := range notices {
		told[n.PersonID]++
	}
	if len(notices) != completions || len(told) != completions {
		t.Errorf("%d notices to %d people, want %d", len(notices), len(told), completions)
	}
	completed, err := c.db.R.NewSelect().Model((*store.EventRow)(nil)).Where("verb = ?", event.Completed.Verb()).Count(ctx)
	if err != nil || int(completed) != completions {
		t.Errorf("%d completions are recorded, %v; want %d", completed, err, completions)
	}
	c.examineMails(t)
}

func (c *campaign) examineMails(t *testing.T) {
	t.Helper()
	var mails []notice.Mail
	if err := c.db.R.NewSelect().Model(&mails).Scan(t.Context()); err != nil {
		t.Fatal(err)
	}
	arrived := map[string]int{}
	for _, l := range c.post.Letters() {
		arrived[l.MessageID]++
		if len(l.Files) != 1 {
			t.Errorf("a mail to %s has %d files, want the certificate", l.To, len(l.Files))
		}
	}
	twice, doubtful := 0, 0
	for _, m := range mails {
		n := arrived[m.MessageID]
		switch {
		case n == 0:
			t.Errorf("the mail %s never arrived", m.ID)
		case n > 1 && !m.Doubtful:
			t.Errorf("the mail %s arrived %d times and is not flagged", m.ID, n)
		}
		if n > 1 {
			twice++
		}
		if m.Doubtful {
			doubtful++
		}
		delete(arrived, m.MessageID)
	}
	if len(mails) != completions || len(arrived) != 0 {
		t.Errorf("%d mails, want %d; unknown Message-IDs: %v", len(mails), completions, arrived)
	}
	t.Logf("%d kills, %d completions: %d mails flagged, %d arrived twice", kills, completions, doubtful, twice)
}
