// Package teach is what trainers do: runs of workshops, seats and attendance.
package teach

import "masar/internal/app/core"

// Teaching is this part of what can be done.
type Teaching struct{ *core.App }
