package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"masar/internal/app/core"
	"masar/internal/app/personnel"
	"masar/internal/fault"
	"masar/internal/people"

	"github.com/mattn/go-isatty"
)

// setup begins a new installation: it asks for the top agency and the first
// administrator, and prints the password for their first sign-in, once. At a
// terminal each answer is judged as it is given; of what comes through a pipe,
// everything that is wrong is said at once.
//
//	masar setup
//	printf 'وزارة المثال\nMinistry of Example\n…' | masar setup
func setup(ctx context.Context, cfg config, args []string, in io.Reader, out io.Writer) error {
	if len(args) > 0 {
		return errUsage
	}
	f, ok := in.(*os.File)
	return setupWith(ctx, cfg, newInterview(ctx, in, out, ok && isatty.IsTerminal(f.Fd())))
}

func setupWith(ctx context.Context, cfg config, i *interview) error {
	a, closeApp, err := open(cfg)
	if err != nil {
		return err
	}
	defer closeApp()
	if err := prepare(ctx, cfg, a, logger(cfg, os.Stderr)); err != nil {
		return located(err, cfg)
	}
	if done, err := a.IsSetUp(ctx); err != nil || done {
		return errors.Join(err, personnel.ErrSetUp)
	}
	top, p, err := i.founders()
	if err != nil {
		return err
	}
	p, password, err := a.Setup(ctx, top, p)
	if err != nil {
		return err
	}
	printHandedOut(i.out, p.SignIn, password)
	fmt.Fprintln(i.out, "\nmasar serve")
	return nil
}

// founders asks for the top agency and the first administrator.
func (i *interview) founders() (top people.Agency, p people.Person, err error) {
	p.Lang = "ar"
	agency := func() error { return personnel.CheckTop(top) }
	// Who signs in with the address has no other name for it: that something is missing
	// is said when both have been asked for.
	person := func() error { return personnel.CheckPerson(p) }
	err = i.ask([]question{
		{"اسم الجهة العليا بالعربية · Top agency, in Arabic", &top.NameAr, about(agency, "name_ar")},
		{"اسمها بالإنجليزية · in English", &top.NameEn, about(agency, "name_en")},
		{"اسم المسؤول بالعربية · Administrator, in Arabic", &p.NameAr, about(person, "name_ar")},
		{"اسمه بالإنجليزية · in English", &p.NameEn, about(person, "name_en")},
		{"اسم الدخول · Sign-in name", &p.SignIn, but(about(person, "sign_in"), people.ErrNoSignIn)},
		{"البريد · E-mail", &p.Email, also(about(person, "email"), person, people.ErrNoSignIn)},
	})
	return top, p, err
}

// about returns what of the faults that check finds is about one field.
func about(check func() error, field string) func() []*fault.Fault {
	return func() []*fault.Fault {
		return slices.DeleteFunc(fault.All(check()), func(f *fault.Fault) bool { return f.Field != field })
	}
}

// but returns the faults that check finds without a certain one.
func but(check func() []*fault.Fault, not *fault.Fault) func() []*fault.Fault {
	return func() []*fault.Fault {
		return slices.DeleteFunc(check(), func(f *fault.Fault) bool { return f.Is(not) })
	}
}

// also returns the faults that check finds, and a certain one if whole finds it.
func also(check func() []*fault.Fault, whole func() error, one *fault.Fault) func() []*fault.Fault {
	return func() []*fault.Fault {
		rest := slices.DeleteFunc(fault.All(whole()), func(f *fault.Fault) bool { return !f.Is(one) })
		return append(check(), rest...)
	}
}

// printHandedOut prints a password that its owner has to replace.
func printHandedOut(out io.Writer, signIn, password string) {
	fmt.Fprintf(out, "\nاسم الدخول · sign-in name: %s\nكلمة المرور · password:      %s\n", signIn, password)
	days := int(core.HandedFor.Hours() / 24)
	fmt.Fprintf(out, "تُغيَّر عند أول دخول، وتنتهي بعد %d يومًا · to be replaced at the first sign-in, within %d days\n", days, days)
}

// password makes a password for the person who signs in with a name, and prints
// it: an administrator who has forgotten theirs, or let it expire, has nobody
// else to ask.
//
//	masar password NAME
func password(ctx context.Context, cfg config, args []string, out io.Writer) error {
	if len(args) != 1 {
		return errUsage
	}
	a, closeApp, err := join(ctx, cfg)
	if err != nil {
		return err
	}
	defer closeApp()
	p, made, err := a.HandPasswordHere(ctx, args[0])
	if err != nil {
		return err
	}
	printHandedOut(out, p.SignIn, made)
	return nil
}
