package pdf

import "time"

// A Certificate is what is printed, its words already chosen. What is empty is left out;
// a name or course title that is missing in the wanted language is taken from the other.
type Certificate struct {
	IssuerAr, IssuerEn       string
	NameAr, NameEn           string
	HolderAr, HolderEn       string // under the name: employer
	CivilAr, CivilEn         string // the word for the civil number, which follows them
	CivilNumber              string // masked, such as "•••123"; runs left to right
	TitleAr, TitleEn         string // of the course
	HoursAr, HoursEn         string // such as "10 ساعات تدريبية"
	DatesAr, DatesEn         string // of the sessions or of issue
	GuidelineAr, GuidelineEn string // what the course is based on, with its version
	Serial, VerifyURL        string
	Code                     string // for verification, in groups; from layout 3
	CodeAr, CodeEn           string // what it is called
	NoteAr, NoteEn           string // that the issuer is independent
	SignedAr, SignedEn       string // how it is signed, said where there are no signatories
	Signatories              []Signatory
	IssuedAt                 time.Time
	Lang                     string // "ar", "en", "both" or "each"
	Layout                   int    // on which it was issued
	Specimen                 string // said across the page of what is no certificate; or ""
	Attach                   []Attachment
	Signer                   *Signer // signs the document, so that readers show who issued it; or nil
}

// A Signatory stands under a certificate; there is room for two.
type Signatory struct {
	NameAr, NameEn string
	RoleAr, RoleEn string
	Signature      []byte // PNG of the handwritten signature, or nil
}

const mostSignatories = 2

// languages of a document.
const (
	arabic  = "ar"
	english = "en"
	both    = "both" // on one page
	each    = "each" // on a page of its own
)
