package jobs

import (
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"masar/internal/fault"

	"github.com/gofiber/fiber/v2"
	"github.com/hibiken/asynq"
)

// refused stands for what a mail server says for good.
var refused = fault.New(fault.Invalid, "mail.refused")

// The queue's own page shows what is in it, and changes nothing.
func TestMonitor(t *testing.T) { everyQueue(t, monitored) }

func monitored(t *testing.T, queue asynq.RedisConnOpt) {
	p := newPlant(t, queue)
	p.complete(t, "salma")
	if _, err := p.relay.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	site := fiber.New()
	site.Use("/admin/queue", Monitor(queue, "/admin/queue"))
	ask := func(method, path string) (int, string) {
		t.Helper()
		res, err := site.Test(httptest.NewRequest(method, path, nil), -1)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, string(body)
	}
	if status, body := ask("GET", "/admin/queue"); status != 200 || !strings.Contains(body, "Asynq") {
		t.Errorf("the page: %d", status)
	}
	if status, body := ask("GET", "/admin/queue/api/queues/default/pending_tasks"); status != 200 || !strings.Contains(body, "certify:e-salma") {
		t.Errorf("what waits: %d %s", status, body)
	}
	if status, _ := ask("DELETE", "/admin/queue/api/queues/default/pending_tasks/certify:e-salma"); status < 400 {
		t.Errorf("a job can be removed from it: %d", status)
	}
	p.work(t)
	until(t, "the certificate", func() bool { j, _ := p.App.Store.Job(t.Context(), "certify:e-salma"); return j.DoneAt != nil })
}
