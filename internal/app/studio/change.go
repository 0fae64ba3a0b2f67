package studio

import (
	"maps"
	"slices"

	"masar/internal/app/core"
	"masar/internal/catalog"
	"masar/internal/event"
)

// drafted is about the lessons and pictures of a draft that are not what they were.
func drafted(course, agency string, lessons map[string]catalog.Lesson, media map[string]catalog.Medium, now catalog.Course) event.Event {
	e := event.Of(event.DraftSaved, core.Titled(course, agency, now.Title))
	for _, id := range slices.Sorted(maps.Keys(now.Lessons)) {
		was, l := lessons[id], now.Lessons[id]
		if LessonDigest(was) == LessonDigest(l) {
			continue
		}
		e = e.With(event.LessonID.Is(id), event.TitleAr.From(was.Title.Ar, l.Title.Ar), event.TitleEn.From(was.Title.En, l.Title.En),
			event.TextAr.From(was.Body.Ar, l.Body.Ar), event.TextEn.From(was.Body.En, l.Body.En))
	}
	for name, m := range now.Media {
		if media[name] != m {
			e = e.With(event.Picture.Is(name))
		}
	}
	return e
}
