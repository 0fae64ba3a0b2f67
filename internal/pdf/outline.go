package pdf

import "fmt"

// outline adds the bookmarks that lead to each section, and returns what the catalog needs
// to say of them. A document without sections has none.
func (t *tags) outline(o *objects, pages []int) []byte {
	if len(t.sections) == 0 {
		return nil
	}
	root := o.reserve()
	first := len(o.bodies)
	last := first + len(t.sections) - 1
	for i, s := range t.sections {
		body := fmt.Appendf(nil, "<</Title %s/Parent %s/Dest [%s /Fit]", textString(s.title), ref(root), ref(pages[i]))
		if n := first + i; n > first {
			body = fmt.Appendf(body, "/Prev %s", ref(n-1))
		}
		if n := first + i; n < last {
			body = fmt.Appendf(body, "/Next %s", ref(n+1))
		}
		o.add(append(body, ">>"...))
	}
	o.bodies[root] = fmt.Appendf(nil, "<</Type/Outlines/First %s/Last %s/Count %d>>", ref(first), ref(last), len(t.sections))
	return fmt.Appendf(nil, "/Outlines %s", ref(root))
}
