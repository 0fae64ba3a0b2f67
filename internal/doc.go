// Package internal holds the whole application. This is its map: what each
// package is for, the way of four things through all of them, the nouns, and
// why it is built as it is. CONTRIBUTING.md says how to add to it.
//
// Imports run one way only: cmd → web, jobs → app → store → rules. The table in
// internal/archtest says what each package may import; a package that is not in it
// does not pass, and neither does a map that names what is not there.
//
// # Packages
//
// Rules are what is true: plain values and functions; no database, clock or network.
//
//	day typed people password catalog workshop quiz quiz/item exercise survey
//	progress certificate signet notice report event fault
//
// Tools each hide one technology or one standard from all the others.
//
//	access archive auth bidi blank courseware i18n i18n/gen letter mail numeral
//	openbadge pdf qr shape sheet tongue truetype upload wording
//
// The store is what is remembered: every query, on SQLite and PostgreSQL alike, one
// file a noun. A Reader reads; a Tx reads within its transaction and writes.
//
//	store
//
// The app is what can be done: one method for each thing a person or the clock may
// do. The core holds the transaction and what is recorded, notified and done in it.
//
//	app app/core
//
// The web is what people see and press. The kit holds routes, session, guard, forms
// and errors; ui is the design system; present shows what several wings show.
//
//	web web/kit web/ui web/present
//
// Jobs carry what the clock and the queue start.
//
//	jobs
//
// The rest is for trying out, testing and measuring.
//
//	demo masartest masartest/browser web/uitest web/e2e archtest testsum benchsum
//
// # Wings
//
// App and web have the same wings. One of web holds its routes (wing.go), handlers and
// views; one of app the use cases. No wing of web imports another.
//
//	learn      learners: home, courses, lessons, quizzes, exercises, surveys, notices
//	studio     authors: drafts, lessons, media, publishing
//	teach      trainers: runs of workshops, seats, attendance, reviews
//	personnel  agencies, departments, people, roles, import, assignments
//	reporting  reports, their exports, reminders, results of surveys
//	certify    certificates, batches, templates, verification, badges
//	identity   sign-in, sessions, profile, kept forms, tokens of programs
//	admin      the audit trail, jobs and mail; in web alone
//
// # Four journeys
//
// An answer, from the form to the grade. It is saved without an event; a grade is not.
//
//	web/learn/quiz.go        wing.saveAnswer          reads the form as the item's type does
//	quiz/item/types.go       Of                       the type of an item
//	app/learn/quiz.go        Learning.SaveAnswerMade  one transaction
//	store/quiz.go            Reader.OwnAttempt        the learner's own attempt, or not found
//	quiz/quiz.go             Attempt.Take             refuses what is late or does not fit
//	quiz/answer.go           Answer.Replace           refuses what was made before the one saved
//	store/quiz.go            Tx.SaveAnswer
//	app/learn/quiz.go        Learning.FinishAttempt   or GradeLate, once the time is over
//	quiz/quiz.go             Attempt.Finish           grades every answer
//	app/learn/enrolment.go   Advance                  how the learner stands now
//
// A certificate, from completion to verification.
//
//	app/learn/enrolment.go             reread                     records that the course is completed
//	app/core/follow.go                 Follows                    the job it causes, in the same transaction
//	jobs/jobs.go                       Relay.Once                 from the outbox to the queue
//	jobs/jobs.go                       Worker.perform             and back
//	app/job.go                         App.Perform                has its effect once, however often it runs
//	app/certify/certificate.go         Certification.Certify      waits for the holder to approve the name
//	app/certify/certificate.go         number                     next in the chain, its claim signed
//	store/certificate.go               Tx.AddCertificate
//	web/certify/certificate.go         wing.certificatePDF
//	app/certify/deliver.go             Courier.Deliver            printed from the record, signed
//	letter/certificate.go              Printer.Deliver
//	web/certify/certificate_verify.go  wing.verify                open to everyone
//	app/certify/certificate_verify.go  Certification.VerifyCode   wrong codes are counted and throttled
//	certificate/certificate.go         Certificate.Status         how it stands: valid, expired, …
//
// A lesson, from an edit to a version.
//
//	web/studio/draft.go       wing.saveLesson
//	app/studio/draft.go       Studio.SaveLesson     refuses to overwrite what somebody else saved
//	store/draft.go            Tx.SaveDraft
//	web/studio/draft.go       wing.submitDraft      asks those who may publish
//	web/studio/draft.go       wing.publishDraft     writes the draft as files and reads them back
//	courseware/export.go      Export
//	courseware/courseware.go  Load                  what cannot be read back is not published
//	courseware/version.go     Version               a digest of the course
//	app/studio/draft.go       Studio.PublishDraft
//	store/course.go           Tx.AddCourseVersion   versions never change
//	store/draft.go            Tx.MoveWaiting        those who have begun stay on their version
//
// A filter, from its form and address to XLSX.
//
//	web/kit/search.go        PostSearch           what may name a person stays out of addresses
//	web/reporting/report.go  wing.reportFilter
//	report/filter.go         Read                 what a filter may ask for
//	people/role.go           Viewer.Scope         the agencies of the viewer
//	web/reporting/export.go  wing.exportReport
//	store/report.go          Reader.Report        ids in order; rows follow 1,000 at a time
//	store/store.go           scoped               the scope as SQL
//	store/report.go          Reader.ReportRows
//	sheet/sheet.go           Table.XLSX
//	web/kit/table.go         Site.SendTable       complete on disk before the first byte is sent
//
// # Nouns
//
//	agency       an employer, in a tree; a department is a part of one
//	viewer       the person who asks, with the roles they hold and where
//	permission   an action on a kind of object, "report:read"; which rows is the scope
//	scope        the agencies, or the one person, whose rows a query may find
//	course       modules of sessions of steps; a step is a lesson, quiz, exercise or survey
//	version      a course as published; a draft is the next one while it is written
//	item         a question of a bank (QTI: item); its type checks, shows and grades it
//	attempt      one go at a quiz, drawn from the bank by a seed; answers belong to it
//	enrolment    one person on one version of a course; again after a certificate, another round
//	assignment   HR's enrolling of others, with a date due
//	evidence     everything done under an enrolment; a reading is how far that goes
//	gate         whether a step is open to somebody at a time
//	run          a workshop held on given days (cohort run); a seat is a place in one
//	work         what is handed in for an exercise, reviewed by a rubric's criteria
//	record       what a certificate attests, word for word; a paper is what it is printed from
//	seal, stamp  the keys that sign claims and badges, and PDFs
//	event        who did what to what, and when; the audit trail is all of them
//	notice       what one person is to know, on the site and by mail
//	job          what follows from an event or the clock; the outbox holds it in the database
//	fault        an error in words for people; any other error is a bug or an outage
//
// # Decisions
//
// One queue. Without Redis, miniredis serves in the process, so jobs take one path
// through Asynq on one machine and on many. It keeps nothing: the outbox does. See
// package jobs.
//
// One writer. SQLite has one connection that writes and four that read, so work of
// the clock is cut into short transactions: with 10,000 overdue the longest lasted
// 20 ms of processor time, with 100,000 22 ms ("make bench", README.md).
//
// Builds are committed. Assets, views and the catalogue need Node or a generator to
// build and only Go to use; .ci/run builds them again and fails on any difference.
//
// Events are the audit trail. Each is recorded in the transaction that it is about and
// has a number of one sequence, with the limits on PostgreSQL that Tx.Record names.
// Present state has tables of its own: nothing is computed by replaying events.
//
// Scope is an argument. A query for an agency's rows takes a people.Scope, so leaving
// it out does not compile, and its zero value finds nothing. Up to 100 agencies
// (people.Few) are named by id, as indexes find those sooner; more are ranges of paths.
//
// Wings. A page that changes compiles its wing, not the views of all the others. A
// use case sees the core and, where the table says why, one other wing. Store and
// rules are not cut: every wing stands on them.
package internal
