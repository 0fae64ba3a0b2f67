package store_test

import (
	"errors"
	"fmt"
	"testing"

	"masar/internal/certificate"
	"masar/internal/masartest"
	"masar/internal/store"
)

// Of what never changes, the store holds as many as were asked for last, and reads
// the others from the database.
func TestConstantsAreBounded(t *testing.T) {
	db, ctx := masartest.DBOf(masartest.NewWorld(t).App), t.Context()
	many := 300
	must(t, db.Tx(ctx, func(tx *store.Tx) error {
		for i := range many {
			c := masartest.Course()
			v := store.CourseVersion{CourseID: c.ID, Version: fmt.Sprint("v", i), Body: c, PublishedAt: masartest.Noon}
			tmpl := certificate.Template{AgencyID: "north", Kind: certificate.Completion, Version: i + 1, MadeAt: masartest.Noon}
			if err := errors.Join(tx.AddCourseVersion(ctx, v), tx.AddTemplate(ctx, tmpl)); err != nil {
				return err
			}
		}
		return nil
	}))
	course := func(i int) error { _, err := db.Course(ctx, "basics", fmt.Sprint("v", i)); return err }
	drawing := func(i int) error { _, err := db.Drawing(ctx, fmt.Sprintf("north/completion/%d", i+1)); return err }
	secret := func(i int) error {
		s, err := db.Secret(ctx, fmt.Sprint("s", i), func() string { return "first" })
		if err == nil && s != "first" {
			return store.ErrNotFound
		}
		return err
	}
	for i := range many {
		must(t, course(i), drawing(i), secret(i))
	}
	for _, spoil := range []string{"DELETE FROM course_versions", "DELETE FROM templates", "UPDATE secrets SET value = 'second'"} {
		if _, err := db.W.NewRaw(spoil).Exec(ctx); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name string
		read func(i int) error
		held int
	}{{"courses", course, 256}, {"drawings", drawing, 32}, {"secrets", secret, 16}} {
		n := 0
		for i := range many { // the oldest first: none that is missed is held after
			err := c.read(many - 1 - i)
			switch {
			case err == nil:
				n++
			case !errors.Is(err, store.ErrNotFound):
				t.Fatal(err)
			}
		}
		if n != c.held {
			t.Errorf("%d %s are held, want %d", n, c.name, c.held)
		}
		if err := c.read(many - 1); c.name != "secrets" && err != nil {
			t.Errorf("the last of %s is not held: %v", c.name, err)
		}
	}
}
