package certificate

import "masar/internal/signet"

// A Paper is what a certificate's document is printed from. The same paper
// gives the same bytes, as long as it is printed on a Press that reprints the record's.
type Paper struct {
	Record   Record
	Site     string            // address of the site, such as "https://learn.example.om"
	Design   Design            // of the template that the record names
	Pictures map[string][]byte // of the design, by digest
	Specimen bool              // it says across the page that it is no certificate
}

// A Press is what papers are printed with. What it would print differently is
// another press, so that comparing documents takes into account when they may differ.
// A record names the press that it was printed on first, and is drawn on that layout ever after.
type Press struct {
	Layout int    `json:"layout"` // of the program: where things stand and how they are drawn
	Fonts  string `json:"fonts"`  // SHA-256 of each font file, in hex, with a space between them
}

// A Delivery is a certificate on its way to its holder: the paper, the
// credential it also is, and the signatures that vouch for both.
type Delivery struct {
	Paper

	Certificate Certificate
	Seal        signet.Seal  // signs the credential
	Stamp       signet.Stamp // signs the document
}

// OldestLayout is the oldest layout that the program still draws, to the byte.
const OldestLayout = 2

// Reprints reports whether p prints what was printed on was as it was then.
func (p Press) Reprints(was Press) bool {
	return p.Fonts == was.Fonts && (p.Layout == was.Layout || was.Layout >= OldestLayout && was.Layout <= p.Layout)
}

// VerifyURL returns the address at which anyone can verify what has the code.
func VerifyURL(site, code string) string { return site + "/verify/" + code }

// VerifyURL returns the address at which anyone can verify the certificate.
func (p Paper) VerifyURL() string { return VerifyURL(p.Site, p.Record.Code) }

// Address returns what the code on the paper says: the address at which anyone
// can verify the certificate, and behind it, for who cannot ask us, the signed
// claim.
func (p Paper) Address() string {
	if p.Record.Claim == "" {
		return p.VerifyURL()
	}
	return p.VerifyURL() + "#" + p.Record.Claim
}
