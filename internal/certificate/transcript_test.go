package certificate_test

import (
	"slices"
	"testing"
	"time"

	"masar/internal/certificate"
)

func TestTranscribe(t *testing.T) {
	make := func(serial, enrolment, kind string) certificate.Certificate {
		return certificate.Certificate{EnrolmentID: enrolment, Kind: kind, Record: certificate.Record{Serial: serial, Kind: kind, Hours: 2.5}}
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
	own := certificate.Contents{Lines: rs}
	if got, want := own.Serials(), []string{"2", "2b", "4"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if h := own.Hours(); h != 7.5 {
		t.Errorf("%v hours", h)
	}
	later := own
	later.On = "2026-11-25"
	if own.Hash() != (certificate.Contents{Lines: rs}).Hash() || own.Hash() == later.Hash() {
		t.Error("contents do not have one hash each")
	}
}

func TestGroupCode(t *testing.T) {
	for code, want := range map[string]string{"0123456789ABCDEF": "0123-4567-89AB-CDEF", "": "", "012": "012"} {
		if got := certificate.GroupCode(code); got != want || code != "" && len(code) == 16 && certificate.TidyCode(got) != code {
			t.Errorf("%q grouped is %q, want %q", code, got, want)
		}
	}
}
