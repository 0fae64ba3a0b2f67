package notice_test

import (
	"testing"
	"time"

	"masar/internal/catalog"
	"masar/internal/notice"
)

func TestRenewals(t *testing.T) {
	expires := time.Date(2027, 3, 1, 8, 0, 0, 0, time.UTC)
	opens := time.Date(2026, 12, 31, 8, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name string
		now  time.Time
		want int
	}{
		{"just before sixty days", opens.Add(-time.Microsecond), 0},
		{"sixty days before", opens, 1},
		{"just before it expires", expires.Add(-time.Microsecond), 1},
		{"as it expires", expires, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			ns := notice.Renewals(test.now, []notice.Expiry{{CertificateID: "c1", PersonID: "salma", Title: catalog.Text{Ar: "دورة"}, ExpiresAt: expires}})
			if len(ns) != test.want {
				t.Fatalf("%d notices, want %d", len(ns), test.want)
			}
			if test.want > 0 && (ns[0].ID != "renew:c1" || ns[0].PersonID != "salma" || ns[0].Args["at"] != "2027-03-01T08:00:00Z") {
				t.Errorf("got %+v", ns[0])
			}
		})
	}
}
