package kit

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net"
	"time"

	"masar/internal/fault"

	"github.com/gofiber/fiber/v2"
)

// MaxBody is how many bytes a request may bring: an upload and its form.
const MaxBody = 12 << 20

// An intake is what the body of a request may be. It is kept to before anything
// is parsed; a route without one reads no body at all.
type intake struct {
	bytes  int  // of the body as it travels
	text   int  // of what is no file; 0: as many as the body
	fields int  // values and files
	depth  int  // of JSON; 0: the body is a form
	open   bool // somebody unknown may send it in full
	skim   bool // files are read past: only that there were some is kept
}

// strange is the most that somebody unknown may send to a route that is not open.
const strange = 16 << 10

// intakes are what routes take, by the method in their line of the table: one
// that says no more than POST takes a short form.
var intakes = map[string]intake{
	"GET":         {},
	"GET export":  {},
	"POST":        {bytes: 64 << 10, fields: 500},
	"POST export": {bytes: 64 << 10, fields: 500},
	"POST page":   {bytes: 1 << 20, fields: 5000},                         // pages of text, lists of people
	"POST upload": {bytes: MaxBody, text: 2 << 20, fields: 500},           // files
	"POST paper":  {bytes: MaxBody, text: 4 << 10, fields: 8, open: true}, // a document that anyone may have checked
	"POST json":   {bytes: 1 << 20, depth: 500},                           // programs
}

var (
	ErrLarge     = fault.New(fault.TooLarge, "too-large")
	errFields    = fault.New(fault.TooLarge, "too-many-fields")
	errDeep      = fault.New(fault.TooLarge, "too-deep")
	ErrNUL       = fault.New(fault.Invalid, "bad-request")
	errEncoded   = Refusal{fiber.StatusUnsupportedMediaType, fault.New(fault.Invalid, "encoded")}
	errMediaType = Refusal{fiber.StatusUnsupportedMediaType, fault.New(fault.Invalid, "media-type")}
	errMalformed = Refusal{fiber.StatusBadRequest, fault.New(fault.Invalid, "bad-request")}
	errSlow      = Refusal{fiber.StatusRequestTimeout, fault.New(fault.Invalid, "slow")}
	errBusy      = Refusal{fiber.StatusServiceUnavailable, fault.New(fault.Outage, "busy")}
)

// tooLarge says that a body is larger than most bytes.
func tooLarge(most int) *fault.Fault {
	if most < 1<<20 {
		return fault.New(fault.TooLarge, "too-large-form").With("limit", most>>10)
	}
	return ErrLarge.With("limit", most>>20)
}

// plainBody refuses a body that is packed, which is not unpacked for anybody, and
// one whose length is said in two ways (RFC 9112, 6.3), which a proxy in front
// may have read otherwise.
func plainBody(c *fiber.Ctx) error {
	h := &c.Request().Header
	if len(h.Peek(fiber.HeaderTransferEncoding)) > 0 && named(h.RawHeaders(), "content-length") {
		c.Context().SetConnectionClose()
		return errMalformed
	}
	if coding := c.Get(fiber.HeaderContentEncoding); coding != "" && coding != "identity" {
		c.Set(fiber.HeaderAcceptEncoding, "identity")
		return errEncoded
	}
	return c.Next()
}

// named reports whether one of the raw header lines has the name, in lower case.
func named(raw []byte, name string) bool {
	for line := range bytes.Lines(raw) {
		if before, _, ok := bytes.Cut(line, []byte(":")); ok && bytes.EqualFold(bytes.TrimSpace(before), []byte(name)) {
			return true
		}
	}
	return false
}

