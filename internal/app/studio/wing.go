// Package studio is how courses come to be: drafts, their changes and publishing.
package studio

import "masar/internal/app/core"

// Studio is this part of what can be done.
type Studio struct{ *core.App }
