package mail

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/textproto"
	"strings"
	"syscall"

	"masar/internal/notice"

	gomail "github.com/wneessen/go-mail"
)

// outage returns why a server could not be spoken to, as far as err tells.
func outage(err error) notice.Outage {
	_, name := errors.AsType[*net.DNSError](err)
	late, isNet := errors.AsType[net.Error](err)
	said, isReply := errors.AsType[*textproto.Error](err)
	failed, isSending := errors.AsType[*gomail.SendError](err)
	switch {
	case name:
		return notice.NoSuchHost
	case errors.Is(err, syscall.ECONNREFUSED):
		return notice.NobodyListens
	case badTLS(err):
		return notice.BadTLS
	case isReply && (said.Code == 421), isSending && failed.ErrorCode() == 421:
		return notice.Closing
	case isReply && (said.Code == 530 || said.Code == 534 || said.Code == 535), strings.Contains(strings.ToLower(err.Error()), "auth"):
		return notice.BadSignIn
	case isNet && late.Timeout():
		return notice.NoAnswer
	}
	return notice.OutageUnknown
}

// badTLS reports whether err is about encryption: that there is none, or that the
// server's certificate is not good.
func badTLS(err error) bool {
	_, verified := errors.AsType[*tls.CertificateVerificationError](err)
	_, record := errors.AsType[tls.RecordHeaderError](err)
	_, unknown := errors.AsType[x509.UnknownAuthorityError](err)
	_, host := errors.AsType[x509.HostnameError](err)
	_, invalid := errors.AsType[x509.CertificateInvalidError](err)
	text := err.Error()
	return verified || record || unknown || host || invalid || strings.Contains(text, "STARTTLS") || strings.Contains(text, "tls:")
}
