package workshop

import (
	"time"

	"masar/internal/catalog"
)

// A Sheet is what people sign who come to a session of a run.
type Sheet struct {
	Lang             string // in which it is printed
	Course           catalog.Text
	Module, Session  catalog.Text
	StartsAt, EndsAt time.Time
	Place            string
	Trainers         []string // names, in Lang
	People           []Guest
	PrintedAt        time.Time
}

// A Guest is a line of a sheet, in its language.
type Guest struct{ Name, Unit string }

// Blank is how many empty lines a sheet has at most, for who comes without being
// on it: more than fit below the last of its people on their page.
const Blank = 40
