package web_test

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"masar/assets"
	"masar/internal/access"
	"masar/internal/app/core"
	"masar/internal/certificate"
	"masar/internal/letter"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/web"
	"masar/internal/web/kit"

	"github.com/gofiber/fiber/v2"
)

// An office is a site on which Salma of the north has a certificate, printed
// by the real printer.
type office struct {
	masartest.World
	site   *fiber.App
	number string // the certificate's id
	code   string
}

func newOffice(t testing.TB) *office {
	t.Helper()
	policy, err := access.Load(assets.Policy)
	if err != nil {
		t.Fatal(err)
	}
	o := &office{World: masartest.NewWorld(t)}
	if o.App.Printer, err = letter.NewPrinter(masartest.Zone); err != nil {
		t.Fatal(err)
	}
	o.site = web.Handler(&kit.Site{App: o.App, Policy: policy, Log: slog.New(slog.DiscardHandler)})
	o.Publish(t, masartest.Course())
	o.number = o.Complete(t, "salma")
	o.code = o.certificate(t).Code
	return o
}

func (o *office) certificate(t testing.TB) certificate.Certificate {
	t.Helper()
	c, err := o.App.Store.Certificate(t.Context(), people.Everywhere("tests look at anyone"), o.number)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// ask sends a request with headers, given as names and values in turn.
func (o *office) ask(t testing.TB, r *http.Request, headers ...string) (*http.Response, string) {
	t.Helper()
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := o.site.Test(r, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

func (o *office) get(t testing.TB, path string, headers ...string) (int, string) {
	t.Helper()
	res, body := o.ask(t, httptest.NewRequest("GET", path, nil), headers...)
	return res.StatusCode, body
}

// later moves the clock of the house.
func (o *office) later(d time.Duration) {
	at := masartest.Noon.Add(d)
	o.App.Now = func() time.Time { return at }
}

// expire lets the certificate end a year after noon.
func (o *office) expire(t testing.TB) {
	t.Helper()
	_, err := masartest.DBOf(o.App).W.NewUpdate().Model((*certificate.Certificate)(nil)).
		Set("expires_at = ?", masartest.Noon.AddDate(1, 0, 0)).Where("id = ?", o.number).Exec(t.Context())
	if err != nil {
		t.Fatal(err)
	}
}

// supersede puts a newer certificate in the place of Salma's, and returns its code.
func (o *office) supersede(t testing.TB) string {
	t.Helper()
	err := masartest.DBOf(o.App).Tx(t.Context(), func(tx *store.Tx) error {
		old, err := tx.Certificate(t.Context(), people.Everywhere("tests look at anyone"), o.number)
		if err != nil {
			return err
		}
		next := old
		next.ID, next.Number, next.Serial, next.Code = "next", old.Number+1, certificate.Serial(2026, old.Number+1), "NEXTNEXTNEXTNEXT"
		next.Record.Serial, next.Record.Code = next.Serial, next.Code
		next.Hash = certificate.Chain(old.Hash, next.Record)
		old.SupersededBy = next.ID
		if err := tx.SaveCertificate(t.Context(), old); err != nil {
			return err
		}
		return tx.AddCertificate(t.Context(), next)
	})
	if err != nil {
		t.Fatal(err)
	}
	return "NEXTNEXTNEXTNEXT"
}

func (o *office) revoke(t testing.TB) {
	t.Helper()
	if _, err := o.App.RevokeCertificate(t.Context(), o.Viewer(t, "hr-n"), o.number, "a secret reason"); err != nil {
		t.Fatal(err)
	}
}

const asProgram = "application/json"

// Whoever has the code is told how the certificate stands, in either language,
// and as JSON.
func TestVerifyEveryStatus(t *testing.T) {
	for _, c := range []struct {
		name, status, ar, en string
		make                 func(*office)
	}{
		{"valid", "valid", "شهادة صحيحة وسارية", "Genuine and valid", func(*office) {}},
		{"about to expire", "valid", "شهادة صحيحة وسارية", "Genuine and valid", func(o *office) { o.expire(t); o.later(365*24*time.Hour - 1) }},
		{"expired", "expired", "انتهت صلاحيتها", "Genuine, but expired", func(o *office) { o.expire(t); o.later(365 * 24 * time.Hour) }},
		{"superseded", "superseded", "/verify/NEXTNEXTNEXTNEXT", "/verify/NEXTNEXTNEXTNEXT", func(o *office) { o.supersede(t) }},
		{"revoked", "revoked", "شهادة مسحوبة لم تعد صالحة", "Withdrawn: no longer valid", func(o *office) { o.revoke(t) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t)
			c.make(o)
			for lang, phrase := range map[string]string{"ar": c.ar, "en": c.en} {
				code, body := o.get(t, "/verify/"+strings.ToLower(o.code[:8]+"-"+o.code[8:])+"?lang="+lang)
				if code != 200 || !strings.Contains(body, phrase) {
					t.Errorf("in %s: %d, without %q", lang, code, phrase)
				}
				for _, hidden := range []string{"الهنائية", "Hinai", "Northern Authority", "هيئة الشمال", "a secret reason"} {
					if strings.Contains(body, hidden) {
						t.Errorf("in %s the page tells %q", lang, hidden)
					}
				}
			}
			_, body := o.get(t, "/verify/"+o.code, "Accept", asProgram)
			var got struct {
				Status, Code, Course, Issued, Successor string
				Holder, Title                           struct{ Ar, En string }
			}
			if err := json.Unmarshal([]byte(body), &got); err != nil {
				t.Fatal(err, body)
			}
			if got.Status != c.status || got.Code != o.code || got.Course != "basics" || got.Issued != "2026-11-22" ||
				got.Holder.Ar != "سلمى هـ." || got.Holder.En != "Salma H." || got.Title.En != "Participation basics" {
				t.Errorf("JSON: %s", body)
			}
			if (got.Successor != "") != (c.status == "superseded") {
				t.Errorf("successor %q of a certificate that is %s", got.Successor, c.status)
			}
			if strings.Contains(body, "secret") || strings.Contains(body, "Hinai") || strings.Contains(body, "person") {
				t.Errorf("JSON tells too much: %s", body)
			}
		})
	}
}

// A thousand codes that nobody was given: each is unknown, until their address
// has to wait; a known code is answered all the same.
func TestVerifyUnknownCodes(t *testing.T) {
	o := newOffice(t)
	tally := map[int]int{}
	for range 1000 {
		var random [10]byte
		o.App.Random(random[:])
		code, body := o.get(t, "/verify/"+certificate.Code(random))
		if tally[code]++; tally[code] == 1 {
			phrase := map[int]string{404: "لم نُصدر شهادة بهذا الرمز", 429: "وردت من عنوان شبكتك رموز كثيرة"}[code]
			if phrase == "" || !strings.Contains(body, phrase) {
				t.Errorf("%d without %q", code, phrase)
			}
		}
	}
	if tally[404] != 30 || tally[404]+tally[429] != 1000 {
		t.Errorf("answers by status: %v", tally)
	}
	res, body := o.ask(t, httptest.NewRequest("GET", "/verify/ABCDEFGHJKMNPQRS", nil), "Accept", asProgram)
	if res.StatusCode != 429 || res.Header.Get("Retry-After") != "60" || !strings.Contains(body, `"status":"error"`) {
		t.Errorf("one more: %d %s", res.StatusCode, body)
	}
	if code, _ := o.get(t, "/verify/"+o.code); code != 200 {
		t.Errorf("a known code from there: %d", code)
	}
	o.later(time.Hour)
	if code, _ := o.get(t, "/verify/"+o.code); code != 200 {
		t.Errorf("an hour later: %d", code)
	}
	if code, body := o.get(t, "/verify?code=nonsense", "Accept", asProgram); code != 422 || !strings.Contains(body, `"status":"error"`) || !strings.Contains(body, "ليس هذا رمز شهادة") {
		t.Errorf("nonsense: %d %s", code, body)
	}
}

// What cannot be a code is not called a forgery: its form says what a code is,
// and the address of a page is as good as the code in it.
func TestVerifyTyped(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	id := s.Complete(t, "salma")
	ce, err := s.App.Store.Certificate(t.Context(), people.Everywhere("the test"), id)
	if err != nil {
		t.Fatal(err)
	}
	b := s.browser(t)
	const forged = "لم نُصدر شهادة"
	b.get("/verify?code="+ce.Serial).sees(422, "هذا الرقم التسلسلي", ce.Serial).misses(forged)
	b.get("/verify?code=abc").sees(422, "ليس هذا رمز شهادة", "abc").misses(forged)
	b.get("/verify?code=" + url.QueryEscape("https://masar.example/verify/"+ce.Code+"?lang=en")).sees(302)
	if to := b.header.Get("Location"); to != "/verify/"+ce.Code {
		t.Errorf("the address of a page leads to %s", to)
	}
	b.get("/verify/0000000000000000").sees(404, forged)
}

// How much of a holder's name strangers read is for the holder's agency to say.
func TestVerifyShowsAsMuchOfTheNameAsTheAgencyLets(t *testing.T) {
	o := newOffice(t)
	for how, want := range map[people.ShownName][2]bool{people.ShortName: {true, false}, people.FullName: {true, true}, people.NoName: {false, false}} {
		ag, err := o.App.Store.Agency(t.Context(), people.Within("north"), "north")
		if err != nil {
			t.Fatal(err)
		}
		ag.ShownName = how
		if _, err := o.App.SaveAgency(t.Context(), o.Viewer(t, "admin"), ag); err != nil && !errors.Is(err, core.ErrNothingChanged) {
			t.Fatal(err)
		}
		for _, accept := range []string{"text/html", asProgram} {
			_, body := o.get(t, "/verify/"+o.code, "Accept", accept)
			name := o.certificate(t).Record.NameAr
			if got := [2]bool{strings.Contains(body, strings.Fields(name)[0]), strings.Contains(body, name)}; got != want {
				t.Errorf("%q as %s: first name and whole name shown: %v, want %v", how, accept, got, want)
			}
		}
	}
}
