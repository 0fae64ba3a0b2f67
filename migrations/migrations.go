// Package migrations holds the schema, one step a file, filed by noun.
//
// The SQL is the part that SQLite and PostgreSQL share. Where they differ, the
// file says {{.JSON}} and the like; see Dialect. Keys are text made by the
// program, instants are UTC, enumerations are text. Steps only go forward.
package migrations

import (
	"embed"

	"github.com/uptrace/bun/dialect"
)

//go:embed *.sql
var FS embed.FS

// A Dialect fills the few words in which the two databases differ.
type Dialect struct {
	JSON  string // a column of JSON
	Time  string // an instant
	Bytes string // a column of bytes
	Float string // a column of floating-point numbers
	Key   string // a column of text that is put in order by its characters' numbers
}

// For returns the words of the named dialect.
func For(name dialect.Name) Dialect {
	if name == dialect.PG {
		return Dialect{JSON: "JSONB", Time: "TIMESTAMPTZ", Bytes: "BYTEA", Float: "DOUBLE PRECISION", Key: `TEXT COLLATE "C"`}
	}
	return Dialect{JSON: "TEXT", Time: "TIMESTAMP", Bytes: "BLOB", Float: "REAL", Key: "TEXT"}
}

// HourBefore returns the instant an hour before that in a column, to compare
// others with.
func (d Dialect) HourBefore(column string) string {
	if d.Time == "TIMESTAMPTZ" {
		return column + " - INTERVAL '1 hour'"
	}
	return "datetime(" + column + ", '-1 hour')" // instants are text, which compares as time does
}
