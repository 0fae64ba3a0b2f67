package openbadge

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strings"
)

// mostFile is how many bytes a credential in a file may have.
const mostFile = 1 << 20

// Inside returns the credential that a file is, or has in it: a document, or a token
// as text. ok is false for a file that is none.
func Inside(file []byte) (credential any, ok bool) {
	if bytes.HasPrefix(file, []byte("\x89PNG\r\n\x1a\n")) {
		body, err := Unbake(file)
		if err != nil {
			return nil, false
		}
		file = body
	}
	file = bytes.TrimSpace(bytes.TrimPrefix(file, []byte("\xEF\xBB\xBF")))
	if len(file) > mostFile || len(file) == 0 {
		return nil, false
	}
	if file[0] == '{' {
		var d Document
		err := json.Unmarshal(file, &d)
		return d, err == nil
	}
	return string(file), strings.Count(string(file), ".") == 2 && !bytes.ContainsFunc(file, func(r rune) bool { return r <= ' ' || r > '~' })
}

// Numbers returns the numbers by which a credential, a document or a token, says to
// be a certificate's: its serial number, and the code in its id. Nothing vouches for
// them.
func Numbers(credential any) (all []string) {
	d, _ := credential.(map[string]any)
	if token, ok := credential.(string); ok {
		parts := strings.Split(token, ".")
		if len(parts) != 3 {
			return nil
		}
		body, err := base64.RawURLEncoding.DecodeString(parts[1])
		if err != nil || json.Unmarshal(body, &d) != nil {
			return nil
		}
	}
	for _, s := range Subjects(d) {
		achievement, _ := s["achievement"].(map[string]any)
		if serial, ok := achievement["humanCode"].(string); ok {
			all = append(all, serial)
		}
	}
	if id, ok := d["id"].(string); ok && strings.Contains(id, "/verify/") {
		all = append(all, id)
	}
	return all
}
