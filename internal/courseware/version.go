package courseware

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"masar/internal/catalog"
)

// Version returns the digest of everything in c: 16 hexadecimal digits. Two
// courses have the same version exactly if they have the same content. What a
// course leaves empty does not count, so that a field that is new in the
// catalogue changes no version.
func Version(c catalog.Course) string {
	c.Version = ""
	h := sha256.New()
	canonical(h, reflect.ValueOf(c))
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// canonical writes v in one unmistakable way.
func canonical(w io.Writer, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		canonical(w, v.Elem())
	case reflect.Struct:
		fmt.Fprint(w, "{")
		for i := range v.NumField() {
			if f := v.Field(i); !empty(f) {
				fmt.Fprintf(w, "%s=", spelt(v.Type().Field(i)))
				canonical(w, f)
			}
		}
		fmt.Fprint(w, "}")
	case reflect.Map:
		fmt.Fprint(w, "(")
		for _, k := range sortedKeys(v) {
			canonical(w, k)
			canonical(w, v.MapIndex(k))
		}
		fmt.Fprint(w, ")")
	case reflect.Slice:
		fmt.Fprint(w, "[")
		for i := range v.Len() {
			canonical(w, v.Index(i))
		}
		fmt.Fprint(w, "]")
	default:
		s := fmt.Sprint(v.Interface())
		fmt.Fprintf(w, "%d:%s", len(s), s)
	}
}

// spelt returns how the digest calls a field: by its key in JSON, in the
// spelling of the first digests, "ValidMonths" for valid_months and "ID" for
// id. Versions are named in certificates, enrolments and drafts, and a course
// that is loaded again must have the version it had: neither a key nor its
// spelling here nor the order of a type's keys changes. What Go calls the
// field does not matter.
func spelt(f reflect.StructField) string {
	key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	if key == "" {
		panic("package catalog has no key in JSON for " + f.Name)
	}
	if key == "id" || key == "url" {
		return strings.ToUpper(key)
	}
	var b strings.Builder
	for word := range strings.SplitSeq(key, "_") {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

// empty reports whether v says nothing.
func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		return v.Len() == 0
	case reflect.Struct:
		for i := range v.NumField() {
			if !empty(v.Field(i)) {
				return false
			}
		}
		return true
	}
	return v.IsZero()
}

func sortedKeys(m reflect.Value) []reflect.Value {
	keys := m.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int {
		if a.CanInt() {
			return cmp.Compare(a.Int(), b.Int())
		}
		return cmp.Compare(a.String(), b.String())
	})
	return keys
}
