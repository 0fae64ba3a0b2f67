package e2e

import (
	"fmt"
	"strings"
	"testing"

	"masar/internal/app/personnel"
	"masar/internal/masartest"
	"masar/internal/people"

	"github.com/chromedp/chromedp"
)

// HR puts a list in another order and searches it without leaving the page, and
// what was searched for stands in no address.
func TestListChangesInPlace(t *testing.T) {
	once(t)
	s := newSite(t)
	tb := s.newTab(t, "ar")
	tb.signIn("hr.municipal")
	tb.open("/hr")
	read[bool](tb, `(window.stays = true)`)
	tb.do(chromedp.Click("th a.sort"))
	tb.wait(`document.querySelector('th[aria-sort="ascending"] a.sort') === document.querySelector('th a.sort')`)
	if at := read[string](tb, `location.search`); !strings.Contains(at, "sort=name") {
		t.Errorf("the address does not say the order: %q", at)
	}
	read[bool](tb, `(window.shown = document.querySelector('#report [role=status]').textContent) !== ""`)
	tb.do(chromedp.SendKeys("form.filters [name=q]", "سالم"))
	tb.do(chromedp.Click("form.filters button:not([type=button])"))
	tb.wait(`document.querySelector('#report [role=status]').textContent !== window.shown`)
	if at := read[string](tb, `location.href`); strings.Contains(at, "q=") {
		t.Errorf("what was searched for stands in the address: %q", at)
	}
	if !read[bool](tb, `window.stays === true`) {
		t.Error("the page was left")
	}
}

// After a search in place each file of the report is downloaded, and the page
// stays as it is.
func TestFilesOfASearchedList(t *testing.T) {
	once(t)
	s := newSite(t)
	tb := s.newTab(t, "ar")
	tb.signIn("hr.municipal")
	tb.open("/hr")
	read[bool](tb, `(window.shown = document.querySelector('#report [role=status]').textContent) !== ""`)
	tb.do(chromedp.SendKeys("form.filters [name=q]", "سالم"))
	tb.do(chromedp.Click("form.filters button:not([type=button])"))
	tb.wait(`document.querySelector('#report [role=status]').textContent !== window.shown`)
	for _, kind := range []string{"xlsx", "csv"} {
		button := fmt.Sprintf(`[formaction^="/hr/report.%s"]`, kind)
		got := read[string](tb, `new Promise(done => {
			const button = document.querySelector(`+quoted(button)+`);
			let asked = false;
			const boosted = () => { asked = true };
			document.addEventListener('htmx:before:request', boosted, { once: true });
			addEventListener('submit', e => setTimeout(() => {
				const sent = e.defaultPrevented || asked ? 'by a script' : 'by the browser';
				document.removeEventListener('htmx:before:request', boosted);
				done(sent);
			}), { once: true });
			button.form.requestSubmit(button);
		})`)
		if got != "by the browser" {
			t.Errorf("%s is asked for %s", kind, got)
		}
	}
	tb.wait(`document.querySelector('main.report form.filters [name=q]').value === "سالم"`)
}

// A person whose name, department and address are one long word each makes no page
// wider than the window.
func TestUnbrokenWords(t *testing.T) {
	once(t)
	s := newSite(t)
	hr := s.viewer(t, "hr.municipal")
	long := people.Person{
		ID: "unbroken", AgencyID: hr.AgencyID, StaffNo: strings.Repeat("N", 32), SignIn: strings.Repeat("s", 60), Email: strings.Repeat("m", 60) + "@x.example",
		NameAr: strings.Repeat("س", 200), NameEn: strings.Repeat("S", 200), Department: strings.Repeat("د", 200), DepartmentEn: strings.Repeat("D", 200), CreatedAt: masartest.Noon,
	}.Tidy()
	if err := masartest.Direct(s.app).AddPerson(t.Context(), long); err != nil {
		t.Fatal(err)
	}
	s.runTale(t, "municipal", "salim.hinai")
	if _, err := s.app.Assign(t.Context(), hr, personnel.Assignment{CourseID: "tale", PersonIDs: []string{"unbroken"}}); err != nil {
		t.Fatal(err)
	}
	for who, paths := range map[string][]string{
		"hr.municipal": {"/hr", "/hr?page=2", "/hr/people", "/hr/people?page=2", "/hr/people/unbroken", "/hr/certificates/waiting", "/hr/assign?person=unbroken"},
		"admin":        {"/admin/people", "/admin/people/unbroken", "/admin/events"},
	} {
		tb := s.newTab(t, "ar")
		tb.signIn(who)
		for _, path := range paths {
			tb.open(path)
			for _, width := range []int64{360, 768, 1280} {
				tb.do(chromedp.EmulateViewport(width, 900))
				tb.fits(width)
			}
		}
	}
}
