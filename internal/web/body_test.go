package web_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"masar/internal/app/identity"
	"masar/internal/masartest"
)

const formType = "application/x-www-form-urlencoded"

var password = url.QueryEscape(masartest.Password)

// sent sends a body as it is.
func (b *browser) sent(path, kind, body string, headers ...string) *browser {
	b.t.Helper()
	r := httptest.NewRequest("POST", path, strings.NewReader(body))
	r.Header.Set("Content-Type", kind)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return b.send(r)
}

func packed(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, text); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// No body is unpacked, whoever sends it and wherever to, and the answer says in
// words and in a header what is taken instead.
func TestPackedBodies(t *testing.T) {
	s := newSite(t)
	huge, err := os.ReadFile("testdata/256MiB.br")
	if err != nil {
		t.Fatal(err)
	}
	guest, salma := s.browser(t), s.as(t, "salma")
	guest.get("/sign-in")
	for _, c := range []struct{ path, kind, coding, body string }{
		{"/me", "text/plain", "br", string(huge)},
		{"/sign-in", "multipart/form-data; boundary=x", "gzip", packed(t, "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n"+strings.Repeat("a", 1<<20)+"\r\n--x--\r\n")},
		{"/sign-in", formType, "deflate", "x"},
		{"/preferences", formType, "gzip, br", "x"},
		{"/api/v1/credentials/verify", "application/json", "x-gzip", packed(t, "{}")},
		{"/verify/file", "multipart/form-data; boundary=x", "zstd", "x"},
	} {
		for name, b := range map[string]*browser{"a stranger": guest, "a learner": salma} {
			b.sent(c.path, c.kind, c.body, "Content-Encoding", c.coding)
			if b.status != 415 || b.header.Get("Accept-Encoding") != "identity" || !strings.Contains(b.body, "مضغوط") {
				t.Errorf("%s in %s by %s: %d, %q", c.path, c.coding, name, b.status, b.main())
			}
		}
	}
	guest.sent("/sign-in", formType, "csrf="+guest.token+"&name=salma&password="+password, "Content-Encoding", "identity").sees(303)
}

// What somebody unknown may send is a few kilobytes of a few fields; what is
// larger is refused in words and read no further.
func TestStrangersSendLittle(t *testing.T) {
	s := newSite(t)
	b := s.browser(t)
	b.get("/sign-in")
	form := "csrf=" + b.token + "&name=salma&password=wrong&more="
	b.sent("/sign-in", formType, form+strings.Repeat("a", 16<<10-len(form))).sees(422, "غير صحيح")
	b.sent("/sign-in", formType, form+strings.Repeat("a", 16<<10-len(form)+1)).sees(413, "16 كيلوبايت")
	for name, body := range map[string]string{
		"12 MB of fields": strings.Repeat("a=&", 4<<20), "one long field": "name=" + strings.Repeat("a", 1<<20), "just too long": strings.Repeat("a", 16<<10+1),
	} {
		if b.sent("/sign-in", formType, body); b.status != 413 {
			t.Errorf("%s: %d", name, b.status)
		}
		if b.sent("/preferences", formType, body); b.status != 413 {
			t.Errorf("%s as preferences: %d", name, b.status)
		}
		if b.sent("/api/v1/credentials/issue", "application/json", body); b.status != 401 {
			t.Errorf("%s to a page of others: %d", name, b.status)
		}
	}
	b.sent("/sign-in", formType, strings.Repeat("a=&", 501)).sees(413, "حقول أكثر")
	b.sent("/sign-in", "text/plain", "csrf="+b.token+"&name=salma").sees(415, "هذا النوع")
	b.sent("/sign-in", "application/json", "{}").sees(415)
	b.sent("/sign-in", "multipart/form-data", "x").sees(400)
	b.sent("/sign-in", formType, form+"%zz").sees(422, "لم نفهم")
}

// Whoever has signed in may send as much as the route takes, to the byte.
func TestRoutesBoundBodies(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	trainer := s.as(t, "trainer-n")
	trainer.get("/teaching")
	for _, c := range []struct {
		path  string
		most  int
		words string
	}{
		{"/notices/reading", 64 << 10, "64 كيلوبايت"},
		{"/teaching/runs/new", 1 << 20, "1 ميغابايت"},
		{"/teaching/courses/basics/media", 12 << 20, "12 ميغابايت"},
	} {
		form := "csrf=" + trainer.token + "&x="
		if trainer.sent(c.path, formType, form+strings.Repeat("a", c.most-len(form))); trainer.status == 413 {
			t.Errorf("%s: %d bytes are refused", c.path, c.most)
		}
		trainer.sent(c.path, formType, form+strings.Repeat("a", c.most-len(form)+1)).sees(413, c.words)
	}
	trainer.sent("/notices/reading", formType, "csrf="+trainer.token+strings.Repeat("&a=", 499)).sees(303)
	trainer.sent("/notices/reading", formType, "csrf="+trainer.token+strings.Repeat("&a=", 500)).sees(413, "حقول أكثر")
	parts := func(n int) string {
		return strings.Repeat("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n", n) + "--x--\r\n"
	}
	const many = "multipart/form-data; boundary=x"
	trainer.sent("/notices/reading", many, parts(500), "X-CSRF-Token", trainer.token).sees(303)
	trainer.sent("/notices/reading", many, parts(501), "X-CSRF-Token", trainer.token).sees(413, "حقول أكثر")
}

