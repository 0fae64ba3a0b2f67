package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"masar/internal/app/teach"
	"masar/internal/masartest"
)

// ends are the forms that end what the walk needs: they are looked at, not sent.
var ends = []string{"/sign-out", "/me/password", "/me/devices/:id/sign-out", "/teaching/runs/:id/cancellation"}

// tryForms sends every form of the page that posts, as it stands and with each of
// its choices, unless its route is among those that were tried. It returns the
// forms that were tried and what is wrong with them: what the browser refuses
// without a field that somebody can see and fill in, and what the server answers
// without words.
const tryForms = `(async (tried, ends, routeOf) => {
	const done = [], problems = [];
	const route = path => routeOf.find(r => new RegExp('^' + r.replace(/:[a-z]+/g, '[^/]+') + '$').test(path)) ?? path;
	const seen = e => e.checkVisibility() && !e.disabled && e.getBoundingClientRect().width > 0;
	const asks = e => e.matches('select') ? e.selectedOptions[0]?.text.trim().endsWith('…') : !e.matches('[type=color],[type=hidden]') && !e.value;
	const refused = (form, how) => {
		for (const e of [...form.elements].filter(e => e.willValidate && !e.validity.valid)) {
			if (!seen(e) && !e.closest('dialog:not([open]),details:not([open])')) problems.push(how + ': the browser refuses ' + e.name + ', which nobody sees');
			else if (!asks(e)) problems.push(how + ': the browser refuses ' + e.name + ' = ' + e.value + ': ' + e.validationMessage);
		}
	};
	const button = form => [...form.elements].find(e => e.type === 'submit');
	const goes = form => {
		let went = false;
		const stop = e => { e.preventDefault(); e.stopImmediatePropagation(); went = true };
		addEventListener('submit', stop, { capture: true, once: true });
		for (const d of [...document.querySelectorAll('details')]) if (d.contains(form)) d.open = true;
		form.requestSubmit(button(form));
		removeEventListener('submit', stop, { capture: true });
		return went;
	};
	const send = async (form, how) => {
		if (!goes(form)) return refused(form, how);
		const data = new FormData(form, button(form)), plain = new URLSearchParams([...data].filter(([, v]) => typeof v === 'string'));
		const answer = await fetch(form.action, { method: 'POST', body: form.enctype.startsWith('multipart') ? data : plain });
		const type = answer.headers.get('Content-Type') ?? '', text = await answer.text();
		if (answer.ok) return;
		const page = new DOMParser().parseFromString(text, 'text/html');
		const said = page.querySelector('[role=alert],.field__error,.failure__say,.note')?.textContent.trim();
		if (answer.status >= 500 || ![409, 422, 429].includes(answer.status) || !type.startsWith('text/html') || !said) {
			problems.push(how + ': ' + answer.status + ' ' + (said || 'without words'));
		}
	};
	for (const form of [...document.forms].filter(f => f.method === 'post' && f.closest('main'))) {
		const at = route(new URL(form.getAttribute('action') ?? '', location.href).pathname);
		if (tried.includes(at) || done.includes(at)) continue;
		done.push(at);
		if (ends.includes(at)) { goes(form) || refused(form, at); continue }
		await send(form, at + ' unchanged');
		const choices = [];
		for (const e of form.elements) {
			if (e.type === 'radio' || e.type === 'checkbox') { if (!e.disabled) choices.push([e.name + '=' + e.value, () => { e.checked = !e.checked || e.type === 'radio' }]) }
			else if (e.options) for (const o of e.options) if (!o.selected && !o.disabled) choices.push([e.name + '=' + o.value, () => { o.selected = true }]);
		}
		for (const [name, choose] of choices.slice(0, 14)) {
			form.reset();
			choose();
			await send(form, at + ' with ' + name);
		}
		form.reset();
	}
	return { done, problems };
})`

