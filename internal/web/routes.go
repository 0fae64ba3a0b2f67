package web

import "masar/internal/access"

// routes is the whole site: what to press, who may, and what it does. Which
// rows somebody may do it to is a matter of scope.
func (s *Server) routes() []route {
	return []route{
		// The house
		{"GET", "/a/:hash/*", access.Public, s.asset},
		{"GET", "/healthz", access.Public, s.healthy},
		{"GET", "/readyz", access.Public, s.readiness},
		{"GET", "/metrics", access.Public, s.figures},
		{"POST", "/preferences", access.Public, s.setPreferences},
		{"GET", "/sign-in", access.Public, s.signInForm},
		{"POST", "/sign-in", access.Public, s.signIn},
		{"POST", "/sign-out", access.Member, s.signOut},

		{"GET", "/help", access.Public, s.help},
		{"GET", "/privacy", access.Public, s.privacy},
		{"GET", "/accessibility", access.Public, s.accessibility},

		// Learning
		{"GET", "/", access.Member, s.home},
		{"GET", "/learning", "course:learn", s.learning},
		{"GET", "/learning/:course", "course:learn", s.course},
		{"POST", "/learning/:course/enrolment", "course:learn", s.enrol},
		{"GET", "/learning/:course/:step", "course:learn", s.step},
		{"POST", "/learning/:course/:step/reading", "course:learn", s.readLesson},
		{"POST", "/learning/:course/:step/attempts", "course:learn", s.startAttempt},
		{"POST", "/learning/:course/:step/work", "course:learn", s.saveWork},
		{"POST", "/learning/:course/:step/response", "course:learn", s.answerSurvey},
		{"GET", "/attempts/:id", "course:learn", s.question},
		{"POST", "/attempts/:id/answers/:item", "course:learn", s.saveAnswer},
		{"GET", "/attempts/:id/result", "course:learn", s.result},
		{"POST", "/attempts/:id/result", "course:learn", s.finishAttempt},
		{"GET", "/media/:hash/:name", "course:learn", s.medium},
		{"GET", "/files/:id", access.Member, s.ownFile},
		{"GET", "/calendar", access.Member, s.calendar},
		{"GET", "/glossary", access.Public, s.glossary},
		{"GET", "/notices", access.Member, s.notices},
		{"POST", "/notices/reading", access.Member, s.readNotices},
		{"GET", "/me", access.Member, s.profile},
		{"POST", "/me", access.Member, s.saveProfile},
		{"POST", "/me/password", access.Member, s.setPassword},
		{"POST", "/me/devices/:id/sign-out", access.Member, s.signOutDevice},

		// Certificates
		{"GET", "/certificates", "certificate:read", s.certificates},
		{"GET", "/certificates/:id/pdf", "certificate:read", s.certificatePDF},
		{"POST", "/certificates/:id/revocation", "certificate:revoke", s.revokeCertificate},
		{"GET", "/verify", access.Public, s.verifyForm},
		{"GET", "/verify/:code", access.Public, s.verify},

		// Teaching
		{"GET", "/teaching", "run:teach", s.runs},
		{"GET", "/teaching/runs/new", "run:schedule", s.scheduleForm},
		{"POST", "/teaching/runs/new", "run:schedule", s.scheduleRun},
		{"GET", "/teaching/runs/:id", "run:teach", s.run},
		{"GET", "/teaching/runs/:id/people", "run:teach", s.joinForm},
		{"POST", "/teaching/runs/:id/people", "run:teach", s.joinRun},
		{"GET", "/teaching/runs/:id/sessions/:session", "run:teach", s.sessionForm},
		{"POST", "/teaching/runs/:id/sessions/:session", "run:teach", s.markAttendance},
		{"GET", "/teaching/runs/:id/sessions/:session/sheet", "run:teach", s.signInSheet},
		{"GET", "/teaching/reviews", "work:review", s.reviews},
		{"GET", "/teaching/reviews/:id", "work:review", s.review},
		{"POST", "/teaching/reviews/:id", "work:review", s.reviewWork},
		{"GET", "/teaching/files/:id", "work:review", s.taughtFile},

		// HR
		{"GET", "/hr", "report:read", s.report},
		{"GET", "/hr/report.csv", "report:export", s.reportCSV},
		{"GET", "/hr/report.xlsx", "report:export", s.reportXLSX},
		{"POST", "/hr/reminders", "report:remind", s.remind},
		{"GET", "/hr/people", "person:read", s.peopleList},
		{"GET", "/hr/people/new", "person:edit", s.newPerson},
		{"POST", "/hr/people/new", "person:edit", s.addPerson},
		{"GET", "/hr/people/:id", "person:read", s.personPage},
		{"POST", "/hr/people/:id", "person:edit", s.savePerson},
		{"POST", "/hr/people/:id/password", "person:edit", s.handPassword},
		{"POST", "/hr/people/:id/employment", "person:edit", s.setEmployment},
		{"GET", "/hr/passwords", "person:edit", s.handoutForm},
		{"POST", "/hr/passwords", "person:edit", s.handOut},
		{"GET", "/hr/assign", "course:assign", s.assignmentForm},
		{"POST", "/hr/assign", "course:assign", s.assign},
		{"GET", "/hr/import", "person:import", s.importForm},
		{"POST", "/hr/import", "person:import", s.startImport},
		{"GET", "/hr/import/template.csv", "person:import", s.importTemplate},
		{"GET", "/hr/import/:id", "person:import", s.importCheck},
		{"POST", "/hr/import/:id", "person:import", s.confirmImport},
		{"GET", "/hr/import/:id/problems.csv", "person:import", s.importProblems},

		// Administration
		{"GET", "/admin", "agency:edit", s.agencies},
		{"GET", "/admin/agencies/new", "agency:edit", s.newAgency},
		{"POST", "/admin/agencies", "agency:edit", s.addAgency},
		{"GET", "/admin/agencies/:id", "agency:edit", s.agency},
		{"POST", "/admin/agencies/:id", "agency:edit", s.saveAgency},
		{"GET", "/admin/people", "role:grant", s.adminPeople},
		{"GET", "/admin/people/new", "role:grant", s.adminNewPerson},
		{"POST", "/admin/people", "role:grant", s.adminAddPerson},
		{"GET", "/admin/people/:id", "role:grant", s.adminPerson},
		{"POST", "/admin/people/:id/roles", "role:grant", s.grantRole},
		{"POST", "/admin/people/:id/roles/withdrawal", "role:grant", s.withdrawRole},
		{"POST", "/admin/people/:id/departure", "role:grant", s.adminDeparture},
		{"POST", "/admin/people/:id/return", "role:grant", s.adminReturn},
		{"POST", "/admin/people/:id/password", "role:grant", s.adminPassword},
		{"GET", "/admin/events", "event:read", s.events},
		{"GET", "/admin/jobs", "job:read", s.jobs},
		{"POST", "/admin/jobs/revival", "job:revive", s.reviveJob},
		{"GET", "/admin/mails/:id", "mail:read", s.mail},
	}
}
