package learn

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"

	"masar/internal/app/core"
	"masar/internal/catalog"
	"masar/internal/event"
	"masar/internal/exercise"
	"masar/internal/fault"
	"masar/internal/notice"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
)

// A HandIn is what the form of an exercise brings.
type HandIn struct {
	Fields map[string]string     // by field
	Files  map[string]store.File // new files, by field: name, type, hash and body
	Drop   map[string]bool       // fields whose file is taken back
	Final  bool                  // hand in; otherwise only keep

	Seen     int  // revision of the work that the form showed
	SeenSaid bool // Seen is known
}

// SaveWork keeps what v has done for an exercise of the course and, if it is
// final, hands it in. What is missing is all told at once, and what there is
// is kept all the same.
func (a Learning) SaveWork(ctx context.Context, v people.Viewer, course, exerciseID string, in HandIn) (w exercise.Work, err error) {
	var missing []*fault.Fault
	err = a.Do(ctx, v, func(d *core.Unit) error {
		e, c, err := learning(ctx, d, v, course)
		if err != nil {
			return err
		}
		ex, ok := c.Exercises[exerciseID]
		if !ok {
			return store.ErrNotFound
		}
		if w, err = d.Work(ctx, e.ID, exerciseID); err != nil {
			return err
		}
		if in.SeenSaid && in.Seen != w.Revision {
			same, err := sameWork(ctx, d, v, ex, w, in)
			if err != nil || same {
				return err
			}
			return exercise.ErrChanged
		}
		fields, err := fields(ctx, d, v, ex, w, in)
		if err != nil {
			return err
		}
		began := w.State == ""
		if began {
			w.ID, w.EnrolmentID, w.ExerciseID, w.Revision = a.NewID(), e.ID, exerciseID, 1
		}
		if w, err = w.Save(ex, fields, d.Now); err != nil {
			return err
		}
		if in.Final {
			if w, missing, err = handIn(ctx, d, e, c, w, ex); err != nil {
				return err
			}
		}
		w, err = keepWork(ctx, d, e, c, w, exerciseID, began, in.Final && len(missing) == 0)
		return err
	})
	for _, f := range missing {
		err = errors.Join(err, f)
	}
	return w, err
}

// handIn hands w in, if the exercise is open to its author. What is missing, or
// that it is not open, is told; the work is kept all the same.
func handIn(ctx context.Context, d *core.Unit, e progress.Enrolment, c catalog.Course, w exercise.Work, ex catalog.Exercise) (exercise.Work, []*fault.Fault, error) {
	err := opened(ctx, d, e, c, ex.ID)
	if f, ok := errors.AsType[*fault.Fault](err); ok {
		return w, []*fault.Fault{f}, nil
	}
	if err != nil {
		return w, nil, err
	}
	w, missing := w.HandIn(ex, d.Now)
	return w, missing, nil
}

// fields returns the fields of the work as the form leaves them: text as
// typed, and of each file its id, the old one where there is no new one.
func fields(ctx context.Context, d *core.Unit, v people.Viewer, ex catalog.Exercise, w exercise.Work, in HandIn) (map[string]string, error) {
	fields := maps.Clone(in.Fields)
	if fields == nil {
		fields = map[string]string{}
	}
	for _, f := range ex.Fields {
		if f.Kind != catalog.File {
			continue
		}
		fields[f.ID] = w.Fields[f.ID]
		if in.Drop[f.ID] {
			delete(fields, f.ID)
		}
		file, ok := in.Files[f.ID]
		if !ok {
			continue
		}
		id, err := keepFile(ctx, d, v, file)
		if err != nil {
			return nil, err
		}
		fields[f.ID] = id
	}
	return fields, nil
}

// sameWork reports whether the form says what w says already, as one does that
// is sent twice.
func sameWork(ctx context.Context, d *core.Unit, v people.Viewer, ex catalog.Exercise, w exercise.Work, in HandIn) (bool, error) {
	if in.Final && (w.State != exercise.HandedIn || w.Beside()) {
		return false, nil
	}
	var ids []string
	for field := range in.Files {
		ids = append(ids, w.Fields[field])
	}
	files, err := d.FileNames(ctx, v.Own(), ids...)
	if err != nil {
		return false, err
	}
	for _, f := range ex.Fields {
		kept := w.Fields[f.ID]
		switch file, sent := in.Files[f.ID]; {
		case sent && files[kept].Hash != file.Hash, in.Drop[f.ID] && kept != "":
			return false, nil
		case f.Kind != catalog.File && exercise.Tidy(in.Fields[f.ID]) != kept:
			return false, nil
		}
	}
	return true, nil
}

