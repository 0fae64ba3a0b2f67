package certify

import (
	"context"
	"runtime"
	"time"

	"masar/internal/fault"
	"masar/internal/openbadge"
	"masar/internal/web/kit"

	"github.com/gofiber/fiber/v2"
)

// didDocument publishes the issuer's keys for did:web.
func (s wing) didDocument(c *fiber.Ctx) error {
	keys, err := s.App.Store.IssuerKeys(c.UserContext())
	if err != nil {
		return err
	}
	keep(c)
	c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
	return c.JSON(openbadge.DIDDocument(s.App.Site, keys), "application/did+ld+json")
}

// Kinds of problem, named as the data model names them.
const (
	problems = "https://www.w3.org/TR/vc-data-model#"

	parsing   = "PARSING_ERROR"
	malformed = "MALFORMED_VALUE_ERROR"
	forged    = "CRYPTOGRAPHIC_SECURITY_ERROR"
	outOfTime = "VALIDITY_PERIOD_ERROR"
	standing  = "STATUS_ERROR"
)

// problem answers a program that its request cannot be done.
func problem(c *fiber.Ctx, name, detail string) error {
	return c.Status(fiber.StatusBadRequest).JSON(kit.ProblemData{Type: problems + name, Title: name, Detail: detail}, kit.ProblemJSON)
}

var errJudging = fault.New(fault.Outage, "token.judging")

// judges lets few documents from outside be read at a time, so that reading costly
// ones leaves the rest of the site its share of the machine.
var judges = make(chan struct{}, max(1, runtime.GOMAXPROCS(0)/2))

// judgePatience is how long a document waits for its turn.
const judgePatience = 10 * time.Second

// judge does what reads a document from outside, when it is its turn.
func judge(ctx context.Context, read func()) error {
	wait := time.NewTimer(judgePatience)
	defer wait.Stop()
	select {
	case judges <- struct{}{}:
	case <-wait.C:
		return errJudging
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-judges }()
	read()
	return nil
}
