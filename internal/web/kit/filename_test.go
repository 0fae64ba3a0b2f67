package kit

import (
	"mime"
	"strings"
	"testing"
)

// A file keeps its name in every script; what cannot read that gets one in ASCII.
func TestDisposition(t *testing.T) {
	for _, c := range []struct{ name, header, read string }{
		{"plan.pdf", `attachment; filename="plan.pdf"`, "plan.pdf"},
		{"خطة الفريق.pdf", `attachment; filename="file.pdf"; filename*=UTF-8''%D8%AE%D8%B7%D8%A9%20%D8%A7%D9%84%D9%81%D8%B1%D9%8A%D9%82.pdf`, "خطة الفريق.pdf"},
		{"خطة 2026.xlsx", `attachment; filename="___ 2026.xlsx"; filename*=UTF-8''%D8%AE%D8%B7%D8%A9%202026.xlsx`, "خطة 2026.xlsx"},
		{"Été 100%.docx", `attachment; filename="_t_ 100_.docx"; filename*=UTF-8''%C3%89t%C3%A9%20100%25.docx`, "Été 100%.docx"},
		{"a\u202efdp.exe", `attachment; filename="afdp.exe"`, "afdp.exe"},
		{`../../etc/"x"; filename=y.sh`, `attachment; filename="....etcx; filename=y.sh"`, "....etcx; filename=y.sh"},
		{"a\r\nSet-Cookie: x.pdf", `attachment; filename="aSet-Cookie x.pdf"`, "aSet-Cookie x.pdf"},
		{"it's (1).pdf", `attachment; filename="it's (1).pdf"`, "it's (1).pdf"}, {"", `attachment; filename="file"`, "file"}, {"..", `attachment; filename="file"`, "file"},
		{"a\xffb.pdf", `attachment; filename="ab.pdf"`, "ab.pdf"}, {"📄.pdf", `attachment; filename="file.pdf"; filename*=UTF-8''%F0%9F%93%84.pdf`, "📄.pdf"},
	} {
		got := disposition(c.name)
		if got != c.header {
			t.Errorf("%q: %s, want %s", c.name, got, c.header)
		}
		if _, params, err := mime.ParseMediaType(got); err != nil || params["filename"] != c.read {
			t.Errorf("%q is read as %q, %v", c.name, params["filename"], err)
		}
		if strings.ContainsFunc(got, func(r rune) bool { return r < ' ' || r > '~' }) {
			t.Errorf("%q: %q is no header", c.name, got)
		}
	}
}
