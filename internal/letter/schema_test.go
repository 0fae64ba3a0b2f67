package letter_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"masar/internal/certificate"
	"masar/internal/letter"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Every badge is as Open Badges 3.0 has it: the schema in testdata says of the
// parts that ours have what the specification says of their classes.
func TestBadgesFitTheSchema(t *testing.T) {
	file, err := os.ReadFile("testdata/ob_v3p0_achievementcredential_schema.json")
	if err != nil {
		t.Fatal(err)
	}
	text, err := jsonschema.UnmarshalJSON(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	const name = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json-ld/ob_v3p0_achievementcredential_schema.json"
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(name, text); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	checked := func(what string, body []byte) error {
		t.Helper()
		badge, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		return schema.Validate(badge)
	}
	for what, change := range map[string]func(*certificate.Certificate){
		"plain": func(*certificate.Certificate) {}, "one that ends": func(c *certificate.Certificate) { c.ExpiresAt = c.IssuedAt.AddDate(2, 0, 0) },
		"of attendance":  func(c *certificate.Certificate) { c.Kind = certificate.Attendance },
		"in Arabic only": func(c *certificate.Certificate) { c.Record.NameEn, c.Record.Title.En = "", "" }, "in English only": func(c *certificate.Certificate) { c.Record.NameAr = "" },
	} {
		for _, byKey := range []bool{false, true} {
			d := delivery(t)
			change(&d.Certificate)
			i := letter.Issuer(d.Site, d.Seal, byKey)
			body, err := letter.SignedCredential(i, d.Certificate)
			if err != nil {
				t.Fatal(err)
			}
			if err := checked(what, body); err != nil {
				t.Errorf("%s, by key %v: %v", what, byKey, err)
			}
			token, err := json.Marshal(letter.Credential(i, d.Certificate)) // what a token says
			if err != nil {
				t.Fatal(err)
			}
			if err := checked(what, token); err != nil {
				t.Errorf("%s, as a token, by key %v: %v", what, byKey, err)
			}
			if err := checked(what, bytes.Replace(body, []byte(`"proof":[`), []byte(`"proof":7,"x":[`), 1)); err == nil {
				t.Errorf("%s: the schema takes a number for a proof", what)
			}
		}
	}
}
