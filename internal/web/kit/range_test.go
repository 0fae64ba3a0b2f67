package kit

import "testing"

func TestRangeOf(t *testing.T) {
	type part struct {
		from, to   int64
		partly, ok bool
	}
	whole, not := part{0, 1000, false, true}, part{ok: false, partly: true}
	for header, want := range map[string]part{
		"": whole, "bytes": whole, "items=0-1": whole, "bytes=": whole, "bytes=-": whole, "bytes=a-b": whole, "bytes=+1-2": whole, "bytes=1 -2": whole,
		"bytes=0-1,5-6": whole, "bytes=9-3": whole,
		"bytes=0-0": {0, 1, true, true}, "bytes=0-": {0, 1000, true, true}, "bytes=0-999": {0, 1000, true, true},
		"bytes=500-600": {500, 601, true, true}, "bytes=999-": {999, 1000, true, true}, "bytes=999-99999": {999, 1000, true, true},
		"bytes=-1": {999, 1000, true, true}, "bytes=-1000": {0, 1000, true, true}, "bytes=-5000": {0, 1000, true, true},
		"bytes=0-99999999999999999999999": {0, 1000, true, true},
		"bytes=1000-":                     not, "bytes=1000-1001": not, "bytes=-0": not, "bytes=99999999999999999999999-": not,
	} {
		var got part
		got.from, got.to, got.partly, got.ok = RangeOf(header, 1000)
		if !want.ok {
			got.from, got.to = 0, 0
		}
		if got != want {
			t.Errorf("%q: %+v, want %+v", header, got, want)
		}
	}
}
