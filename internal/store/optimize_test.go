package store_test

import (
	"path/filepath"
	"testing"

	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
)

// SQLite's planner knows the size of tables that have grown: they are counted
// when the database is looked after, and when it is closed.
func TestTablesAreCounted(t *testing.T) {
	counted := func(db *store.DB) (n int) {
		t.Helper()
		if err := db.R.QueryRow("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'").Scan(&n); err != nil || n == 0 {
			return 0
		}
		if err := db.R.QueryRow("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'people'").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	fill := func(db *store.DB, from string, n int) {
		t.Helper()
		err := db.Tx(t.Context(), func(tx *store.Tx) error {
			for i := range n {
				name := from + string(rune('a'+i/26)) + string(rune('a'+i%26))
				if err := tx.AddPerson(t.Context(), people.Person{ID: name, AgencyID: "top", NameAr: "سلمى", SignIn: name, CreatedAt: masartest.Noon}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "masar.db")
	db, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := db.Alone().AddAgency(t.Context(), people.Agency{ID: "top", Path: "/top/", NameAr: "الأعلى"}); err != nil {
		t.Fatal(err)
	}
	fill(db, "x", 500)
	if n := counted(db); n != 0 {
		t.Fatalf("people are counted before anybody looked: %d rows", n)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if db, err = store.Open(path); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if counted(db) == 0 {
		t.Error("closed and opened again, people are not counted")
	}
	if err := db.Optimize(t.Context()); err != nil {
		t.Fatal(err)
	}
}
