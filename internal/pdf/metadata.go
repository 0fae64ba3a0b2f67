package pdf

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

// metadata says what a document is, to programs: the same in the information dictionary
// and in XMP.
type metadata struct {
	titleAr, titleEn  string
	author            string
	subject, keywords string
	lang              string // "ar" or "en": the document's main language
	created           time.Time
}

const producer = "Masar"

// title is the title in the document's own language, as far as it has one.
func (m metadata) title() string {
	if m.titleAr == "" || m.lang == "en" && m.titleEn != "" {
		return m.titleEn
	}
	return m.titleAr
}

// write adds the information dictionary, the XMP packet and the colour space that the
// document's colours are meant in, and returns what the catalog needs to say of them.
func (m metadata) write(o *objects) ([]byte, error) {
	profile, err := srgbStream()
	if err != nil {
		return nil, err
	}
	date := pdfDate(m.created)
	o.bodies[o.info] = fmt.Appendf(nil, "<</Title %s/Author %s/Subject %s/Keywords %s/Creator (%s)/Producer (%s)/CreationDate %s/ModDate %s>>",
		textString(m.title()), textString(m.author), textString(m.subject), textString(m.keywords), producer, producer, date, date)
	packet := o.add(stream("/Type/Metadata/Subtype/XML", m.xmp()))
	return fmt.Appendf(nil, "/Lang(%s)/Metadata %s/OutputIntents [<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile %s>>]",
		m.lang, ref(packet), ref(o.add(profile))), nil
}

// pdfDate is a date with its zone, as PDF writes it.
func pdfDate(t time.Time) string {
	zone := strings.Replace(t.Format("-07:00"), ":", "'", 1)
	return "(D:" + t.Format("20060102150405") + zone + "')"
}

// xmp is the metadata as an XMP packet.
func (m metadata) xmp() []byte {
	const iso = "2006-01-02T15:04:05-07:00"
	created := m.created.Format(iso)
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">` +
		"\n<dc:format>application/pdf</dc:format>")
	fmt.Fprintf(&b, `<dc:title><rdf:Alt>%s%s%s</rdf:Alt></dc:title>`,
		inLanguage("x-default", m.title()), inLanguage("ar", m.titleAr), inLanguage("en", m.titleEn))
	fmt.Fprintf(&b, `<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>`, escaped(m.author))
	fmt.Fprintf(&b, `<dc:description><rdf:Alt>%s</rdf:Alt></dc:description>`, inLanguage("x-default", m.subject))
	fmt.Fprintf(&b, `<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>`, m.lang)
	fmt.Fprintf(&b, "\n<pdf:Producer>%s</pdf:Producer><pdf:Keywords>%s</pdf:Keywords><xmp:CreatorTool>%s</xmp:CreatorTool>", producer, escaped(m.keywords), producer)
	fmt.Fprintf(&b, "<xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate><xmp:MetadataDate>%s</xmp:MetadataDate>", created, created, created)
	b.WriteString("\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>")
	return []byte(b.String())
}

func inLanguage(lang, text string) string {
	if text == "" {
		return ""
	}
	return `<rdf:li xml:lang="` + lang + `">` + escaped(text) + `</rdf:li>`
}

func escaped(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer takes everything
	return b.String()
}
