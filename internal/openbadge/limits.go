package openbadge

// Bounds of a document, looked at before anything is made of it.
const (
	mostValues   = 2000      // objects, arrays and plain values together
	mostNesting  = 32        // of objects and arrays in one another
	mostContexts = 12        // @context keys, in whatever place
	mostText     = 256 << 10 // bytes of all keys and strings
)

// A measure counts what a document has.
type measure struct{ values, contexts, text int }

// Bounded returns ErrWork for a document that is too large or nested too deeply.
func Bounded(d Document) error {
	var m measure
	if !m.fits(d, 0) {
		return ErrWork
	}
	return nil
}

// fits counts a value and all in it, and reports whether it is within bounds.
func (m *measure) fits(value any, depth int) bool {
	m.values++
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			if m.text += len(key); key == "@context" {
				m.contexts++
			}
			if !m.fits(inner, depth+1) {
				return false
			}
		}
	case []any:
		for _, inner := range v {
			if !m.fits(inner, depth+1) {
				return false
			}
		}
	case string:
		m.text += len(v)
	}
	return depth <= mostNesting && m.values <= mostValues && m.contexts <= mostContexts && m.text <= mostText
}
