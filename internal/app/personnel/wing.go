// Package personnel keeps agencies, departments, people, their roles and what they
// are assigned.
package personnel

import "masar/internal/app/core"

// Personnel is this part of what can be done.
type Personnel struct{ *core.App }
