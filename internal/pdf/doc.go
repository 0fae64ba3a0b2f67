// Package pdf writes the documents that people keep, in Arabic, English or both:
// certificates, training records and sign-in sheets. Whoever copies a line from one, or
// searches in it, gets what was written, and whoever prints it sees what a calligrapher
// would accept.
//
//	e, err := pdf.New(pdf.Fonts{Regular: fonts.AmiriRegular, Bold: fonts.AmiriBold})
//	err = e.Certificate(w, template, pdf.Certificate{NameAr: "…", Lang: "both", …})
//
// What an Engine writes depends on its input alone, to the byte, signed or not: the same
// certificate and the same template give the same file (a key that is not
// in memory may sign the same bytes otherwise each time). An Engine is made once; any
// number of goroutines may use it.
//
// # How
//
// fpdf keeps the pages. A line of text goes through packages bidi (the order of its
// characters) and shape (their glyphs, by HarfBuzz, and kashidas), and becomes boxes, one
// for each character (box.go, carrier.go), which are written as glyphs of our own subsets
// of the fonts (package truetype, fontset.go, embed.go). A certificate in both languages has
// one page, or each language a whole one of its own (paper.go). What is the same for all who
// take a course is drawn once and kept as a layer (plan.go, layer.go); where things stand is
// in layout.go, and the ornament in border.go and ornament.go. The file is then finished in
// one revision (finish.go): tags, metadata, attachments, signature.
//
// # What authors should know
//
// A serial number, an address or an e-mail belongs on a line of its own, since some
// readers scramble them within an Arabic line. Dates with Arabic digits are clearest with
// the month in words. A name that is too long for its line is set smaller. Characters that
// the typeface lacks, such as emoji and other scripts, are left out; Unprintable tells
// them beforehand.
//
// Files are built to the rules of PDF/A-3 and PDF/UA (tags, languages, words for figures,
// colour profile, embedded fonts) but do not claim to conform, since no validator has
// judged them. Elements carry no ActualText: readers reverse it when it is Arabic.
//
// # Speed
//
// One run of "make bench-certificates": a bilingual certificate with ornament and tags,
// each with another name, number and address; those of this package with an attachment of
// 1.7 kB. Times are of the processor; the machine has two cores and nothing else to do, but
// wavers from day to day, so compare the rows. Cold is the first of a course. Delivered is
// what holders get (package letter): the credential made, its proof with it, attached and
// signed with P-256. Beside them, fpdf alone on the same words: bare pages, letters unjoined.
//
//	                      ms      a second    kB    kB allocated
//	cold                   9.7         103    55.1          4070
//	cold, signed P-256     8.7         116    59.1          4070
//	cold, signed RSA       9.9         101    59.8          4090
//	cold, delivered       12.1          83    57.0          4270
//	cached                 1.5         654    55.5           404
//	cached, signed P-256   1.7         598    59.4           455
//	cached, signed RSA     2.7         376    60.2           435
//	cached, delivered      4.8         208    56.9          1250
//	fpdf alone            32.4          31    26.0         13780
package pdf
