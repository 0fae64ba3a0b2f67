package e2e

import "testing"

// TestDark looks at pages with most kinds of parts on a system that prefers
// dark, at any of which colours might have been forgotten.
func TestDark(t *testing.T) {
	once(t)
	s := newSite(t)
	s.runTale(t, "municipal", "salim.hinai")
	s.handIn(t, "salim.hinai")
	for who, paths := range map[string][]string{
		"salim.hinai":       {"/", "/learning/participation-guideline/what-is-participation", "/learning/tale/check", "/learning/tale/sheet", "/certificates"},
		"trainer.municipal": {"/teaching", "/teaching/reviews"},
		"hr.municipal":      {"/hr", "/hr/people", "/hr/import"},
		"admin":             {"/admin", "/admin/events"},
	} {
		t.Run(who, func(t *testing.T) {
			tb := s.newTab(t, "ar")
			tb.do(media("dark"))
			tb.signIn(who)
			for _, path := range paths {
				tb.open(path)
				if tb.status != 200 {
					t.Errorf("%s answers %d", path, tb.status)
				}
				tb.look(wide)
			}
		})
	}
}
