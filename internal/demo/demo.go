// Package demo fills a new house with demonstration people, so that everything
// can be tried out: three agencies, each with employees, a trainer and an HR
// officer, a workshop that is under way and one that has been. All of them are
// made up.
package demo

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"masar/internal/app"
	"masar/internal/people"
)

// File is where the passwords are kept, in the data directory.
const File = "demo.tsv"

// ErrInUse is returned for an installation that was set up for people who are not
// made up: nothing is added to it.
var ErrInUse = errors.New("this installation has been set up and is no demonstration")

// Fill makes the demonstration people, unless there are any, and prints who
// can sign in as what. It can be killed at any moment and run again.
func Fill(ctx context.Context, a *app.App, dir string, out io.Writer) error {
	f := filler{a: a, path: filepath.Join(dir, File)}
	if err := f.read(); err != nil {
		return err
	}
	set, err := a.IsSetUp(ctx)
	if err != nil {
		return err
	}
	if set && len(f.logins) == 0 { // by others: a demonstration keeps its passwords beside its data
		return ErrInUse
	}
	if err := f.fill(ctx); err != nil {
		return fmt.Errorf("demonstration people: %w", err)
	}
	f.print(out)
	return nil
}

// A login is one line of the file: who signs in how.
type login struct{ Role, Agency, SignIn, Password string }

// A filler makes what is missing.
type filler struct {
	a      *app.App
	path   string
	logins []login
	admin  people.Viewer
}

// read reads the passwords of people made before.
func (f *filler) read() error {
	b, err := os.Open(f.path)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	defer b.Close()
	r := csv.NewReader(b)
	r.Comma = '\t'
	rows, err := r.ReadAll()
	if err != nil {
		return fmt.Errorf("%s: %w", f.path, err)
	}
	for _, row := range rows[min(1, len(rows)):] {
		if len(row) == 4 {
			f.logins = append(f.logins, login{row[0], row[1], row[2], row[3]})
		}
	}
	return nil
}

// keep writes the passwords down before anybody gets one, so that a process
// killed in between leaves nobody without.
func (f *filler) keep() error {
	tmp := f.path + ".new"
	b, err := os.OpenFile(tmp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	w := csv.NewWriter(b)
	w.Comma = '\t'
	_ = w.Write([]string{"role", "agency", "sign-in", "password"})
	for _, l := range f.logins {
		_ = w.Write([]string{l.Role, l.Agency, l.SignIn, l.Password})
	}
	w.Flush()
	if err := w.Error(); err != nil {
		b.Close()
		return err
	}
	if err := b.Close(); err != nil {
		return err
	}
	return os.Rename(tmp, f.path)
}

// password returns the password of a sign-in name, the same each time.
func (f *filler) password(role, agency, signIn string) (string, error) {
	for _, l := range f.logins {
		if l.SignIn == signIn {
			return l.Password, nil
		}
	}
	l := login{role, agency, signIn, f.a.NewPassword()}
	f.logins = append(f.logins, l)
	return l.Password, f.keep()
}

func (f *filler) print(out io.Writer) {
	fmt.Fprintf(out, "\nDemonstration people (passwords in %s):\n\n", f.path)
	for _, l := range f.logins {
		if l.Role != "learner" || l.SignIn == "salim.hinai" || l.SignIn == "muna.balushi" {
			fmt.Fprintf(out, "  %-8s %-34s %-22s %s\n", l.Role, l.Agency, l.SignIn, l.Password)
		}
	}
}

// fill makes the house, its people, and what they have done so far.
func (f *filler) fill(ctx context.Context) error {
	if err := f.house(ctx); err != nil {
		return err
	}
	for _, ag := range agencies {
		if err := f.agency(ctx, ag); err != nil {
			return err
		}
	}
	if err := f.history(ctx); err != nil {
		return err
	}
	if err := f.pastWorkshop(ctx); err != nil {
		return err
	}
	if err := f.workshop(ctx); err != nil {
		return err
	}
	return f.duties(ctx)
}

// days returns when the two days of the demonstration workshop begin: one
// behind us and one ahead, at half past eight.
func (f *filler) days() []time.Time {
	at := func(offset int) time.Time {
		y, m, d := f.a.Now().In(f.a.Zone).AddDate(0, 0, offset).Date()
		return time.Date(y, m, d, 8, 30, 0, 0, f.a.Zone).UTC()
	}
	return []time.Time{at(-1), at(1)}
}
