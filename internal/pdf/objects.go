package pdf

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// objects is a PDF file taken apart: the body of each object by its number, from 1.
// fpdf's output is taken apart so that what fpdf cannot write (our fonts, tags,
// metadata, a signature) is added in one revision.
type objects struct {
	bodies        [][]byte
	catalog, info int
	kept          kept
}

// kept are objects that come from a layer, whose digest is known.
type kept struct {
	from, to int
	digest   [sha256.Size]byte
}

var errForeign = errors.New("not a file as fpdf writes it")

// parse takes a file of fpdf's apart, by the places in its cross-reference table.
func parse(file []byte) (*objects, error) {
	table, err := crossReferences(file)
	if err != nil {
		return nil, err
	}
	o := &objects{bodies: make([][]byte, len(table.places)+1)}
	byPlace := slices.Clone(table.places)
	slices.SortFunc(byPlace, func(a, b place) int { return cmp.Compare(a.at, b.at) })
	for i, p := range byPlace {
		end := table.at
		if i+1 < len(byPlace) {
			end = byPlace[i+1].at
		}
		if o.bodies[p.number], err = body(file, p.at, end); err != nil {
			return nil, err
		}
	}
	if o.catalog, err = table.entry("/Root "); err != nil {
		return nil, err
	}
	o.info, err = table.entry("/Info ")
	return o, err
}

// A place says where an object begins in a file.
type place struct{ number, at int }

// references is a cross-reference table with its trailer.
type references struct {
	at      int
	places  []place
	trailer []byte
}

func crossReferences(file []byte) (references, error) {
	var t references
	_, tail, found := bytes.Cut(file[max(0, len(file)-64):], []byte("startxref\n"))
	if !found {
		return t, errForeign
	}
	at, _, _ := bytes.Cut(tail, []byte("\n"))
	var err error
	if t.at, err = strconv.Atoi(string(at)); err != nil || t.at >= len(file) {
		return t, errForeign
	}
	rows := bytes.Split(file[t.at:], []byte("\n"))
	var count int
	if len(rows) < 3 {
		return t, errForeign
	}
	if _, err := fmt.Sscanf(string(rows[1]), "0 %d", &count); err != nil || len(rows) < count+2 {
		return t, errForeign
	}
	for n := 1; n < count; n++ {
		at, err := strconv.Atoi(string(rows[n+2][:10]))
		if err != nil {
			return t, errForeign
		}
		t.places = append(t.places, place{n, at})
	}
	t.trailer = bytes.Join(rows[count+2:], []byte("\n"))
	return t, nil
}

// entry is the number of the object that the trailer names under a key.
func (t references) entry(key string) (int, error) {
	_, after, found := bytes.Cut(t.trailer, []byte(key))
	digits, _, _ := bytes.Cut(after, []byte(" "))
	n, err := strconv.Atoi(string(digits))
	if !found || err != nil {
		return 0, errForeign
	}
	return n, nil
}

// body is what stands between "n 0 obj" and "endobj".
func body(file []byte, from, to int) ([]byte, error) {
	if from > to || to > len(file) {
		return nil, errForeign
	}
	_, inside, found := bytes.Cut(file[from:to], []byte(" obj\n"))
	end := bytes.LastIndex(inside, []byte("\nendobj"))
	if !found || end < 0 {
		return nil, errForeign
	}
	return inside[:end], nil
}

// add appends an object and returns its number.
func (o *objects) add(body []byte) int {
	o.bodies = append(o.bodies, body)
	return len(o.bodies) - 1
}

// addf appends an object written by a format.
func (o *objects) addf(format string, args ...any) int {
	return o.add(fmt.Appendf(nil, format, args...))
}

// reserve takes a number for an object that is written later.
func (o *objects) reserve() int { return o.add(nil) }

// replace puts new in place of the first old in object n.
func (o *objects) replace(n int, old, new string) error {
	before, after, found := bytes.Cut(o.bodies[n], []byte(old))
	if !found {
		return fmt.Errorf("object %d has no %q: %w", n, old, errForeign)
	}
	o.bodies[n] = slices.Concat(before, []byte(new), after)
	return nil
}

// identifier is a digest of all objects, so that the same document is the same file to
// the byte.
func (o *objects) identifier() []byte {
	h := sha256.New()
	h.Write(o.kept.digest[:])
	for n, b := range o.bodies {
		if n < o.kept.from || n >= o.kept.to {
			h.Write(b)
		}
	}
	return h.Sum(nil)[:16]
}

// appendTo puts the file together at the end of out, which must be empty.
func (o *objects) appendTo(out []byte) []byte {
	size := 1024
	for _, b := range o.bodies {
		size += len(b) + 48
	}
	out = append(slices.Grow(out, size), "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"...)
	places := make([]int, len(o.bodies))
	for n := 1; n < len(o.bodies); n++ {
		places[n] = len(out)
		out = strconv.AppendInt(out, int64(n), 10)
		out = append(out, " 0 obj\n"...)
		out = append(out, o.bodies[n]...)
		out = append(out, "\nendobj\n"...)
	}
	id := o.identifier()
	at := len(out)
	out = fmt.Appendf(out, "xref\n0 %d\n0000000000 65535 f \n", len(places))
	for _, p := range places[1:] {
		out = fmt.Appendf(out, "%010d 00000 n \n", p)
	}
	return fmt.Appendf(out, "trailer\n<</Size %d/Root %s/Info %s/ID [<%X><%X>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(places), ref(o.catalog), ref(o.info), id, id, at)
}
