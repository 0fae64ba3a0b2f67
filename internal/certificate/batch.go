package certificate

import (
	"time"

	"masar/internal/fault"
)

// Kinds of batch.
const (
	Issuing   = "issuing"   // certificates that wait are issued
	Archiving = "archiving" // an archive of issued ones is prepared
)

// Step is how many items of a batch are done at a time: few enough that
// whoever waits for the end of the chain meanwhile does not wait long.
const Step = 50

// ArchiveDays is how many days an archive can be downloaded.
const ArchiveDays = 7

// BatchDays is how many days a batch is remembered after its end.
const BatchDays = 30

// What asking for a batch may be answered.
var (
	ErrNothingWaits = fault.New(fault.Conflict, "batch.nothing-waits")
	ErrNothingKept  = fault.New(fault.Conflict, "batch.nothing-kept")
	ErrUnready      = fault.New(fault.Conflict, "batch.archive-unready")
	ErrArchiveGone  = fault.New(fault.NotFound, "batch.archive-gone")
	ErrStale        = fault.New(fault.Conflict, "batch.archive-stale")
)

// A Filter narrows certificates, issued or waiting. Its zero value narrows
// nothing.
type Filter struct {
	AgencyID string    `json:"agency,omitempty"`
	CourseID string    `json:"course,omitempty"`
	RunID    string    `json:"run,omitempty"`
	Kind     string    `json:"kind,omitempty"`
	Status   Status    `json:"status,omitempty"`
	Since    time.Time `json:"since,omitzero"` // issued, or completed, not before
}

// A Batch is work on many certificates at once, done by a worker in steps.
// Its items are fixed when it is asked for.
type Batch struct {
	ID      string `bun:",pk"`
	Kind    string
	Same    string // of those that are the same and under way, there is one
	AskedBy string
	Filter  Filter `bun:"type:jsonb"`
	Total   int    // items
	Done    int
	Failed  int    // items that came to nothing; each says why
	Bytes   int64  // of an archive: its files', together
	MadeOf  string // of an archive: the keys and the press its files were printed with
	Why     string // it came to nothing: the key of the reason's words
	MadeAt  time.Time
	EndedAt time.Time `bun:",nullzero"`
}

// Ended reports whether nothing of b is left to do.
func (b Batch) Ended() bool { return !b.EndedAt.IsZero() }

// Left returns how many items are left to do.
func (b Batch) Left() int { return b.Total - b.Done - b.Failed }

// Counting returns b with the items, which were waiting, counted by what came
// of them.
func (b Batch) Counting(items []BatchItem) Batch {
	for _, it := range items {
		switch it.State {
		case ItemDone:
			b.Done++
			b.Bytes += it.Size
		case ItemFailed:
			b.Failed++
		}
	}
	return b
}

// Expired reports whether an archive can no longer be downloaded.
func (b Batch) Expired(now time.Time) bool {
	return b.Kind == Archiving && b.Ended() && !now.Before(b.ExpiresAt())
}

// ExpiresAt returns when an archive that is ready goes.
func (b Batch) ExpiresAt() time.Time { return b.EndedAt.AddDate(0, 0, ArchiveDays) }

// States of an item.
const (
	ItemWaiting = "waiting"
	ItemDone    = "done"
	ItemFailed  = "failed"
)

// A BatchItem is one enrolment to be certified, or one certificate to be put
// into an archive.
type BatchItem struct {
	BatchID string `bun:",pk"`
	Place   int    `bun:",pk"` // from 1
	About   string // id of the enrolment or of the certificate
	State   string
	Why     string // it failed: the key of the reason's words
	Size    int64  // of the file in the archive
	CRC     int64  // of the same: CRC-32, IEEE
}

// A Wait is a completed enrolment without its certificate, as much of it as
// tells what it waits for.
type Wait struct {
	CompletedAt time.Time
	Nameless    bool // its holder has no name in either language
	Approved    bool // its holder has approved the spelling of their name
	Stopped     bool // the job of issuing it was given up
}

// What a certificate waits for.
const (
	WaitsForName     = "name"     // a name
	WaitsForHelp     = "help"     // somebody to have it tried again
	WaitsForApproval = "approval" // its holder's approval, until Until
	WaitsForTurn     = "turn"     // the worker, which issues it next
)

// For returns what it waits for at the given time.
func (w Wait) For(now time.Time) string {
	switch {
	case w.Nameless:
		return WaitsForName
	case w.Stopped:
		return WaitsForHelp
	case !w.Approved && now.Before(w.Until()):
		return WaitsForApproval
	}
	return WaitsForTurn
}

// Until returns when it is issued without its holder's approval.
func (w Wait) Until() time.Time { return IssueAt(w.CompletedAt, false) }
