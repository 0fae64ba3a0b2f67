package mail

import (
	"html"
	"regexp"
	"strings"

	"masar/internal/notice"
)

// address matches an address of a page in the text of a mail.
var address = regexp.MustCompile(`https?://[^\s<>"]+`)

// htmlOf returns the text of m as a page: its paragraphs as they are, in the
// direction of its language, with the addresses as links. It loads nothing.
func htmlOf(m notice.Mail) string {
	dir := "ltr"
	if m.Lang == "ar" {
		dir = "rtl"
	}
	var b strings.Builder
	b.WriteString(`<!doctype html><html lang="` + m.Lang + `" dir="` + dir + `"><head><meta charset="utf-8"><title>` + html.EscapeString(m.Subject) + `</title></head>`)
	b.WriteString(`<body style="margin:0;padding:24px;background:#fff;color:#1c1c1c;font:16px/1.7 'IBM Plex Sans Arabic','Segoe UI',Tahoma,sans-serif"><div style="max-width:36em;margin:0 auto">`)
	for part := range strings.SplitSeq(m.Body, "\n\n") {
		lines := strings.Split(strings.Trim(part, "\n"), "\n")
		for i, line := range lines {
			lines[i] = linked(line)
		}
		b.WriteString(`<p style="margin:0 0 16px">` + strings.Join(lines, "<br>") + `</p>`)
	}
	b.WriteString(`</div></body></html>`)
	return b.String()
}

// linked returns a line as HTML, its addresses as links that keep their own
// direction.
func linked(line string) string {
	var b strings.Builder
	last := 0
	for _, at := range address.FindAllStringIndex(line, -1) {
		url := html.EscapeString(line[at[0]:at[1]])
		b.WriteString(html.EscapeString(line[last:at[0]]) + `<a dir="ltr" href="` + url + `">` + url + `</a>`)
		last = at[1]
	}
	return b.String() + html.EscapeString(line[last:])
}