func keepWork(ctx context.Context, d *core.Unit, e progress.Enrolment, c catalog.Course, w exercise.Work, exerciseID string, began, handedIn bool) (_ exercise.Work, err error) {
	if began {
		err = d.AddWork(ctx, w)
	} else {
		err = d.SaveWork(ctx, w)
		w.Revision++
	}
	if err != nil || !handedIn {
		return w, err
	}
	if err := Advance(ctx, d, e, c); err != nil {
		return w, err
	}
	return w, d.Emit(ctx, event.Of(event.WorkHandedIn, core.Titled(w.ID, e.AgencyID, c.Exercises[exerciseID].Title), event.ExerciseID.Is(exerciseID), event.EnrolmentID.Is(e.ID)))
}

// A Verdict is what a reviewer says about a piece of work.
type Verdict struct {
	Scores  map[string]int // by criterion, 1 to 4
	Comment string
	Return  bool // give it back to be handed in again
	Turn    int  // of the work, as the reviewer saw it
}

// ReviewWork judges a piece of work by its rubric or gives it back, and tells
// its author. Only somebody else who may teach its author may.
func (a Learning) ReviewWork(ctx context.Context, v people.Viewer, id string, say Verdict) (w exercise.Work, err error) {
	err = a.Do(ctx, v, func(d *core.Unit) error {
		var e progress.Enrolment
		if w, e, err = taught(ctx, d, v, id); err != nil {
			return err
		}
		if e.PersonID == v.PersonID {
			return core.ErrOwnWork
		}
		fresh := w.Turn == say.Turn
		if err := core.Unchanged(true, say.said(w, v), fresh); err != nil {
			return err
		}
		if !fresh {
			return store.ErrChanged
		}
		c, err := d.Course(ctx, e.CourseID, e.Version)
		if err != nil {
			return err
		}
		ex, kind := c.Exercises[w.ExerciseID], notice.Reviewed
		if say.Return {
			kind = notice.Returned
			if w, err = w.Return(say.Comment, v.PersonID, d.Now); err != nil {
				return err
			}
		} else {
			var faults []*fault.Fault
			if w, faults = w.Review(ex, say.Scores, say.Comment, v.PersonID, d.Now); len(faults) > 0 {
				return Joined(faults)
			}
		}
		if err := d.SaveWork(ctx, w); err != nil {
			return err
		}
		if err := Advance(ctx, d, e, c); err != nil {
			return err
		}
		if err := d.Notify(ctx, reviewed(e, c, ex, w, kind, d)); err != nil {
			return err
		}
		what := event.WorkReviewed
		if say.Return {
			what = event.WorkReturned
		}
		return d.Emit(ctx, event.Of(what, core.Titled(w.ID, e.AgencyID, ex.Title), event.ExerciseID.Is(w.ExerciseID)))
	})
	return w, err
}

// said reports whether w says already, by v, what the verdict says.
func (say Verdict) said(w exercise.Work, v people.Viewer) bool {
	if w.ReviewedBy != v.PersonID || w.Comment != strings.TrimSpace(say.Comment) {
		return false
	}
	if say.Return {
		return w.State == exercise.Returned
	}
	return w.State == exercise.Reviewed && maps.Equal(w.Scores, say.Scores)
}

func reviewed(e progress.Enrolment, c catalog.Course, ex catalog.Exercise, w exercise.Work, kind notice.Kind, d *core.Unit) notice.Notice {
	args := core.Title(c.Title)
	args["exercise.ar"], args["exercise.en"] = ex.Title.In("ar"), ex.Title.In("en")
	args["score"] = fmt.Sprintf("%d%%", w.Percent)
	return notice.Notice{
		ID: fmt.Sprintf("%s:%s:%d", kind, w.ID, w.Revision), PersonID: e.PersonID, Kind: kind, Args: args,
		Link: "/learning/" + e.CourseID + "/" + w.ExerciseID, At: d.Now,
	}
}

// taught loads a piece of work whose author v may teach: as a trainer of the
// run they attend, or as a trainer of their agency.
func taught(ctx context.Context, d *core.Unit, v people.Viewer, id string) (w exercise.Work, e progress.Enrolment, err error) {
	if w, err = d.WorkByID(ctx, id); err != nil {
		return w, e, err
	}
	e, err = d.TaughtEnrolment(ctx, v, w.EnrolmentID)
	return w, e, err
}

func Joined(faults []*fault.Fault) error {
	var err error
	for _, f := range faults {
		err = errors.Join(err, f)
	}
	return err
}
