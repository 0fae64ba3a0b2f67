package openbadge

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"masar/internal/signet"
)

// What other people's verifiers say. Digital Bazaar's calls a revoked credential
// verified, and keeps the truth in its status result; so it is that result which
// counts here.
func TestOtherVerifiers(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	dir := filepath.Join("testdata", "interop")
	if _, err := os.Stat(filepath.Join(dir, "node_modules")); err != nil {
		t.Skip("the verifiers are not installed: npm ci --ignore-scripts in internal/openbadge/testdata/interop")
	}
	status := func(withdrawn ...int64) Document {
		list, err := byWeb().ListOf(ListCertificates, 1, withdrawn, noon.AddDate(-1, 0, 0))
		if err == nil {
			list, err = byWeb().Sign(list, noon)
		}
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	year := time.Now().AddDate(-1, 0, 0).UTC() // the verifiers have clocks of their own
	issue := func(i Issuer, change func(Document)) Document {
		c := attested()
		c.IssuedAt, c.ExpiresAt = year, year.AddDate(10, 0, 0)
		d := i.Credential(c, name)
		if change != nil {
			change(d)
		}
		out, err := i.Sign(d, year)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	altered := again(t, issue(byWeb(), nil))
	altered["credentialSubject"].(Document)["achievement"].(Document)["name"] = "شهادة أخرى"
	// One that is withdrawn has a list of its own.
	revoked := issue(byWeb(), func(d Document) {
		d["credentialStatus"].(Document)["statusListCredential"] = listURL(site, ListCertificates, 2)
	})
	list := status(42)
	delete(list, "proof")
	list["id"] = listURL(site, ListCertificates, 2)
	list, err = byWeb().Sign(list, noon)
	if err != nil {
		t.Fatal(err)
	}
	keyList, err := byKey().ListOf(ListCertificates, 1, nil, noon.AddDate(-1, 0, 0))
	if err == nil {
		keyList, err = byKey().Sign(keyList, noon)
	}
	if err != nil {
		t.Fatal(err)
	}
	token, err := byWeb().JWT(credential(byWeb()))
	if err != nil {
		t.Fatal(err)
	}
	did := DIDDocument(site, []signet.IssuerKey{key})
	input, err := json.Marshal(map[string]any{
		"pages": map[string]any{
			site + "/.well-known/did.json": did, listURL(site, ListCertificates, 1): status(7), listURL(site, ListCertificates, 2): list, listURL(site, ListCertificates, 1) + "?did=key": keyList,
		},
		"credentials": map[string]any{"web": issue(byWeb(), nil), "key": issue(byKey(), nil), "altered": altered, "revoked": revoked},
		"token":       token, "altered": token[:len(token)-10] + "AAAAAAAAAA", "did": did, "now": noon.AddDate(1, 0, 0),
	})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "verify.mjs")
	cmd.Dir, cmd.Stdin = dir, bytes.NewReader(input)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	body, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, complaints.String())
	}
	body = body[bytes.LastIndexByte(bytes.TrimSpace(body), '\n')+1:]
	var got struct {
		Bazaar map[string]struct {
			Verified bool
			Revoked  *bool
			Error    string
		}
		Core map[string]struct {
			Log    map[string]any
			Errors []string
		}
		Jose map[string]string
	}
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	for name, revoked := range map[string]bool{"web": false, "key": false, "revoked": true} {
		g := got.Bazaar[name]
		if !g.Verified || g.Revoked == nil || *g.Revoked != revoked {
			t.Errorf("Digital Bazaar's of %s: %+v, revoked %v", name, g, g.Revoked)
		}
	}
	if g := got.Bazaar["altered"]; g.Verified || !strings.Contains(g.Error, "signature") {
		t.Errorf("Digital Bazaar's of altered: %+v", g)
	}
	for name, want := range map[string]map[string]any{
		"web":     {"valid_signature": true, "expiration": true, "revocation_status": true},
		"key":     {"valid_signature": true, "expiration": true, "revocation_status": true},
		"revoked": {"valid_signature": true, "expiration": true, "revocation_status": false},
	} {
		for step, valid := range want {
			if got.Core[name].Log[step] != valid {
				t.Errorf("verifier-core of %s: %+v", name, got.Core[name])
			}
		}
	}
	if g := got.Core["altered"]; len(g.Errors) == 0 || !strings.Contains(g.Errors[0], "invalid_signature") {
		t.Errorf("verifier-core of altered: %+v", g)
	}
	if got.Jose["token"] != site+"/verify/0123456789ABCDEF" || got.Jose["altered"] != "ERR_JWS_SIGNATURE_VERIFICATION_FAILED" {
		t.Errorf("jose: %v", got.Jose)
	}
}
