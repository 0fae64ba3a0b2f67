package certify

import (
	"cmp"
	"net/url"

	"masar/internal/certificate"
	"masar/internal/people"
	"masar/internal/web/kit"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

const (
	batchRefresh  = 4   // seconds, without scripts
	failuresShown = 100 // of a batch
)

// issueWaiting asks for confirmation and, confirmed, has the certificates
// issued that wait.
func (s wing) issueWaiting(c *fiber.Ctx) error {
	t := s.Words(c)
	f, values := s.certificateFilter(c)
	if kit.Posted(c, "confirmed") == "" {
		n, err := s.App.Store.CountWaiting(c.UserContext(), kit.Viewer(c).Scope(people.HR), f)
		if err != nil {
			return err
		}
		if n == 0 {
			return certificate.ErrNothingWaits
		}
		return s.Render(c, ui.Shell{Title: t.BatchIssueTitle()}, issueCheck(values, n))
	}
	b, err := s.App.IssueWaiting(c.UserContext(), kit.Viewer(c), f)
	if err != nil {
		return err
	}
	return kit.Redirect(c, batchPath(b.ID))
}

func batchPath(id string) string { return "/hr/certificates/batches/" + url.PathEscape(id) }

// batch shows how far work on many certificates is.
func (s wing) batch(c *fiber.Ctx) error {
	ctx, t, scope := c.UserContext(), s.Words(c), kit.Viewer(c).Scope(people.HR)
	b, err := s.App.Store.Batch(ctx, scope, c.Params("id"))
	if err != nil {
		return err
	}
	row, err := s.batchRow(c, b)
	if err != nil {
		return err
	}
	d := batchData{batchRow: row, Total: b.Total, Done: b.Done, Failed: b.Failed, Left: b.Left()}
	if b.Why != "" {
		d.Why = t.Msg(b.Why, nil)
	}
	if b.Failed > 0 {
		d.FailuresSay = t.Msg("batch.failures-say-"+b.Kind, nil)
		fs, err := s.App.Store.BatchFailures(ctx, b, failuresShown)
		if err != nil {
			return err
		}
		for _, f := range fs {
			d.Failures = append(d.Failures, batchFailure{Name: cmp.Or(t.Pick(f.NameAr, f.NameEn), t.BatchNameless()), Number: cmp.Or(f.Serial, f.StaffNo), Person: "/hr/people/" + f.PersonID, Why: t.Msg(f.Why, nil)})
		}
	}
	if b.Kind == certificate.Archiving && b.Ended() {
		if d.Archive, err = s.archiveData(c, b, &d); err != nil {
			return err
		}
	}
	sh := ui.Shell{Title: d.Title}
	if d.Working {
		sh.Refresh = batchRefresh
	}
	return s.Render(c, sh, batch(d))
}

// archiveData says of an archive that was prepared what is in it and where it
// is, or why it is not to be had any more.
func (s wing) archiveData(c *fiber.Ctx, b certificate.Batch, d *batchData) (*archiveData, error) {
	t, a := s.Words(c), new(archiveData)
	if s.Policy.May(kit.Viewer(c), "certificate:export") {
		a.Renew = batchPath(b.ID) + "/renewal"
	}
	if b.Why != "" || b.Expired(s.App.Now()) {
		a.Gone = b.Why == ""
		return a, nil
	}
	stale, err := s.App.StaleArchive(c.UserContext(), b)
	if err != nil {
		return nil, err
	}
	if stale {
		d.Why = t.BatchArchiveStale()
		return a, nil
	}
	a.Files, a.Size, a.Until = t.Num(b.Done), t.Bytes(b.Bytes), t.BatchArchiveUntil(t.DateTime(b.ExpiresAt()))
	if a.Renew != "" {
		a.Href, a.Renew = batchPath(b.ID)+"/certificates.zip", ""
	}
	return a, nil
}

// batchRow says how a batch stands.
func (s wing) batchRow(c *fiber.Ctx, b certificate.Batch) (row batchRow, err error) {
	t := s.Words(c)
	row = batchRow{
		Href: batchPath(b.ID), Title: t.Msg("batch.kind-"+b.Kind, nil), At: t.BatchStarted(t.DateTime(b.MadeAt)),
		Progress: t.BatchProgress(t.Num(b.Done+b.Failed), t.Num(b.Total)),
	}
	state := "working"
	switch {
	case b.Expired(s.App.Now()):
		state = "expired"
	case b.Why != "":
		state = "failed"
	case b.Ended() && b.Failed > 0:
		state = "partly"
	case b.Ended():
		state = "ended"
	default:
		halted, err := s.App.Store.BatchHalted(c.UserContext(), b.ID)
		if err != nil {
			return row, err
		}
		if halted {
			state = "halted"
		}
	}
	if b.Ended() {
		row.At = t.BatchEnded(t.DateTime(b.EndedAt))
	}
	row.State, row.Working, row.StateText = state, state == "working", t.Msg("batch.state-"+state, nil)
	return row, nil
}

// recentBatches returns the latest batches of the viewer's agencies.
func (s wing) recentBatches(c *fiber.Ctx, scope people.Scope) (rows []batchRow, err error) {
	bs, err := s.App.Store.Batches(c.UserContext(), scope, batchesListed)
	for _, b := range bs {
		row, err := s.batchRow(c, b)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, err
}