// take reads the body of the request, of which in allows so much, for posted and
// its like. What it takes up of memory is counted until giveBack is called.
func (s *Site) take(c *fiber.Ctx, in intake) (giveBack func(), err error) {
	stream, length := c.Context().RequestBodyStream(), c.Request().Header.ContentLength()
	if stream == nil || length == 0 || in.bytes == 0 {
		return func() {}, nil
	}
	if Viewer(c).PersonID == "" && !in.open {
		in.bytes = min(in.bytes, strange)
	}
	if length > in.bytes {
		return nil, tooLarge(in.bytes)
	}
	kind, params, _ := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	if in.depth == 0 && kind != fiber.MIMEApplicationForm && kind != fiber.MIMEMultipartForm {
		return nil, errMediaType
	}
	free, ok := s.room(c, in, length)
	if !ok {
		return nil, errBusy
	}
	if Viewer(c).PersonID != "" {
		_ = c.Context().Conn().SetReadDeadline(time.Now().Add(Patience(length, in.bytes))) // one that cannot be set stays as it is
	}
	body := &counted{from: stream, most: in.bytes, length: length, conn: c.Context().Conn()}
	f, err := in.read(body, kind, params["boundary"])
	if err == nil {
		err = body.whole()
	}
	if err != nil {
		free()
		return nil, body.fault(err)
	}
	c.Locals(formKey, f)
	return func() { c.Locals(formKey, nil); free() }, nil
}

// slowest is how many bytes a second somebody who has signed in has to send at least,
// after the first minute: half a megabit, as from a telephone in the hills.
const slowest = 64 << 10

// Patience returns how long a body of the given length may take, or of most bytes if
// that is -1. Strangers have what the head of a request has.
func Patience(length, most int) time.Duration {
	if length < 0 {
		length = most
	}
	return readTime + time.Duration(length)*time.Second/slowest
}

// read reads a body of the given media type.
func (in intake) read(body io.Reader, kind, boundary string) (form, error) {
	switch {
	case in.depth > 0:
		raw, err := io.ReadAll(body)
		if err == nil && deeper(raw, in.depth) {
			err = errDeep.With("limit", in.depth)
		}
		return form{raw: raw}, err
	case kind == fiber.MIMEMultipartForm:
		return in.readParts(body, boundary)
	}
	raw, err := io.ReadAll(body)
	if err != nil {
		return form{}, err
	}
	return in.readFields(string(raw))
}

// deeper reports whether arrays and objects of the JSON stand in one another
// more than most deep.
func deeper(raw []byte, most int) bool {
	depth, text := 0, false
	for i := 0; i < len(raw); i++ {
		switch b := raw[i]; {
		case text && b == '\\':
			i++
		case b == '"':
			text = !text
		case text:
		case b == '[' || b == '{':
			if depth++; depth > most {
				return true
			}
		case b == ']' || b == '}':
			depth--
		}
	}
	return false
}

// A counted reader reads a body up to most bytes. A length of -1 is not known.
type counted struct {
	from               io.Reader
	most, length, read int
	conn               net.Conn
	err                error // what the body ended with, if it broke off
}

func (r *counted) Read(b []byte) (int, error) {
	if r.read > r.most {
		r.err = tooLarge(r.most)
		return 0, r.err
	}
	n, err := r.from.Read(b[:min(len(b), r.most+1-r.read)])
	if r.read += n; r.read > r.most {
		r.err = tooLarge(r.most)
		return 0, r.err
	}
	if err != nil && err != io.EOF {
		r.err = err
	}
	return n, err
}

// whole reads what is left, which nobody needs, and returns an error for a body
// that is shorter than its sender said.
func (r *counted) whole() error {
	if _, err := io.Copy(io.Discard, r); err != nil {
		return err
	}
	if r.length >= 0 && r.read < r.length || r.length < 0 && ended(r.conn) {
		return errMalformed
	}
	return nil
}

// fault returns what to say of err, with which reading ended.
func (r *counted) fault(err error) error {
	if r.err != nil { // whatever a parser made of it
		err = r.err
	}
	if _, ok := errors.AsType[*fault.Fault](err); ok {
		return err
	}
	if late, ok := errors.AsType[net.Error](err); ok && late.Timeout() {
		return errSlow
	}
	return errMalformed
}

// leave sees to what nobody has read of a body. The little that may be left is
// read, and all that somebody known has sent, as a browser shows the answer
// only once it has sent everything; else the connection is closed.
func leave(c *fiber.Ctx) {
	stream := c.Context().RequestBodyStream()
	if stream == nil {
		return
	}
	most := int64(strange)
	if Viewer(c).PersonID != "" {
		most = 256 << 20
	}
	length := int64(c.Request().Header.ContentLength())
	if length <= most {
		_, err := io.Copy(io.Discard, io.LimitReader(stream, most))
		if err == nil && length >= 0 {
			return
		}
	}
	c.Context().SetConnectionClose()
	linger(c.Context().Conn())
}
