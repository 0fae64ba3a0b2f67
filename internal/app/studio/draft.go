package studio

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"strings"
	"time"

	"masar/internal/app/core"
	"masar/internal/app/learn"
	"masar/internal/catalog"
	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/store"
)

// ErrUnchanged is returned when a draft that says nothing new is published.
var ErrUnchanged = fault.New(fault.Conflict, "draft.unchanged")

var (
	// ErrPublishHouse is returned to somebody who publishes a course without
	// administering the top agency: every agency gets the new version.
	ErrPublishHouse = fault.New(fault.Forbidden, "draft.publish-house")
	// ErrAsked is returned to somebody who asks for a draft to be published while
	// such a request waits.
	ErrAsked = fault.New(fault.Conflict, "draft.asked-already")
	// ErrNotAsked is returned to somebody who takes back what they did not ask for.
	ErrNotAsked = fault.New(fault.Conflict, "draft.asked-not")
	// ErrDraftOfOther is returned to somebody who discards what another wrote.
	ErrDraftOfOther = fault.New(fault.Forbidden, "draft.of-other")
)

// maxLesson is how many characters one language of a lesson may have.
const maxLesson = 200_000

// ErrLessonLong is returned for a lesson that is too long.
var ErrLessonLong = fault.New(fault.Invalid, "draft.long").On("body_ar")

// A LessonEdit is a lesson as somebody leaves it. Seen is the digest of the
// lesson as it was when they opened it: two people may edit one lesson, and
// neither shall undo the other's work unawares.
type LessonEdit struct {
	LessonID    string
	Title, Body catalog.Text
	Seen        string
}

// LessonDigest returns what tells two states of a lesson apart. It is in forms
// and nowhere else.
func LessonDigest(l catalog.Lesson) string { return digestOf(l) }

func courseDigest(c catalog.Course) string { return digestOf(c) }

func digestOf(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // neither a Lesson nor a Course holds anything that JSON cannot
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8])
}

// draft returns the draft of the course, begun from its current version if
// there is none yet.
func draft(ctx context.Context, d *core.Unit, course string) (dr store.Draft, began bool, err error) {
	dr, err = d.Draft(ctx, course)
	if !errors.Is(err, store.ErrNotFound) {
		return dr, false, err
	}
	c, err := learn.Current(ctx, d, course)
	c.Lessons, c.Media = maps.Clone(c.Lessons), maps.Clone(c.Media) // a version is shared and never changes
	return store.Draft{CourseID: course, Body: c}, true, err
}

// changeDraft applies change to the draft of a course and saves it.
func (a Studio) changeDraft(ctx context.Context, v people.Viewer, course string, change func(d *core.Unit, c *catalog.Course) error) error {
	return a.Do(ctx, v, func(d *core.Unit) error {
		dr, began, err := draft(ctx, d, course)
		if err != nil {
			return err
		}
		was := courseDigest(dr.Body)
		lessons, media := maps.Clone(dr.Body.Lessons), maps.Clone(dr.Body.Media)
		if err := change(d, &dr.Body); err != nil {
			return err
		}
		if err := core.Unchanged(was, courseDigest(dr.Body), true); err != nil {
			return err
		}
		dr.SavedAt, dr.SavedBy = d.Now, v.PersonID
		if began {
			err = d.AddDraft(ctx, dr)
		} else {
			err = d.SaveDraft(ctx, dr)
		}
		if errors.Is(err, store.ErrExists) {
			return store.ErrChanged
		}
		if err != nil {
			return err
		}
		return d.Emit(ctx, drafted(course, v.AgencyID, lessons, media, dr.Body))
	})
}

// SaveLesson saves a lesson in the draft of its course.
func (a Studio) SaveLesson(ctx context.Context, v people.Viewer, course string, e LessonEdit) error {
	for _, s := range []string{e.Body.Ar, e.Body.En, e.Title.Ar, e.Title.En} {
		if len([]rune(s)) > maxLesson {
			return ErrLessonLong.With("max", maxLesson)
		}
	}
	return a.changeDraft(ctx, v, course, func(_ *core.Unit, c *catalog.Course) error {
		l, ok := c.Lessons[e.LessonID]
		if !ok {
			return store.ErrNotFound
		}
		was := l
		l.Title = catalog.Text{Ar: strings.TrimSpace(e.Title.Ar), En: strings.TrimSpace(e.Title.En)}
		l.Body = catalog.Text{Ar: rewritten(l.Body.Ar, e.Body.Ar), En: rewritten(l.Body.En, e.Body.En)}
		fresh := LessonDigest(was) == e.Seen
		if err := core.Unchanged(was, l, fresh); err != nil {
			return err
		}
		if !fresh {
			return store.ErrChanged
		}
		c.Lessons[e.LessonID] = l
		return nil
	})
}

var (
	escapedBox = regexp.MustCompile(`(?m)^((?:> ?)+)\\\[!(\w+)\\\]`)
	blankLines = regexp.MustCompile(`\n{3,}`)
)

// rewritten returns a text as it was typed, tidied; as it was if that says the
// same.
func rewritten(was, typed string) string {
	if tidy := tidyMarkdown(typed); tidy != tidyMarkdown(was) {
		return tidy
	}
	return was
}

// tidyMarkdown makes line ends one kind, leaves one blank line between blocks
// and none outside, and gives boxes back their marks, which a visual editor
// takes for brackets and escapes: "> \[!case\]" is "> [!case]".
func tidyMarkdown(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\x00", "")
	s = escapedBox.ReplaceAllString(s, "$1[!$2]")
	return strings.Trim(blankLines.ReplaceAllString(s, "\n\n"), "\n ") + "\n"
}

