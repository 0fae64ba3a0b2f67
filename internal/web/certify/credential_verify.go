package certify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"masar/internal/openbadge"
	"masar/internal/store"
	"masar/internal/web/kit"

	"github.com/gofiber/fiber/v2"
)

// A credentialVerdict is what the VC API says of a credential.
type credentialVerdict struct {
	Verified bool              `json:"verified"`
	Checks   []string          `json:"checks"`
	Errors   []kit.ProblemData `json:"errors,omitempty"`
	Problems []kit.ProblemData `json:"problemDetails"`
	Status   map[string]any    `json:"statusResult,omitempty"`
	Issuer   string            `json:"controller,omitempty"`
	Ours     bool              `json:"issuedHere"` // by this site

	serial string // of the certificate that it is the credential of
}

func (v *credentialVerdict) blame(name, detail string) {
	p := kit.ProblemData{Type: problems + name, Title: name, Detail: detail}
	v.Problems, v.Errors = append(v.Problems, p), append(v.Errors, p)
}

// verifyOptions are what a program may ask for.
type verifyOptions struct {
	Checks    []string `json:"checks"`
	Challenge string   `json:"challenge"`
	Domain    string   `json:"domain"`
}

// anyIssuer reports whether the proof alone is asked for, whoever made it: any
// issuer known by its key (did:key) will do then.
func (o verifyOptions) anyIssuer() bool { return slices.Equal(o.Checks, []string{"proof"}) }

// verifyCredential says whether a credential, JSON or token, was issued here, is
// as it was issued, is in its time, and still stands.
//
// The VC API calls 200 "successfully verified" and 400 "invalid input", and its
// test suites hold verifiers to that: what is not verified is 400, with the
// verdict. A program that looks at nothing but the code is then not deceived.
func (s wing) verifyCredential(c *fiber.Ctx) error {
	var in struct {
		Credential any           `json:"verifiableCredential"`
		Options    verifyOptions `json:"options"`
	}
	if err := json.Unmarshal(kit.PostedJSON(c), &in); err != nil {
		return problem(c, parsing, "want an object with a verifiableCredential in it")
	}
	out, err := s.judged(c.UserContext(), in.Credential, in.Options.anyIssuer())
	if err != nil {
		return err
	}
	return answerVerdict(c, out.Verified, out)
}

// answerVerdict answers with a verdict.
func answerVerdict(c *fiber.Ctx, verified bool, verdict any) error {
	if !verified {
		c.Status(fiber.StatusBadRequest)
	}
	return c.JSON(verdict)
}

// judged says what is to be said of a credential, JSON or token. Without
// anyIssuer it has to be this site's own.
func (s wing) judged(ctx context.Context, credential any, anyIssuer bool) (out credentialVerdict, err error) {
	out = credentialVerdict{Checks: []string{"proof", "validity", "credentialStatus"}, Problems: []kit.ProblemData{}}
	keys, err := s.App.Store.IssuerKeys(ctx)
	if err != nil {
		return out, err
	}
	own := openbadge.Resolve(s.App.Site, keys)
	resolve := own
	if anyIssuer {
		resolve = openbadge.ResolveAny(own)
	}
	var d openbadge.Document
	if err := judge(ctx, func() { d = out.proved(credential, resolve) }); err != nil {
		return out, err
	}
	if d == nil {
		return out, nil
	}
	out.Issuer = openbadge.IssuerOf(d)
	out.Ours = openbadge.IsIssuer(s.App.Site, keys, out.Issuer)
	if text := openbadge.OutOfTime(d, s.App.Now()); text != "" {
		out.blame(outOfTime, text)
	}
	if err := s.judgeStatus(ctx, d, &out); err != nil {
		return out, err
	}
	out.Verified = len(out.Problems) == 0
	return out, nil
}

// proved returns the document of a credential whose proof is good, or nil after
// it has said what is wrong.
func (v *credentialVerdict) proved(credential any, keys openbadge.Resolver) openbadge.Document {
	var d openbadge.Document
	var err error
	switch c := credential.(type) {
	case string:
		d, err = openbadge.VerifyJWT(c, keys)
	case map[string]any:
		if err = openbadge.Bounded(c); err == nil {
			if wrong := openbadge.Check(c); len(wrong) > 0 {
				v.blame(malformed, strings.Join(wrong, "; "))
			}
			d, err = c, openbadge.Verify(c, keys)
		}
	default:
		v.blame(parsing, "want a verifiableCredential that is an object or a token")
		return nil
	}
	switch {
	case errors.Is(err, openbadge.ErrWork), errors.Is(err, openbadge.ErrMeaning):
		v.blame(malformed, err.Error())
	case err != nil:
		v.blame(forged, err.Error())
	}
	if len(v.Problems) > 0 {
		return nil
	}
	return d
}

