package kit

import (
	"errors"
	"net/http"
	"strconv"

	"masar/internal/fault"
	"masar/internal/i18n"
	"masar/internal/store"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// Status is the one place where a fault becomes an HTTP status.
var Status = map[fault.Kind]int{
	fault.Internal:  http.StatusInternalServerError,
	fault.Invalid:   http.StatusUnprocessableEntity,
	fault.Anonymous: http.StatusUnauthorized,
	fault.Forbidden: http.StatusForbidden,
	fault.NotFound:  http.StatusNotFound,
	fault.Conflict:  http.StatusConflict,
	fault.TooLarge:  http.StatusRequestEntityTooLarge,
	fault.TooMany:   http.StatusTooManyRequests,
	fault.Outage:    http.StatusServiceUnavailable,
}

// fail shows err: a fault in the viewer's words, anything else as a bug of
// ours. Whoever has to sign in gets to do so, and goes on where they were.
func (s *Site) fail(c *fiber.Ctx, err error) error {
	err = stopOr(c, err)
	f := s.FaultIn(c, err)
	code := StatusOf(err, f)
	if r, ok := errors.AsType[*fiber.Error](err); ok && r.Code == http.StatusMethodNotAllowed {
		code = r.Code
	}
	s.Refuse(c, f)
	c.Status(code)
	if c.UserContext() == nil || i18n.From(c.UserContext()) == nil {
		s.speak(c)
	}
	c.Vary(fiber.HeaderAccept)
	text := Say(c, f)
	switch as := errorType(c); {
	case as == ProblemJSON:
		return s.failProgram(c, code, err, f, text)
	case as == fiber.MIMETextPlain, f == errLeft.Fault:
		return c.SendString(text)
	case f.Kind == fault.Anonymous:
		return s.askToSignIn(c)
	case FromScript(c):
		return c.SendString(text)
	case f.Kind == fault.TooMany && c.Method() == fiber.MethodPost:
		return s.askToWait(c, f)
	}
	if c.Locals(tokenKey) == nil && c.Locals(unreadKey) == nil && f.Kind != fault.Outage {
		if err := s.recognise(c); err != nil { // the page goes without
			c.Locals(causeKey, err)
		}
		text = Say(c, f)
	}
	d := FailureData{Status: code, Message: text, Home: Viewer(c).PersonID != ""}
	if c.Locals(unreadKey) != nil {
		d.Number = requestID(c)
		d.Also = i18n.New(s.Words(c).Other(), i18n.Prefs{}).Msg(f.Key, f.Args)
	}
	d.Typed, _ = c.Locals(typedKey).([]string)
	return s.Render(c, ui.Shell{Title: s.Words(c).ErrorTitle()}, Failure(d))
}

// failBare says in a line that a page of ours, on which a fault was to be shown, has
// failed itself.
func (s *Site) failBare(c *fiber.Ctx, err error) {
	c.Locals(causeKey, err)
	c.Set(fiber.HeaderContentType, fiber.MIMETextPlainCharsetUTF8)
	text := Say(c, fault.New(fault.Internal, "internal").With("request", requestID(c)))
	_ = c.Status(http.StatusInternalServerError).SendString(text) // which never fails
}

// Refuse sets the status that says f and, where there is a time to try again,
// when that is.
func (s *Site) Refuse(c *fiber.Ctx, f *fault.Fault) {
	c.Status(Status[f.Kind])
	if seconds, known := retryAfter[f.Kind]; known {
		if n, ok := f.Args["minutes"].(int); ok {
			seconds = 60 * n
		}
		if n, ok := f.Args["seconds"].(int); ok {
			seconds = n
		}
		c.Set(fiber.HeaderRetryAfter, strconv.Itoa(seconds))
	}
}

// retryAfter is after how many seconds to try again, where a fault does not say
// in minutes.
var retryAfter = map[fault.Kind]int{fault.TooMany: 60, fault.Outage: 10}

// causeKey is where an answer keeps the error that the log is to name: all of
// it, in the one line of its request.
const causeKey = "cause"

// FaultIn returns the fault in err. An error that is none is told as a bug; it
// and an outage are kept for the log.
func (s *Site) FaultIn(c *fiber.Ctx, err error) *fault.Fault {
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		if f == errLeft.Fault {
			return f
		}
		if f.Kind == fault.Outage || f.Kind == fault.Internal {
			c.Locals(causeKey, err)
		}
		if f == store.ErrLate {
			return f.With("request", requestID(c))
		}
		return f
	}
	if e, ok := errors.AsType[*fiber.Error](err); ok { // from the router
		switch e.Code {
		case http.StatusNotFound:
			return fault.New(fault.NotFound, "not-found")
		case http.StatusMethodNotAllowed:
			return fault.New(fault.Invalid, "method")
		case http.StatusBadRequest:
			return ErrNUL
		}
	}
	c.Locals(causeKey, err)
	return fault.New(fault.Internal, "internal").With("request", requestID(c))
}

// Say returns what f says in the viewer's language, and has the log name it.
func Say(c *fiber.Ctx, f *fault.Fault) string {
	c.Locals(saidKey, f.Key)
	return i18n.From(c.UserContext()).Msg(f.Key, f.Args)
}

// SayAll returns what every fault in err says, by form field, for a form to be
// shown again; ok is false if err holds anything but correctable faults.
func SayAll(c *fiber.Ctx, err error) (problems map[string]string, ok bool) {
	fs := fault.All(err)
	problems = map[string]string{}
	for _, f := range fs {
		if c.Locals(ConflictKey) != nil && f.Is(store.ErrChanged) {
			continue // said by the page itself
		}
		if f.Kind != fault.Invalid && f.Kind != fault.Conflict {
			return nil, false
		}
		if problems[f.Field] == "" {
			problems[f.Field] = Say(c, f)
		}
	}
	return problems, len(fs) > 0
}

func requestID(c *fiber.Ctx) string { return string(c.Response().Header.Peek(fiber.HeaderXRequestID)) }

// FromScript reports whether a script of ours sent the request and reads the
// answer itself.
func FromScript(c *fiber.Ctx) bool { return c.Get("X-Requested-With") == "fetch" }
