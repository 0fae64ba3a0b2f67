package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"path"
	"testing"
	"time"

	"masar/internal/people"
)

// pack has an archive of all certificates prepared while its worker is killed,
// and downloads it while the site is: the rest of the file is fetched from the
// next process.
func (c *campaign) pack(ctx context.Context, t *testing.T, running map[string]*exec.Cmd, modes []string) {
	t.Helper()
	at := c.order(ctx, t)
	worker := modes[len(modes)-1]
	for range 3 {
		kill(t, running[worker])
		running[worker] = c.start(t, worker)
	}
	c.flush(t)
	c.prepared(ctx, t, path.Base(at))
	c.answers(ctx)

	whole, err := c.download(ctx, at, http.StatusOK, 0, "")
	if err != nil {
		t.Fatal(err)
	}
	file := make([]byte, whole.ContentLength/3)
	if _, err := io.ReadFull(whole.Body, file); err != nil {
		t.Fatal(err)
	}
	kill(t, running["serve"])
	whole.Body.Close()
	running["serve"] = c.start(t, "serve")
	c.answers(ctx)
	rest, err := c.download(ctx, at, http.StatusPartialContent, len(file), whole.Header.Get("ETag"))
	if err != nil {
		t.Fatal(err)
	}
	defer rest.Body.Close()
	tail, err := io.ReadAll(rest.Body)
	if err != nil {
		t.Fatal(err)
	}
	c.unpack(t, append(file, tail...))
}

// order has the HR officer ask for the archive, and returns the path of its
// page.
func (c *campaign) order(ctx context.Context, t *testing.T) string {
	t.Helper()
	client := &http.Client{Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	page, err := c.ask(ctx, client, "GET", "/hr/certificates", c.officer, nil)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(page.Body)
	page.Body.Close()
	m := formToken.FindSubmatch(body)
	if err != nil || m == nil {
		t.Fatalf("the list of certificates answers %d, %v", page.StatusCode, err)
	}
	res, err := c.ask(ctx, client, "POST", "/hr/certificates/archives", c.officer, url.Values{"csrf": {string(m[1])}})
	if err != nil || res.StatusCode != http.StatusSeeOther {
		t.Fatalf("asked for an archive: %+v, %v", res, err)
	}
	res.Body.Close()
	return res.Header.Get("Location")
}

// prepared waits until the archive is.
func (c *campaign) prepared(ctx context.Context, t *testing.T, id string) {
	t.Helper()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		b, err := c.db.Batch(ctx, people.Everywhere("the test looks at everything"), id)
		if err != nil {
			t.Fatal(err)
		}
		if b.Ended() {
			if b.Why != "" || b.Done != completions {
				t.Fatalf("%+v\n%s", b, c.said())
			}
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("not prepared in time: %+v\n%s", b, c.said())
		case <-again.C:
		}
	}
}

// download fetches the archive from a byte on, if it is still the one of the
// tag.
func (c *campaign) download(ctx context.Context, at string, want, from int, tag string) (*http.Response, error) {
	r, err := c.request(ctx, "GET", at+"/certificates.zip", c.officer, nil)
	if err != nil {
		return nil, err
	}
	if from > 0 {
		r.Header.Set("Range", fmt.Sprintf("bytes=%d-", from))
		r.Header.Set("If-Range", tag)
	}
	res, err := http.DefaultClient.Do(r)
	if err == nil && res.StatusCode != want {
		res.Body.Close()
		err = fmt.Errorf("the archive from byte %d on answers %d", from, res.StatusCode)
	}
	return res, err
}

// unpack fails the test unless the archive holds every certificate, sound.
func (c *campaign) unpack(t *testing.T, file []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil || len(z.File) != completions {
		t.Fatalf("%d bytes: %v, want an archive of %d", len(file), err, completions)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, r); err != nil { // checks the sum
			t.Errorf("%s: %v", f.Name, err)
		}
		r.Close()
	}
}
