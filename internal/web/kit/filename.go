package kit

import (
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"
)

// Attach says that the answer is a file to be kept, of a media type, under a name.
// It is the one place where files are named.
func Attach(c *fiber.Ctx, name, media string) {
	c.Set(fiber.HeaderContentType, media)
	c.Set(fiber.HeaderContentDisposition, disposition(name))
}

// disposition returns the header that offers a file under a name (RFC 6266): as it
// is, in UTF-8 (RFC 8187), and beside it in ASCII for whatever does not read that.
func disposition(name string) string {
	name = fileName(name)
	plain := plainName(name)
	header := `attachment; filename="` + plain + `"`
	if plain == name {
		return header
	}
	var b strings.Builder
	for i := range len(name) {
		if x := name[i]; attrChar(x) {
			b.WriteByte(x)
		} else {
			fmt.Fprintf(&b, "%%%02X", x)
		}
	}
	return header + "; filename*=UTF-8''" + b.String()
}

// fileName returns a name that names a file and nothing else: no folder, control or
// mark of direction.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`/\:*?"<>|`, r) {
			return -1
		}
		return r
	}, name)
	if name = strings.TrimSpace(name); strings.Trim(name, ". ") == "" {
		return "file"
	}
	return name
}

// plainName returns a name in ASCII: "file" with the ending for what has no letter or
// digit of it.
func plainName(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '%' { // some browsers read % as the beginning of an escape
			return '_'
		}
		return r
	}, name)
	end := path.Ext(plain)
	if strings.Trim(strings.TrimSuffix(plain, end), "_-. ()") == "" {
		return "file" + end
	}
	return plain
}

// attrChar reports whether a byte stands for itself in a parameter (RFC 8187, 3.2.1).
func attrChar(x byte) bool {
	return x >= 'a' && x <= 'z' || x >= 'A' && x <= 'Z' || x >= '0' && x <= '9' || strings.IndexByte("!#$&+-.^_`|~", x) >= 0
}
