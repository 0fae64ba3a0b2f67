package courseware

import (
	"math"
	"reflect"
	"slices"
	"strings"

	"masar/internal/catalog"
)

// readOutline reads course.yaml.
func (r *reading) readOutline() {
	id := r.course.ID
	d := r.yaml(r.path("course.yaml"), &r.course)
	r.course.ID = id
	tidy(reflect.ValueOf(&r.course))
	if d == nil {
		return
	}
	c := r.course
	r.needText(d.at("title"), "title", c.Title)
	r.needText(d.at("summary"), "summary", c.Summary)
	r.oneOf(d.at("kind"), "kind", c.Kind, catalog.Workshop, catalog.SelfPaced)
	if !(c.Hours > 0) || c.Hours > 10_000 {
		r.fail(d.at("hours"), "hours", "hours must be a number above 0")
	}
	r.checkThemes(d)
	r.checkModules(d)
	r.checkQuizzes(d)
	r.checkRules(d)
	r.checkSources(d)
	if c.Certificate.ValidMonths < 0 {
		r.fail(d.at("certificate", "valid-months"), "range", "valid-months must not be below 0")
	}
}

// needText reports that a text is missing in both languages; one that stands
// in one language only has been reported where it stands.
func (r *reading) needText(s spot, what string, t catalog.Text) {
	if t.Empty() {
		r.fail(s, "no-text", "%s is missing", what)
	}
}

// oneOf reports a value that is none of those that are possible.
func (r *reading) oneOf(s spot, what, value string, possible ...string) {
	if !slices.Contains(possible, value) {
		r.fail(s, "value", "%s is %q; possible are: %s", what, short(value), list(possible))
	}
}

func (r *reading) percent(s spot, what string, n int) {
	if n < 0 || n > 100 {
		r.fail(s, "range", "%s is %d; it must be from 0 to 100", what, n)
	}
}

func (r *reading) checkThemes(d *document) {
	seen := map[string]bool{}
	for i, t := range r.course.Themes {
		s := d.at("themes", i)
		r.checkID(s, "theme", t.ID, seen)
		r.needText(s, "the title of the theme", t.Title)
	}
}

func (r *reading) checkModules(d *document) {
	c := r.course
	if len(c.Modules) == 0 {
		r.fail(d.at("modules"), "no-modules", "a course needs at least one module")
	}
	modules, sessions := map[string]bool{}, map[string]bool{}
	for i, m := range c.Modules {
		s := d.at("modules", i)
		r.checkID(s, "module", m.ID, modules)
		r.needText(s, "the title of the module", m.Title)
		r.oneOf(d.at("modules", i, "place"), "place", m.Place, "room", "online")
		for j, se := range m.Sessions {
			r.checkSession(d, se, sessions, "modules", i, "sessions", j)
		}
	}
}

func (r *reading) checkSession(d *document, se catalog.Session, seen map[string]bool, path ...any) {
	at := func(name string) spot { return d.at(append(slices.Clone(path), name)...) }
	r.checkID(d.at(path...), "session", se.ID, seen)
	r.needText(at("title"), "the title of the session", se.Title)
	r.oneOf(at("kind"), "kind", se.Kind, "opening", "taught", "break", "test", "closing")
	if se.Minutes <= 0 || se.Minutes > 10_000 {
		r.fail(at("minutes"), "range", "minutes must be above 0")
	}
	if se.Theme != "" && !slices.ContainsFunc(r.course.Themes, func(t catalog.Theme) bool { return t.ID == se.Theme }) {
		r.fail(at("theme"), "reference", "there is no theme %q", short(se.Theme))
	}
	if se.Break() && len(se.Steps) > 0 {
		r.fail(at("steps"), "break-steps", "nothing is done in a break; move its steps to another session")
	}
}

func (r *reading) checkQuizzes(d *document) {
	seen := map[string]bool{}
	for i, q := range r.course.Quizzes {
		s := d.at("quizzes", i)
		r.checkID(s, "quiz", q.ID, seen)
		r.needText(s, "the title of the quiz", q.Title)
		r.percent(d.at("quizzes", i, "pass"), "pass", q.Pass)
		if q.Minutes <= 0 || q.Attempts < 0 {
			r.fail(s, "range", "a quiz needs minutes above 0, and attempts of 0 or more")
		}
		r.checkShows(d.at("quizzes", i, "shows"), q)
		if len(q.Draw) == 0 {
			r.fail(s, "no-draw", "quiz %q draws no questions", short(q.ID))
		}
		for j, dr := range q.Draw {
			r.checkDraw(d.at("quizzes", i, "draw", j), dr)
		}
	}
}

func (r *reading) checkDraw(s spot, dr catalog.Draw) {
	if !isBlock(dr.Block) {
		r.fail(s, "block", "%q cannot be a block: Latin letters, digits and hyphens only", short(dr.Block))
	}
	if dr.Bloom != "" {
		r.oneOf(s, "bloom", dr.Bloom, catalog.Bloom...)
	}
	if dr.Count <= 0 || dr.Count > 1000 {
		r.fail(s, "range", "count must be above 0")
	}
}

func (r *reading) checkSources(d *document) {
	seen := map[string]bool{}
	for i, s := range r.course.Sources {
		r.checkSource(d.at("sources", i), s, seen)
	}
}

func (r *reading) checkSource(at spot, s catalog.Source, seen map[string]bool) {
	r.checkID(at, "source", s.ID, seen)
	if s.ID == "course" {
		r.fail(at, "id", "no source may be called course: that is what the course itself teaches")
	}
	r.needText(at, "the title of the source", s.Title)
	if s.URL != "" && !isWeb(s.URL) {
		r.fail(at, "url", "%q is not a web address", short(s.URL))
	}
}

func list(s []string) string { return strings.Join(s, ", ") }

// finite reports whether f is a number.
func finite(f float64) bool { return !math.IsNaN(f) && !math.IsInf(f, 0) }
