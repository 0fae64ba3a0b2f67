package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Whatever way a program writes keywords, they are read; what is none is not.
func TestSerials(t *testing.T) {
	const serial = "MSR-2026-000042-5"
	wide := "\xFE\xFF"
	for _, r := range serial {
		wide += "\x00" + string(r)
	}
	packed := func(text string) string {
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		if _, err := z.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return "1 0 obj<</Filter/FlateDecode>>stream\r\n" + b.String() + "\nendstream"
	}
	for name, c := range map[string]struct {
		file string
		want []string
	}{
		"as we write it":          {fmt.Sprintf("/Keywords <%X>", wide), []string{serial}},
		"in small letters":        {fmt.Sprintf("/Keywords<%x>", wide), []string{serial}},
		"with spaces in it":       {fmt.Sprintf("/Keywords <% x>", wide), []string{serial}},
		"as letters":              {"/Keywords (" + serial + ")", []string{serial}},
		"as letters in hex":       {fmt.Sprintf("/Keywords<%x>", serial), []string{serial}},
		"as wide letters":         {"/Keywords(" + wide + ")", []string{serial}},
		"with escapes":            {`/Keywords(\115SR-2026\055000042\0555)`, []string{serial}},
		"with its mark":           {"/Keywords(\xEF\xBB\xBF" + serial + ")", []string{serial}},
		"in XMP":                  {"<pdf:Keywords> " + serial + "\n</pdf:Keywords>", []string{serial}},
		"as an attribute":         {`<rdf:Description pdf:Keywords="` + serial + `"/>`, []string{serial}},
		"in a compressed stream":  {packed("<</Keywords(" + serial + ")>>"), []string{serial}},
		"behind a broken stream":  {"stream\nx\x9c nonsense endstream" + packed("<</Keywords("+serial+")>>"), []string{serial}},
		"two of them":             {"/Keywords(first)" + packed("/Keywords(second)"), []string{"first", "second"}},
		"the same twice":          {"/Keywords(" + serial + ")<pdf:Keywords>" + serial + "</pdf:Keywords>", []string{serial}},
		"none":                    {"%PDF-1.7 /Subject (x)", nil},
		"not text":                {"/Keywords(\xff\xfe\x80)", nil},
		"an unended one":          {"/Keywords(" + serial, nil},
		"too long to be a number": {"/Keywords(" + strings.Repeat("x", 500) + ")", nil},
	} {
		if got := Serials([]byte(c.file)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	var many strings.Builder
	for n := range 3 * mostSerials {
		fmt.Fprintf(&many, "/Keywords(n%d)", n)
	}
	if got := Serials([]byte(many.String())); len(got) != mostSerials {
		t.Errorf("of many, %d are read", len(got))
	}
	bomb := packed(strings.Repeat(" ", 5<<20) + "/Keywords(" + serial + ")")
	if got := Serials([]byte(bomb)); got != nil {
		t.Errorf("past the bound, %q is read", got)
	}
}
