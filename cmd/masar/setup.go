package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

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
	password := a.NewPassword()
	if p, err = a.Setup(ctx, top, p, password); err != nil {
		return err
	}
	fmt.Fprintf(out, "\nاسم الدخول · sign-in name: %s\nكلمة المرور · password:      %s\n\nmasar serve\n", p.SignIn, password)
	return nil
}
