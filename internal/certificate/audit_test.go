package certificate_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"masar/internal/certificate"
)

var zone = time.FixedZone("Asia/Muscat", 4*60*60)

// chain returns n sound certificates in a row, issued in the last hour of 2026
// by UTC, which is 2027 in the zone.
func chain(n int) (cs []certificate.Certificate) {
	hash := ""
	for i := range n {
		c := certificate.Certificate{
			ID: "c", Number: int64(i) + 1, Code: certificate.Code([10]byte{byte(i)}), Kind: certificate.Completion,
			IssuedAt: time.Date(2026, 12, 31, 23, 0, 0, 0, time.UTC),
		}
		c.Serial = certificate.Serial(2027, c.Number)
		c.Record = certificate.Record{Serial: c.Serial, Code: c.Code, Kind: c.Kind, NameAr: "سلمى", IssuedOn: "2027-01-01"}
		c.Hash = certificate.Chain(hash, c.Record)
		hash = c.Hash
		cs = append(cs, c)
	}
	return cs
}

func TestAudit(t *testing.T) {
	for _, test := range []struct {
		name   string
		tamper func(cs []certificate.Certificate) []certificate.Certificate
		want   []string // what is said, by the number of the certificate; the end is said last
	}{
		{"sound", func(cs []certificate.Certificate) []certificate.Certificate { return cs }, nil},
		{"a name changed", func(cs []certificate.Certificate) []certificate.Certificate {
			cs[1].Record.NameAr = "بدر"
			return cs
		}, []string{"2: the record is not what"}},
		{"a name changed with its hash", func(cs []certificate.Certificate) []certificate.Certificate {
			cs[1].Record.NameAr = "بدر"
			cs[1].Hash = certificate.Chain(cs[0].Hash, cs[1].Record)
			return cs
		}, []string{"3: the record is not what"}},
		{"one taken out", func(cs []certificate.Certificate) []certificate.Certificate { return slices.Delete(cs, 1, 2) },
			[]string{"3: number 3 follows number 1", "3: the record is not what"}},
		{"the last taken out", func(cs []certificate.Certificate) []certificate.Certificate { return cs[:2] },
			[]string{"end: the chain ends at number 2, but 3 were issued"}},
		{"the last changed with its hash", func(cs []certificate.Certificate) []certificate.Certificate {
			cs[2].Record.Hours = 100
			cs[2].Hash = certificate.Chain(cs[1].Hash, cs[2].Record)
			return cs
		}, []string{"end: the hash of the last"}},
		{"another holder beside the record", func(cs []certificate.Certificate) []certificate.Certificate {
			cs[0].PersonID = "badr"
			return cs
		}, []string{`1: the person beside the record, "badr"`}},
		{"a longer life beside the record", func(cs []certificate.Certificate) []certificate.Certificate {
			cs[0].ExpiresAt = cs[0].IssuedAt.AddDate(9, 0, 0)
			return cs
		}, []string{"1: the day of expiry beside"}},
		{"a wrong check digit", func(cs []certificate.Certificate) []certificate.Certificate {
			cs[0].Serial = cs[0].Serial[:len(cs[0].Serial)-1] + "x"
			return cs
		}, []string{"1: the check digit", "1: the serial number is not that of number 1", "1: the serial number beside"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			cs := chain(3)
			end := cs[2].Hash
			a := certificate.Audit{Zone: zone}
			var said []string
			for _, c := range test.tamper(cs) {
				for _, w := range a.Next(c) {
					said = append(said, string(rune('0'+c.Number))+": "+w)
				}
			}
			for _, w := range a.End(3, end) {
				said = append(said, "end: "+w)
			}
			if !slices.EqualFunc(said, test.want, strings.HasPrefix) {
				t.Errorf("said %q, want %q", said, test.want)
			}
		})
	}
}
