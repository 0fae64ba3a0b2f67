package store_test

import (
	"fmt"
	"hash/fnv"
	"reflect"
	"testing"
	"time"
)

// filled returns a value of the type in which nothing is empty: texts say where
// they stand, numbers are made from it, and slices and maps have one element.
func filled(t reflect.Type) reflect.Value {
	v := reflect.New(t).Elem()
	fill(v, t.Name())
	return v
}

func fill(v reflect.Value, at string) {
	if when, ok := v.Addr().Interface().(*time.Time); ok {
		*when = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(at)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(number(at))
	case reflect.Float64:
		v.SetFloat(float64(number(at)) + 0.5)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), at)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), at+"[]")
	case reflect.Map:
		key, element := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, at+" key")
		fill(element, at+"{}")
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, element)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), at+"."+v.Type().Field(i).Name)
		}
	default:
		panic(fmt.Sprintf("%s: nothing fills a %s", at, v.Type()))
	}
}

// number returns a number from 1 to 9973 that depends on s alone.
func number(s string) int64 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return int64(h.Sum32()%9973) + 1
}

// What is filled has nothing empty.
func TestFilled(t *testing.T) {
	type inner struct{ Text string }
	type sample struct {
		Text   string
		Flag   bool
		Count  int
		Share  float64
		At     time.Time
		Inner  *inner
		Lines  []inner
		Levels map[int]inner
	}
	got := filled(reflect.TypeFor[sample]()).Interface().(sample)
	at := "sample.Levels"
	want := sample{
		"sample.Text", true, int(number("sample.Count")), float64(number("sample.Share")) + 0.5, time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC),
		&inner{"sample.Inner.Text"}, []inner{{"sample.Lines[].Text"}}, map[int]inner{int(number(at + " key")): {at + "{}.Text"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
