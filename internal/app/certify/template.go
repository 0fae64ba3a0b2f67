package certify

import (
	"context"
	"slices"
	"strings"

	"masar/internal/app/core"
	"masar/internal/certificate"
	"masar/internal/people"
	"masar/internal/progress"
)

// A templateChoice knows by which templates the certificates of some enrolments
// are printed.
type templateChoice struct {
	kind    string
	hosts   map[string]string // agencies, by run
	current []certificate.Template
}

// templates returns the choice for certificates of the given kind of
// enrolments, whose people work for the agencies. However many there are, it
// asks twice.
func templates(ctx context.Context, d *core.Unit, kind string, es []progress.Enrolment, as []people.Agency) (c templateChoice, err error) {
	everywhere := people.Everywhere("certificates are printed by the templates of their hosts and of the agencies above")
	c.kind = kind
	var runs, agencies []string
	for _, e := range es {
		if e.RunID != "" {
			runs = append(runs, e.RunID)
		}
	}
	if c.hosts, err = d.RunHosts(ctx, everywhere, runs); err != nil {
		return c, err
	}
	for _, ag := range as {
		agencies = append(agencies, ancestry(ag)...)
	}
	for _, host := range c.hosts {
		agencies = append(agencies, host)
	}
	slices.Sort(agencies)
	c.current, err = d.CurrentTemplates(ctx, everywhere, slices.Compact(agencies))
	return c, err
}

// of returns the template for the certificate of an enrolment: that of who
// hosts its run or else of the person's agency, or of the nearest agency above
// that has one, or the house's own.
func (c templateChoice) of(e progress.Enrolment, ag people.Agency) (certificate.Template, error) {
	order := ancestry(ag)
	if host := c.hosts[e.RunID]; host != "" {
		order = append([]string{host}, order...)
	}
	return certificate.Choose(order, c.current, c.kind)
}

// ancestry returns the ids of an agency and of those above it, upwards.
func ancestry(ag people.Agency) []string {
	ids := strings.Split(strings.Trim(ag.Path, "/"), "/")
	slices.Reverse(ids)
	return ids
}

// TemplateOf returns the template by which certificates of an agency's people
// are printed now: its own, or the nearest one above, or the house's.
func (a Certification) TemplateOf(ctx context.Context, ag people.Agency, kind string) (t certificate.Template, err error) {
	order := ancestry(ag)
	current, err := a.Store.CurrentTemplates(ctx, people.Everywhere("an agency's certificates are printed by the templates of those above"), order)
	if err != nil {
		return t, err
	}
	return certificate.Choose(order, current, kind)
}
