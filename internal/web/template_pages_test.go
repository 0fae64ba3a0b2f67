package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"masar/internal/certificate"
	"masar/internal/letter"
	"masar/internal/masartest"
)

// pages returns how many pages a PDF has.
func pages(t *testing.T, file string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "file.pdf")
	if err := os.WriteFile(name, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdfinfo", name).Output()
	if err != nil {
		t.Skipf("pdfinfo does not read it: %v", err)
	}
	_, after, _ := strings.Cut(string(out), "Pages:")
	return strings.Fields(after)[0]
}

// An agency gives each language a page of its own: in the preview, in its file,
// and on what is issued from then on, which verifies and stands the audit.
func TestTemplateOfTwoPages(t *testing.T) {
	s := newSite(t)
	printer, err := letter.NewPrinter(masartest.Zone)
	if err != nil {
		t.Fatal(err)
	}
	s.App.Printer = printer
	s.App.Site = "http://example.com" // cookies without Secure
	s.Publish(t, masartest.Course())
	before := s.Complete(t, "badr")

	b := s.as(t, "hr-n")
	b.get(northTemplate).sees(200, "اللغتان في صفحتين")
	b.get(northTemplate+"?lang=en").sees(200, "Both on two pages")
	b.get(northTemplate + "?lang=ar")
	form := designForm(t, "languages", certificate.Each)
	b.design(northTemplate+"/preview", form, nil).sees(200, `viewBox="0 0 841.89 1214.56"`)
	form["as"] = "pdf"
	b.get(northTemplate)
	if n := pages(t, b.design(northTemplate+"/preview", form, nil).sees(200, "%PDF-1.7").body); n != "2" {
		t.Errorf("the specimen has %s pages", n)
	}
	delete(form, "as")
	b.get(northTemplate)
	b.design(northTemplate, form, nil).sees(303)
	b.follow().sees(200, `<option value="each" selected>`)
	b.get("/templates").sees(200)

	bundle := []byte(b.get(northTemplate + "/export.zip").sees(200).body)
	o := s.as(t, "hr-s")
	o.get("/templates/south/completion")
	o.design("/templates/south/completion/import", map[string]string{"seen": "0"}, map[string][]byte{"file": bundle}).sees(303)
	o.follow().sees(200, "استُورد القالب", `<option value="each" selected>`)

	l := s.as(t, "salma")
	file := l.get("/certificates/"+s.Complete(t, "salma")+"/pdf").sees(200, "%PDF-1.7").body
	if n := pages(t, file); n != "2" {
		t.Errorf("the certificate has %s pages", n)
	}
	old := s.as(t, "badr").get("/certificates/" + before + "/pdf").sees(200).body
	if n := pages(t, old); n != "1" {
		t.Errorf("what was issued before has %s pages", n)
	}
	guest := s.browser(t)
	for _, c := range []struct {
		file, say string
	}{{file, "شهادة صحيحة وسارية"}, {strings.Replace(file, "/S/Sect", "/S/Part", 1), "الملف معدَّل"}} {
		guest.get("/verify")
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		part, err := w.CreateFormFile("file", "certificate.pdf")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write([]byte(c.file))
		_ = w.WriteField("csrf", guest.token)
		_ = w.Close()
		r := httptest.NewRequest("POST", "/verify/file", &body)
		r.Header.Set("Content-Type", w.FormDataContentType())
		guest.send(r).sees(200, c.say)
	}
	n, err := s.App.AuditCertificates(t.Context(), func(serial, wrong string) { t.Errorf("%s: %s", serial, wrong) })
	if err != nil || n.Certificates != 2 || n.Other != 0 {
		t.Errorf("looked at %+v, %v", n, err)
	}
}
