package certify

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"masar/internal/app/identity"
	"masar/internal/openbadge"
	"masar/internal/store"
	"masar/internal/web/kit"

	"github.com/gofiber/fiber/v2"
)

// issueCredential signs a credential as its issuer, in the form of the VC API: it
// answers with the credential itself, which has an entry of its own in a status
// list. What is no credential is refused with all that is wrong with it.
func (s wing) issueCredential(c *fiber.Ctx) error {
	token, _ := c.Locals(kit.ProgramKey).(*store.Token)
	if token != nil && token.Scope != identity.ScopeIssue {
		return identity.ErrTokenVerifies
	}
	var in struct{ Credential openbadge.Document }
	if err := json.Unmarshal(kit.PostedJSON(c), &in); err != nil || in.Credential == nil {
		return problem(c, malformed, "want an object with a credential in it")
	}
	seal, err := s.App.Issuer(c.UserContext())
	if err != nil {
		return err
	}
	i := s.issuerOf(seal, openbadge.IssuerOf(in.Credential) == s.issuerOf(seal, true).DID)
	d := maps.Clone(in.Credential)
	if _, named := d["issuer"]; !named {
		d["issuer"] = i.DID
	}
	var wrong []string
	if err := judge(c.UserContext(), func() { wrong = s.keepsFromIssuing(d, i) }); err != nil {
		return err
	}
	if len(wrong) > 0 {
		return problem(c, malformed, strings.Join(wrong, "; "))
	}
	return s.signIssued(c, token, d, i)
}

// keepsFromIssuing says what keeps d from being issued.
func (s wing) keepsFromIssuing(d openbadge.Document, i openbadge.Issuer) []string {
	if err := openbadge.Bounded(d); err != nil {
		return []string{err.Error()}
	}
	wrong := openbadge.Check(d)
	say := func(bad bool, text string) {
		if bad {
			wrong = append(wrong, text)
		}
	}
	say(openbadge.IssuerOf(d) != i.DID, "the issuer of the credential is not this one, which is "+i.DID)
	_, proved := d["proof"]
	say(proved, "the credential has a proof already")
	id, _ := d["id"].(string)
	say(strings.HasPrefix(id, s.App.Site), "ids under "+s.App.Site+" are those of certificates")
	say(openbadge.TellsStatus(d, s.App.Site), "status lists, and entries in those of this site, are made by the issuer alone")
	if len(wrong) > 0 {
		return wrong
	}
	d["@context"] = openbadge.WithTerms(d)
	if err := openbadge.Meaning(d); err != nil {
		return []string{err.Error()}
	}
	return nil
}

// signIssued writes d down and signs it.
func (s wing) signIssued(c *fiber.Ctx, token *store.Token, d openbadge.Document, i openbadge.Issuer) error {
	id, _ := d["id"].(string)
	sum := sha256.Sum256(kit.PostedJSON(c))
	issued, seal, err := s.App.IssueCredential(c.UserContext(), kit.Viewer(c), token, store.Issued{
		CredentialID: id, Types: words(d["type"]), Subjects: subjectIDs(d), Digest: hex.EncodeToString(sum[:]),
	})
	if err != nil {
		return err
	}
	i = s.issuerOf(seal, strings.HasPrefix(i.DID, "did:key:"))
	d["credentialStatus"] = openbadge.WithStatus(d["credentialStatus"], i.Entry(openbadge.Status{List: openbadge.ListIssued, Number: issued.Number}))
	signed, err := i.Sign(d, s.App.Now())
	if err != nil {
		return err
	}
	return c.Status(fiber.StatusCreated).JSON(signed)
}

// words are the types of a document, with a space between them.
func words(types any) string {
	if one, ok := types.(string); ok {
		return one
	}
	var all []string
	list, _ := types.([]any)
	for _, t := range list {
		if text, ok := t.(string); ok {
			all = append(all, text)
		}
	}
	return strings.Join(all, " ")
}

// subjectIDs are the ids of those whom a credential is about, with a space between
// them; whoever has none is an empty one.
func subjectIDs(d openbadge.Document) string {
	var all []string
	for _, subject := range openbadge.Subjects(d) {
		id, _ := subject["id"].(string)
		all = append(all, id)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}
