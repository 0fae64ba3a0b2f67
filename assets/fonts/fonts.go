// Package fonts holds the typefaces that documents are set in. Each keeps its
// licence beside it (pdf/OFL.txt, pdf/OFL-Gentium.txt).
package fonts

import _ "embed"

// Amiri, a Naskh with a matching Latin: version 0.113, SIL Open Font License.
var (
	//go:embed pdf/Amiri-Regular.ttf
	AmiriRegular []byte
	//go:embed pdf/Amiri-Bold.ttf
	AmiriBold []byte
)

// Gentium Plus, for the Latin letters that Amiri lacks, and Greek and Cyrillic ones: version
// 6.101, SIL Open Font License.
var (
	//go:embed pdf/GentiumPlus-Regular.ttf
	GentiumRegular []byte
	//go:embed pdf/GentiumPlus-Bold.ttf
	GentiumBold []byte
)
