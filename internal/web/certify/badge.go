package certify

import (
	"masar/internal/certificate"
	"masar/internal/letter"
	"masar/internal/openbadge"
	"masar/internal/signet"
	"masar/internal/web/kit"

	"github.com/gofiber/fiber/v2"
)

// issuerOf returns the issuer that a seal is of, as known by the site or, if
// byKey, by its key alone.
func (s wing) issuerOf(seal signet.Seal, byKey bool) openbadge.Issuer {
	return letter.Issuer(s.App.Site, seal, byKey)
}

// badge returns the holder's certificate, and the issuer of its credential.
func (s wing) badge(c *fiber.Ctx) (ce certificate.Certificate, i openbadge.Issuer, err error) {
	if ce, err = s.App.Store.Certificate(c.UserContext(), kit.Viewer(c).Own(), c.Params("id")); err != nil {
		return ce, i, err
	}
	seal, err := s.App.Issuer(c.UserContext())
	return ce, s.issuerOf(seal, c.Query("did") == "key"), err
}

// signedBadge returns the credential as JSON with its proof.
func (s wing) signedBadge(c *fiber.Ctx) (ce certificate.Certificate, body []byte, err error) {
	ce, i, err := s.badge(c)
	if err != nil {
		return ce, nil, err
	}
	body, err = letter.SignedCredential(i, ce)
	return ce, body, err
}

func (s wing) badgeJSON(c *fiber.Ctx) error {
	ce, body, err := s.signedBadge(c)
	if err != nil {
		return err
	}
	return download(c, ce.Serial+".json", "application/vc+ld+json", body)
}

func (s wing) badgePNG(c *fiber.Ctx) error {
	ce, body, err := s.signedBadge(c)
	if err != nil {
		return err
	}
	if body, err = openbadge.Bake(body); err != nil {
		return err
	}
	return download(c, ce.Serial+".png", "image/png", body)
}

func (s wing) badgeJWT(c *fiber.Ctx) error {
	ce, i, err := s.badge(c)
	if err != nil {
		return err
	}
	token, err := i.JWT(letter.Credential(i, ce))
	if err != nil {
		return err
	}
	return download(c, ce.Serial+".jwt", "application/vc+jwt", []byte(token))
}

// download answers with a file that is its holder's own.
func download(c *fiber.Ctx, name, kind string, body []byte) error {
	kit.Attach(c, name, kind)
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	return c.Send(body)
}
