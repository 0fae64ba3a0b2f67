package people

import (
	"regexp"
	"slices"
	"strings"

	"masar/internal/typed"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
)

// mailbox is the part of an address before the @ as every mail server takes it:
// RFC 5321, 4.1.2, Dot-string. Letters beyond ASCII there (RFC 6531) need a
// server that offers SMTPUTF8 on the whole way, and no sender can count on one.
var mailbox = regexp.MustCompile("^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$")

// Bytes of an address, and of its part before the @ (RFC 5321, 4.5.3.1, and
// RFC 3696, erratum 1690).
const (
	maxAddress = 254
	maxMailbox = 64
)

// ParseEmail reads an e-mail address as it is kept: in small letters and Latin
// digits, the domain in its own script, without what cannot be seen. The domain
// may be of any script (RFC 5890), typed as it is or as xn--. ok is false for
// anything that no mail can be sent to; the address is then returned as far as
// it could be tidied.
func ParseEmail(s string) (address string, ok bool) {
	s = strings.ReplaceAll(norm.NFKC.String(typed.Digits(typed.Visible(s))), "’", "'")
	at := strings.LastIndexByte(s, '@')
	if at < 0 {
		return strings.ToLower(s), false
	}
	name, domain := strings.ToLower(s[:at]), s[at+1:]
	ascii, err := idna.Lookup.ToASCII(domain)
	if err != nil || ascii == "" || slices.Contains(strings.Split(ascii, "."), "") {
		return name + "@" + strings.ToLower(domain), false
	}
	shown, err := idna.Lookup.ToUnicode(ascii)
	if err != nil {
		shown = ascii
	}
	address = name + "@" + shown
	return address, mailbox.MatchString(name) && len(name) <= maxMailbox && len(name)+1+len(ascii) <= maxAddress
}

// DeliverTo returns an address as mail servers know it, with the domain in
// ASCII (RFC 5891).
func DeliverTo(address string) string {
	at := strings.LastIndexByte(address, '@')
	ascii, err := idna.Lookup.ToASCII(address[at+1:])
	if at < 0 || err != nil {
		return address
	}
	return address[:at+1] + ascii
}

// FoldSignIn returns what somebody typed to sign in with, as it is kept and
// compared: an e-mail address as ParseEmail does, anything else as identifiers.
func FoldSignIn(s string) string {
	if strings.Contains(s, "@") {
		address, _ := ParseEmail(s)
		return address
	}
	return typed.Identifier(s)
}