// TestForms walks through the site as each of those who use it and sends every
// form there is with the browser's own validation on.
func TestForms(t *testing.T) {
	once(t)
	s := newSite(t)
	s.runTale(t, "municipal", "salim.hinai", "maryam.balushi")
	s.handIn(t, "salim.hinai")
	s.followUp(t, "municipal", "fatma.ghafri", "munther.wahaibi", "huda.shukaili", "qais.toubi", "khalid.maamari", "salim.hinai", "maryam.balushi")
	s.design(t, "municipal")
	trainer := s.viewer(t, "trainer.municipal")
	run, err := s.app.ScheduleRun(t.Context(), trainer, teach.RunPlan{
		CourseID: "tale", AgencyID: trainer.AgencyID, Begin: []time.Time{masartest.Noon.AddDate(0, 0, 7)}, Trainers: []string{trainer.PersonID},
	})
	if err != nil {
		t.Fatal(err)
	}
	ahead := run.ID
	var sent []string
	for _, who := range []string{"maryam.balushi", "trainer.municipal", "hr.municipal", "admin", ""} {
		t.Run(role(who), func(t *testing.T) {
			f := formWalk{tab: s.newTab(t, "ar"), per: map[string]int{}, seen: map[string]bool{}}
			if who == "" {
				f.open("/sign-in")
				f.findsFaults()
			} else {
				f.signIn(who)
			}
			if role(who) == "trainer" {
				f.from("/teaching/runs/new?course=tale", "/teaching/runs/"+ahead+"/edit")
			}
			f.from(starts[role(who)]...)
			if len(f.tried) == 0 {
				t.Error("no form was found")
			}
			sent = append(sent, f.tried...)
		})
	}
	for _, must := range []string{
		"/me", "/me/name/correction", "/learning/:course/:step/work", "/teaching/runs/:id/edit", "/teaching/courses/:id/lessons/:lesson", "/teaching/reviews/:id",
		"/teaching/runs/new", "/hr/people/:id", "/hr/people/new", "/hr/assign", "/hr/import", "/admin/agencies/:id", "/admin/agencies", "/templates/:agency/:kind",
	} {
		if !slices.Contains(sent, must) {
			t.Errorf("no walk sent a form to %s: %v", must, sent)
		}
	}
}

// A formWalk goes by the links of the pages and tries their forms.
type formWalk struct {
	*tab
	per   map[string]int // pages opened, by route
	seen  map[string]bool
	tried []string
}

func (f *formWalk) from(paths ...string) {
	f.Helper()
	for len(paths) > 0 {
		at := paths[0]
		paths = paths[1:]
		route := f.site.route(strings.Split(at, "?")[0])
		if f.seen[at] || !aPage(route) || f.per[route] >= formPages(route) || len(f.seen) > 160 {
			continue
		}
		f.seen[at] = true
		f.per[route]++
		w := walk{tab: f.tab}
		status, links := w.skims(at)
		if status != 200 {
			continue
		}
		paths = append(paths, links...)
		if !read[bool](f.tab, "fetch("+quoted(at)+").then(r => r.text()).then(t => /<main[^]*<form[^>]*method=\"post\"/.test(t))") {
			continue
		}
		f.tries(at)
	}
}

// formPages is how many pages of a route are opened for their forms: steps of a
// course differ.
func formPages(route string) int {
	return map[string]int{"/learning/:course/:step": 30, "/teaching/courses/:id/lessons/:lesson": 1}[route] + 2
}

func (f *formWalk) tries(at string) {
	f.Helper()
	f.open(at)
	if f.status != 200 {
		return
	}
	got := f.try()
	f.tried = append(f.tried, got.Done...)
	for _, p := range got.Problems {
		f.Errorf("%s: %s", at, p)
	}
	f.settle()
	f.complaints() // of answers that refuse a form, which have been judged
}

type tries struct{ Done, Problems []string }

// try tries the forms of the page that the tab shows.
func (f *formWalk) try() tries {
	f.Helper()
	var quotedRoutes []string
	for _, r := range f.site.posts {
		quotedRoutes = append(quotedRoutes, quoted(r))
	}
	list := func(items []string) string {
		out := make([]string, len(items))
		for i, x := range items {
			out[i] = quoted(x)
		}
		return "[" + strings.Join(out, ",") + "]"
	}
	return read[tries](f.tab, fmt.Sprintf("%s(%s, %s, [%s])", tryForms, list(f.tried), list(ends), strings.Join(quotedRoutes, ",")))
}

// findsFaults fails the test unless the walk would find each of these faults, of
// which the last is none.
func (f *formWalk) findsFaults() {
	f.Helper()
	for form, want := range map[string]string{
		`<select name="n" required><option value="">short</option><option value="a">full</option></select>`: "the browser refuses n",
		`<input name="n" required hidden>`:                              "which nobody sees",
		`<input name="n" value="x" pattern="y">`:                        "the browser refuses n = x",
		`<input name="n" type="color" value="#ffffff"><p>fine here</p>`: "404",
		`<input name="n" required>`:                                     "",
	} {
		read[bool](f.tab, `(() => {
			document.querySelector('main').innerHTML = '<form method="post" action="/nowhere/at-all">' + `+quoted(form)+` + '<button>go</button></form>';
			return true;
		})()`)
		got := strings.Join(f.try().Problems, "; ")
		if want == "" && got != "" || !strings.Contains(got, want) {
			f.Errorf("of %s the walk says %q, want %q", form, got, want)
		}
	}
	f.settle()
	f.complaints()
	f.open("/sign-in")
}
