package certify

import (
	"cmp"
	"context"
	"net/url"
	"slices"

	"masar/internal/certificate"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/report"
	"masar/internal/store"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

const (
	runsOffered   = 50 // in a filter
	batchesListed = 5
)

// statuses are how certificates stand, as lists tell it.
var statuses = []certificate.Status{certificate.Valid, certificate.Expired, certificate.Superseded, certificate.Revoked}

// certificateList shows the certificates of the viewer's agencies.
func (s wing) certificateList(c *fiber.Ctx) error {
	ctx, t, scope, now := c.UserContext(), s.Words(c), kit.Viewer(c).Scope(people.HR), s.App.Now()
	f, values := s.certificateFilter(c)
	d := certificateList{Filter: values, MayExport: s.Policy.May(kit.Viewer(c), "certificate:export")}
	var err error
	if d.Choices, err = s.certificateChoices(ctx, t, scope, f); err != nil {
		return err
	}
	wide := f
	wide.Status = ""
	counts, err := s.App.Store.CountCertificates(ctx, scope, wide, now)
	if err != nil {
		return err
	}
	n := 0
	for _, st := range statuses {
		d.Totals = append(d.Totals, ui.Total{Label: t.Msg("batch.total-"+string(st), nil), Figure: t.Num(counts[st])})
		if f.Status == "" || f.Status == st {
			n += counts[st]
		}
	}
	if f.Status == "" || f.Status == certificate.Valid {
		d.Standing += counts[certificate.Valid]
	}
	if f.Status == "" || f.Status == certificate.Expired {
		d.Standing += counts[certificate.Expired]
	}
	if d.Waiting, err = s.App.Store.CountWaiting(ctx, scope, certificate.Filter{}); err != nil {
		return err
	}
	d.Pager = kit.Pager(c, n, values, "")
	cs, err := s.App.Store.Certificates(ctx, scope, f, now, (d.Pager.Page-1)*kit.PageSize, kit.PageSize)
	if err != nil {
		return err
	}
	for _, ce := range cs {
		d.Rows = append(d.Rows, s.listedCertificate(t, ce, len(d.Choices.Agencies) > 1))
	}
	if d.Batches, err = s.recentBatches(c, scope); err != nil {
		return err
	}
	return s.Render(c, ui.Shell{Title: t.BatchTitle()}, certificatesOfAgency(d))
}

// certificateFilter returns what the request asks for, by its form or by its
// address, and the same as an address says it. What it asks for that there is
// not, is not asked for.
func (s wing) certificateFilter(c *fiber.Ctx) (f certificate.Filter, values url.Values) {
	get := func(name string) string {
		if c.Method() == fiber.MethodPost {
			return kit.Posted(c, name)
		}
		return c.Query(name)
	}
	f = certificate.Filter{AgencyID: get("agency"), CourseID: get("course"), RunID: get("run")}
	if k := get("kind"); k == certificate.Completion || k == certificate.Attendance {
		f.Kind = k
	}
	if st := certificate.Status(get("status")); slices.Contains(statuses, st) {
		f.Status = st
	}
	values = url.Values{}
	for name, value := range map[string]string{
		"agency": f.AgencyID, "course": f.CourseID, "run": f.RunID, "kind": f.Kind, "status": string(f.Status),
	} {
		if value != "" {
			values.Set(name, value)
		}
	}
	if p := report.Period(get("period")); p != "" && slices.Contains(report.Periods, p) {
		f.Since = p.From(s.App.Now(), s.App.Zone).UTC()
		values.Set("period", string(p))
	}
	return f, values
}

// certificateChoices returns what can be chosen from in the filters.
func (s wing) certificateChoices(ctx context.Context, t *i18n.T, scope people.Scope, f certificate.Filter) (ch certificateChoices, err error) {
	common, err := present.ReportChoices(ctx, s.App.Store, t, scope, report.Filter{})
	if err != nil {
		return ch, err
	}
	ch.Agencies, ch.Courses = common.Agencies, common.Courses
	runs, err := s.App.Store.RunsAttended(ctx, scope, f.CourseID, runsOffered)
	if err != nil {
		return ch, err
	}
	for _, r := range runs {
		label := present.RunDays(t, r)
		if i := slices.IndexFunc(ch.Courses, func(o ui.Option) bool { return o.Value == r.CourseID }); i >= 0 && f.CourseID == "" {
			label = t.BatchRunOf(ch.Courses[i].Label, label)
		}
		ch.Runs = append(ch.Runs, ui.Option{Value: r.ID, Label: label})
	}
	for _, k := range []string{certificate.Completion, certificate.Attendance} {
		ch.Kinds = append(ch.Kinds, ui.Option{Value: k, Label: t.Msg("certificate.kind-"+k, nil)})
	}
	for _, st := range statuses {
		ch.Statuses = append(ch.Statuses, ui.Option{Value: string(st), Label: t.Msg("batch.total-"+string(st), nil)})
	}
	for _, p := range report.Periods {
		ch.Periods = append(ch.Periods, ui.Option{Value: string(p), Label: t.Msg("batch.period-"+cmp.Or(string(p), "always"), nil)})
	}
	return ch, nil
}

func (s wing) listedCertificate(t *i18n.T, ce certificate.Certificate, agency bool) listedCertificate {
	status := ce.Status(s.App.Now())
	row := listedCertificate{
		Holder: t.Pick(ce.Record.NameAr, ce.Record.NameEn), Person: "/hr/people/" + ce.PersonID, Serial: ce.Serial,
		Course: t.Text(ce.Record.Title), Kind: t.Msg("certificate.kind-"+ce.Kind, nil), Issued: t.Date(ce.IssuedAt), Expires: expiry(t, ce.ExpiresAt),
		Status: string(status), StatusText: t.Msg("batch.total-"+string(status), nil), PDF: "/certificates/" + ce.ID + "/pdf",
	}
	if agency {
		row.Agency = ce.Record.Agency.In(t.Lang)
	}
	return row
}

// waiting shows who has completed a course and has no certificate yet, and why.
func (s wing) waiting(c *fiber.Ctx) error {
	ctx, t, scope := c.UserContext(), s.Words(c), kit.Viewer(c).Scope(people.HR)
	f, values := s.certificateFilter(c)
	d := waitingList{Filter: values, MayIssue: s.Policy.May(kit.Viewer(c), "certificate:issue")}
	var err error
	if d.Choices, err = s.certificateChoices(ctx, t, scope, f); err != nil {
		return err
	}
	n, err := s.App.Store.CountWaiting(ctx, scope, f)
	if err != nil {
		return err
	}
	d.Pager = kit.Pager(c, n, values, "")
	ws, err := s.App.Store.Waiting(ctx, scope, f, (d.Pager.Page-1)*kit.PageSize, kit.PageSize)
	if err != nil {
		return err
	}
	for _, w := range ws {
		d.Rows = append(d.Rows, s.waitingRow(t, w, len(d.Choices.Agencies) > 1))
	}
	if d.Batches, err = s.recentBatches(c, scope); err != nil {
		return err
	}
	return s.Render(c, ui.Shell{Title: t.BatchWaitingTitle()}, waitingCertificates(d))
}

func (s wing) waitingRow(t *i18n.T, w store.Waiting, agency bool) waitingRow {
	wait := w.Wait()
	what := wait.For(s.App.Now())
	row := waitingRow{
		Name: cmp.Or(t.Pick(w.NameAr, w.NameEn), t.BatchNameless()), Person: "/hr/people/" + w.PersonID, Course: t.Text(w.Course()),
		Completed: t.Date(w.CompletedAt), Kind: what, Why: t.Msg("batch.wait-"+what, map[string]any{"date": t.Date(wait.Until())}),
	}
	if agency {
		row.Agency = w.Agency().In(t.Lang)
	}
	return row
}
