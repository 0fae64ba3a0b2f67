// Command gen writes the Go of the catalogue: for each assets/locales/<noun>.yaml
// a file internal/i18n/<noun>_gen.go with one method a message, and an index of
// the nouns. It lists everything that is wrong, with file and line, and then
// writes nothing. Run it anywhere in the module: go run ./internal/i18n/gen
package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	root, err := moduleRoot()
	if err == nil {
		err = run(root)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// moduleRoot returns the nearest directory upwards that holds a go.mod.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; filepath.Dir(dir) != dir; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
	}
	return "", errors.New("not inside a module")
}

// run brings internal/i18n under root up to date. A file that is right already
// is not touched.
func run(root string) error {
	locales, out := filepath.Join(root, "assets", "locales"), filepath.Join(root, "internal", "i18n")
	taken, err := handWritten(out)
	if err != nil {
		return err
	}
	files, err := generate(os.DirFS(locales), taken)
	if err != nil {
		return err
	}
	old, err := filepath.Glob(filepath.Join(out, "*_gen.go"))
	if err != nil {
		return err
	}
	for _, path := range old {
		if _, ok := files[filepath.Base(path)]; !ok {
			if err := os.Remove(path); err != nil {
				return err
			}
		}
	}
	for name, code := range files {
		path := filepath.Join(out, name)
		if have, err := os.ReadFile(path); err == nil && bytes.Equal(have, code) {
			continue
		}
		if err := os.WriteFile(path, code, 0o644); err != nil {
			return err
		}
	}
	return nil
}
