package kit

import "time"

// Searches are the routes that cost much and change nothing.
var Searches = searches

// HasBudget reports whether a route is limited.
func HasBudget(method, path string, signedIn bool) bool {
	_, _, ok := budgetOf(method, path, signedIn)
	return ok
}

// Takes reports whether it is known what bodies a method takes.
func Takes(method string) bool { _, ok := intakes[method]; return ok }

// Span returns how long a request by a method may take.
func Span(method string) time.Duration { return new(Site).SpanOf(method) }
