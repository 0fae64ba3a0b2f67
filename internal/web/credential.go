package web

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"masar/internal/openbadge"

	"github.com/gofiber/fiber/v2"
)

// didDocument publishes the issuer's keys for did:web.
func (s *Server) didDocument(c *fiber.Ctx) error {
	keys, err := s.App.Store.IssuerKeys(c.UserContext())
	if err != nil {
		return err
	}
	keep(c)
	c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
	return c.JSON(openbadge.DIDDocument(s.App.Site, keys), "application/did+ld+json")
}

// statusList tells which certificates are withdrawn; a list is there as soon as
// a certificate is in it.
func (s *Server) statusList(c *fiber.Ctx) error {
	list, err := strconv.ParseInt(c.Params("list"), 10, 32)
	if err != nil || list < 1 {
		return fiber.ErrNotFound
	}
	ctx, first := c.UserContext(), (list-1)*openbadge.ListBits
	if last, err := s.App.Store.LastNumber(ctx); err != nil {
		return err
	} else if list > 1 && last < first {
		return fiber.ErrNotFound
	}
	numbers, err := s.App.Store.CertificatesWithdrawn(ctx, first, first+openbadge.ListBits)
	if err != nil {
		return err
	}
	seal, err := s.App.Issuer(ctx)
	if err != nil {
		return err
	}
	d, err := s.lists.get(s.issuerOf(seal, c.Query("did") == "key"), list, numbers, s.App.Now().Truncate(time.Minute))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "public, max-age=60")
	c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
	return c.JSON(d, "application/vc+ld+json")
}

// signedLists keeps the status lists last signed, so that asking for one over
// and over within a minute costs one signature. It is ready to use as it is.
type signedLists struct {
	mu   sync.Mutex
	last map[string]signedList // by the list's address
}

// A signedList is a status list, and what it was made from.
type signedList struct {
	method  string // key that signed it
	at      time.Time
	numbers []int64
	list    openbadge.Document
}

// get returns the list that tells of the given numbers at the given time.
func (l *signedLists) get(i openbadge.Issuer, list int64, numbers []int64, at time.Time) (openbadge.Document, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	place := i.DID + " " + strconv.FormatInt(list, 10)
	if s, ok := l.last[place]; ok && s.method == i.Method && s.at.Equal(at) && slices.Equal(s.numbers, numbers) {
		return s.list, nil
	}
	d, err := i.StatusList(list, numbers, at)
	if err != nil {
		return nil, err
	}
	if d, err = i.Sign(d, at); err != nil {
		return nil, err
	}
	if l.last == nil {
		l.last = map[string]signedList{}
	}
	l.last[place] = signedList{i.Method, at, numbers, d}
	return d, nil
}

// issueCredential signs a credential as its issuer, in the form of the VC API:
// it answers with the credential itself.
func (s *Server) issueCredential(c *fiber.Ctx) error {
	var in struct{ Credential openbadge.Document }
	if err := json.Unmarshal(c.Body(), &in); err != nil || in.Credential == nil {
		return problem(c, "MALFORMED_VALUE_ERROR", "want an object with a credential in it")
	}
	id, _ := in.Credential["id"].(string)
	seal, err := s.App.SealCredential(c.UserContext(), viewer(c), id)
	if err != nil {
		return err
	}
	i := s.issuerOf(seal, false)
	d := maps.Clone(in.Credential)
	switch openbadge.IssuerOf(d) {
	case "":
		d["issuer"] = i.DID
	case i.DID:
	case s.issuerOf(seal, true).DID:
		i = s.issuerOf(seal, true)
	default:
		return problem(c, "MALFORMED_VALUE_ERROR", "the issuer of the credential is not this one, which is "+i.DID)
	}
	if d["proof"] != nil {
		return problem(c, "MALFORMED_VALUE_ERROR", "the credential has a proof already")
	}
	signed, err := i.Sign(d, s.App.Now())
	if errors.Is(err, openbadge.ErrMeaning) {
		return problem(c, "MALFORMED_VALUE_ERROR", err.Error())
	}
	if err != nil {
		return err
	}
	return c.Status(fiber.StatusCreated).JSON(signed)
}

// A credentialVerdict is what the VC API says of a credential.
type credentialVerdict struct {
	Verified bool           `json:"verified"`
	Checks   []string       `json:"checks"`
	Problems []problemData  `json:"problemDetails"`
	Status   map[string]any `json:"statusResult,omitempty"`
}

type problemData struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Detail string `json:"detail"`
}

const problems = "https://www.w3.org/TR/vc-data-model#"

// problem answers a program that its request cannot be done.
func problem(c *fiber.Ctx, name, detail string) error {
	return c.Status(fiber.StatusBadRequest).JSON(problemData{problems + name, name, detail}, "application/problem+json")
}

// verifyCredential says whether a credential, JSON or token, was issued here,
// is as it was issued, is in its time, and still stands.
func (s *Server) verifyCredential(c *fiber.Ctx) error {
	var in struct {
		Credential any `json:"verifiableCredential"`
	}
	if err := json.Unmarshal(c.Body(), &in); err != nil {
		return problem(c, "PARSING_ERROR", "want an object with a verifiableCredential in it")
	}
	keys, err := s.App.Store.IssuerKeys(c.UserContext())
	if err != nil {
		return err
	}
	resolve := openbadge.Resolve(s.App.Site, keys)
	var d openbadge.Document
	var wrong error
	switch v := in.Credential.(type) {
	case string:
		d, wrong = openbadge.VerifyJWT(v, resolve)
	case map[string]any:
		d, wrong = v, openbadge.Verify(v, resolve)
	default:
		return problem(c, "PARSING_ERROR", "want a verifiableCredential that is an object or a token")
	}
	out := credentialVerdict{Checks: []string{"proof", "validity", "credentialStatus"}, Problems: []problemData{}}
	blame := func(name, detail string) {
		out.Problems = append(out.Problems, problemData{problems + name, name, detail})
	}
	if wrong != nil {
		blame("CRYPTOGRAPHIC_SECURITY_ERROR", wrong.Error())
	} else {
		if text := openbadge.OutOfTime(d, s.App.Now()); text != "" {
			blame("VALIDITY_PERIOD_ERROR", text)
		}
		if n, ok := openbadge.NumberOf(d, s.App.Site); ok {
			withdrawn, err := s.App.Store.CertificatesWithdrawn(c.UserContext(), n, n+1)
			if err != nil {
				return err
			}
			out.Status = map[string]any{"statusPurpose": "revocation", "status": len(withdrawn) > 0}
			if len(withdrawn) > 0 {
				blame("STATUS_ERROR", "the credential has been revoked or superseded")
			}
		}
	}
	out.Verified = len(out.Problems) == 0
	return c.JSON(out)
}
