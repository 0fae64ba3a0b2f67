package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
)

// auditCertificates prints, by serial number, all that is wrong with the
// certificates that were issued, and fails if anything is.
func auditCertificates(ctx context.Context, cfg config, out io.Writer) error {
	a, closeApp, err := join(ctx, cfg)
	if err != nil {
		return err
	}
	defer closeApp()
	faults := 0
	n, err := a.AuditCertificates(ctx, func(serial, wrong string) {
		faults++
		if serial == "" {
			serial = "(end)"
		}
		fmt.Fprintf(out, "%s\t%s\n", serial, wrong)
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "certificates looked at: %d, faults found: %d\n", n.Certificates, faults)
	if n.Other > 0 {
		fmt.Fprintf(out, "not compared with their first print, which had another layout or other fonts: %d\n", n.Other)
	}
	for _, site := range slices.Sorted(maps.Keys(n.Sites)) {
		fmt.Fprintf(out, "issued under another address of the site, %s, and compared as printed under it: %d (their codes lead there; the address is now %s)\n",
			site, n.Sites[site], cfg.Site)
	}
	if faults > 0 {
		return fmt.Errorf("certificates: %d faults", faults)
	}
	return nil
}
