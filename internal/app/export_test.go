package app

const (
	Page  = page
	Slice = slice
)
