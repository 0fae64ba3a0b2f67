package assets

import "embed"

// Policy holds what each role may do, in the directory "policy".
//
//go:embed policy/model.conf policy/policy.csv
var Policy embed.FS
