package ui

// shape returns what is inside the svg of the named icon. It panics when there
// is none: add the name to assets/src/icons.txt and run "make assets".
func shape(name string) string {
	s, ok := icons[name]
	if !ok {
		panic("view: no icon " + name)
	}
	return s
}
