// Package identity is who somebody is: signing in, sessions, names, forms that wait for
// their writer, and tokens of programs.
package identity

import "masar/internal/app/core"

// Identity is this part of what can be done.
type Identity struct{ *core.App }
