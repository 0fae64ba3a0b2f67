// Package archtest keeps the house as it is drawn in package internal: what may
// import what, rules that are pure, doors that only read. It has tests only.
package archtest
