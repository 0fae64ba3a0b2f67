package web_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"masar/internal/web"

	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/letter"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
)

// archived returns a site on which the certificates of n people of the north
// are issued and an archive of them is prepared, its page, and a browser of
// their HR officer.
func archived(t *testing.T, n int) (s *site, at string, b *browser) {
	t.Helper()
	s = newSite(t)
	s.Publish(t, masartest.Course())
	s.Cohort(t, "north", n)
	b = s.as(t, "hr-n")
	b.get("/hr/certificates/waiting").post("/hr/certificates/waiting", "confirmed", "1").sees(303)
	s.work(t)
	b.get("/hr/certificates").post("/hr/certificates/archives", "course", "basics").sees(303)
	at = b.header.Get("Location")
	b.get(at).sees(200, "تجهيز ملف مضغوط", fmt.Sprintf("0 من %d", n), "data-more").misses("certificates.zip")
	b.get(at+"/certificates.zip").sees(409, "لم يكتمل")
	s.work(t)
	return s, at, b
}

func (s *site) work(t *testing.T) {
	t.Helper()
	for _, err := range masartest.Work(t, s.App) {
		t.Error(err)
	}
}

// part asks for a part of a file.
func (b *browser) part(path string, header ...string) *browser {
	b.t.Helper()
	r := httptest.NewRequest("GET", path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return b.send(r)
}

// An archive is prepared while one watches, downloaded whole or from where it
// broke off, after a restart too, and is the same bytes every time.
func TestArchive(t *testing.T) {
	s, at, b := archived(t, 60)
	b.get(at).sees(200, "الملف جاهز", at+"/certificates.zip", "29 نوفمبر 2026").misses("data-more")
	b.get(at + "/certificates.zip").sees(200)
	whole, tag := b.body, b.header.Get("ETag")
	if b.header.Get("Content-Length") != fmt.Sprint(len(whole)) || b.header.Get("Accept-Ranges") != "bytes" || tag == "" || b.header.Get("Content-Encoding") != "" ||
		!strings.Contains(b.header.Get("Content-Disposition"), "masar-certificates-2026-11-22.zip") {
		t.Errorf("headers %v of %d bytes", b.header, len(whole))
	}
	r, err := zip.NewReader(strings.NewReader(whole), int64(len(whole)))
	if err != nil || len(r.File) != 60 {
		t.Fatal(err)
	}
	for i, f := range r.File {
		o, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(o)
		serial := certificate.Serial(2026, int64(i+1))
		if err != nil || f.Name != serial+".pdf" || !strings.HasPrefix(string(body), "%PDF "+serial) {
			t.Errorf("%s: %q, %v", f.Name, body, err)
		}
	}
	s.app = web.Handler(s.server) // another process on the same database
	n, zipped := len(whole), at+"/certificates.zip"
	for _, c := range []struct {
		name, asked, match string
		status             int
		from, to           int
	}{
		{"the first bytes", "bytes=0-99", "", 206, 0, 100},
		{"from the middle on", fmt.Sprintf("bytes=%d-", n/2), "", 206, n / 2, n},
		{"from the middle of the same file on", fmt.Sprintf("bytes=%d-", n/2), tag, 206, n / 2, n},
		{"from the middle of another file on", fmt.Sprintf("bytes=%d-", n/2), `"another"`, 200, 0, n},
		{"the end", "bytes=-22", "", 206, n - 22, n},
		{"more than there is", "bytes=-9999999", "", 206, 0, n},
		{"two parts", "bytes=0-1,5-6", "", 200, 0, n},
		{"nonsense", "bytes=z", "", 200, 0, n},
		{"beyond the end", fmt.Sprintf("bytes=%d-", n), "", 416, 0, 0},
	} {
		b.part(zipped, "Range", c.asked, "If-Range", c.match).sees(c.status)
		if c.status == 416 {
			if got := b.header.Get("Content-Range"); got != fmt.Sprintf("bytes */%d", n) {
				t.Errorf("%s: %s", c.name, got)
			}
			continue
		}
		if b.body != whole[c.from:c.to] || b.header.Get("Content-Length") != fmt.Sprint(c.to-c.from) {
			t.Errorf("%s: %d bytes, want %d", c.name, len(b.body), c.to-c.from)
		}
		if want := fmt.Sprintf("bytes %d-%d/%d", c.from, c.to-1, n); c.status == 206 && b.header.Get("Content-Range") != want {
			t.Errorf("%s: %s, want %s", c.name, b.header.Get("Content-Range"), want)
		}
	}
	es, err := s.App.Store.Events(t.Context(), people.Within("north"), store.EventFilter{Kinds: []event.Kind{event.ArchiveDownloaded}}, 0, 50)
	if err != nil || len(es) != 9 || es[0].ActorID != "hr-n" {
		t.Errorf("%d downloads are recorded, %v; want 9", len(es), err)
	}
	other := s.as(t, "hr-s")
	other.get(zipped).sees(404)
	other.post(at + "/renewal").sees(404)
	s.as(t, "salma").get(zipped).sees(403)
	s.as(t, "admin").get(zipped).sees(200)
}

// What is withdrawn is not in an archive: before it is prepared, nor after.
func TestArchiveWithdrawn(t *testing.T) {
	s, at, b := archived(t, 5)
	cs, err := s.App.Store.Certificates(t.Context(), people.Within("north"), certificate.Filter{}, masartest.Noon, 0, 10)
	if err != nil || len(cs) != 5 {
		t.Fatal(err)
	}
	if _, err := s.App.RevokeCertificate(t.Context(), s.Viewer(t, "hr-n"), cs[2].ID, "خطأ"); err != nil {
		t.Fatal(err)
	}
	b.get(at+"/certificates.zip").sees(409, "جهّزه من جديد")
	b.get(at).sees(200, "جهّزه من جديد", "سُحبت شهادة فيه").misses("certificates.zip")
	b.post(at + "/renewal").sees(303)
	at = b.header.Get("Location")
	s.work(t)
	b.get(at + "/certificates.zip").sees(200)
	r, err := zip.NewReader(strings.NewReader(b.body), int64(len(b.body)))
	if err != nil || len(r.File) != 4 || strings.Contains(b.body, cs[2].Serial) {
		t.Errorf("%d files, %v; want 4 without %s", len(r.File), err, cs[2].Serial)
	}
	// Withdrawn between the list and the printing.
	b.post(at + "/renewal").sees(303)
	at = b.header.Get("Location")
	if _, err := s.App.RevokeCertificate(t.Context(), s.Viewer(t, "hr-n"), cs[0].ID, "خطأ"); err != nil {
		t.Fatal(err)
	}
	s.work(t)
	b.get(at+"/certificates.zip").sees(200).misses(cs[0].Serial, cs[2].Serial)
	b.get("/hr/certificates?status=revoked").sees(200, "شهادتان").misses("تجهيز ملف مضغوط (ZIP)")
	b.post("/hr/certificates/archives", "status", "revoked").sees(409, "لا شهادة قائمة")
}

// Once a key is another the bytes would be as well: the archive is not begun.
func TestArchiveOfAnotherKey(t *testing.T) {
	s, at, b := archived(t, 3)
	if err := s.App.RotateKeys(t.Context(), people.Clock); err != nil {
		t.Fatal(err)
	}
	b.get(at+"/certificates.zip").sees(409, "استُبدل مفتاح التوقيع")
	b.get(at).sees(200, "استُبدل مفتاح التوقيع", "جهّزه من جديد")
}

// Its days over, an archive is gone, and after more of them forgotten.
func TestArchiveExpires(t *testing.T) {
	s, at, _ := archived(t, 3)
	last := masartest.Noon.AddDate(0, 0, certificate.ArchiveDays)
	s.App.Now = func() time.Time { return last.Add(-time.Minute) }
	b := s.as(t, "hr-n")
	b.get(at + "/certificates.zip").sees(200)
	s.App.Now = func() time.Time { return last }
	b.get(at+"/certificates.zip").sees(404, "انتهت مدة هذا الملف")
	b.get(at).sees(200, "انتهت مدة هذا الملف", "جهّزه من جديد")
	b.get("/hr/certificates/batches/none").sees(404)
}

// The real thing: every certificate as its holder gets it, and a zip that
// other programs find nothing wrong with.
func TestArchiveOfSigned(t *testing.T) {
	printer, err := letter.NewPrinter(masartest.Zone)
	if err != nil {
		t.Fatal(err)
	}
	s, at, b := archived(t, 1) // keys are made
	s.App.Printer = printer
	b.post(at + "/renewal").sees(303)
	at = b.header.Get("Location")
	s.work(t)
	b.get(at + "/certificates.zip").sees(200)
	r, err := zip.NewReader(strings.NewReader(b.body), int64(len(b.body)))
	if err != nil || len(r.File) != 1 {
		t.Fatal(err)
	}
	f, err := r.File[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(f)
	if err != nil || !bytes.Contains(body, []byte("/SubFilter")) {
		t.Errorf("%d bytes without a signature, %v", len(body), err)
	}
	file := filepath.Join(t.TempDir(), "a.zip")
	if err := os.WriteFile(file, []byte(b.body), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, cmd := range [][]string{{"unzip", "-tqq", file}, {"python3", "-m", "zipfile", "-t", file}} {
		if _, err := exec.LookPath(cmd[0]); err == nil {
			if out, err := exec.Command(cmd[0], cmd[1:]...).CombinedOutput(); err != nil {
				t.Errorf("%v: %v: %s", cmd, err, out)
			}
		}
	}
}

// A fickle printer prints one certificate otherwise than before, which nothing
// but its bytes tells.
type fickle struct{ *masartest.Outside }

func (f fickle) Deliver(w io.Writer, d certificate.Delivery) error {
	if d.Record.Serial == certificate.Serial(2026, 3) {
		fmt.Fprint(w, "%PDF otherwise ")
	}
	return f.Outside.Deliver(w, d)
}

// A download that cannot go on ends short of its length, so that nobody takes
// it for whole, and the page says to prepare the archive anew.
func TestArchiveBroken(t *testing.T) {
	s, at, b := archived(t, 5)
	s.App.Printer = fickle{s.Outside}
	r := httptest.NewRequest("GET", at+"/certificates.zip", nil)
	for _, k := range b.jar.Cookies(home) {
		r.AddCookie(k)
	}
	res, err := s.app.Test(r, -1)
	if err == nil {
		var body []byte
		body, err = io.ReadAll(res.Body)
		res.Body.Close()
		if int64(len(body)) >= res.ContentLength {
			t.Errorf("%d bytes of %d, of an archive that is broken", len(body), res.ContentLength)
		}
	}
	if err == nil {
		t.Error("the download ends well")
	}
	b.get(at).sees(200, "جهّزه من جديد").misses("certificates.zip")
	b.get(at+"/certificates.zip").sees(409, "جهّزه من جديد")
	if !strings.Contains(s.log.String(), "archive broken off") {
		t.Error("the log does not tell")
	}
}
