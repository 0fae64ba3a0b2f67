package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"
)

// A signature is written in two steps, in one revision: a field with a hole of zeros is
// part of the document, and when all its bytes are known the hole is filled.

// byteRange is where the signed bytes are, still to be filled in, at its full width.
const byteRange = "/ByteRange [0 0000000000 0000000000 0000000000]"

// room is how many bytes are kept for the signature: its certificates, and as much again
// as the rest of it may take.
func (s *Signer) room() int {
	const rest = 1200
	n := rest
	for _, c := range s.Chain {
		n += len(c.Raw)
	}
	return n
}

// addField adds an invisible signature field to the first page, and returns what the
// catalog needs to say of it and the field's number. The document is certified: any
// change breaks the signature.
func (s *Signer) addField(o *objects, page int, m metadata) (catalog []byte, field int) {
	appearance := o.add(stream("/Type/XObject/Subtype/Form/BBox [0 0 0 0]/Resources <<>>", nil))
	field = o.reserve()
	value := o.addf("<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M %s/Name %s/Reason %s"+
		"/Reference [<</Type/SigRef/TransformMethod/DocMDP/TransformParams <</Type/TransformParams/P 1/V/1.2>>>>]"+
		"%s/Contents <%s>>>",
		pdfDate(s.at(m)), textString(s.Name), textString(s.Reason), byteRange, strings.Repeat("0", 2*s.room()))
	o.bodies[field] = fmt.Appendf(nil, "<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature)/TU %s/V %s/F 132/Rect [0 0 0 0]/P %s/AP <</N %s>>>>",
		textString(s.Name), ref(value), ref(page), ref(appearance))
	return fmt.Appendf(nil, "/AcroForm <</Fields [%s]/SigFlags 3>>/Perms <</DocMDP %s>>", ref(field), ref(value)), field
}

// at is when a document with the metadata is signed.
func (s *Signer) at(m metadata) time.Time {
	if s.At.IsZero() {
		return m.created
	}
	return s.At.In(m.created.Location())
}

// fill signs a file that has the field as its last signature dictionary.
func (s *Signer) fill(file []byte) error {
	at := bytes.LastIndex(file, []byte(byteRange))
	if at < 0 {
		return errors.New("the document has no room for a signature")
	}
	start := at + len(byteRange) + len("/Contents ")
	end := start + 2 + 2*s.room()
	copy(file[at:], fmt.Sprintf("/ByteRange [0 %010d %010d %010d]", start, end, len(file)-end))
	h := sha256.New()
	h.Write(file[:start])
	h.Write(file[end:])
	der, err := cms(h.Sum(nil), *s)
	if err != nil {
		return err
	}
	if len(der) > s.room() {
		return fmt.Errorf("the signature has %d bytes, more than the %d kept for it", len(der), s.room())
	}
	hex.Encode(file[start+1:], der)
	return nil
}
