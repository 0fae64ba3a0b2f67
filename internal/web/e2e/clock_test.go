package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
)

// TestClockOfTheSite writes on a device of another zone, five past midnight in
// Muscat: the page says when in the site's zone, on a clock of 24 hours.
func TestClockOfTheSite(t *testing.T) {
	once(t)
	s := newSite(t)
	const who = "salim.hinai"
	s.runTale(t, "municipal", who)
	tb := s.onTale(t, who)
	at := func(instant string) {
		tb.do(command(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: `Date.now = () => Date.parse('` + instant + `')`}))
	}
	tb.do(command(emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: "America/New_York"}))
	at("2026-11-22T20:05:00Z")
	tb.open(sheet)
	s.signOutEverywhere(tb, who)
	tb.fill("text", "كُتب ليلًا")
	tb.says("unsent")
	tb.excuse("status of 401")
	tb.signIn(who)
	tb.open("/")
	tb.open(sheet)
	tb.asks("هذا ما كتبته الساعة 00:05 على هذا الجهاز")
}
