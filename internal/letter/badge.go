package letter

import (
	"encoding/json"

	"masar/internal/certificate"
	"masar/internal/i18n"
	"masar/internal/openbadge"
	"masar/internal/signet"
)

// Issuer returns the issuer behind a seal, as known by the site or, if byKey,
// by its key alone.
func Issuer(site string, seal signet.Seal, byKey bool) openbadge.Issuer {
	known := openbadge.ByWeb
	if byKey {
		known = openbadge.ByKey
	}
	return known(site, i18n.Both("certificate.issuer", nil), seal.Key, seal.Signer)
}

// Credential returns what the certificate attests as a credential of the
// issuer, not signed yet.
func Credential(i openbadge.Issuer, c certificate.Certificate) openbadge.Document {
	key := "certificate.badge-criteria"
	if c.Kind == certificate.Attendance {
		key += "-attendance"
	}
	return i.Credential(c, i18n.Both(key, map[string]any{"title": c.Record.Title}))
}

// SignedCredential returns the credential of the certificate as JSON with its
// proof. The same certificate and key always give the same bytes.
func SignedCredential(i openbadge.Issuer, c certificate.Certificate) ([]byte, error) {
	d, err := i.Sign(Credential(i, c), c.IssuedAt)
	if err != nil {
		return nil, err
	}
	d["proof"] = []any{d["proof"]} // as the JSON schema of Open Badges has it
	return json.Marshal(d)
}
