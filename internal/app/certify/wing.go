// Package certify issues, renews, withdraws, delivers and verifies certificates, alone
// and in batches, and signs what programs ask for.
package certify

import "masar/internal/app/core"

// Certification is this part of what can be done.
type Certification struct{ *core.App }

// within returns this part as a transaction has it: what it reads of the app is no data.
func within(d *core.Unit) Certification { return Certification{d.App} }
