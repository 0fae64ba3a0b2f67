package store_test

import (
	"errors"
	"testing"

	"masar/internal/masartest"
	"masar/internal/store"
)

// A version that its own transaction undoes is not remembered, and one that
// another transaction has read is.
func TestCourseIsRememberedOnceItIsThere(t *testing.T) {
	db, c, ctx := masartest.DB(t), masartest.Course(), t.Context()
	undone := errors.New("undone")
	add := func(tx *store.Tx) error {
		return tx.AddCourseVersion(ctx, store.CourseVersion{CourseID: c.ID, Version: c.Version, Body: c, PublishedAt: masartest.Noon})
	}
	read := func(db store.Reader) error {
		_, err := db.Course(ctx, c.ID, c.Version)
		return err
	}
	err := db.Tx(ctx, func(tx *store.Tx) error { return errors.Join(add(tx), read(tx.Reader), undone) })
	if !errors.Is(err, undone) || errors.Is(err, store.ErrNotFound) {
		t.Fatal(err)
	}
	if err := read(db.Reader); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a version that was undone is read: %v", err)
	}
	if err := db.Tx(ctx, add); err != nil {
		t.Fatal(err)
	}
	if err := db.Tx(ctx, func(tx *store.Tx) error { return read(tx.Reader) }); err != nil {
		t.Fatal(err)
	}
	if _, err := db.W.NewRaw("DELETE FROM course_versions").Exec(ctx); err != nil {
		t.Fatal(err)
	}
	if err := read(db.Reader); err != nil {
		t.Errorf("a version that was read before is read again: %v", err)
	}
}
