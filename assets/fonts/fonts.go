// Package fonts holds the typefaces that documents are set in. Each keeps its
// licence beside it (pdf/OFL.txt).
package fonts

import _ "embed"

// Amiri, a Naskh with a matching Latin: version 0.113, SIL Open Font License.
var (
	//go:embed pdf/Amiri-Regular.ttf
	AmiriRegular []byte
	//go:embed pdf/Amiri-Bold.ttf
	AmiriBold []byte
)
