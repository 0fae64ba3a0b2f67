package courseware

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// rootElement returns the name of the outermost element of XML, or "".
func rootElement(b []byte) string {
	dec := xml.NewDecoder(bytes.NewReader(b))
	for {
		t, err := dec.Token()
		if err != nil {
			return ""
		}
		if e, ok := t.(xml.StartElement); ok {
			return e.Name.Local
		}
	}
}

// checkSVG reports what a picture must not hold: whatever acts, or loads
// something from elsewhere.
func (r *reading) checkSVG(s spot, b []byte) {
	dec := xml.NewDecoder(bytes.NewReader(b))
	for {
		t, err := dec.Token()
		s.line, _ = dec.InputPos()
		switch t := t.(type) {
		case xml.StartElement:
			r.checkElement(s, t)
		case xml.Directive:
			r.fail(s, "svg", "a picture has no DOCTYPE and no entities")
		case xml.ProcInst:
			if t.Target != "xml" {
				r.fail(s, "svg", "a picture has no processing instruction %q", short(t.Target))
			}
		}
		if err != nil {
			if !errors.Is(err, io.EOF) {
				r.fail(s, "svg", "is not well-formed: %v", err)
			}
			return
		}
	}
}

func (r *reading) checkElement(s spot, e xml.StartElement) {
	switch strings.ToLower(e.Name.Local) {
	case "script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "set", "animate", "style":
		r.fail(s, "svg", "a picture has no <%s>", short(e.Name.Local))
	}
	for _, a := range e.Attr {
		name, value := strings.ToLower(a.Name.Local), strings.ToLower(strings.TrimSpace(a.Value))
		switch {
		case strings.HasPrefix(name, "on"):
			r.fail(s, "svg", "a picture has no attribute %s", short(a.Name.Local))
		case name == "href" && !strings.HasPrefix(value, "#"):
			r.fail(s, "svg", "a picture refers to nothing outside itself")
		case strings.Contains(value, "url(") && !strings.Contains(value, "url(#"), strings.Contains(value, "javascript:"):
			r.fail(s, "svg", "a picture refers to nothing outside itself")
		case name == "style":
			r.warn(s, "svg-style", "use presentation attributes such as fill instead of style")
		}
	}
}
