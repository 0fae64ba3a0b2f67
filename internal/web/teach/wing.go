// Package teach is the trainer's part of the site: runs of workshops, their seats,
// attendance, gates and the review of submissions.
package teach

import (
	"masar/internal/web/kit"
)

// A wing is this part of the site, on what every part has.
type wing struct{ *kit.Site }

// Routes returns the pages and forms of this part.
func Routes(site *kit.Site) []kit.Route {
	s := wing{site}
	return []kit.Route{
		kit.On("GET", "/teaching", "run:teach", s.runs),
		kit.On("GET", "/teaching/runs/new", "run:schedule", s.scheduleForm),
		kit.On("POST page", "/teaching/runs/new", "run:schedule", s.scheduleRun),
		kit.On("GET", "/teaching/runs/:id", "run:teach", s.run),
		kit.On("GET", "/teaching/runs/:id/edit", "run:teach", s.editForm),
		kit.On("POST page", "/teaching/runs/:id/edit", "run:teach", s.editRun),
		kit.On("POST", "/teaching/runs/:id/cancellation", "run:teach", s.cancelRun),
		kit.On("GET", "/teaching/runs/:id/people", "run:teach", s.joinForm),
		kit.On("POST page", "/teaching/runs/:id/people", "run:teach", s.joinRun),
		kit.On("POST page", "/teaching/runs/:id/people/removal", "run:teach", s.leaveRun),
		kit.On("POST", "/teaching/runs/:id/steps/:step/gate", "run:teach", s.setGate),
		kit.On("GET", "/teaching/runs/:id/sessions/:session", "run:teach", s.sessionForm),
		kit.On("POST page", "/teaching/runs/:id/sessions/:session", "run:teach", s.markAttendance),
		kit.On("GET", "/teaching/runs/:id/sessions/:session/sheet", "run:teach", s.signInSheet),
		kit.On("GET", "/teaching/reviews", "work:review", s.reviews),
		kit.On("GET", "/teaching/reviews/:id", "work:review", s.review),
		kit.On("POST page", "/teaching/reviews/:id", "work:review", s.reviewWork),
		kit.On("GET", "/teaching/files/:id", "work:review", s.taughtFile),
	}
}
