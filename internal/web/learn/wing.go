// Package learn is the learner's part of the site: home, courses, lessons, quizzes,
// exercises, surveys, notices and help.
package learn

import (
	"masar/internal/access"
	"masar/internal/web/kit"
)

// A wing is this part of the site, on what every part has.
type wing struct{ *kit.Site }

// Routes returns the pages and forms of this part.
func Routes(site *kit.Site) []kit.Route {
	s := wing{site}
	return []kit.Route{
		kit.On("GET", "/help", access.Public, s.help),
		kit.On("GET", "/privacy", access.Public, s.privacy),
		kit.On("GET", "/accessibility", access.Public, s.accessibility),
		kit.On("GET", "/", access.Member, s.home),
		kit.On("GET", "/learning", "course:learn", s.learning),
		kit.On("GET", "/learning/:course", "course:learn", s.course),
		kit.On("POST", "/learning/:course/enrolment", "course:learn", s.enrol),
		kit.On("GET", "/learning/:course/:step", "course:learn", s.step),
		kit.On("POST", "/learning/:course/:step/reading", "course:learn", s.readLesson),
		kit.On("POST", "/learning/:course/:step/attempts", "course:learn", s.startAttempt),
		kit.On("POST upload", "/learning/:course/:step/work", "course:learn", s.saveWork),
		kit.On("POST page", "/learning/:course/:step/response", "course:learn", s.answerSurvey),
		kit.On("GET", "/surveys/:enrolment/:survey", "course:learn", s.followUp),
		kit.On("POST page", "/surveys/:enrolment/:survey", "course:learn", s.answerFollowUp),
		kit.On("GET", "/attempts/:id", "course:learn", s.question),
		kit.On("POST", "/attempts/:id/answers/:item", "course:learn", s.saveAnswer),
		kit.On("GET", "/attempts/:id/result", "course:learn", s.result),
		kit.On("POST", "/attempts/:id/result", "course:learn", s.finishAttempt),
		kit.On("GET", "/media/:hash/:name", "course:learn", s.medium),
		kit.On("GET", "/files/:id", access.Member, s.ownFile),
		kit.On("GET", "/calendar", access.Member, s.calendar),
		kit.On("GET", "/glossary", access.Public, s.glossary),
		kit.On("GET", "/paths", access.Member, s.paths),
		kit.On("GET", "/notices", access.Member, s.notices),
		kit.On("POST", "/notices/reading", access.Member, s.readNotices),
	}
}
