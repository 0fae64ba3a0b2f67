package core

import (
	"strings"

	"masar/internal/event"
	"masar/internal/people"
)

// What the audit trail keeps of changes: each function returns the event of one,
// which names what was and what is of every field that is another.

func PersonChanged(was, now people.Person) event.Event {
	return event.Of(event.PersonChanged, ThePerson(now),
		event.NameAr.From(was.NameAr, now.NameAr), event.NameEn.From(was.NameEn, now.NameEn),
		event.Department.From(was.Department, now.Department), event.DepartmentEn.From(was.DepartmentEn, now.DepartmentEn),
		event.StaffNo.From(was.StaffNo, now.StaffNo), event.Lang.From(was.Lang, now.Lang), event.Digits.From(was.Digits, now.Digits),
		event.CivilTail.From(was.CivilTail, now.CivilTail)) // the digits are on the paper alone
}

// AccessChanged is about what somebody signs in with and where they are written
// to: of an address it keeps as much as tells one from another.
func AccessChanged(was, now people.Person) event.Event {
	e := event.Of(event.AccessChanged, ThePerson(now))
	if was.Email != now.Email {
		e = e.With(event.Email.Touched(), event.Email.From(veiled(was.Email), veiled(now.Email)))
	}
	if was.SignIn != now.SignIn {
		e = e.With(event.SignIn.Touched(), event.SignIn.From(veiled(was.SignIn), veiled(now.SignIn)))
	}
	return e
}

// veiled returns an address of which the name is left out but for its first letter;
// anything else as it is.
func veiled(s string) string {
	name, host, ok := strings.Cut(s, "@")
	if r := []rune(name); ok && len(r) > 0 {
		return string(r[0]) + "…@" + host
	}
	return s
}
