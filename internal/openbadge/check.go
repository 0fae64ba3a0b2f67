package openbadge

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
)

// Check returns what keeps d from being a credential, in words for programs: what
// the Verifiable Credentials Data Model 2.0 says that a credential must have. A
// document that begins with the context of version 1.1 is held to that version.
// Whether its terms are defined is for Sign and Verify to see.
func Check(d Document) (wrong []string) {
	say := func(bad bool, format string, args ...any) {
		if bad {
			wrong = append(wrong, fmt.Sprintf(format, args...))
		}
	}
	say(!contextsFit(d), "@context has to be a list that begins with %s, and goes on with addresses or objects", contextVC)
	say(!typed(d, "VerifiableCredential"), "type has to be one or more words, VerifiableCredential among them")
	say(!named(d, "issuer"), "issuer has to be an address, or an object whose id is one")
	say(!optionalID(d), "id has to be one address")
	say(!subjectsFit(d), "credentialSubject has to be an object that says something, or a list of such objects")
	for _, term := range []string{"name", "description"} {
		issuer, _ := d["issuer"].(map[string]any)
		say(!wordsFit(d[term]) || !wordsFit(issuer[term]), "%s has to be text, or text with its language and nothing else", term)
	}
	for _, term := range []string{"credentialStatus", "credentialSchema", "termsOfUse", "evidence", "refreshService"} {
		say(!partsFit(d, term), "each %s has to be an object with a type, whose id is an address if it has one", term)
	}
	for _, e := range listOf(d["credentialSchema"]) {
		schema, _ := e.(map[string]any)
		say(!isIRI(schema["id"]), "each credentialSchema has to have an id that is an address")
	}
	return append(append(wrong, timesOf(d)...), resourcesOf(d)...)
}

// contextsFit reports whether the contexts are in order.
func contextsFit(d Document) bool {
	list, ok := d["@context"].([]any)
	if !ok || len(list) == 0 || list[0] != contextVC && list[0] != contextVC1 {
		return false
	}
	return !slices.ContainsFunc(list[1:], func(c any) bool { _, object := c.(map[string]any); return !object && !isIRI(c) })
}

// typed reports whether d has words for its type, and the wanted one among them;
// "" wants none.
func typed(d Document, wanted string) bool {
	types := listOf(d["type"])
	for _, t := range types {
		if word, ok := t.(string); !ok || word == "" {
			return false
		}
	}
	return len(types) > 0 && (wanted == "" || slices.Contains(types, any(wanted)))
}

func named(d Document, term string) bool {
	if text, ok := d[term].(string); ok {
		return isIRI(text)
	}
	object, ok := d[term].(map[string]any)
	return ok && isIRI(object["id"])
}

func optionalID(d Document) bool {
	id, given := d["id"]
	return !given || isIRI(id)
}

func subjectsFit(d Document) bool {
	subjects := Subjects(d)
	for _, s := range subjects {
		if len(s) == 0 || !optionalID(s) {
			return false
		}
	}
	return len(subjects) > 0 && len(subjects) == len(listOf(d["credentialSubject"]))
}

// Subjects returns those of whom a credential says something.
func Subjects(d Document) (all []Document) {
	for _, s := range listOf(d["credentialSubject"]) {
		if object, ok := s.(map[string]any); ok {
			all = append(all, object)
		}
	}
	return all
}

// wordsFit reports whether a value is text, or text in a language, or a list of
// such.
func wordsFit(value any) bool {
	for _, v := range listOf(value) {
		if _, text := v.(string); text {
			continue
		}
		object, ok := v.(map[string]any)
		if _, says := object["@value"].(string); !ok || !says {
			return false
		}
		for key := range object {
			if key != "@value" && key != "@language" && key != "@direction" {
				return false
			}
		}
	}
	return true
}

// partsFit reports whether what stands under a term are objects with a type.
func partsFit(d Document, term string) bool {
	value, given := d[term]
	if !given {
		return true
	}
	parts := listOf(value)
	for _, p := range parts {
		if object, ok := p.(map[string]any); !ok || !typed(object, "") || !optionalID(object) {
			return false
		}
	}
	return len(parts) > 0
}

// timesOf says what is wrong with the times between which a credential holds.
func timesOf(d Document) (wrong []string) {
	from, until := "validFrom", "validUntil"
	if Version1(d) {
		from, until = "issuanceDate", "expirationDate"
		if d[from] == nil {
			wrong = append(wrong, from+" has to be given")
		}
	}
	begins, err := instantOf(d, from)
	if err != nil {
		wrong = append(wrong, from+" has to be a time with its zone, such as 2026-11-22T08:00:00Z")
	}
	ends, err2 := instantOf(d, until)
	if err2 != nil {
		wrong = append(wrong, until+" has to be a time with its zone, such as 2026-11-22T08:00:00Z")
	}
	if err == nil && err2 == nil && !ends.IsZero() && ends.Before(begins) {
		wrong = append(wrong, until+" is before "+from)
	}
	return wrong
}

// resourcesOf says what is wrong with the related resources. Nothing is fetched:
// the digest of a resource can be checked only if it is a context that is here.
func resourcesOf(d Document) (wrong []string) {
	seen := map[any]bool{}
	for _, r := range listOf(d["relatedResource"]) {
		object, ok := r.(map[string]any)
		id := object["id"]
		switch {
		case !ok || !isIRI(id):
			wrong = append(wrong, "each relatedResource has to be an object whose id is an address")
			continue
		case seen[id]:
			wrong = append(wrong, fmt.Sprintf("relatedResource %v is named twice", id))
		case object["digestSRI"] == nil && object["digestMultibase"] == nil:
			wrong = append(wrong, fmt.Sprintf("relatedResource %v has no digest", id))
		case !digestFits(object):
			wrong = append(wrong, fmt.Sprintf("the digest of relatedResource %v is not that of what is known of it here", id))
		}
		seen[id] = true
	}
	return wrong
}

// digestFits reports whether the digests of a related resource are those of a
// context that is here.
func digestFits(resource Document) bool {
	id, _ := resource["id"].(string)
	body, err := contexts.ReadFile("context/" + files[id] + ".json")
	if err != nil {
		return false
	}
	short, long := sha256.Sum256(body), sha512.Sum384(body)
	for term, good := range map[string][]string{
		"digestSRI":       {"sha256-" + base64.StdEncoding.EncodeToString(short[:]), "sha384-" + base64.StdEncoding.EncodeToString(long[:])},
		"digestMultibase": {"u" + base64.RawURLEncoding.EncodeToString(append([]byte{0x12, 32}, short[:]...)), "u" + base64.RawURLEncoding.EncodeToString(short[:])},
	} {
		for _, given := range listOf(resource[term]) {
			if text, _ := given.(string); !slices.Contains(good, strings.TrimSpace(text)) {
				return false
			}
		}
	}
	return true
}

// CheckPresentation returns what keeps d from being a presentation, in words for
// programs.
func CheckPresentation(d Document) (wrong []string) {
	say := func(bad bool, text string) {
		if bad {
			wrong = append(wrong, text)
		}
	}
	say(!contextsFit(d), "@context has to be a list that begins with "+contextVC)
	say(!typed(d, presentation), "type has to be one or more words, VerifiablePresentation among them")
	say(!optionalID(d), "id has to be one address")
	_, held := d["holder"]
	say(held && !named(d, "holder"), "holder has to be an address, or an object whose id is one")
	for _, c := range Presented(d) {
		_, object := c.(map[string]any)
		say(!object, "each verifiableCredential has to be an object")
	}
	return wrong
}
