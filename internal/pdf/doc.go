// Package pdf writes the documents that people keep, in Arabic, English or both:
// certificates, training records and sign-in sheets. Whoever copies a line from one, or
// searches in it, gets what was written, and whoever prints it sees what a calligrapher
// would accept.
//
//	e, err := pdf.New(pdf.Fonts{Regular: fonts.AmiriRegular, Bold: fonts.AmiriBold, …})
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
// the month in words. A name that is too long for its line is set smaller, or on two lines.
// Directions that an author gives (marks, embeddings, isolates) are obeyed and end with their
// text. What the typeface lacks is set in another one, if that has it; for a letter that both
// lack stands the nearest one (letters.go), for unknown letters of other scripts a question
// mark; emoji are left out. Unprintable tells all of them
// beforehand.
//
// Files are built to the rules of PDF/A-3 and PDF/UA (tags, languages, words for figures,
// colour profile, embedded fonts) but do not claim to conform, since no validator has
// judged them. Elements carry no ActualText: readers reverse it when it is Arabic.
//
// # Readers
//
// What readers make of the 331 lines of testdata/readers/lines.txt, each printed from right to
// left (TestReaders, of which PDFBox is no part), before and after PDFium was told its own text
// (pdfium.go, tell.go). To find is to come upon the line as it was written, on its place; to
// read is to get it exactly, but for marks of direction. PDFium is the reader of Chromium and
// Edge: build "upstream" is @hyzyla/pdfium 2.1.13, "fork" @embedpdf/pdfium 2.15.1; the machine
// has two cores of an Intel Xeon and Debian 12.
//
//	go test -v -run TestReaders ./internal/pdf | grep ' of '
//
//	                                             before    after
//	PDFium finds, lines           of 331            130      330
//	PDFium finds, names           of  52             38       52
//	PDFium finds, two words       of 748            390      748
//	PDFium reads                  of 331            300      330
//	pdftotext 22.12 reads         of 331            329      329
//	pdf.js 6.5.438 reads          of 331            283      283
//	PDFBox 2.0.27 reads           of 331            330      330
//
// The one line that PDFium does not find is the sign ﷺ, which it spells out. Selected with the
// mouse, parts of Latin words and numbers within an Arabic line may come from PDFium in the
// wrong order or not at all; the whole line comes right.
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
