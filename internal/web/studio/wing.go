// Package studio is where trainers write courses: drafts, lessons and their media.
package studio

import (
	"masar/internal/web/kit"
)

// A wing is this part of the site, on what every part has.
type wing struct {
	*kit.Site
	findings *findingsCache
}

// Routes returns the pages and forms of this part.
func Routes(site *kit.Site) []kit.Route {
	s := wing{site, new(findingsCache)}
	return []kit.Route{
		kit.On("GET", "/teaching/courses", "course:edit", s.drafts),
		kit.On("GET", "/teaching/courses/:id", "course:edit", s.draft),
		kit.On("GET export", "/teaching/courses/:id/export.zip", "course:edit", s.exportDraft),
		kit.On("POST", "/teaching/courses/:id/submission", "course:edit", s.submitDraft),
		kit.On("POST", "/teaching/courses/:id/submission/withdrawal", "course:edit", s.recallDraft),
		kit.On("POST", "/teaching/courses/:id/publication", "course:publish", s.publishDraft),
		kit.On("POST", "/teaching/courses/:id/discarding", "course:edit", s.discardDraft),
		kit.On("POST upload", "/teaching/courses/:id/media", "course:edit", s.uploadMedium),
		kit.On("GET", "/teaching/courses/:id/lessons/media/:name", "course:edit", s.draftMedium),
		kit.On("GET", "/teaching/courses/:id/lessons/:lesson", "course:edit", s.lessonForm),
		kit.On("POST page", "/teaching/courses/:id/lessons/:lesson", "course:edit", s.saveLesson),
		kit.On("GET", "/teaching/courses/:id/lessons/:lesson/preview/:lang", "course:edit", s.previewLesson),
	}
}
