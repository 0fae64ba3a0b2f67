package certify

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"time"

	"masar/assets"
	"masar/internal/catalog"
	"masar/internal/i18n"
	"masar/internal/web/kit"

	"github.com/gofiber/fiber/v2"
)

// An issuerData is what anyone needs to verify claims without us.
type issuerData struct {
	Name    catalog.Text            `json:"name"`
	Site    string                  `json:"site"`
	Keys    []issuerKey             `json:"keys"`
	Courses map[string]catalog.Text `json:"courses"` // titles by id
}

type issuerKey struct {
	ID      string `json:"id"`
	Public  string `json:"public"`            // 32 bytes of Ed25519, base64url
	Made    string `json:"made"`              // day, YYYY-MM-DD
	Retired string `json:"retired,omitempty"` // last day of which it says anything
}

func (s wing) issuerData(ctx context.Context) (d issuerData, err error) {
	keys, err := s.App.Store.IssuerKeys(ctx)
	if err != nil {
		return d, err
	}
	courses, err := s.App.Store.Courses(ctx)
	if err != nil {
		return d, err
	}
	d = issuerData{Name: i18n.Both("certificate.issuer", nil), Site: s.App.Site, Keys: []issuerKey{}, Courses: map[string]catalog.Text{}}
	for _, k := range keys {
		own := issuerKey{ID: k.ID, Public: base64.RawURLEncoding.EncodeToString(k.Public), Made: k.MadeAt.In(s.App.Zone).Format(time.DateOnly)}
		if !k.Current() {
			own.Retired = k.RetiredAt.In(s.App.Zone).Format(time.DateOnly)
		}
		d.Keys = append(d.Keys, own)
	}
	for _, c := range courses {
		d.Courses[c.ID] = c.Title()
	}
	return d, nil
}

// issuer publishes the issuer's keys.
func (s wing) issuer(c *fiber.Ctx) error {
	d, err := s.issuerData(c.UserContext())
	if err != nil {
		return err
	}
	keep(c)
	c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
	return c.JSON(d)
}

// verifyOffline shows the page that verifies claims by itself, in the language
// that its address names.
func (s wing) verifyOffline(c *fiber.Ctx) error {
	d, err := s.issuerData(c.UserContext())
	if err != nil {
		return err
	}
	body, err := json.Marshal(d)
	if err != nil {
		return err
	}
	t := i18n.New(c.Query("lang"), i18n.Prefs{Zone: s.App.Zone})
	keep(c)
	c.Set(fiber.HeaderContentLanguage, t.Lang)
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return kit.WritePage(c, i18n.With(c.UserContext(), t), offline(string(body)))
}

// offlineWorker serves the script that answers for that page where there is no
// network, under an address whose pages it may answer for.
func (s wing) offlineWorker(c *fiber.Ctx) error {
	f, _, ok := assets.Find(assets.URL("offline.js"))
	if !ok {
		return fiber.ErrNotFound
	}
	c.Set(fiber.HeaderContentType, f.Type)
	c.Set(fiber.HeaderCacheControl, "no-cache")
	c.Set("Service-Worker-Allowed", "/verify/offline")
	return c.Send(f.Body)
}

// offlineManifest lets a phone keep that page beside its apps.
func (s wing) offlineManifest(c *fiber.Ctx) error {
	t := i18n.New(c.Query("lang"), i18n.Prefs{})
	keep(c)
	if err := c.JSON(fiber.Map{
		"name": t.CertificateOfflineTitle() + " · " + t.CommonName(), "short_name": t.CommonName(), "lang": t.Lang, "dir": t.Dir,
		"start_url": "/verify/offline?lang=" + t.Lang, "scope": "/verify/offline", "display": "standalone",
		"background_color": "#0A3F43", "theme_color": "#0A3F43",
		"icons": []fiber.Map{{"src": assets.URL("favicon.svg"), "sizes": "any", "type": "image/svg+xml"}},
	}); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/manifest+json")
	return nil
}

// keep lets anyone keep the answer for an hour.
func keep(c *fiber.Ctx) { c.Set(fiber.HeaderCacheControl, "public, max-age=3600") }
