// Package courses holds the courses that Masar comes with, in the form that
// README.md beside it describes. Read them with package courseware.
package courses

import "embed"

// FS holds each course as a directory, and beside them the glossary, the
// learning paths and the sources that several courses cite.
//
//go:embed *.yaml */*
var FS embed.FS
