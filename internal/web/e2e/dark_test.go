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

// TestForcedColours looks at where one is, and at what is switched on, with the
// colours that the system forces on every page: only those it has for what is
// chosen tell it from the rest.
func TestForcedColours(t *testing.T) {
	once(t)
	s := newSite(t)
	tb := s.newTab(t, "ar")
	tb.do(forced())
	tb.signIn("hr.municipal")
	for _, path := range []string{"/", "/hr", "/hr/people"} {
		tb.open(path)
		unlike := read[[]string](tb, `[...document.querySelectorAll('nav.nav, .menu__list')].filter(nav => {
			const here = nav.querySelector('[aria-current]'), there = nav.querySelector('a:not([aria-current])');
			return here && there && getComputedStyle(here).backgroundColor === getComputedStyle(there).backgroundColor;
		}).map(nav => nav.className)`)
		if seen := read[int](tb, `document.querySelectorAll('nav.nav [aria-current], .menu__list [aria-current]').length`); seen == 0 {
			t.Errorf("%s does not say where it is", path)
		}
		if len(unlike) > 0 {
			t.Errorf("%s: the current link of %v looks like the others", path, unlike)
		}
		lines := read[[]string](tb, `(() => {
			const canvas = document.body.appendChild(document.createElement('p'));
			canvas.style.setProperty('border-color', 'Canvas');
			const ground = getComputedStyle(canvas).borderBlockEndColor;
			return [...document.querySelectorAll('nav.nav a:not([aria-current])')].map(a => getComputedStyle(a).borderBlockEndColor).filter(c => c !== ground).map(c => c + ' on ' + ground);
		})()`)
		if len(lines) > 0 {
			t.Errorf("%s: links that are not current have a line: %v", path, lines)
		}
	}
}

// The number of an error is drawn large; as large words it is to be seen.
func TestErrorNumber(t *testing.T) {
	once(t)
	s := newSite(t)
	for _, theme := range []string{"light", "dark"} {
		tb := s.newTab(t, "en")
		tb.do(media(theme))
		tb.open("/no/such/page")
		ratio := read[float64](tb, `(() => {
			const light = c => c.match(/[\d.]+/g).slice(0, 3).map(x => x / 255).map(x => x <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4)
				.reduce((sum, x, i) => sum + x * [.2126, .7152, .0722][i], 0);
			const [a, b] = [getComputedStyle(document.querySelector('.failure__n')).color, getComputedStyle(document.body).backgroundColor].map(light);
			return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
		})()`)
		if ratio < 3 {
			t.Errorf("in the %s theme the number has a contrast of %.2f", theme, ratio)
		}
	}
}