// AddDraftMedium adds a picture to the draft of a course.
func (a Studio) AddDraftMedium(ctx context.Context, v people.Viewer, course string, m catalog.Medium, body []byte) error {
	err := a.changeDraft(ctx, v, course, func(d *core.Unit, c *catalog.Course) error {
		if c.Media == nil {
			c.Media = map[string]catalog.Medium{}
		}
		c.Media[m.Name] = m
		return d.AddMedium(ctx, store.Medium{Hash: m.Hash, Type: m.Type, Body: body})
	})
	if errors.Is(err, core.ErrNothingChanged) { // it is there
		return nil
	}
	return err
}

// PublishDraft makes c the new version of its course: the draft at the given
// revision, read back from the form in which courses are written. Whoever has
// begun the course stays on the version they began; whoever has not gets this
// one.
func (a Studio) PublishDraft(ctx context.Context, v people.Viewer, c catalog.Course, revision int) error {
	if !v.Root {
		return ErrPublishHouse
	}
	return a.Do(ctx, v, func(d *core.Unit) error {
		h, err := d.CourseHead(ctx, c.ID)
		if err != nil {
			return err
		}
		if h.Version == c.Version {
			return ErrUnchanged
		}
		dr, err := d.Draft(ctx, c.ID)
		if errors.Is(err, store.ErrNotFound) {
			return store.ErrChanged // published or discarded meanwhile
		}
		if err != nil {
			return err
		}
		if err := d.RemoveDraft(ctx, c.ID, revision); err != nil {
			return err
		}
		if err := answerDraft(ctx, d, notice.Published, dr); err != nil {
			return err
		}
		if err := publish(ctx, d, c, nil, v.PersonID, h.Shipped); err != nil {
			return err
		}
		return d.MoveWaiting(ctx, c, d.Now)
	})
}

// SubmitDraft asks those who may publish a draft, as it is at the given revision,
// to do so. While a request waits, another is ErrAsked.
func (a Studio) SubmitDraft(ctx context.Context, v people.Viewer, course string, revision int) error {
	return a.Do(ctx, v, func(d *core.Unit) error {
		dr, err := d.Draft(ctx, course)
		if err != nil {
			return err
		}
		if dr.Revision != revision {
			return store.ErrChanged
		}
		if dr.AskedBy != "" {
			return ErrAsked
		}
		dr.AskedBy, dr.AskedAt = v.PersonID, d.Now
		if err := d.AskDraft(ctx, dr); err != nil {
			return err
		}
		admins, err := d.HouseAdmins(ctx)
		if err != nil {
			return err
		}
		var ns []notice.Notice
		for _, id := range admins {
			ns = append(ns, aboutDraft(notice.Submitted, dr, id, d))
		}
		if err := d.Notify(ctx, ns...); err != nil {
			return err
		}
		return d.Emit(ctx, event.Of(event.DraftSubmitted, core.Titled(course, v.AgencyID, dr.Body.Title)))
	})
}

// RecallDraft takes back the request by which v asked for the draft of a course
// to be published. Those who have not read of it do not.
func (a Studio) RecallDraft(ctx context.Context, v people.Viewer, course string) error {
	return a.Do(ctx, v, func(d *core.Unit) error {
		dr, err := d.Draft(ctx, course)
		if err != nil {
			return err
		}
		if dr.AskedBy != v.PersonID {
			return ErrNotAsked
		}
		dr.AskedBy, dr.AskedAt = "", time.Time{}
		if err := d.AskDraft(ctx, dr); err != nil {
			return err
		}
		if err := d.RemoveUnread(ctx, notice.Submitted, draftLink(course)); err != nil {
			return err
		}
		return d.Emit(ctx, event.Of(event.DraftRecalled, core.Titled(course, v.AgencyID, dr.Body.Title)))
	})
}

func draftLink(course string) string { return "/teaching/courses/" + course }

// aboutDraft returns a notice to a person about a draft, as of now.
func aboutDraft(kind notice.Kind, dr store.Draft, person string, d *core.Unit) notice.Notice {
	return notice.Notice{
		ID: fmt.Sprint(kind, ":", dr.CourseID, ":", d.Now.UnixMicro(), ":", person), PersonID: person, Kind: kind,
		Args: core.Title(dr.Body.Title), Link: draftLink(dr.CourseID), At: d.Now,
	}
}

// answerDraft notifies the person who asked for a draft to be published of what
// somebody else did with it. The request no longer waits for anybody.
func answerDraft(ctx context.Context, d *core.Unit, kind notice.Kind, dr store.Draft) error {
	if err := d.RemoveUnread(ctx, notice.Submitted, draftLink(dr.CourseID)); err != nil {
		return err
	}
	if dr.AskedBy == "" || dr.AskedBy == d.By.PersonID {
		return nil
	}
	return d.Notify(ctx, aboutDraft(kind, dr, dr.AskedBy, d))
}

// DiscardDraft throws the draft of a course away, which only its last author and
// those who may publish it can do.
func (a Studio) DiscardDraft(ctx context.Context, v people.Viewer, course string, revision int) error {
	return a.Do(ctx, v, func(d *core.Unit) error {
		dr, err := d.Draft(ctx, course)
		if err != nil {
			return err
		}
		if !v.Root && dr.SavedBy != v.PersonID {
			return ErrDraftOfOther
		}
		if err := d.RemoveDraft(ctx, course, revision); err != nil {
			return err
		}
		if err := answerDraft(ctx, d, notice.Discarded, dr); err != nil {
			return err
		}
		return d.Emit(ctx, event.Of(event.DraftDiscarded, core.Titled(course, v.AgencyID, dr.Body.Title)))
	})
}
