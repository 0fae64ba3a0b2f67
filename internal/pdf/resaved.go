package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"html"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Bounds of what is looked through in a file that somebody brings.
const (
	mostInflated = 32 << 20 // bytes of all its streams, unpacked
	mostSerials  = 8
)

// Serials returns what a file says to be its serial number, the likeliest first:
// the keywords of its metadata, however the program that saved it last wrote them.
// Nothing vouches for them.
func Serials(file []byte) (all []string) {
	if s := serialOf(file); s != "" {
		all = append(all, s)
	}
	look := func(part []byte) {
		for _, s := range keywordsIn(part) {
			if s != "" && len(all) < mostSerials && !slices.Contains(all, s) {
				all = append(all, s)
			}
		}
	}
	look(file)
	eachStream(file, look)
	return all
}

var (
	asText = regexp.MustCompile(`/Keywords\s*\(((?:[^()\\]|\\[\s\S]){1,400})\)`)
	asHex  = regexp.MustCompile(`/Keywords\s*<([0-9A-Fa-f\s]{1,800})>`)
	asXMP  = regexp.MustCompile(`<pdf:Keywords>([^<]{1,200})</pdf:Keywords>`)
	asMark = regexp.MustCompile(`pdf:Keywords=["']([^"'<]{1,200})["']`)
)

// keywordsIn returns the keywords in a part of a file.
func keywordsIn(part []byte) (all []string) {
	for _, m := range asText.FindAllSubmatch(part, mostSerials) {
		all = append(all, words(unescaped(m[1])))
	}
	for _, m := range asHex.FindAllSubmatch(part, mostSerials) {
		b, err := hex.DecodeString(strings.Join(strings.Fields(string(m[1])), ""))
		if err == nil {
			all = append(all, words(b))
		}
	}
	for _, form := range []*regexp.Regexp{asXMP, asMark} {
		for _, m := range form.FindAllSubmatch(part, mostSerials) {
			all = append(all, strings.TrimSpace(html.UnescapeString(string(m[1]))))
		}
	}
	return all
}

// words returns the text of a string of PDF: UTF-16 or UTF-8 with their marks, or
// letters of ASCII.
func words(b []byte) string {
	if wide, ok := bytes.CutPrefix(b, []byte("\xFE\xFF")); ok {
		units := make([]uint16, 0, len(wide)/2)
		for ; len(wide) >= 2; wide = wide[2:] {
			units = append(units, uint16(wide[0])<<8|uint16(wide[1]))
		}
		return strings.TrimSpace(string(utf16.Decode(units)))
	}
	b = bytes.TrimPrefix(b, []byte("\xEF\xBB\xBF"))
	if !utf8.Valid(b) {
		return ""
	}
	return strings.TrimSpace(string(b))
}

// unescaped reads the escapes of a string in parentheses (ISO 32000-1, 7.3.4.2).
func unescaped(b []byte) (out []byte) {
	short := map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' || i+1 == len(b) {
			out = append(out, b[i])
			continue
		}
		i++
		if c, ok := short[b[i]]; ok {
			out = append(out, c)
			continue
		}
		digits, value := 0, 0
		for digits < 3 && i+digits < len(b) && b[i+digits] >= '0' && b[i+digits] <= '7' {
			value = value*8 + int(b[i+digits]-'0')
			digits++
		}
		if digits > 0 {
			out = append(out, byte(value))
			i += digits - 1
			continue
		}
		out = append(out, b[i])
	}
	return out
}

// eachStream hands each compressed stream of a file, unpacked, to look.
func eachStream(file []byte, look func([]byte)) {
	left := int64(mostInflated)
	for rest := file; left > 0; {
		_, after, found := bytes.Cut(rest, []byte("stream"))
		if !found {
			return
		}
		rest = after
		r, err := zlib.NewReader(bytes.NewReader(bytes.TrimLeft(after, "\r\n")))
		if err != nil {
			continue
		}
		out, _ := io.ReadAll(io.LimitReader(r, min(left, 4<<20))) // what can be read of it
		left -= int64(len(out))
		look(out)
	}
}
