package web_test

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http/httptest"
	"strings"
	"testing"

	"masar/internal/catalog"
	"masar/internal/masartest"
	"masar/internal/openbadge"
	"masar/internal/signet"
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
	guest := (&site{World: o.World, app: o.site}).browser(t)
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
	other = bytes.Replace(other, []byte("<pdf:Keywords>M"), []byte("<pdf:Keywords>N"), 1)
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
		{"too large", "هذا الملف أكبر من 12 ميغابايت", `"status":"error"`, make([]byte, 80<<20), 413},
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
	guest.get("/verify/"+tr.Code).sees(200, "سجل تدريبي صادر من هذه المنصة", "مسحوبة", "صاحب السجل").misses("صاحب الشهادة")
	guest.get("/verify")
	if send(file, "text/html"); !strings.Contains(guest.body, "شهادة مسحوبة لم تعد صالحة") {
		t.Errorf("revoked: %d", guest.status)
	}
}

// The badge is verified in every form it has, as the certificate that it is of; an
// altered one is told apart, and another's is not ours.
func TestVerifyBadgeFile(t *testing.T) {
	o := newOffice(t)
	o.App.Site = "http://example.com"
	s := &site{World: o.World, app: o.site}
	guest := s.browser(t)
	guest.get("/verify")
	salma := s.as(t, "salma")
	at := "/certificates/" + o.number + "/badge"
	send := func(name, body, accept string) *browser {
		t.Helper()
		var form bytes.Buffer
		w := multipart.NewWriter(&form)
		part, err := w.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write([]byte(body))
		_ = w.WriteField("csrf", guest.token)
		_ = w.Close()
		r := httptest.NewRequest("POST", "/verify/file", &form)
		r.Header.Set("Content-Type", w.FormDataContentType())
		r.Header.Set("Accept", accept)
		return guest.send(r)
	}
	badge := salma.get(at + ".json").body
	byKey := salma.get(at + ".json?did=key").body
	token := salma.get(at + ".jwt").body
	png := salma.get(at + ".png").body
	if !strings.Contains(badge, `"proof":[{`) {
		t.Errorf("the badge has its proof by itself: %s", badge)
	}
	altered := strings.Replace(badge, "سلمى", "سلوى", 1)
	var byItself openbadge.Document
	if err := json.Unmarshal([]byte(badge), &byItself); err != nil {
		t.Fatal(err)
	}
	byItself["proof"] = byItself["proof"].([]any)[0]
	alone, err := json.Marshal(byItself)
	if err != nil {
		t.Fatal(err)
	}
	forgedPNG, err := openbadge.Bake([]byte(altered))
	if err != nil {
		t.Fatal(err)
	}
	k := signet.New([32]byte{9}, masartest.Noon)
	stranger, err := openbadge.ByKey("https://other.example", catalog.Text{}, k, k.Signer()).Sign(openbadge.Document{
		"@context": []any{"https://www.w3.org/ns/credentials/v2"}, "type": []any{"VerifiableCredential"}, "issuer": openbadge.KeyDID(k.Public), "credentialSubject": openbadge.Document{"id": "urn:a:1"},
	}, masartest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := json.Marshal(stranger)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, body, phrase, json string
		status                   int
	}{
		{"badge.json", badge, "شهادة صحيحة وسارية", `"status":"valid"`, 200}, {"key.json", byKey, "شهادة صحيحة وسارية", `"status":"valid"`, 200},
		{"badge.jwt", token, "شهادة صحيحة وسارية", `"status":"valid"`, 200}, {"line.jwt", token + "\n", "شهادة صحيحة وسارية", `"status":"valid"`, 200},
		{"badge.png", png, "شهادة صحيحة وسارية", `"status":"valid"`, 200}, {"called.pdf", png, "شهادة صحيحة وسارية", `"status":"valid"`, 200},
		{"proof alone.json", string(alone), "شهادة صحيحة وسارية", `"status":"valid"`, 200}, {"mark.json", "\xEF\xBB\xBF" + badge, "شهادة صحيحة وسارية", `"status":"valid"`, 200},
		{"altered.json", altered, "الملف معدَّل", `"status":"altered"`, 200}, {"altered.jwt", token[:len(token)-9] + "AAAAAAAAA", "الملف معدَّل", `"status":"altered"`, 200},
		{"altered.png", string(forgedPNG), "الملف معدَّل", `"status":"altered"`, 200},
		{"theirs.json", string(theirs), "ليس هذا الملف من شهاداتنا", `"status":"unknown"`, 404}, {"empty.json", "{}", "ليس هذا الملف من شهاداتنا", `"status":"unknown"`, 404},
		{"broken.json", badge[:99], "ليس هذا ملف PDF", `"status":"error"`, 422}, {"plain.png", "\x89PNG\r\n\x1a\n", "ليس هذا ملف PDF", `"status":"error"`, 422},
	} {
		send(c.name, c.body, "text/html")
		if guest.status != c.status || !strings.Contains(guest.body, c.phrase) {
			t.Errorf("%s: %d, without %q", c.name, guest.status, c.phrase)
		}
		if send(c.name, c.body, "application/json"); guest.status != c.status || !strings.Contains(guest.body, c.json) {
			t.Errorf("%s to a program: %d %s, without %s", c.name, guest.status, guest.body, c.json)
		}
	}
	issued := s.program(t, "/api/v1/credentials/issue", makeToken(t, s.as(t, "admin"), "issue", "*"), `{"credential":{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"credentialSubject":{"id":"urn:a:1"}}}`)
	send("issued.json", issued.body, "text/html").sees(200, "وقّعتها هذه المنصة")
	o.revoke(t)
	for name, body := range map[string]string{"badge.json": badge, "badge.jwt": token, "badge.png": png} {
		send(name, body, "text/html").sees(200, "شهادة مسحوبة لم تعد صالحة")
	}
}

// A file of ours that another program saved again is called altered, and sent to its
// code; not unknown.
func TestVerifyFileSavedAgain(t *testing.T) {
	o := newOffice(t)
	o.App.Site = "http://example.com"
	guest := (&site{World: o.World, app: o.site}).browser(t)
	guest.get("/verify")
	again := "%PDF-1.7\n1 0 obj<</Keywords(" + o.certificate(t).Serial + ")>>endobj\n%%EOF"
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("file", "again.pdf")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write([]byte(again))
	_ = w.WriteField("csrf", guest.token)
	_ = w.Close()
	r := httptest.NewRequest("POST", "/verify/file", &form)
	r.Header.Set("Content-Type", w.FormDataContentType())
	guest.send(r).sees(200, "الملف معدَّل", "تحقّق برمز الشهادة")
}
