package kit

import (
	"errors"
	"net/http"
	"strings"

	"masar/internal/app/identity"
	"masar/internal/fault"

	"github.com/gofiber/fiber/v2"
)

// What programs under /api are told of what they show (RFC 6750, section 3.1): one
// that shows nothing learns what to show, and no more.
var (
	errToken  = challenge{"invalid_token", fault.New(fault.Anonymous, "token.unknown")}
	errNoShow = challenge{"", fault.New(fault.Anonymous, "token.missing")}
	errShown  = challenge{"invalid_request", fault.New(fault.Anonymous, "token.malformed")}
)

// A challenge is a fault in what a program shows, with the name that RFC 6750 has
// for it.
type challenge struct {
	code string
	*fault.Fault
}

// Unwrap returns the fault.
func (c challenge) Unwrap() error { return c.Fault }

// challenged sets the header that says what a program has to show, after err, of
// which f was found.
func challenged(c *fiber.Ctx, err error, f *fault.Fault) {
	said := `Bearer realm="Masar"`
	switch wrong, ok := errors.AsType[challenge](err); {
	case f.Is(identity.ErrTokenVerifies):
		said += `, error="insufficient_scope", scope="` + identity.ScopeIssue + `"`
	case f.Kind != fault.Anonymous:
		return
	case ok && wrong.code != "":
		said += `, error="` + wrong.code + `"`
	}
	c.Set(fiber.HeaderWWWAuthenticate, said)
}

// maxShown is how many characters a token can have; ours have 43.
const maxShown = 512

// bearer returns the token that a program shows, or what is wrong with how it does;
// shows is false if it shows nothing at all. What is shown counts under /api alone.
func bearer(c *fiber.Ctx) (token string, shows bool, err error) {
	if !PathUnder(c.Path(), "/api") {
		return "", false, nil
	}
	shown := c.Request().Header.PeekAll(fiber.HeaderAuthorization)
	if len(shown) == 0 {
		return "", false, nil
	}
	if len(shown) > 1 {
		return "", true, errShown
	}
	scheme, token, _ := strings.Cut(strings.TrimSpace(string(shown[0])), " ")
	token = strings.TrimLeft(token, " ")
	switch {
	case !strings.EqualFold(scheme, "Bearer"), token == "":
		return "", true, errNoShow
	case !isToken68(token):
		return "", true, errToken
	}
	return token, true, nil
}

// isToken68 reports whether s has the form of a token (RFC 6750, section 2.1), and
// is not longer than one can be.
func isToken68(s string) bool {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/"
	body := strings.TrimRight(s, "=")
	return body != "" && len(s) <= maxShown && strings.Trim(body, letters) == ""
}

// identifyProgram finds out for whom a program acts. It has no cookies that
// another site could use, and so needs no form of ours.
func (s *Site) identifyProgram(c *fiber.Ctx, token string) error {
	t, v, p, err := s.App.Bearer(c.UserContext(), token)
	s.speak(c)
	if errors.Is(err, identity.ErrOut) {
		return errToken
	}
	if err != nil {
		return err
	}
	v.Address = s.AddressOf(c)
	c.Locals(viewerKey, v)
	c.Locals(personKey, p)
	c.Locals(ProgramKey, &t)
	return c.Next()
}

// failProgram says to a program what went wrong (RFC 9457).
func (s *Site) failProgram(c *fiber.Ctx, code int, err error, f *fault.Fault, text string) error {
	if PathUnder(c.Path(), "/api") {
		challenged(c, err, f)
	}
	return c.JSON(ProblemData{Type: "about:blank", Title: http.StatusText(code), Detail: text}, ProblemJSON)
}

type ProblemData struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Detail string `json:"detail"`
}

const ProblemJSON = "application/problem+json"
