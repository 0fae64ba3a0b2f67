package studio

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"masar/internal/app/core"
	"masar/internal/catalog"
	"masar/internal/event"
	"masar/internal/people"
	"masar/internal/store"
)

// PublishShipped publishes the version of a course that came with the program
// or its courses directory. Where the course was edited here since the last
// one came, the edited version stays the current one.
func (a Studio) PublishShipped(ctx context.Context, c catalog.Course, media map[string][]byte) error {
	h, err := a.Store.CourseHead(ctx, c.ID)
	if err == nil && h.Shipped == c.Version {
		return nil
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	return a.Do(ctx, people.Clock, func(d *core.Unit) error {
		edited := h.Version != h.Shipped
		h.Shipped = c.Version
		if edited {
			if err := keep(ctx, d, c, media, ""); err != nil {
				return err
			}
			return d.SaveCourseHead(ctx, h)
		}
		return publish(ctx, d, c, media, "", c.Version)
	})
}

// publish makes c the current version of its course.
func publish(ctx context.Context, d *core.Unit, c catalog.Course, media map[string][]byte, by, shipped string) error {
	if err := keep(ctx, d, c, media, by); err != nil {
		return err
	}
	h := store.CourseHead{
		ID: c.ID, Version: c.Version, Shipped: shipped, TitleAr: c.Title.Ar, TitleEn: c.Title.En, Kind: c.Kind, Hours: c.Hours,
	}
	if err := d.SaveCourseHead(ctx, h); err != nil {
		return err
	}
	return d.Emit(ctx, event.Of(event.CoursePublished, core.Titled(c.ID, "", c.Title), event.Version.Is(c.Version)))
}

// keep adds a version of a course with its media; versions are never changed.
// The media come in one order: processes that start together add the same ones.
func keep(ctx context.Context, d *core.Unit, c catalog.Course, media map[string][]byte, by string) error {
	ms := slices.SortedFunc(maps.Values(c.Media), func(a, b catalog.Medium) int { return strings.Compare(a.Hash, b.Hash) })
	for _, m := range ms {
		body, ok := media[m.Hash]
		if !ok {
			continue // kept with an earlier version
		}
		if err := d.AddMedium(ctx, store.Medium{Hash: m.Hash, Type: m.Type, Body: body}); err != nil {
			return err
		}
	}
	return d.AddCourseVersion(ctx, store.CourseVersion{CourseID: c.ID, Version: c.Version, Body: c, PublishedAt: d.Now, PublishedBy: by})
}
