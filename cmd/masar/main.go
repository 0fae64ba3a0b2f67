// Masar is a training and certification platform: site, worker and tools in
// one command.
//
//	masar serve             the site, with a worker beside it
//	masar work              a worker alone
//	masar setup             begin a new installation: its top agency and first administrator
//	masar password NAME     make a first password for somebody, from this machine
//	masar demo              serve with demonstration people, for trying it out
//	masar migrate           bring a PostgreSQL database up to date
//	masar backup FILE       copy the embedded database into a file, while it is used
//	masar restore FILE      make the embedded database from such a file
//	masar version           print what the program was built from
//	masar issuer [rotate]   print the issuer's keys, or make a new one
//	masar config            print the settings, from the environment
//	masar certificates audit  look for what is wrong with the certificates issued
//	masar course lint DIR…  say everything that is wrong with courses
//	masar course stats DIR… count what is in courses
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"masar/internal/courseware"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Environ(), os.Stdin, os.Stdout)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		err = nil // stopped while it was starting, as it was told
	}
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "masar:", explain(err))
		os.Exit(1)
	}
}

// errUsage is printed with what the command can do.
var errUsage = errors.New(`usage: masar serve | work | setup | password NAME | demo | migrate | backup FILE | restore FILE | version | issuer [rotate] | config | certificates audit | course lint DIR… | course stats DIR…`)

// run is main, as tests can call it.
func run(ctx context.Context, args, environ []string, in io.Reader, out io.Writer) error {
	if len(args) > 0 && args[0] == "course" {
		switch {
		case len(args) < 3:
		case args[1] == "lint":
			return courseware.LintMain(out, args[2:])
		case args[1] == "stats":
			return courseware.StatsMain(out, args[2:])
		}
		return errUsage
	}
	if len(args) == 0 {
		return errUsage
	}
	if args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		fmt.Fprintln(out, errUsage)
		return nil
	}
	if args[0] == "version" {
		return version(out)
	}
	cfg, values, err := configFrom(environ)
	if err != nil {
		return err
	}
	if len(args) > 1 && (args[0] == "config" || args[0] == "migrate") {
		return errUsage
	}
	switch args[0] {
	case "config":
		printSettings(out, values)
		return nil
	case "migrate":
		return migrate(ctx, cfg, out)
	case "backup", "restore":
		if len(args) != 2 || strings.HasPrefix(args[1], "-") {
			return errUsage
		}
		if args[0] == "backup" {
			return backup(ctx, cfg, args[1], out)
		}
		return restore(ctx, cfg, args[1], out)
	case "certificates":
		if len(args) != 2 || args[1] != "audit" {
			return errUsage
		}
		return auditCertificates(ctx, cfg, out)
	case "setup":
		return setup(ctx, cfg, args[1:], in, out)
	case "password":
		return password(ctx, cfg, args[1:], out)
	case "issuer":
		return issuer(ctx, cfg, args[1:], out)
	case "serve", "work", "demo":
		if len(args) > 1 {
			return errUsage
		}
		printSettings(out, values)
		return serve(ctx, cfg, args[0], out)
	}
	return fmt.Errorf("%s: no such command\n%w", strings.Join(args, " "), errUsage)
}
