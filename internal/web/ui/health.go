package ui

import (
	"time"

	"masar/internal/store"
)

// A Health is what the administrator of the house has to know of what it stands on.
type Health struct {
	Mail      store.MailOutage
	Waiting   int       // mails
	NextTry   time.Time // of one of them; zero: none is due
	Dead      int       // jobs that were given up
	QueueGone bool
	DiskFree  int64 // bytes where the database is
	DiskLow   bool
}

// Ails reports whether something is to be seen to.
func (h Health) Ails() bool { return h.Mail.Lasts() || h.Dead > 0 || h.QueueGone || h.DiskLow }
