// Package certify is certificates: their pages, batches and templates, verification,
// badges and what programs ask of the issuer.
package certify

import (
	"masar/internal/access"
	"masar/internal/web/kit"
)

// A wing is this part of the site, on what every part has.
type wing struct {
	*kit.Site
	lists *signedLists
}

// Routes returns the pages and forms of this part.
func Routes(site *kit.Site) []kit.Route {
	s := wing{site, new(signedLists)}
	return []kit.Route{
		kit.On("GET", "/certificates", "certificate:read", s.certificates),
		kit.On("GET", "/certificates/record.pdf", "certificate:read", s.trainingRecord),
		kit.On("GET", "/certificates/:id/pdf", "certificate:read", s.certificatePDF),
		kit.On("GET", "/certificates/:id/badge.json", "certificate:read", s.badgeJSON),
		kit.On("GET", "/certificates/:id/badge.jwt", "certificate:read", s.badgeJWT),
		kit.On("GET", "/certificates/:id/badge.png", "certificate:read", s.badgePNG),
		kit.On("GET", "/verify", access.Public, s.verifyForm),
		kit.On("GET", "/verify/file", access.Public, s.verdictAgain),
		kit.On("POST paper", "/verify/file", access.Public, s.verifyFile).Untaken(s.tooLargeToVerify),
		kit.On("GET", "/verify/offline", access.Public, s.verifyOffline),
		kit.On("GET", "/verify/offline/worker.js", access.Public, s.offlineWorker),
		kit.On("GET", "/verify/offline/app.webmanifest", access.Public, s.offlineManifest),
		kit.On("GET", "/verify/:code", access.Public, s.verify),
		kit.On("GET", "/.well-known/masar-issuer.json", access.Public, s.issuer),
		kit.On("GET", "/.well-known/did.json", access.Public, s.didDocument),
		kit.On("GET", "/credentials/status/:list", access.Public, s.statusList),
		kit.On("GET", "/credentials/status/issued/:list", access.Public, s.issuedList),
		kit.On("POST json", "/api/v1/presentations/verify", "credential:verify", s.verifyPresentation),
		kit.On("POST json", "/api/v1/credentials/issue", "credential:issue", s.issueCredential),
		kit.On("POST json", "/api/v1/credentials/verify", "credential:verify", s.verifyCredential),
		kit.On("GET", "/templates", "template:edit", s.templates),
		kit.On("GET", "/templates/:agency/:kind", "template:edit", s.template),
		kit.On("POST upload", "/templates/:agency/:kind", "template:edit", s.saveTemplate),
		kit.On("POST upload", "/templates/:agency/:kind/preview", "template:edit", s.previewTemplate),
		kit.On("POST", "/templates/:agency/:kind/restoration", "template:edit", s.restoreTemplate),
		kit.On("POST upload", "/templates/:agency/:kind/import", "template:edit", s.importDesign),
		kit.On("GET", "/templates/:agency/:kind/export.zip", "template:edit", s.exportDesign),
		kit.On("GET", "/templates/:agency/:kind/picture.svg", "template:edit", s.templatePicture),
		kit.On("GET", "/hr/people/:id/record.pdf", "person:read", s.personRecord),
		kit.On("GET", "/hr/certificates", "certificate:list", s.certificateList),
		kit.On("GET", "/hr/certificates/waiting", "certificate:list", s.waiting),
		kit.On("POST", "/hr/certificates/waiting", "certificate:issue", s.issueWaiting),
		kit.On("GET", "/hr/certificates/batches/:id", "certificate:list", s.batch),
		kit.On("GET export", "/hr/certificates/batches/:id/certificates.zip", "certificate:export", s.downloadArchive),
		kit.On("POST", "/hr/certificates/batches/:id/renewal", "certificate:export", s.renewArchive),
		kit.On("POST", "/hr/certificates/archives", "certificate:export", s.archiveCertificates),
		kit.On("GET", "/admin/tokens/issued", "credential:issue", s.Resumed(s.issuedCredentials)),
		kit.On("POST", "/admin/tokens/issued", "credential:issue", kit.PostSearch(s.issuedCredentials)),
		kit.On("GET", "/admin/tokens/issued/:number", "credential:issue", s.issuedCredential),
		kit.On("POST", "/admin/tokens/issued/:number/revocation", "credential:issue", s.revokeIssued),
	}
}
