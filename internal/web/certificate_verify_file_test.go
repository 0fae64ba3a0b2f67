package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http/httptest"
	"strings"
	"testing"
)

// A file is genuine as printed, altered with any byte another, and otherwise
// not ours; what cannot be read is told apart in words.
func TestVerifyFile(t *testing.T) {
	o := newOffice(t)
	o.App.Site = "http://example.com" // cookies without Secure
	deliver := func() []byte {
		courier, err := o.App.Courier(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := courier.Deliver(t.Context(), &b, o.certificate(t)); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	file := deliver()
	guest := (&site{House: o.House, app: o.site}).browser(t)
	guest.get("/verify").sees(200, "أو اختر ملف الشهادة")
	send := func(body []byte, accept string) {
		t.Helper()
		var form bytes.Buffer
		w := multipart.NewWriter(&form)
		part, err := w.CreateFormFile("file", "certificate.pdf")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write(body)
		_ = w.WriteField("csrf", guest.token)
		_ = w.Close()
		r := httptest.NewRequest("POST", "/verify/file", &form)
		r.Header.Set("Content-Type", w.FormDataContentType())
		r.Header.Set("Accept", accept)
		guest.send(r)
	}
	flipped := func(at int) []byte {
		c := bytes.Clone(file)
		c[at] ^= 1
		return c
	}
	other := bytes.Replace(bytes.Clone(file), []byte("/Keywords <FEFF004D"), []byte("/Keywords <FEFF004E"), 1)
	for _, c := range []struct {
		name, phrase, json string
		file               []byte
		status             int
	}{
		{"genuine", "شهادة صحيحة وسارية", `"status":"valid"`, file, 200},
		{"one bit flipped", "الملف معدَّل", `"status":"altered"`, flipped(len(file) / 3), 200},
		{"with more behind it", "الملف معدَّل", `"status":"altered"`, append(bytes.Clone(file), "\n%%EOF"...), 200},
		{"another number", "ليس هذا الملف من شهاداتنا", `"status":"unknown"`, other, 404},
		{"a stranger's", "ليس هذا الملف من شهاداتنا", `"status":"unknown"`, []byte("%PDF-1.7\n%%EOF"), 404},
		{"truncated", "غير مكتمل", `"status":"error"`, file[:len(file)/2], 422},
		{"encrypted", "محمي بكلمة مرور", `"status":"error"`, []byte("%PDF-1.7\ntrailer <</Encrypt 5 0 R>>\n%%EOF"), 422},
		{"no PDF", "ليس هذا ملف PDF", `"status":"error"`, []byte("hello"), 422},
		{"too large", "أكبر من الحد", "", make([]byte, 80<<20), 413},
	} {
		send(c.file, "text/html")
		if guest.status != c.status || !strings.Contains(guest.body, c.phrase) {
			t.Errorf("%s: %d without %q", c.name, guest.status, c.phrase)
		}
		if c.json == "" {
			continue
		}
		if send(c.file, asProgram); guest.status != c.status || !strings.Contains(guest.body, c.json) {
			t.Errorf("%s: %d %s, want %s", c.name, guest.status, guest.body, c.json)
		}
	}
	v := o.Viewer(t, "salma")
	tr, err := o.App.HandOutTranscript(t.Context(), v, v.Own(), "salma", "ar", false)
	if err != nil {
		t.Fatal(err)
	}
	var record bytes.Buffer
	if err := o.App.PrintTranscript(t.Context(), &record, tr); err != nil {
		t.Fatal(err)
	}
	guest.get("/verify")
	serial := tr.Contents.Lines[0].Serial
	if send(record.Bytes(), "text/html"); !strings.Contains(guest.body, "سجل تدريبي صادر من هذه المنصة") || !strings.Contains(guest.body, serial) {
		t.Errorf("training record: %d", guest.status)
	}
	if send(record.Bytes(), asProgram); !strings.Contains(guest.body, `"serial":"`+serial+`"`) || strings.Contains(guest.body, "الهنائي") {
		t.Errorf("training record: %s", guest.body)
	}
	record.Bytes()[record.Len()/3] ^= 1
	if send(record.Bytes(), "text/html"); !strings.Contains(guest.body, "الملف معدَّل") {
		t.Errorf("changed training record: %d", guest.status)
	}
	o.revoke(t)
	guest.get("/verify/"+tr.Code).sees(200, "سجل تدريبي صادر من هذه المنصة", "مسحوبة")
	guest.get("/verify")
	if send(file, "text/html"); !strings.Contains(guest.body, "شهادة مسحوبة لم تعد صالحة") {
		t.Errorf("revoked: %d", guest.status)
	}
}
