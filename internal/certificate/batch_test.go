package certificate_test

import (
	"testing"
	"time"

	"masar/internal/certificate"
)

func TestWait(t *testing.T) {
	done := time.Date(2026, 11, 15, 8, 0, 0, 0, time.UTC)
	until := done.AddDate(0, 0, certificate.NameDays)
	for _, c := range []struct {
		name string
		w    certificate.Wait
		now  time.Time
		want string
	}{
		{"just completed", certificate.Wait{}, done, certificate.WaitsForApproval},
		{"in its last moment", certificate.Wait{}, until.Add(-time.Microsecond), certificate.WaitsForApproval},
		{"at the end of the week", certificate.Wait{}, until, certificate.WaitsForTurn},
		{"approved", certificate.Wait{Approved: true}, done, certificate.WaitsForTurn},
		{"given up", certificate.Wait{Stopped: true}, done, certificate.WaitsForHelp},
		{"approved and given up", certificate.Wait{Approved: true, Stopped: true}, until, certificate.WaitsForHelp},
		{"without a name", certificate.Wait{Nameless: true}, done, certificate.WaitsForName},
		{"without a name, and given up for it", certificate.Wait{Nameless: true, Stopped: true}, until, certificate.WaitsForName},
	} {
		c.w.CompletedAt = done
		if got := c.w.For(c.now); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if w := (certificate.Wait{CompletedAt: done}); !w.Until().Equal(until) {
		t.Errorf("until %v, want %v", w.Until(), until)
	}
}

func TestBatchExpires(t *testing.T) {
	ended := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	week := ended.AddDate(0, 0, certificate.ArchiveDays)
	for _, c := range []struct {
		name string
		b    certificate.Batch
		now  time.Time
		want bool
	}{
		{"an archive on its last moment", certificate.Batch{Kind: certificate.Archiving, EndedAt: ended}, week.Add(-1), false},
		{"an archive after a week", certificate.Batch{Kind: certificate.Archiving, EndedAt: ended}, week, true},
		{"an archive under way", certificate.Batch{Kind: certificate.Archiving}, week, false},
		{"certificates issued", certificate.Batch{Kind: certificate.Issuing, EndedAt: ended}, week, false},
	} {
		if got := c.b.Expired(c.now); got != c.want {
			t.Errorf("%s: %t, want %t", c.name, got, c.want)
		}
	}
}
