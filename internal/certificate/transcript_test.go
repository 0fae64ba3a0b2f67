package certificate_test

import (
	"slices"
	"testing"
	"time"

	"masar/internal/certificate"
)

func TestTranscribe(t *testing.T) {
	make := func(serial, enrolment, kind string) certificate.Certificate {
		return certificate.Certificate{EnrolmentID: enrolment, Kind: kind, Record: certificate.Record{Serial: serial, Hours: 2.5}}
	}
	revoked, superseded := make("5", "e5", certificate.Completion), make("1", "e1", certificate.Completion)
	revoked.RevokedAt, superseded.SupersededBy = time.Unix(1, 0), "c2"
	rs := certificate.Transcribe([]certificate.Certificate{
		revoked,
		make("4", "e3", certificate.Completion), // the enrolment's attendance does not count beside it
		make("3", "e3", certificate.Attendance),
		make("2b", "e2", certificate.Attendance),
		make("2", "e1", certificate.Completion),
		superseded,
	})
	var got []string
	for _, r := range rs {
		got = append(got, r.Serial)
	}
	if want := []string{"2", "2b", "4"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if h := (certificate.Transcript{Records: rs}).Hours(); h != 7.5 {
		t.Errorf("%v hours", h)
	}
}
