package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"masar/internal/people"
)

// issuer prints the issuer's keys, the current one first; with "rotate" it
// makes a new one before that. What retired keys signed stays good.
func issuer(ctx context.Context, cfg config, args []string, out io.Writer) error {
	if len(args) > 1 || len(args) == 1 && args[0] != "rotate" {
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
	if len(args) == 1 {
		_, err = a.RotateIssuer(ctx, people.Clock)
	} else {
		_, err = a.Issuer(ctx)
	}
	if err != nil {
		return err
	}
	keys, err := a.Store.IssuerKeys(ctx)
	for _, k := range keys {
		standing := "current"
		if !k.Current() {
			standing = "retired " + k.RetiredAt.Format(time.DateOnly)
		}
		fmt.Fprintf(out, "%s  %x  made %s  %s\n", k.ID, k.Public, k.MadeAt.Format(time.DateOnly), standing)
	}
	return err
}
