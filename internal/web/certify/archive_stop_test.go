package certify

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"strings"
	"testing"

	"masar/internal/app/certify"
	"masar/internal/web/kit"
)

// A download that runs out of time, or whose reader has left, stops what is printed
// for it, and leaves the archive as it is: only one that cannot be printed again is
// marked as broken, which a server without an app could not do.
func TestDownloadStopped(t *testing.T) {
	var log bytes.Buffer
	s := &wing{Site: &kit.Site{Log: slog.New(slog.NewTextHandler(&log, nil))}}
	ctx, stop := context.WithCancel(t.Context())
	d := &told{ReadCloser: io.NopCloser(failing{}), tell: func(err error) { s.broken(ctx, certify.Archive{}, err) }, stop: stop}
	if err := d.Close(); err != nil || ctx.Err() == nil {
		t.Errorf("closed: %v, and printing goes on", err)
	}
	if _, err := d.Read(nil); err == nil {
		t.Error("read on")
	}
	if line := log.String(); strings.Count(line, "\n") != 1 || !strings.Contains(line, "level=WARN") || !strings.Contains(line, "stopped=deadline") {
		t.Errorf("the log says %s", line)
	}
}

// A failing reader fails.
type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
