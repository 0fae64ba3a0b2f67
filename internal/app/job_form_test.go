package app_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"masar/internal/app/core"
	"masar/internal/event"
	"masar/internal/masartest"
	"masar/internal/store"
)

// A job may wait for months, as half a year for a follow-up survey: what the
// outbox holds of it stays as it is, and so does what an event says of it.
func TestJobForms(t *testing.T) {
	completed := event.Of(event.Completed, event.Object{ID: "e1", AgencyID: "north"}, event.FollowUps.Are([]event.FollowUp{{Survey: "later", Days: 60}, {Survey: "last", Days: 180}}))
	completed.At = masartest.Noon
	started := event.Of(event.AttemptStarted, event.Object{ID: "a1", AgencyID: "north"}, event.Ends.At(masartest.Noon.Add(30*time.Minute)))
	var got []string
	for _, j := range slices.Concat(core.Follows(completed), core.Follows(started)) {
		got = append(got, fmt.Sprint(j.Kind, " ", j.About, " ", j.At.Format(time.RFC3339)))
	}
	want := []string{
		"certify e1 0001-01-01T00:00:00Z",
		"ask e1/later 2027-01-21T08:00:00Z",
		"ask e1/last 2027-05-21T08:00:00Z",
		"grade-late a1 2026-11-22T08:30:00Z",
	}
	if !slices.Equal(got, want) {
		t.Errorf("jobs that follow: %q, want %q", got, want)
	}

	a, _ := masartest.App(t)
	if err := a.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	js, err := a.ClaimJobs(t.Context(), store.Work, 100)
	if err != nil {
		t.Fatal(err)
	}
	got = nil
	for _, j := range js {
		got = append(got, j.ID+" "+j.Kind+" "+j.Payload)
	}
	slices.Sort(got)
	want = []string{
		"attended:2026-11-22T00 attended 2026-11-22T00",
		"follow-up:2026-11-22T00 follow-up 2026-11-22T00",
		"remind:2026-11-22T08 remind 2026-11-22T08",
		"settle:2026-11-22T00 settle 2026-11-22T00",
		"tidy:2026-11-22T00 tidy 2026-11-22T00",
	}
	if !slices.Equal(got, want) {
		t.Errorf("jobs of the clock: %q, want %q", got, want)
	}
}
