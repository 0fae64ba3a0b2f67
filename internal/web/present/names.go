package present

import "strings"

// Each returns what f makes of each of the texts.
func Each(f func(string) string, texts []string) []string {
	out := make([]string, len(texts))
	for i, text := range texts {
		out[i] = f(text)
	}
	return out
}

// OnLines returns the names for the end of a message, each on a line of its own.
func OnLines(isolate func(string) string, names []string) string {
	return "\n" + strings.Join(Each(isolate, names), "\n")
}
