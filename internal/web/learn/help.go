package learn

import (
	"masar/internal/access"
	"masar/internal/i18n"
	"masar/internal/web/kit"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// help answers what people ask: learners and visitors what concerns everybody,
// others also what belongs to their roles.
func (s wing) help(c *fiber.Ctx) error {
	t, v := s.Words(c), kit.Viewer(c)
	d := []helpPart{{ID: "learner", Title: t.NavAreaLearner(), Answers: helpLearner(t)}}
	for _, part := range []struct {
		may access.Permission
		helpPart
	}{
		{"run:teach", helpPart{ID: "trainer", Title: t.NavAreaTrainer(), Answers: helpTrainer(t)}},
		{"report:read", helpPart{ID: "hr", Title: t.NavAreaHr(), Answers: helpHR(t)}},
		{"agency:edit", helpPart{ID: "admin", Title: t.NavAreaAdmin(), Answers: helpAdmin(t)}},
	} {
		if v.PersonID != "" && s.Policy.May(v, part.may) {
			d = append(d, part.helpPart)
		}
	}
	return s.Render(c, ui.Shell{Title: t.AboutHelpTitle()}, help(d, v.PersonID != ""))
}

func helpLearner(t *i18n.T) []helpAnswer {
	return []helpAnswer{
		{Ask: t.AboutHelpWhich(), Say: t.AboutHelpWhichSay(), Href: "/paths", Link: t.LearningPaths()},
		{Ask: t.AboutHelpStart(), Say: t.AboutHelpStartSay(), Href: "/learning", Link: t.LearningTitle()},
		{Ask: t.AboutHelpLeave(), Say: t.AboutHelpLeaveSay()},
		{Ask: t.AboutHelpRetake(), Say: t.AboutHelpRetakeSay()},
		{Ask: t.AboutHelpWork(), Say: t.AboutHelpWorkSay()},
		{Ask: t.AboutHelpComplete(), Say: t.AboutHelpCompleteSay()},
		{Ask: t.AboutHelpCertificate(), Say: t.AboutHelpCertificateSay(), Href: "/certificates", Link: t.CertificateTitle()},
		{Ask: t.AboutHelpName(), Say: t.AboutHelpNameSay(), Href: "/me/name", Link: t.NameTitle()},
		{Ask: t.AboutHelpVerify(), Say: t.AboutHelpVerifySay(), Href: "/verify", Link: t.CertificateVerifyTitle(), Public: true},
		{Ask: t.AboutHelpPassword(), Say: t.AboutHelpPasswordSay()},
		{Ask: t.AboutHelpError(), Say: t.AboutHelpErrorSay()},
	}
}

func helpTrainer(t *i18n.T) []helpAnswer {
	return []helpAnswer{
		{Ask: t.AboutHelpSchedule(), Say: t.AboutHelpScheduleSay(), Href: "/teaching", Link: t.WorkshopTitle()},
		{Ask: t.AboutHelpAttendance(), Say: t.AboutHelpAttendanceSay()},
		{Ask: t.AboutHelpReview(), Say: t.AboutHelpReviewSay(), Href: "/teaching/reviews", Link: t.NavReviews()},
		{Ask: t.AboutHelpEdit(), Say: t.AboutHelpEditSay(), Href: "/teaching/courses", Link: t.DraftTitle()},
	}
}

func helpHR(t *i18n.T) []helpAnswer {
	return []helpAnswer{
		{Ask: t.AboutHelpImport(), Say: t.AboutHelpImportSay(), Href: "/hr/import", Link: t.ImportTitle()},
		{Ask: t.AboutHelpAssign(), Say: t.AboutHelpAssignSay(), Href: "/hr/assign", Link: t.AssignmentTitle()},
		{Ask: t.AboutHelpRemind(), Say: t.AboutHelpRemindSay(), Href: "/hr", Link: t.NavReport()},
		{Ask: t.AboutHelpIssue(), Say: t.AboutHelpIssueSay(), Href: "/hr/certificates/waiting", Link: t.BatchWaitingTitle()},
		{Ask: t.AboutHelpCorrect(), Say: t.AboutHelpCorrectSay(), Href: "/hr/people", Link: t.PeopleTitle()},
		{Ask: t.AboutHelpExport(), Say: t.AboutHelpExportSay(), Href: "/hr/certificates", Link: t.NavCertificates()},
	}
}

func helpAdmin(t *i18n.T) []helpAnswer {
	return []helpAnswer{
		{Ask: t.AboutHelpAgencies(), Say: t.AboutHelpAgenciesSay(), Href: "/admin", Link: t.NavAgencies()},
		{Ask: t.AboutHelpRoles(), Say: t.AboutHelpRolesSay(), Href: "/admin/people", Link: t.NavRoles()},
		{Ask: t.AboutHelpJobs(), Say: t.AboutHelpJobsSay(), Href: "/admin/jobs", Link: t.NavJobs()},
		{Ask: t.AboutHelpTokens(), Say: t.AboutHelpTokensSay(), Href: "/admin/tokens", Link: t.TokenTitle()},
	}
}
