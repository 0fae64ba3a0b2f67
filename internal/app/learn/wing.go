// Package learn is what learners do: enrol, read, take quizzes, hand in submissions and
// answer surveys; and what reminds them.
package learn

import "masar/internal/app/core"

// Learning is this part of what can be done.
type Learning struct{ *core.App }

// within returns this part as a transaction has it: what it reads of the app is no data.
func within(d *core.Unit) Learning { return Learning{d.App} }
