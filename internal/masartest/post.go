package masartest

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
)

// A Post is a small SMTP server on this machine that keeps what it takes.
type Post struct {
	Addr string

	// Answer is asked for every recipient; nil takes everything. What it
	// returns is the server's line, such as "451 later"; "" takes the mail.
	Answer func(to string) string

	// Mute breaks the connection off once the whole of a mail has arrived,
	// without a word on it; Rude takes it, and breaks off then.
	Mute, Rude bool

	mu      sync.Mutex
	letters []Letter
}

// A Letter is a mail that has arrived.
type Letter struct {
	To, MessageID, Subject, Body string
	HTML                         string // the same text as a page
	Header                       mail.Header
	Files                        map[string][]byte
}

// NewPost starts a server that is stopped when the test ends.
func NewPost(t testing.TB) *Post {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Post{Addr: l.Addr().String()}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(c)
		}
	}()
	return p
}

// URL returns the address of the server for a mailer.
func (p *Post) URL() string { return "smtp://" + p.Addr + "?tls=none&from=masar@masar.example" }

// Letters returns what has arrived so far.
func (p *Post) Letters() []Letter {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]Letter(nil), p.letters...)
}

// serve speaks as much of RFC 5321 as a client of ours needs. A mail counts as
// taken only once its client has been told so.
func (p *Post) serve(c net.Conn) {
	defer c.Close()
	in := bufio.NewReader(c)
	say := func(line string) bool { _, err := fmt.Fprint(c, line+"\r\n"); return err == nil }
	say("220 post.example")
	var to string
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		answer := "250 ok"
		switch strings.ToUpper(verb) {
		case "EHLO":
			answer = "250-post.example\r\n250 8BITMIME"
		case "RCPT":
			to = strings.Trim(strings.TrimPrefix(rest, "TO:"), "<>")
			if p.Answer != nil {
				if no := p.Answer(to); no != "" {
					answer = no
				}
			}
		case "DATA":
			say("354 go on")
			body, err := readData(in)
			if err != nil {
				return
			}
			p.keep(to, body)
			if p.Mute {
				return
			}
			if p.Rude {
				say(answer)
				return
			}
		case "QUIT":
			say("221 bye")
			return
		}
		if !say(answer) {
			return
		}
	}
}

func readData(in *bufio.Reader) ([]byte, error) {
	var b bytes.Buffer
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return nil, err
		}
		if line == ".\r\n" {
			return b.Bytes(), nil
		}
		b.WriteString(strings.TrimPrefix(line, "."))
	}
}

func (p *Post) keep(to string, raw []byte) {
	l := Letter{To: to, Files: map[string][]byte{}}
	if m, err := mail.ReadMessage(bytes.NewReader(raw)); err == nil {
		l.Header = m.Header
		l.MessageID = strings.Trim(m.Header.Get("Message-ID"), "<>")
		l.Subject, _ = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		l.read(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.letters = append(p.letters, l)
}

// read reads a body: its text, or its parts.
func (l *Letter) read(kind, encoding string, body io.Reader) {
	media, params, _ := mime.ParseMediaType(kind)
	if !strings.HasPrefix(media, "multipart/") {
		text, _ := io.ReadAll(decoded(encoding, body))
		written := strings.ReplaceAll(string(text), "\r\n", "\n")
		if media == "text/html" {
			l.HTML = written
		} else {
			l.Body = written
		}
		return
	}
	for parts := multipart.NewReader(body, params["boundary"]); ; {
		part, err := parts.NextRawPart()
		if err != nil {
			return
		}
		if name := part.FileName(); name != "" {
			l.Files[name], _ = io.ReadAll(decoded(part.Header.Get("Content-Transfer-Encoding"), part))
		} else {
			l.read(part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), part)
		}
	}
}

func decoded(encoding string, r io.Reader) io.Reader {
	switch strings.ToLower(encoding) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, r)
	case "quoted-printable":
		return quotedprintable.NewReader(r)
	}
	return r
}
