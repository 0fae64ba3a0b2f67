package store_test

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/courseware"
	"masar/internal/exercise"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/quiz"
	"masar/internal/quiz/item"
	"masar/internal/store"
)

// all returns every row of a table.
func all[Row any](t *testing.T, db *store.DB, table string) (rs []Row) {
	t.Helper()
	must(t, db.R.NewSelect().Model(&rs).Scan(t.Context()))
	if len(rs) == 0 {
		t.Fatalf("the earlier database has no %s", table)
	}
	return rs
}

// A database that an earlier program filled is read as it is: what it says by
// Go's names of that time is all there, and keeps its digests.
func TestEarlierDatabase(t *testing.T) {
	db, ctx := masartest.DBOf(masartest.Earlier(t).App), t.Context()
	var body string
	must(t, db.R.NewRaw("SELECT body FROM course_versions LIMIT 1").Scan(ctx, &body))
	if !strings.Contains(body, `"ValidMonths":`) || strings.Contains(body, `"lessons":`) {
		t.Fatal("the versions of the earlier database are not in the earlier form")
	}
	for _, v := range all[store.CourseVersion](t, db, "versions") {
		c, err := db.Course(ctx, v.CourseID, v.Version)
		must(t, err)
		if got := courseware.Version(c); got != v.Version { // of everything in it
			t.Errorf("%s %s is read as %s", v.CourseID, v.Version, got)
		}
	}
	for _, d := range all[store.Draft](t, db, "drafts") {
		added := slices.ContainsFunc(slices.Collect(maps.Values(d.Body.Lessons)), func(l catalog.Lesson) bool {
			return strings.Contains(l.Body.Ar, "أضيفت هذه الجملة في المسودة.")
		})
		h, err := db.CourseHead(ctx, d.CourseID)
		must(t, err)
		if !added || d.Body.Version != h.Version {
			t.Errorf("the draft of %s, begun from %s, is not what was written", d.CourseID, d.Body.Version)
		}
	}
	earlierAttempts(t, db)
	for _, i := range all[store.Import](t, db, "imports") {
		ps, _, problems, faults := people.ReadList(i.Lines)
		if len(ps) != 2 || len(problems)+len(faults) > 0 || i.Lines[2].Number != 3 {
			t.Errorf("import %s: %+v, %v, %v", i.ID, i.Lines, problems, faults)
		}
	}
	for _, tr := range all[certificate.Transcript](t, db, "transcripts") {
		if tr.Hash != tr.Contents.Hash() {
			t.Errorf("transcript %s says %+v", tr.Code, tr.Contents)
		}
	}
	for _, tp := range all[certificate.Template](t, db, "templates") {
		if tp.Digest != tp.Design.Digest() {
			t.Errorf("template %s is %+v", tp.Name(), tp.Design)
		}
	}
	for _, w := range all[exercise.Work](t, db, "works") {
		if len(w.Fields) == 0 || w.State == exercise.Reviewed && w.Got() == 0 {
			t.Errorf("work %s: %+v", w.ID, w)
		}
	}
}

// earlierAttempts checks that what chance decided is known of every attempt.
func earlierAttempts(t *testing.T, db *store.DB) {
	t.Helper()
	for _, a := range all[quiz.Attempt](t, db, "attempts") {
		e, err := db.Enrolment(t.Context(), people.Everywhere("a test looks at all"), a.EnrolmentID)
		must(t, err)
		c, err := db.Course(t.Context(), e.CourseID, e.Version)
		must(t, err)
		q, _ := c.Quiz(a.QuizID)
		if len(a.Questions) != q.Count() {
			t.Errorf("attempt %s has %d questions, want %d", a.ID, len(a.Questions), q.Count())
		}
		for _, d := range a.Questions {
			it, ok := c.Item(d.Item)
			if !ok || it.Type != item.Numeric && len(d.Order) == 0 {
				t.Errorf("attempt %s: question %+v", a.ID, d)
			}
		}
	}
}

// An earlier form is read on both databases, where JSON may be kept as text or
// not, and what is written then has our keys.
func TestEarlierRows(t *testing.T) {
	db, ctx, now := masartest.DB(t), t.Context(), masartest.Noon
	must(t, db.Alone().SaveCourseHead(ctx, store.CourseHead{ID: "c", Version: "v"}),
		db.Alone().AddCourseVersion(ctx, store.CourseVersion{CourseID: "c", Version: "v", PublishedAt: now}),
		db.Alone().AddDraft(ctx, store.Draft{CourseID: "c", SavedAt: now}))
	b, err := os.ReadFile(earlierPath("course_versions.body"))
	must(t, err)
	for _, table := range []string{"course_versions", "drafts"} {
		_, err = db.W.NewRaw("UPDATE "+table+" SET body = ?", string(b)).Exec(ctx)
		must(t, err)
	}
	c, err := db.Course(ctx, "c", "v")
	must(t, err)
	d, err := db.Draft(ctx, "c")
	must(t, err)
	const months = 6164
	if c.Certificate.ValidMonths != months || d.Body.Certificate.ValidMonths != months || len(c.Bank) != 1 || c.Bank[0].Pairs[0].Right.En == "" {
		t.Errorf("read %+v, a draft %+v", c.Certificate, d.Body.Certificate)
	}
	must(t, db.Alone().SaveDraft(ctx, d))
	var text string
	must(t, db.R.NewRaw("SELECT CAST(body AS TEXT) FROM drafts").Scan(ctx, &text))
	if !strings.Contains(text, `"valid_months":`) || strings.Contains(text, "ValidMonths\":") {
		t.Error("the draft is not saved under our keys")
	}
}
