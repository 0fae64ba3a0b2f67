// Package reporting is what HR does from the report.
package reporting

import "masar/internal/app/core"

// Reporting is this part of what can be done.
type Reporting struct{ *core.App }
