package kit

import (
	"errors"
	"strconv"
	"strings"

	"masar/internal/fault"

	"github.com/gofiber/fiber/v2"
)

// A Refusal is a fault for which HTTP has a status of its own.
type Refusal struct {
	Status int
	*fault.Fault
}

// Unwrap returns the fault.
func (r Refusal) Unwrap() error { return r.Fault }

// StatusOf returns the status of an answer to err, in which f was found.
func StatusOf(err error, f *fault.Fault) int {
	if r, ok := errors.AsType[Refusal](err); ok {
		return r.Status
	}
	return Status[f.Kind]
}

// errorType returns the media type in which the sender of a request reads what
// went wrong.
func errorType(c *fiber.Ctx) string {
	if PathUnder(c.Path(), "/api") || WantsJSON(c) {
		return ProblemJSON
	}
	switch t := c.Accepts(fiber.MIMETextHTML, ProblemJSON, fiber.MIMEApplicationJSON, fiber.MIMETextPlain); t {
	case ProblemJSON, fiber.MIMEApplicationJSON:
		return ProblemJSON
	case fiber.MIMETextPlain:
		return t
	}
	return fiber.MIMETextHTML
}

// languageAsked returns the language of ours that Accept-Language names first,
// by its weights, or "".
func languageAsked(header string) (lang string) {
	best := 0.0
	for part := range strings.SplitSeq(header, ",") {
		tag, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		primary, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
		if q := weight(params); (primary == "ar" || primary == "en") && q > best {
			lang, best = primary, q
		}
	}
	return lang
}

// weight returns the q of the parameters of a language, which is 1 unless said.
func weight(params string) float64 {
	value, ok := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
	if !ok {
		return 1
	}
	q, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return 0
	}
	return q
}
