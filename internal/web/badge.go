package web

import (
	"encoding/json"

	"masar/internal/app"
	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/openbadge"

	"github.com/gofiber/fiber/v2"
)

// issuerOf returns the issuer that a seal is of, as known by the site or, if
// byKey, by its key alone.
func (s *Server) issuerOf(seal app.Seal, byKey bool) openbadge.Issuer {
	known := openbadge.ByWeb
	if byKey {
		known = openbadge.ByKey
	}
	return known(s.App.Site, inBoth("certificate.issuer", nil), seal.Key, seal.Signer)
}

// badge returns the holder's certificate as a credential, and its issuer.
func (s *Server) badge(c *fiber.Ctx) (ce certificate.Certificate, i openbadge.Issuer, d openbadge.Document, err error) {
	if ce, err = s.App.Store.Certificate(c.UserContext(), viewer(c).Own(), c.Params("id")); err != nil {
		return ce, i, d, err
	}
	seal, err := s.App.Issuer(c.UserContext())
	if err != nil {
		return ce, i, d, err
	}
	i = s.issuerOf(seal, c.Query("did") == "key")
	return ce, i, i.Credential(ce, criteria(ce.Record)), nil
}

// criteria says what the holder did for the certificate.
func criteria(r certificate.Record) catalog.Text {
	key := "certificate.badge-criteria"
	if r.Kind == certificate.Attendance {
		key += "-attendance"
	}
	return catalog.Text{
		Ar: inBoth(key, map[string]any{"title": r.Title.In("ar")}).Ar,
		En: inBoth(key, map[string]any{"title": r.Title.In("en")}).En,
	}
}

// signedBadge returns the credential as JSON with its proof.
func (s *Server) signedBadge(c *fiber.Ctx) (ce certificate.Certificate, body []byte, err error) {
	ce, i, d, err := s.badge(c)
	if err != nil {
		return ce, nil, err
	}
	if d, err = i.Sign(d, ce.IssuedAt); err != nil {
		return ce, nil, err
	}
	body, err = json.Marshal(d)
	return ce, body, err
}

func (s *Server) badgeJSON(c *fiber.Ctx) error {
	ce, body, err := s.signedBadge(c)
	if err != nil {
		return err
	}
	return download(c, ce.Serial+".json", "application/vc+ld+json", body)
}

func (s *Server) badgePNG(c *fiber.Ctx) error {
	ce, body, err := s.signedBadge(c)
	if err != nil {
		return err
	}
	if body, err = openbadge.Bake(body); err != nil {
		return err
	}
	return download(c, ce.Serial+".png", "image/png", body)
}

func (s *Server) badgeJWT(c *fiber.Ctx) error {
	ce, i, d, err := s.badge(c)
	if err != nil {
		return err
	}
	token, err := i.JWT(d)
	if err != nil {
		return err
	}
	return download(c, ce.Serial+".jwt", "application/vc+jwt", []byte(token))
}

// download answers with a file that is its holder's own.
func download(c *fiber.Ctx, name, kind string, body []byte) error {
	c.Attachment(name)
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	return c.Send(body)
}
