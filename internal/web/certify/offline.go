package certify

import (
	"masar/internal/i18n"
	"masar/internal/web/ui"
)

// offlineVerdicts are all that verify.js may find; Typed is its name for each.
func offlineVerdicts(t *i18n.T) []verifyData {
	return []verifyData{
		{Typed: "genuine", Status: "valid", Verdict: t.CertificateOfflineGenuine()},
		{Typed: "past", Status: "expired", Verdict: t.CertificateOfflinePast()},
		{Typed: "altered", Status: "altered", Verdict: t.CertificateOfflineAltered()},
		{Typed: "foreign", Status: "unknown", Verdict: t.CertificateOfflineForeign(), Say: t.CertificateOfflineForeignSay()},
		{Typed: "form", Status: "unknown", Verdict: t.CertificateOfflineForm(), Say: t.CertificateOfflineFormSay()},
		{Typed: "bare", Status: "undecided", Verdict: t.CertificateOfflineBare(), Say: t.CertificateOfflineBareSay()},
		{Typed: "cannot", Status: "undecided", Verdict: t.CertificateOfflineCannot(), Say: t.CertificateOfflineCannotSay()},
	}
}

// offlineFacts are what a claim says, by verify.js's names.
func offlineFacts(t *i18n.T) []ui.Fact {
	return []ui.Fact{
		{Term: t.CertificateCourse(), Text: "course"}, {Term: t.CertificateInitials(), Text: "initials"}, {Term: t.CertificateIssued(), Text: "issued"},
		{Term: t.CertificateExpires(), Text: "expires"}, {Term: t.CertificateCode(), Text: "code"},
	}
}