// judgeStatus looks up every status that the credential names. What cannot be
// looked up is as bad as what was withdrawn.
func (s wing) judgeStatus(ctx context.Context, d openbadge.Document, out *credentialVerdict) error {
	statuses, err := openbadge.Statuses(d, s.App.Site)
	if err != nil {
		out.blame(standing, err.Error())
		return nil
	}
	for _, st := range statuses {
		withdrawn, known, err := s.withdrawn(ctx, st, out)
		if err != nil {
			return err
		}
		if !known {
			out.blame(standing, fmt.Sprintf("no credential has the number %d that the status names", st.Number))
			continue
		}
		if out.Status == nil || withdrawn {
			out.Status = map[string]any{"statusPurpose": "revocation", "status": withdrawn}
		}
		if withdrawn {
			out.blame(standing, "the credential has been revoked or superseded")
		}
	}
	return nil
}

// withdrawn reports whether what has a number in a status list is withdrawn, and
// whether there is such a thing.
func (s wing) withdrawn(ctx context.Context, st openbadge.Status, out *credentialVerdict) (withdrawn, known bool, err error) {
	if st.List == openbadge.ListIssued {
		i, err := s.App.Store.IssuedCredential(ctx, st.Number)
		if errors.Is(err, store.ErrNotFound) {
			return false, false, nil
		}
		return !i.RevokedAt.IsZero(), err == nil, err
	}
	ce, err := s.App.Store.CertificateByNumber(ctx, st.Number)
	if errors.Is(err, store.ErrNotFound) {
		return false, false, nil
	}
	out.serial = ce.Serial
	return ce.Withdrawn(), err == nil, err
}

// A presentationVerdict is what the VC API says of a presentation and of what it
// presents.
type presentationVerdict struct {
	Verified    bool                `json:"verified"`
	Checks      []string            `json:"checks"`
	Errors      []kit.ProblemData   `json:"errors,omitempty"`
	Credentials []credentialVerdict `json:"credentialResults"`
}

// mostPresented is how many credentials a presentation may have.
const mostPresented = 16

// verifyPresentation says whether a presentation is its holder's, made for the
// challenge and the domain, and whether all that it presents is verified.
func (s wing) verifyPresentation(c *fiber.Ctx) error {
	var in struct {
		Presentation map[string]any `json:"verifiablePresentation"`
		Options      verifyOptions  `json:"options"`
	}
	if err := json.Unmarshal(kit.PostedJSON(c), &in); err != nil || in.Presentation == nil {
		return problem(c, parsing, "want an object with a verifiablePresentation in it")
	}
	out := presentationVerdict{Checks: []string{"proof"}, Credentials: []credentialVerdict{}}
	presented := openbadge.Presented(in.Presentation)
	var wrong kit.ProblemData
	err := judge(c.UserContext(), func() { wrong = presentationProblem(in.Presentation, in.Options) })
	if err != nil {
		return err
	}
	if wrong.Type != "" {
		out.Errors = append(out.Errors, wrong)
		return answerVerdict(c, false, out)
	}
	out.Verified = true
	for _, credential := range presented {
		v, err := s.judged(c.UserContext(), credential, in.Options.anyIssuer())
		if err != nil {
			return err
		}
		out.Verified = out.Verified && v.Verified
		out.Errors, out.Credentials = append(out.Errors, v.Errors...), append(out.Credentials, v)
	}
	return answerVerdict(c, out.Verified, out)
}

// presentationProblem returns what is wrong with a presentation by itself.
func presentationProblem(d openbadge.Document, o verifyOptions) kit.ProblemData {
	name, detail := malformed, ""
	if err := openbadge.Bounded(d); err != nil {
		detail = err.Error()
	} else if len(openbadge.Presented(d)) > mostPresented {
		detail = fmt.Sprintf("a presentation has at most %d credentials", mostPresented)
	} else if wrong := openbadge.CheckPresentation(d); len(wrong) > 0 {
		detail = strings.Join(wrong, "; ")
	} else if err := openbadge.VerifyPresentation(d, o.Challenge, o.Domain, openbadge.ResolveAny(openbadge.NoKey)); err != nil {
		name, detail = forged, err.Error()
	} else {
		return kit.ProblemData{}
	}
	return kit.ProblemData{Type: problems + name, Title: name, Detail: detail}
}
