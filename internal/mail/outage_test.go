package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"syscall"
	"testing"

	"masar/internal/notice"
)

// late is an error of the network that came of waiting too long.
type late struct{ error }

func (late) Timeout() bool   { return true }
func (late) Temporary() bool { return true }

func TestOutage(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		want notice.Outage
	}{
		"no such name":              {&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "mail.invalid"}}, notice.NoSuchHost},
		"a name service that waits": {&net.DNSError{Err: "timeout", IsTimeout: true}, notice.NoSuchHost},
		"nothing there":             {&net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}, notice.NobodyListens},
		"silence":                   {&net.OpError{Op: "read", Err: late{errors.New("i/o timeout")}}, notice.NoAnswer},
		"too late":                  {context.DeadlineExceeded, notice.NoAnswer},
		"an unknown authority":      {&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}, notice.BadTLS},
		"another host":              {x509.HostnameError{Host: "x", Certificate: new(x509.Certificate)}, notice.BadTLS},
		"no TLS at all":             {tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"}, notice.BadTLS},
		"no STARTTLS":               {errors.New("STARTTLS is required, but not supported by the server"), notice.BadTLS},
		"a wrong password":          {&textproto.Error{Code: 535, Msg: "bad credentials"}, notice.BadSignIn},
		"a sign-in wanted":          {&textproto.Error{Code: 530, Msg: "first sign in"}, notice.BadSignIn},
		"going away":                {&textproto.Error{Code: 421, Msg: "closing"}, notice.Closing},
		"broken off":                {io.EOF, notice.OutageUnknown},
	} {
		if got := outage(errors.Join(notice.ErrUnreachable, fmt.Errorf("dial: %w", c.err))); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// A server that is not there is unreachable, and why is known.
func TestUnreachable(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	m, err := New("smtp://" + l.Addr().String() + "?from=a@example.om&tls=none")
	if err != nil {
		t.Fatal(err)
	}
	err = m.Send(t.Context(), notice.Mail{To: "salma@north.example", Lang: "ar", MessageID: "m@x"}, nil)
	u, ok := errors.AsType[*notice.Unreachable](err)
	if !ok || u.Why != notice.NobodyListens || !errors.Is(err, notice.ErrUnreachable) {
		t.Errorf("%v", err)
	}
}
