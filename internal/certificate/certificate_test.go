package certificate

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"masar/internal/people"
)

var noon = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)

func TestStatus(t *testing.T) {
	soon, over := noon.Add(1), noon
	for _, c := range []struct {
		name string
		c    Certificate
		want Status
	}{
		{"for ever", Certificate{}, Valid},
		{"in its last instant", Certificate{ExpiresAt: soon}, Valid},
		{"at the instant of expiry", Certificate{ExpiresAt: over}, Expired},
		{"superseded", Certificate{SupersededBy: "c2"}, Superseded},
		{"superseded and expired", Certificate{SupersededBy: "c2", ExpiresAt: over}, Superseded},
		{"revoked", Certificate{RevokedAt: noon, ExpiresAt: soon}, Revoked},
		{"revoked and expired", Certificate{RevokedAt: noon, ExpiresAt: over}, Revoked},
		{"revoked and superseded", Certificate{RevokedAt: noon, SupersededBy: "c2"}, Revoked},
		{"revoked, superseded and expired", Certificate{RevokedAt: noon, SupersededBy: "c2", ExpiresAt: over}, Revoked},
	} {
		if got := c.c.Status(noon); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestRevoke(t *testing.T) {
	issued := Certificate{ID: "c1", Serial: "MSR-2026-000001-3", IssuedAt: noon.Add(-time.Hour)}
	revoked := issued
	revoked.RevokedBy, revoked.RevokedAt, revoked.RevokedWhy = "reem", noon, "صدرت خطأً"
	longest := strings.Repeat("ش", MaxWhy)
	for _, c := range []struct {
		name string
		c    Certificate
		why  string
		want string
		err  error
	}{
		{"for a reason", issued, "  صدرت\n خطأً ", "صدرت خطأً", nil},
		{"for the longest", issued, longest, longest, nil},
		{"for one too long", issued, longest + "ش", "", ErrWhy.With("max", MaxWhy)},
		{"for none", issued, "", "", ErrWhy.With("max", MaxWhy)},
		{"for nothing but space", issued, " \n\u00A0", "", ErrWhy.With("max", MaxWhy)},
		{"again", revoked, "صدرت خطأً", "", ErrRevoked},
		{"again, for no reason", revoked, "", "", ErrRevoked},
	} {
		want := c.c
		if c.err == nil {
			want.RevokedBy, want.RevokedAt, want.RevokedWhy = "reem", noon, c.want
		}
		got, err := c.c.Revoke(people.Mark{By: "reem", At: noon, Why: c.why})
		if !reflect.DeepEqual(err, c.err) || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v; want %+v, %v", c.name, got, err, want, c.err)
		}
	}
}

func TestSerial(t *testing.T) {
	for _, c := range []struct {
		year int
		n    int64
		want string
	}{
		{7992, 739871, "MSR-7992-739871-3"}, // the example that explains the algorithm everywhere
		{2026, 1, "MSR-2026-000001-1"}, {2026, 42, "MSR-2026-000042-5"}, {2026, 999999, "MSR-2026-999999-9"}, {2027, 1000000, "MSR-2027-1000000-3"},
	} {
		if got := Serial(c.year, c.n); got != c.want {
			t.Errorf("%d, %d: %s, want %s", c.year, c.n, got, c.want)
		}
	}
}

func TestSerialFits(t *testing.T) {
	good := Serial(2026, 42)
	for s, want := range map[string]bool{
		good: true, strings.ToLower(good): true, "  " + good + "\n": true, Serial(2026, 12345678): true,
		"": false, "MSR": false, "ABC-2026-000042-0": false, strings.ReplaceAll(good, "-", ""): false, good + "-1": false,
		"MSR-26-000042-0": false, "MSR-2026-42-0": false, "MSR-2026-000042-": false, "MSR-2026-000042-00": false, "MSR-2026-00004x-0": false,
		"MSR-2026-٠٠٠٠٤٢-٠": false, "MSR-20²6-000042-0": false,
	} {
		if got := SerialFits(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

// Any one wrong digit shows, as do any two neighbours changed over, but for 0
// and 9, which the algorithm cannot tell.
func TestSerialErrors(t *testing.T) {
	for _, n := range []int64{1, 42, 90, 1234, 567890, 999999, 1000000} {
		s := Serial(2026, n)
		if !SerialFits(s) {
			t.Fatalf("%s does not fit", s)
		}
		for i := len("MSR-"); i < len(s); i++ {
			if s[i] == '-' {
				continue
			}
			for d := byte('0'); d <= '9'; d++ {
				wrong := s[:i] + string(d) + s[i+1:]
				if SerialFits(wrong) != (wrong == s) {
					t.Errorf("%s passes for %s", wrong, s)
				}
			}
			if i+1 < len(s) && s[i+1] != '-' && s[i] != s[i+1] && s[i:i+2] != "09" && s[i:i+2] != "90" {
				if wrong := s[:i] + s[i+1:i+2] + s[i:i+1] + s[i+2:]; SerialFits(wrong) {
					t.Errorf("%s passes for %s", wrong, s)
				}
			}
		}
	}
}

func TestCode(t *testing.T) {
	for _, c := range []struct {
		random [10]byte
		want   string
	}{
		{[10]byte{}, "0000000000000000"},
		{[10]byte{255, 255, 255, 255, 255, 255, 255, 255, 255, 255}, "ZZZZZZZZZZZZZZZZ"},
		{[10]byte{0x00, 0x44, 0x32, 0x14, 0xC7, 0x42, 0x54, 0xB6, 0x35, 0xCF}, "0123456789ABCDEF"}, // 5 bits each: 0, 1, 2 …
		{[10]byte{0x84, 0x65, 0x3A, 0x56, 0xD7, 0xC6, 0x75, 0xBE, 0x77, 0xDF}, "GHJKMNPQRSTVWXYZ"},
	} {
		got := Code(c.random)
		if got != c.want {
			t.Errorf("%x: %s, want %s", c.random, got, c.want)
		}
		if tidy := TidyCode(got); tidy != got {
			t.Errorf("%s tidied: %q", got, tidy)
		}
	}
	// Every bit of chance is in the code.
	codes := map[string]bool{}
	for bit := range 80 {
		var random [10]byte
		random[bit/8] = 1 << (bit % 8)
		codes[Code(random)] = true
	}
	if len(codes) != 80 {
		t.Errorf("80 random numbers made %d codes", len(codes))
	}
}

func TestTidyCode(t *testing.T) {
	const code = "0123456789ABCDEF"
	for _, c := range []struct{ in, want string }{
		{code, code},
		{"0123456789abcdef", code},
		{" 0123-4567-89AB-CDEF\n", code},
		{"0123 4567 89AB CDEF", code},
		{"0123\u00A04567\t89AB\u202FCDEF", code},     // whatever space
		{"0123\u20114567\u201389AB\u2212CDEF", code}, // whatever hyphen
		{"\u200E0123456789ABCDEF\u200F", code},       // marks of direction, copied along
		{"٠١٢٣٤٥٦٧٨٩ABCDEF", code},                   // Arabic digits
		{"۰۱۲۳۴۵۶۷۸۹abcdef", code},                   // Persian ones
		{"０１２３4567\u200B89ＡＢＣＤef", code},             // full width, and what shows nothing
		{"O1234567S9ABCDEF", "01234567S9ABCDEF"},     // an O for a 0; an S is an S
		{"oI23456789abcdef", code},
		{"0l23456789ABCDEF", code},
		{"0i23456789ABCDEF", code},
		{"U123456789ABCDEF", ""},                                                                                                                                  // no U in it
		{"0123456789ABCDEF.", code}, {"0123-4567-89AB-CDEF.\u200F ", code}, {"https://masar.example/verify/0123456789ABCDEF/", code}, {"0123456789ABCDEF؟", code}, // the end of a sentence
		{".0123456789ABCDEF", ""}, {"0123.456789ABCDEF", ""}, {"...", ""},
		{"0123456789ABCDE", ""}, {"0123456789ABCDEF0", ""}, {"", ""}, {"----------------", ""},
		{"0123456789ABCDE!", ""}, {"012345678!ABCDEF", ""}, {"سلمى", ""}, {"0123456789ABCD٪", ""},
		{"https://masar.example/verify/0123456789ABCDEF", "0123456789ABCDEF"}, {"/verify/0123456789ABCDEF?lang=en", "0123456789ABCDEF"}, {"https://masar.example/verify/", ""},
	} {
		if got := TidyCode(c.in); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestChain(t *testing.T) {
	r := Record{Serial: "MSR-2026-000001-6", Code: "0123456789ABCDEF", Kind: Completion, NameAr: "سلمى", Hours: 10}
	first := Chain("", r)
	// SHA-256 of a line feed and the record's JSON, worked out apart.
	if want := "8744b3c2a69d10e3bca743faaedd2477c2665bf87347095aaf6d9c30023790b7"; first != want {
		t.Errorf("%s, want %s", first, want)
	}
	if again := Chain("", r); again != first {
		t.Errorf("chained again: %s, %s", first, again)
	}
	hashes := map[string]string{"the first": first, "after another": Chain(first, r)}
	v := reflect.ValueOf(&r).Elem()
	for i := range v.NumField() {
		name, was := v.Type().Field(i).Name, reflect.New(v.Field(i).Type()).Elem()
		was.Set(v.Field(i))
		change(v.Field(i))
		hashes["with another "+name] = Chain("", r)
		v.Field(i).Set(was)
	}
	seen := map[string]string{}
	for name, h := range hashes {
		if other, ok := seen[h]; ok || len(h) != 64 {
			t.Errorf("%s and %s: both %s", name, other, h)
		}
		seen[h] = name
	}
}

// change changes a field of a record.
func change(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Int:
		v.SetInt(v.Int() + 1)
	case reflect.Float64:
		v.SetFloat(v.Float() + 1)
	case reflect.Struct:
		change(v.Field(0))
	default:
		panic(fmt.Sprint("a record has a field of kind ", v.Kind()))
	}
}

func TestReprints(t *testing.T) {
	now := Press{Layout: 3, Fonts: "a b"}
	for was, want := range map[Press]bool{
		now: true, {Layout: 2, Fonts: "a b"}: true, {Layout: 1, Fonts: "a b"}: false, {}: false, // before what is still drawn
		{Layout: 4, Fonts: "a b"}: false, {Layout: 3, Fonts: "a"}: false, {Layout: 2}: false,
	} {
		if got := now.Reprints(was); got != want {
			t.Errorf("%+v is reprinted: %v", was, got)
		}
	}
}
