package courseware

import (
	"reflect"
	"strings"
)

// A field is a field of a struct as it is called in YAML.
type field struct {
	name  string
	index int
	typ   reflect.Type
}

// fieldsOf returns the fields of t that are read from YAML.
func fieldsOf(t reflect.Type) (fs []field) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if name != "-" && name != "" {
			fs = append(fs, field{name, i, f.Type})
		}
	}
	return fs
}

func names(fs []field) string {
	s := make([]string, len(fs))
	for i, f := range fs {
		s[i] = f.name
	}
	return strings.Join(s, ", ")
}

func kindName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	}
	return "a single text"
}

func under(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// subject begins a sentence about what stands at path.
func subject(path string) string {
	if path == "" {
		return ""
	}
	return path[strings.LastIndex(path, ".")+1:] + " "
}
