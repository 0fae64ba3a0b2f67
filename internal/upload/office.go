package upload

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"strings"
)

// mostParts and mostPart bound what is read of an office document: parts in it, the
// list of which is read whole and takes more memory than it has bytes, and bytes of
// each of the two parts that say what it is. No other part is unpacked.
const (
	mostParts = 10_000
	mostPart  = 1 << 20
)

// office tests for an office document of a kind, such as "wordprocessingml.document",
// by what it says itself (ECMA-376, part 2): its main part, however it is called, is
// the target of a relationship, and its type is in the list of types. Documents with
// macros are of other types.
func office(kind string) func([]byte) bool {
	return func(b []byte) bool {
		if bytes.Count(b, []byte("PK\x01\x02")) > mostParts {
			return false
		}
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return false
		}
		main := mainPart(z)
		return main != "" && typeOf(z, main) == "application/vnd.openxmlformats-officedocument."+kind+".main+xml"
	}
}

// mainPart returns the name of the part that a package begins with, or "".
func mainPart(z *zip.Reader) string {
	var links struct {
		Relationship []struct {
			Type   string `xml:",attr"`
			Target string `xml:",attr"`
			Mode   string `xml:"TargetMode,attr"`
		}
	}
	if !read(z, "_rels/.rels", &links) {
		return ""
	}
	for _, l := range links.Relationship {
		if strings.HasSuffix(l.Type, "/relationships/officeDocument") && l.Mode != "External" {
			name := strings.TrimPrefix(path.Clean("/"+l.Target), "/")
			if find(z, name) != nil {
				return name
			}
		}
	}
	return ""
}

// typeOf returns the media type that a package says a part has.
func typeOf(z *zip.Reader, part string) string {
	var types struct {
		Override []struct {
			PartName    string `xml:",attr"`
			ContentType string `xml:",attr"`
		}
		Default []struct {
			Extension   string `xml:",attr"`
			ContentType string `xml:",attr"`
		}
	}
	if !read(z, "[Content_Types].xml", &types) {
		return ""
	}
	for _, o := range types.Override {
		if strings.EqualFold(o.PartName, "/"+part) {
			return o.ContentType
		}
	}
	for _, d := range types.Default {
		if strings.EqualFold("."+d.Extension, path.Ext(part)) {
			return d.ContentType
		}
	}
	return ""
}

func find(z *zip.Reader, name string) *zip.File {
	for _, f := range z.File {
		if strings.EqualFold(f.Name, name) {
			return f
		}
	}
	return nil
}

// read reads a part of XML into v.
func read(z *zip.Reader, name string, v any) bool {
	f := find(z, name)
	if f == nil {
		return false
	}
	r, err := f.Open()
	if err != nil {
		return false
	}
	defer r.Close()
	body, err := io.ReadAll(io.LimitReader(r, mostPart))
	return err == nil && xml.Unmarshal(bytes.TrimPrefix(body, []byte("\xEF\xBB\xBF")), v) == nil
}
