package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"time"

	"masar/assets"
	"masar/courses"
	"masar/internal/access"
	"masar/internal/app"
	"masar/internal/courseware"
	"masar/internal/demo"
	"masar/internal/jobs"
	"masar/internal/people"
	"masar/internal/web"
	"masar/internal/web/kit"

	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// serve runs the site and a worker, or for "work" a worker alone, until ctx is
// done. It stops from the outside in: the site, the relay, the worker, the
// queue, the database.
func serve(ctx context.Context, cfg config, mode string, out io.Writer) error {
	if mode == "work" {
		if err := found(ctx, cfg); err != nil {
			return err
		}
	}
	a, closeApp, err := open(cfg)
	if err != nil {
		return err
	}
	defer closeApp()
	// The port is taken first: whoever cannot have it changes nothing.
	var door net.Listener
	if mode != "work" {
		if door, err = net.Listen("tcp", cfg.Addr); err != nil {
			return err
		}
		defer door.Close()
	}
	log := logger(cfg, os.Stderr)
	if err := prepare(ctx, cfg, a, log); err != nil {
		return located(err, cfg)
	}
	if mode == "demo" {
		a.Mailer = nil // people who are made up have no letter box
		if cfg.SMTP != "" {
			fmt.Fprintln(out, "\nThe demonstration keeps its mails, whatever MASAR_SMTP_URL says.")
		}
		err := demo.Fill(ctx, a, cfg.Data, out)
		if errors.Is(err, demo.ErrInUse) {
			return fmt.Errorf("%w; for a demonstration set MASAR_DATA to an empty directory\nهذه منصة مُعَدّة للعمل وليست تجربة: للتجربة اجعل MASAR_DATA مجلدًا فارغًا", demo.ErrInUse)
		}
		if err != nil {
			return err
		}
	}
	queue, closeQueue, err := jobs.Open(cfg.Redis)
	if err != nil {
		return err
	}
	defer closeQueue()
	relay := jobs.NewRelay(queue, log)
	relay.App, a.Wake = a, relay.Wake
	worker := &jobs.Worker{App: a, Queue: queue, Log: log}
	if err := worker.Start(); err != nil {
		return err
	}
	defer worker.Stop()
	stopRelay := background(ctx, relay.Run)
	defer stopRelay()
	if mode == "work" {
		fmt.Fprintln(out, "working")
		<-ctx.Done()
		return nil
	}
	policy, err := access.Load(assets.Policy)
	if err != nil {
		return err
	}
	terms, err := courseware.Glossary(courses.FS)
	if err != nil {
		return err
	}
	paths, err := courseware.Paths(courses.FS)
	if err != nil {
		return err
	}
	var spend kit.Spend // in this process, where nobody shares the queue
	if cfg.Redis != "" {
		budgets := jobs.NewBudgets(queue)
		defer budgets.Close()
		spend = budgets.Spend
	}
	site := web.Handler(&kit.Site{
		App: a, Terms: terms, Paths: paths, Lexicon: courseware.NewLexicon(terms), Policy: policy, Log: log, Proxies: cfg.Proxies,
		Disk: diskOf(cfg), Spend: spend,
		Metrics: adaptor.HTTPHandler(promhttp.Handler()),
		Ready:   within(2*time.Second, a.Store.Ping),
		Delayed: within(500*time.Millisecond, relay.Ping),
	})
	fmt.Fprintf(out, "\nمسار · Masar: %s\n", cfg.Site)
	if err := sayUnset(ctx, a, out); err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() { done <- site.Listener(kit.Door(door, cfg.Proxies...)) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return site.ShutdownWithTimeout(10 * time.Second)
	}
}

// sayUnset says how to begin where nobody can sign in yet.
func sayUnset(ctx context.Context, a *app.App, out io.Writer) error {
	all, err := a.Store.Agencies(ctx, people.Everywhere("whether the installation has been set up"))
	if err == nil && len(all) == 0 {
		fmt.Fprintln(out, "\nلم تُعدّ المنصة بعد، ولا يستطيع أحد الدخول: أوقفها ونفّذ masar setup\nNot set up yet, so nobody can sign in: stop it and run masar setup")
	}
	return err
}

// background runs f until ctx is done or the returned function is called,
// which waits for it.
func background(ctx context.Context, f func(context.Context)) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Go(func() { f(ctx) })
	return func() { cancel(); wg.Wait() }
}

// within returns ping with a limit on how long it may take, whatever it waits for.
func within(limit time.Duration, ping func(context.Context) error) func() error {
	return func() error {
		ctx, cancel := context.WithTimeout(context.Background(), limit)
		defer cancel()
		done := make(chan error, 1)
		go func() { done <- ping(ctx) }()
		select {
		case err := <-done:
			return err
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
