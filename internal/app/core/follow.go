package core

import (
	"time"

	"masar/internal/event"
	"masar/internal/store"
)

// Kinds of job.
const (
	Certify   = "certify"    // issue the certificate of an enrolment
	Batch     = "batch"      // go on with a batch
	Attest    = "attest"     // issue the certificate of attendance of an enrolment
	Attended  = "attended"   // find who attended a run without completing its course
	SendMail  = "mail"       // send a mail
	GradeLate = "grade-late" // finish an attempt whose time is over
	Remind    = "remind"     // tell people what is due
	Ask       = "ask"        // ask somebody to answer a follow-up survey
	FollowUp  = "follow-up"  // find who is to be asked what became of a course
	Settle    = "settle"     // complete whoever meets every rule and was overlooked
	Tidy      = "tidy"       // forget what is no longer needed
)

// A Job is work that follows from an event or from the clock. Its id is made
// from its kind and what it is about, so that the same work is there once.
type Job struct {
	Kind  string
	About string    // id of what it is about, or the hour of a tick
	At    time.Time // not before; zero: at once
}

// Again returns the job as one that is there beside an earlier one about the
// same thing, because of the given occasion.
func (j Job) Again(occasion string, now time.Time) store.Job {
	row := j.Row(now)
	row.ID += ":" + occasion
	return row
}

func (j Job) Row(now time.Time) store.Job {
	at := j.At
	if at.IsZero() {
		at = now
	}
	lane := store.Work
	if j.Kind == SendMail {
		lane = store.Mails
	}
	return store.Job{ID: j.Kind + ":" + j.About, Kind: j.Kind, Lane: lane, Payload: j.About, NextAt: at.UnixMilli(), MadeAt: now.UnixMilli()}
}

// Follows returns the jobs that follow from e. All of cause and effect that
// goes beyond the transaction itself is here.
func Follows(e event.Event) []Job {
	switch e.Kind {
	case event.Completed:
		return append([]Job{{Kind: Certify, About: e.ObjectID}}, asks(e)...)
	case event.AttemptStarted:
		if ends, ok := event.Ends.Of(e); ok {
			return []Job{{Kind: GradeLate, About: e.ObjectID, At: ends}}
		}
	}
	return nil
}

// asks returns the jobs of asking whoever has completed a course to answer its
// follow-up surveys, each on its day.
func asks(e event.Event) (js []Job) {
	for _, f := range event.FollowUps.Of(e) {
		js = append(js, Job{Kind: Ask, About: e.ObjectID + "/" + f.Survey, At: e.At.AddDate(0, 0, f.Days)})
	}
	return js
}

// Timetable is what happens by itself: each kind of job once in each span of
// time. Ticks have ids, so several nodes make one job of one tick.
var Timetable = []struct {
	Kind string
	Span time.Duration
}{
	{Remind, time.Hour},
	{Attended, 24 * time.Hour},
	{FollowUp, 24 * time.Hour},
	{Settle, 24 * time.Hour},
	{Tidy, 24 * time.Hour},
}

// Ticks returns the jobs of the timetable for the span that now is in.
func Ticks(now time.Time) (rows []store.Job) {
	for _, t := range Timetable {
		about := now.UTC().Truncate(t.Span).Format("2006-01-02T15")
		rows = append(rows, Job{Kind: t.Kind, About: about}.Row(now))
	}
	return rows
}
