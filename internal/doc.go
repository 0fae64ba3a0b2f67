// Package internal holds the whole application. Read it from the middle out:
//
//	rules   day typed people catalog workshop quiz quiz/item exercise survey progress certificate signet notice report event fault
//	        what is true: plain values and functions; no database, clock or network
//	tools   access auth bidi courseware i18n mail numeral openbadge pdf qr shape sheet tongue truetype wording
//	        each hides one technology or one standard from all the others
//	store   what is remembered: every query, on SQLite and PostgreSQL alike
//	app     what can be done: each method loads, asks the rules, saves, records an event
//	web     what people see and press
//	jobs    what the clock and the queue start
//
// Imports run one way only: cmd → web, jobs → app → store → rules. The test in
// internal/archtest keeps it so.
package internal
