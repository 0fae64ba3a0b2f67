package core

import (
	"masar/internal/fault"
)

// Nobody judges or attests what is their own. Each fault says who can instead:
// another who holds the role there, or a system administrator.
var (
	// ErrOwnWork is returned to a trainer who reviews their own work.
	ErrOwnWork = fault.New(fault.Forbidden, "review.own")
	// ErrOwnMark is returned to a trainer who marks their own attendance.
	ErrOwnMark = fault.New(fault.Invalid, "workshop.own-mark")
	// ErrOwnCertificate is returned to an HR officer who corrects or withdraws
	// their own certificate.
	ErrOwnCertificate = fault.New(fault.Forbidden, "certificate.own")
	// ErrOwnName is returned to an HR officer who changes their own name on record.
	ErrOwnName = fault.New(fault.Invalid, "people.own-name").On("name_ar")
)
