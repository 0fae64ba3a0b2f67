package teach

import (
	"errors"
	"strconv"

	"masar/internal/app/learn"
	"masar/internal/catalog"
	"masar/internal/exercise"
	"masar/internal/people"
	"masar/internal/progress"
	"masar/internal/store"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// reviewsShown is how many works a page lists.
const reviewsShown = 50

// reviews lists the works that wait for the viewer's review.
func (s wing) reviews(c *fiber.Ctx) error {
	v, t := kit.Viewer(c), s.Words(c)
	f := store.WorkFilter{CourseID: c.Query("course"), RunID: c.Query("run")}
	page := max(c.QueryInt("page", 1), 1)
	ws, total, err := s.App.Store.WorksWaiting(c.UserContext(), v, f, (page-1)*reviewsShown, reviewsShown)
	if err != nil {
		return err
	}
	d := reviewsData{
		Count: t.ReviewCount(total), Filtered: f != store.WorkFilter{},
		Course: ui.Input{Name: "course", Label: t.WorkshopCourse(), Value: f.CourseID, Bare: true, Options: []ui.Option{{Label: t.CommonAll()}}},
		Run:    ui.Input{Name: "run", Label: t.ReviewRun(), Value: f.RunID, Bare: true, Options: []ui.Option{{Label: t.CommonAll()}}},
		Pager:  ui.Pager{Page: page, Size: reviewsShown, Total: total, Path: "/teaching/reviews", Query: map[string][]string{"course": {f.CourseID}, "run": {f.RunID}}},
	}
	if err := s.reviewFilters(c, &d); err != nil {
		return err
	}
	for _, w := range ws {
		course, err := s.App.Store.Course(c.UserContext(), w.CourseID, w.Version)
		if err != nil {
			return err
		}
		d.Rows = append(d.Rows, reviewRow{
			Href: "/teaching/reviews/" + w.ID, Author: t.Pick(w.NameAr, w.NameEn), Agency: t.Pick(w.AgencyAr, w.AgencyEn),
			Exercise: t.Text(course.Exercises[w.ExerciseID].Title), Course: t.Text(course.Title), At: t.DateTime(w.HandedInAt),
		})
	}
	return s.Render(c, ui.Shell{Title: t.ReviewTitle()}.Staff(), reviews(d))
}

func (s wing) reviewFilters(c *fiber.Ctx, d *reviewsData) error {
	t := s.Words(c)
	hs, err := s.App.Store.Courses(c.UserContext())
	if err != nil {
		return err
	}
	titles := map[string]string{}
	for _, h := range hs {
		titles[h.ID] = t.Text(h.Title())
		d.Course.Options = append(d.Course.Options, ui.Option{Value: h.ID, Label: titles[h.ID]})
	}
	ui.Sorted(d.Course.Options[1:]) // after "all"
	rs, err := s.App.Store.TaughtRuns(c.UserContext(), kit.Viewer(c), 100)
	for _, r := range rs {
		label := t.ReviewRunOf(titles[r.CourseID], t.Date(r.StartsOn))
		if r.Cancelled {
			label = t.ReviewRunCancelled(label)
		}
		d.Run.Options = append(d.Run.Options, ui.Option{Value: r.ID, Label: label})
	}
	return err
}

// review shows a work that was handed in, for its reviewer.
func (s wing) review(c *fiber.Ctx) error {
	w, err := s.App.Store.TaughtWork(c.UserContext(), kit.Viewer(c), c.Params("id"))
	if err != nil {
		return err
	}
	return s.showReview(c, w, learn.Verdict{Scores: w.Scores, Comment: w.Comment}, nil)
}

func (s wing) showReview(c *fiber.Ctx, w store.HandedWork, say learn.Verdict, problems map[string]string) error {
	t := s.Words(c)
	course, err := s.App.Store.Course(c.UserContext(), w.CourseID, w.Version)
	if err != nil {
		return err
	}
	ex := course.Exercises[w.ExerciseID]
	d := reviewData{
		Href: "/teaching/reviews/" + w.ID, Author: t.Pick(w.NameAr, w.NameEn), Agency: t.Pick(w.AgencyAr, w.AgencyEn), Exercise: t.Text(ex.Title), Course: t.Text(course.Title),
		At: t.DateTime(w.HandedInAt), State: string(w.State), Turn: w.Turn, Open: w.State == exercise.HandedIn || w.State == exercise.Reviewed,
		Own: w.PersonID == kit.Viewer(c).PersonID, Instructions: present.Markdown(s.Words(c), s.Lexicon, course, ex.Instructions, "task-"), Changed: problems["changed"],
		Comment: ui.Input{Name: "comment", Label: t.ReviewComment(), Hint: t.ReviewCommentHint(), Value: say.Comment, Rows: 6, Max: exercise.MaxText, Bare: true, Error: problems["comment"]},
	}
	if p := course.Completion.Portfolio; p != nil && p.Star > 0 {
		d.Star = t.ReviewStarSay(t.Num(p.Star))
	}
	if d.Answers, err = s.answers(c, ex, w); err != nil {
		return err
	}
	if d.By, err = s.reviewedBy(c, w); err != nil {
		return err
	}
	if w.State == exercise.Reviewed {
		d.Score = t.ExerciseScore(t.Pct(w.Percent))
		if progress.BelowStar(course, w.ExerciseID, w.LowestStar) {
			d.Below = t.ExerciseStateBelowStar()
		}
	}
	given := w.Work
	given.Scores = say.Scores
	d.Rubric = present.Rubric(t, ex, given)
	for i, r := range d.Rubric {
		if problems[r.ID] != "" {
			d.Rubric[i].Error = problems[r.ID]
			d.Problems = append(d.Problems, ui.Problem{Field: "level-" + r.ID, Text: r.Title + ": " + problems[r.ID]})
		}
	}
	for _, field := range []string{"comment", ""} {
		if problems[field] != "" {
			d.Problems = append(d.Problems, ui.Problem{Field: field, Text: problems[field]})
		}
	}
	return s.Render(c, ui.Shell{Title: t.ReviewOfWork(d.Exercise, d.Author)}, review(d))
}

// answers are the fields of the form as they were handed in.
func (s wing) answers(c *fiber.Ctx, ex catalog.Exercise, w store.HandedWork) (fields []present.WorkField, err error) {
	t := s.Words(c)
	for _, f := range ex.Fields {
		value := w.In()[f.ID]
		fd := present.WorkField{Input: present.FieldInput(t, f, value), Kind: f.Kind}
		if f.Kind == catalog.File && value != "" {
			file, err := s.App.Store.TaughtFile(c.UserContext(), kit.Viewer(c), value)
			if err != nil {
				return nil, err
			}
			fd.File = &present.FileLink{Name: file.Name, Href: "/teaching/files/" + file.ID, Size: t.Bytes(file.Size)}
		}
		fields = append(fields, fd)
	}
	return fields, nil
}

// reviewedBy says who reviewed the work last, and when.
func (s wing) reviewedBy(c *fiber.Ctx, w store.HandedWork) (string, error) {
	if w.ReviewedBy == "" {
		return "", nil
	}
	t := s.Words(c)
	p, err := s.App.Store.Person(c.UserContext(), people.Everywhere("a trainer sees who reviewed the work before"), w.ReviewedBy)
	return t.ReviewBy(p.Name(t.Lang), t.DateTime(w.ReviewedAt)), err
}

// reviewWork keeps a review, or gives the work back. If the work has changed
// since it was shown, it is shown as it is now beside what was typed.
func (s wing) reviewWork(c *fiber.Ctx) error {
	v, id := kit.Viewer(c), c.Params("id")
	w, err := s.App.Store.TaughtWork(c.UserContext(), v, id)
	if err != nil {
		return err
	}
	course, err := s.App.Store.Course(c.UserContext(), w.CourseID, w.Version)
	if err != nil {
		return err
	}
	say := learn.Verdict{Scores: map[string]int{}, Comment: kit.Posted(c, "comment"), Return: kit.Posted(c, "go") == "return"}
	say.Turn, _ = strconv.Atoi(kit.Posted(c, "revision"))
	for _, cr := range course.Exercises[w.ExerciseID].Rubric {
		say.Scores[cr.ID], _ = strconv.Atoi(kit.Posted(c, "level-"+cr.ID))
	}
	_, err = s.App.ReviewWork(c.UserContext(), v, id, say)
	if errors.Is(err, store.ErrChanged) {
		return s.reviewChanged(c, w, say)
	}
	done := "review.saved-said"
	if say.Return {
		done = "review.returned-said"
	}
	err = s.Said(c, err, done)
	if problems, ok := kit.SayAll(c, err); ok {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showReview(c, w, say, problems)
	}
	if err != nil {
		return err
	}
	return kit.Redirect(c, "/teaching/reviews")
}

// reviewChanged shows a work that is another than the one that was reviewed: what
// was said of it beside what is said of it now. One that waits for its author has
// no form.
func (s wing) reviewChanged(c *fiber.Ctx, w store.HandedWork, say learn.Verdict) error {
	if w.State != exercise.HandedIn && w.State != exercise.Reviewed {
		c.Status(fiber.StatusConflict)
		return s.showReview(c, w, say, map[string]string{"changed": s.Words(c).ReviewChanged()})
	}
	e, err := s.App.Store.Enrolment(c.UserContext(), people.Everywhere("a reviewer is said who changed the work before"), w.EnrolmentID)
	if err != nil {
		return err
	}
	kit.Differs(c, e.PersonID, w.HandedInAt)
	if w.ReviewedAt.After(w.HandedInAt) {
		kit.Differs(c, w.ReviewedBy, w.ReviewedAt)
	}
	return s.showReview(c, w, say, nil)
}

// taughtFile serves a file of a work that the viewer may review.
func (s wing) taughtFile(c *fiber.Ctx) error {
	f, err := s.App.Store.TaughtFile(c.UserContext(), kit.Viewer(c), c.Params("id"))
	if err != nil {
		return err
	}
	return s.SendFile(c, f)
}
