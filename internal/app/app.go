// Package app is all that can be done: one method for each thing a person or the
// clock may do, each in the same four steps.
//
//	load    what the rule needs, from the store
//	decide  by a pure rule
//	save    the result, in one transaction
//	record  the event, in the same transaction
//
// The methods lie in wings, each on the core, which holds the transaction, what is
// recorded and told in it, and what follows. What has to happen later or outside
// follows from an event as a job; see core.Follows. Jobs are rows of the outbox,
// written in that same transaction. Here is what starts by itself: jobs, the clock
// and mail.
package app

import (
	"masar/internal/app/certify"
	"masar/internal/app/core"
	"masar/internal/app/identity"
	"masar/internal/app/learn"
	"masar/internal/app/personnel"
	"masar/internal/app/reporting"
	"masar/internal/app/studio"
	"masar/internal/app/teach"
	"masar/internal/store"
)

// An App does things.
type App struct {
	*core.App
	certify.Certification
	identity.Identity
	learn.Learning
	personnel.Personnel
	reporting.Reporting
	studio.Studio
	teach.Teaching
}

// New returns the app that works on a database.
func New(c core.App, db *store.DB) *App { return over(c.On(db)) }

// With returns the app with something of its core changed, such as its clock.
func (a *App) With(change func(*core.App)) *App {
	c := *a.App
	change(&c)
	return over(&c)
}

// over returns every part on the one core.
func over(c *core.App) *App {
	return &App{
		App: c, Certification: certify.Certification{App: c}, Identity: identity.Identity{App: c},
		Learning: learn.Learning{App: c}, Personnel: personnel.Personnel{App: c},
		Reporting: reporting.Reporting{App: c}, Studio: studio.Studio{App: c}, Teaching: teach.Teaching{App: c},
	}
}
