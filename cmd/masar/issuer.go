package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"masar/internal/people"
)

// issuer prints the issuer's keys, those that sign claims and credentials and
// then those that sign documents, the current ones first; with "rotate" it makes
// new ones before that. What retired keys signed stays good.
func issuer(ctx context.Context, cfg config, args []string, out io.Writer) error {
	if len(args) > 1 || len(args) == 1 && args[0] != "rotate" {
		return errUsage
	}
	a, closeApp, err := join(ctx, cfg)
	if err != nil {
		return err
	}
	defer closeApp()
	if len(args) == 1 {
		err = a.RotateKeys(ctx, people.Clock)
	}
	if err != nil {
		return err
	}
	if _, err := a.Courier(ctx); err != nil { // makes the keys there are not yet
		return err
	}
	keys, err := a.Store.IssuerKeys(ctx)
	if err != nil {
		return err
	}
	for _, k := range keys {
		fmt.Fprintf(out, "%s  %x  made %s  %s\n", k.ID, k.Public, k.MadeAt.In(cfg.Zone).Format(time.DateOnly), standing(k.RetiredAt.In(cfg.Zone)))
	}
	stamps, err := a.Store.Stamps(ctx)
	for _, s := range stamps {
		fmt.Fprintf(out, "documents  %s  made %s  %s\n", s.ID, s.MadeAt.In(cfg.Zone).Format(time.DateOnly), standing(s.RetiredAt.In(cfg.Zone)))
	}
	return err
}

// standing says whether a key is the current one.
func standing(retired time.Time) string {
	if retired.IsZero() {
		return "current"
	}
	return "retired " + retired.Format(time.DateOnly)
}
