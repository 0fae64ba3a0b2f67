// Package assets holds what browsers load: styles, scripts, fonts and pictures,
// built from src by build.mjs ("make assets") and embedded in the binary.
//
// All of them live under one hash of their whole content, /a/<hash>/app.css, so
// that they may be kept for ever and refer to one another by name.
package assets

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
	brotli "github.com/molecule-man/go-brrr" // the encoder that fasthttp has in the program already
)

//go:embed dist
var dist embed.FS

// Prefix is where the files are served.
const Prefix = "/a/"

// A File is one thing a browser loads.
type File struct {
	Name string // such as "fonts/arabic-400.woff2"
	Type string // for Content-Type
	Body []byte

	br, gz func() []byte
}

var files, hash = load()

var types = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".txt":   "text/plain; charset=utf-8",
	".woff2": "font/woff2",
}

func load() (map[string]*File, string) {
	all, sum := map[string]*File{}, sha256.New()
	err := fs.WalkDir(dist, "dist", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := dist.ReadFile(name)
		if err != nil {
			return err
		}
		f := &File{Name: strings.TrimPrefix(name, "dist/"), Type: types[path.Ext(name)], Body: body}
		if f.Type == "" {
			return fmt.Errorf("%s: no content type is known", name)
		}
		if path.Ext(name) != ".woff2" {
			f.br = sync.OnceValue(func() []byte { return compress(body, brotliWriter) })
			f.gz = sync.OnceValue(func() []byte { return compress(body, gzipWriter) })
		}
		fmt.Fprintf(sum, "%s %d\n", f.Name, len(body))
		sum.Write(body)
		all[f.Name] = f
		return nil
	})
	if err != nil {
		panic(err) // what is embedded can be read
	}
	return all, hex.EncodeToString(sum.Sum(nil))[:12]
}

// URL returns the address of the named file. It panics when there is none.
func URL(name string) string {
	if files[name] == nil {
		panic("assets: no file " + name)
	}
	return Prefix + hash + "/" + name
}

// Find returns the file of an address below Prefix. It is current when the
// address names this build; another build's address, as a page from before an
// update has it, finds today's file, which must then not be kept.
func Find(address string) (f *File, current, ok bool) {
	build, name, _ := strings.Cut(strings.TrimPrefix(address, Prefix), "/")
	f, ok = files[name]
	return f, build == hash, ok
}

// CacheControl returns how long browsers may keep a file found.
func CacheControl(current bool) string {
	if current {
		return "public, max-age=31536000, immutable"
	}
	return "no-cache"
}

// Encoded returns f's body in the best encoding that accept, an Accept-Encoding
// header, allows, and its name for Content-Encoding: "br", "gzip" or "".
// Each is made when first asked for, and kept.
func (f *File) Encoded(accept string) (body []byte, encoding string) {
	switch {
	case f.br == nil:
		return f.Body, ""
	case accepts(accept, "br"):
		return f.br(), "br"
	case accepts(accept, "gzip"):
		return f.gz(), "gzip"
	}
	return f.Body, ""
}

// accepts reports whether the header names the encoding without refusing it.
func accepts(header, encoding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(name), encoding) {
			q := strings.TrimPrefix(strings.TrimSpace(quality), "q=")
			return strings.Trim(q, "0.") != "" || q == ""
		}
	}
	return false
}

type writer interface {
	Write([]byte) (int, error)
	Close() error
}

func brotliWriter(b *bytes.Buffer) writer {
	w, err := brotli.NewWriter(b, 9)
	if err != nil {
		panic(err) // the level is a constant
	}
	return w
}

func gzipWriter(b *bytes.Buffer) writer {
	w, err := gzip.NewWriterLevel(b, gzip.BestCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	return w
}

// compress cannot fail: it writes to memory.
func compress(body []byte, to func(*bytes.Buffer) writer) []byte {
	var b bytes.Buffer
	w := to(&b)
	if _, err := w.Write(body); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}
