package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"masar/internal/app"
	"masar/internal/people"
)

// setup begins a new installation: it asks for the top agency and the first
// administrator, and prints the password for their first sign-in, once.
//
//	masar setup
//	printf 'وزارة المثال\nMinistry of Example\n…' | masar setup
func setup(ctx context.Context, cfg config, args []string, in io.Reader, out io.Writer) error {
	if len(args) > 0 {
		return errUsage
	}
	a, closeApp, err := open(cfg)
	if err != nil {
		return err
	}
	defer closeApp()
	if err := prepare(ctx, cfg, a, logger(cfg, os.Stderr)); err != nil {
		return err
	}
	lines := bufio.NewScanner(in)
	ask := func(question string) string {
		fmt.Fprintf(out, "%s: ", question)
		lines.Scan()
		return strings.TrimSpace(lines.Text())
	}
	top := people.Agency{
		NameAr: ask("اسم الجهة العليا بالعربية · Top agency, in Arabic"),
		NameEn: ask("اسمها بالإنجليزية · in English"),
	}
	p := people.Person{
		NameAr: ask("اسم المسؤول بالعربية · Administrator, in Arabic"),
		NameEn: ask("اسمه بالإنجليزية · in English"),
		SignIn: ask("اسم الدخول · Sign-in name"),
		Email:  ask("البريد · E-mail"),
		Lang:   "ar",
	}
	fmt.Fprintln(out)
	if err := lines.Err(); err != nil {
		return err
	}
	p, password, err := a.Setup(ctx, top, p)
	if err != nil {
		return err
	}
	printHandedOut(out, p.SignIn, password)
	fmt.Fprintln(out, "\nmasar serve")
	return nil
}

// printHandedOut prints a password that its owner has to replace.
func printHandedOut(out io.Writer, signIn, password string) {
	fmt.Fprintf(out, "\nاسم الدخول · sign-in name: %s\nكلمة المرور · password:      %s\n", signIn, password)
	days := int(app.HandedFor.Hours() / 24)
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
	a, closeApp, err := open(cfg)
	if err != nil {
		return err
	}
	defer closeApp()
	if err := a.Store.CheckSchema(ctx); err != nil {
		return err
	}
	p, made, err := a.HandPasswordHere(ctx, args[0])
	if err != nil {
		return err
	}
	printHandedOut(out, p.SignIn, made)
	return nil
}
