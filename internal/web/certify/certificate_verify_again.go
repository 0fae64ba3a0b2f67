package certify

import (
	"strings"
	"time"

	"masar/internal/certificate"
	"masar/internal/web/kit"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// The verdicts on a file that its page can show again, by the names they have in
// the cookie.
const (
	verdictGenuine       = "genuine"
	verdictAltered       = "altered"
	verdictAlteredBadge  = "altered-badge"
	verdictForeign       = "foreign"
	verdictIssuedValid   = "issued-valid"
	verdictIssuedRevoked = "issued-revoked"
)

// verdictKept is how long the verdict on a file can be asked for again.
const verdictKept = 10 * time.Minute

// verdictPath returns the address at which the verdict on a file is asked for again,
// and "" for what has an address of its own.
func verdictPath(file bool) string {
	if file {
		return "/verify/file"
	}
	return ""
}

// rememberVerdict has the browser bring along what was found of a file, and the code
// of what is genuine, so that another language needs no file. It tells its owner
// nothing that the code does not, and nobody else: no address holds it.
func (s wing) rememberVerdict(c *fiber.Ctx, name, code string) {
	if !kit.WantsJSON(c) {
		s.SetCookie(c, s.Cookie("verdict"), strings.TrimSuffix(name+"."+code, "."), verdictKept, true)
	}
}

// verdictAgain shows the verdict on the file that was brought last, as it stands now;
// without one it leads back to where files are chosen.
func (s wing) verdictAgain(c *fiber.Ctx) error {
	name, code, _ := strings.Cut(c.Cookies(s.Cookie("verdict")), ".")
	if name == verdictGenuine && certificate.TidyCode(code) != "" {
		v, err := s.App.VerifyCode(c.UserContext(), code, s.AddressOf(c))
		if err != nil {
			return s.failVerify(c, code, err)
		}
		return s.showVerified(c, v, true)
	}
	if _, ok := s.plainVerdict(c, name); !ok {
		return c.Redirect("/verify", fiber.StatusFound)
	}
	return s.showPlainVerdict(c, name)
}

// plainVerdict returns a verdict that says nothing of any certificate.
func (s wing) plainVerdict(c *fiber.Ctx, name string) (d verifyData, ok bool) {
	t := s.Words(c)
	d = map[string]verifyData{
		verdictAltered:       {Status: "altered", Verdict: t.CertificateVerdictAltered(), Say: t.CertificateVerdictAlteredSay()},
		verdictAlteredBadge:  {Status: "altered", Verdict: t.CertificateVerdictAltered(), Say: t.CertificateVerdictAlteredBadge()},
		verdictForeign:       {Status: "unknown", Verdict: t.CertificateVerdictForeign()},
		verdictIssuedValid:   {Status: "valid", Verdict: t.IssuedVerdictValid()},
		verdictIssuedRevoked: {Status: "revoked", Verdict: t.IssuedVerdictRevoked()},
	}[name]
	d.Found = true
	return d, d.Verdict != ""
}

// showPlainVerdict shows one of them.
func (s wing) showPlainVerdict(c *fiber.Ctx, name string) error {
	d, _ := s.plainVerdict(c, name)
	if name == verdictForeign {
		c.Status(fiber.StatusNotFound)
	}
	return s.Render(c, ui.Shell{Title: d.Verdict, Path: verdictPath(true)}, verify(d))
}