// A program's JSON is bounded in bytes and in depth before it is parsed.
func TestJSONIsBounded(t *testing.T) {
	s := newSite(t)
	token, err := s.App.MakeToken(t.Context(), s.Viewer(t, "admin"), identity.TokenWish{Name: "دفتر", Days: 30, Scope: "verify"})
	if err != nil {
		t.Fatal(err)
	}
	b := s.browser(t)
	ask := func(body string) *browser {
		return b.sent("/api/v1/credentials/verify", "application/json", body, "Authorization", "Bearer "+token)
	}
	nested := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	for _, c := range []struct {
		name, body, says string
		want             int
	}{
		{"as deep as may be", `{"x":` + nested(499) + `}`, "PARSING_ERROR", 400},
		{"deeper", `{"x":` + nested(500) + `}`, "500", 413},
		{"brackets in text", `{"verifiableCredential":"` + strings.Repeat("[", 1000) + `"}`, `"verified":false`, 400},
		{"a quote in text", `{"verifiableCredential":"\"` + strings.Repeat("{", 1000) + `"}`, `"verified":false`, 400},
		{"too large", `{"x":"` + strings.Repeat("a", 1<<20) + `"}`, "1 ميغابايت", 413},
	} {
		if ask(c.body); b.status != c.want || !strings.Contains(b.body, c.says) {
			t.Errorf("%s: %d, %s; want %d", c.name, b.status, b.body, c.want)
		}
	}
}

// A form is what its body says: nothing in the address fills a field of it, and
// least of all the token that shows that it is ours.
func TestFormsAreReadFromBodies(t *testing.T) {
	s := newSite(t)
	b := s.browser(t)
	b.get("/sign-in")
	whole := "csrf=" + b.token + "&name=salma&password=" + password
	b.sent("/sign-in?"+whole, formType, "").sees(403)
	b.sent("/sign-in?csrf="+b.token, formType, "name=salma&password="+password).sees(403)
	b.sent("/sign-in?name=salma&password="+password, formType, "csrf="+b.token).sees(422)
	b.sent("/sign-in?csrf=x&name=badr", formType, whole).sees(303)
	hr := s.as(t, "hr-n")
	hr.get("/hr/people/salma")
	hr.sent("/hr/people/salma/employment?employed=0", formType, "csrf="+hr.token+"&employed=1").sees(303)
	s.as(t, "salma") // as somebody who has left could not
}

// A body that breaks off, comes in pieces or lies about its length is never
// taken for a whole one.
func TestBrokenBodies(t *testing.T) {
	s := newSite(t)
	s.serve(t)
	b := s.browser(t)
	b.get("/sign-in")
	cookie := ""
	for _, k := range b.jar.Cookies(home) {
		cookie += k.Name + "=" + k.Value + "; "
	}
	form := "csrf=" + b.token + "&name=salma&password=" + password
	head := "POST /sign-in HTTP/1.1\r\nHost: example.com\r\nCookie: " + cookie + "\r\nContent-Type: " + formType + "\r\n"
	chunk := func(text string) string { return fmt.Sprintf("%x\r\n%s\r\n", len(text), text) }
	for _, c := range []struct {
		name, request string
		want          int
	}{
		{"whole", fmt.Sprintf("%sContent-Length: %d\r\n\r\n%s", head, len(form), form), 303},
		{"chunked", head + "Transfer-Encoding: chunked\r\n\r\n" + chunk(form[:9]) + chunk(form[9:]) + "0\r\n\r\n", 303},
		{"breaks off", fmt.Sprintf("%sContent-Length: %d\r\n\r\n%s", head, len(form)+9000, form), 400},
		{"chunked breaks off", head + "Transfer-Encoding: chunked\r\n\r\n" + chunk(form), 400},
		{"chunked without end", head + "Transfer-Encoding: chunked\r\n\r\n" + strings.Repeat(chunk(strings.Repeat("a", 4096)), 5), 413},
		{"two lengths", fmt.Sprintf("%sContent-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n%s0\r\n\r\n", head, len(form), chunk(form)), 400},
		{"two lengths, the other way round", fmt.Sprintf("%sTransfer-Encoding: chunked\r\ncontent-length: %d\r\n\r\n%s0\r\n\r\n", head, len(form), chunk(form)), 400},
	} {
		res, _ := s.raw(t, c.request)
		if res.StatusCode != c.want {
			t.Errorf("%s: %d, want %d", c.name, res.StatusCode, c.want)
		}
		if c.want != 303 && !res.Close {
			t.Errorf("%s: the connection is kept for more", c.name)
		}
	}
}
