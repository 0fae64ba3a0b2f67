package web

import (
	"slices"
	"strings"
	"unicode"

	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/typed"
	"masar/internal/web/view"
	"masar/internal/workshop"

	"github.com/gofiber/fiber/v2"
)

// How many people a search shows, and how many a pasted list may name.
const (
	mostFound  = 50
	mostPasted = 500
)

// joinForm finds people of the viewer's agencies to add to a run.
func (s *Server) joinForm(c *fiber.Ctx) error { return s.showJoin(c, "", "") }

func (s *Server) showJoin(c *fiber.Ctx, list, problem string) error {
	t, v := s.words(c), viewer(c)
	r, course, err := s.taughtRun(c)
	if err != nil {
		return err
	}
	d := view.JoinData{Title: t.Text(course.Title), Run: runPath(r.ID), Query: asked(c, "q"), Searched: postedHas(c, "q"), List: list, Problem: problem}
	if d.Searched {
		ps, total, err := s.App.Store.People(c.UserContext(), v.Scope(people.HR, people.Trainer), store.PeopleFilter{Search: d.Query, Lang: t.Lang}, 0, mostFound)
		if err != nil {
			return err
		}
		if d.Found, err = s.candidates(c, r, ps); err != nil {
			return err
		}
		d.Count = t.WorkshopJoinFound(total)
		if total > mostFound {
			d.More = t.WorkshopJoinMore(t.Num(mostFound))
		}
	}
	return s.show(c, view.Shell{Title: t.WorkshopJoin()}, view.Join(d))
}

// candidates are people as the form offers them; those in the run are not to
// be chosen again.
func (s *Server) candidates(c *fiber.Ctx, r workshop.Run, ps []people.Person) (out []view.Candidate, err error) {
	t := s.words(c)
	in, err := s.participantsOf(c, r.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range ps {
		here := slices.ContainsFunc(in, func(q store.Participant) bool { return q.PersonID == p.ID })
		out = append(out, view.Candidate{ID: p.ID, Name: p.Name(t.Lang), Department: p.DepartmentIn(t.Lang), Here: here})
	}
	return out, nil
}

// joinRun adds the people chosen and those of the pasted list to a run.
func (s *Server) joinRun(c *fiber.Ctx) error {
	if postedHas(c, "q") { // they search first
		return s.showJoin(c, "", "")
	}
	t, v, list := s.words(c), viewer(c), posted(c, "list")
	refuse := func(problem string) error {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showJoin(c, list, problem)
	}
	r, _, err := s.taughtRun(c)
	if err != nil {
		return err
	}
	names := pasted(list)
	if len(names) > mostPasted {
		return refuse(t.WorkshopJoinMany(t.Num(mostPasted)))
	}
	ps, err := s.App.Store.PeopleCalled(c.UserContext(), v.Scope(people.HR, people.Trainer), names...)
	if err != nil {
		return err
	}
	ids, unknown, unclear := resolve(names, ps)
	ids = append(ids, postedAll(c, "person")...)
	switch {
	case len(unknown) > 0:
		return refuse(t.WorkshopJoinUnknown(isolated(t.Isolate, unknown)))
	case len(unclear) > 0:
		return refuse(t.WorkshopJoinUnclear(isolated(t.Isolate, unclear)))
	case len(ids) == 0:
		return refuse(t.WorkshopJoinNobody())
	}
	join := s.App.JoinRun
	if posted(c, "move") != "" {
		join = s.App.MoveToRun
	}
	joined, err := join(c.UserContext(), v, r.ID, ids)
	if fs := fault.All(err); len(fs) > 0 && (fs[0].Is(workshop.ErrElsewhere) || fs[0].Is(workshop.ErrElsewhereBegun)) {
		c.Status(fiber.StatusConflict)
		return s.showElsewhere(c, r, ids, fs)
	}
	if problems, ok := sayAll(c, err); ok {
		return refuse(problems[""])
	}
	if err != nil {
		return err
	}
	if joined > 0 {
		s.flash(c, "workshop.joined-said")
	} else {
		s.flashNothing(c, "workshop.joined-none")
	}
	return after(c, runPath(r.ID))
}

// showElsewhere says who of those to be added has a seat in another run, and asks
// whether they are to give it up; those whose run has begun stay in it.
func (s *Server) showElsewhere(c *fiber.Ctx, r workshop.Run, ids []string, faults []*fault.Fault) error {
	t := s.words(c)
	_, course, err := s.taughtRun(c)
	if err != nil {
		return err
	}
	d := view.ElsewhereData{Title: t.Text(course.Title), Run: runPath(r.ID), When: runDays(t, r), People: ids, MayMove: true}
	for _, f := range faults {
		d.Problems = append(d.Problems, view.Problem{Text: say(c, f)})
		d.MayMove = d.MayMove && f.Is(workshop.ErrElsewhere)
	}
	return s.show(c, view.Shell{Title: t.WorkshopElsewhereTitle()}, view.Elsewhere(d))
}

// pasted returns the staff numbers and e-mails of a pasted list, each once.
func pasted(list string) (names []string) {
	for _, w := range strings.FieldsFunc(list, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;،؛\x00", r) }) {
		w = typed.Visible(w)
		if w != "" && !slices.Contains(names, w) {
			names = append(names, w)
		}
	}
	return names
}

// resolve finds whom the names mean: unknown ones mean nobody, unclear ones
// several people.
func resolve(names []string, ps []people.Person) (ids, unknown, unclear []string) {
	for _, n := range names {
		var means []string
		for _, p := range ps {
			if p.IsCalled(n) {
				means = append(means, p.ID)
			}
		}
		switch {
		case len(means) == 0:
			unknown = append(unknown, n)
		case len(means) > 1:
			unclear = append(unclear, n)
		case !slices.Contains(ids, means[0]):
			ids = append(ids, means[0])
		}
	}
	return ids, unknown, unclear
}

func isolated(isolate func(string) string, names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = isolate(n)
	}
	return strings.Join(out, " ")
}
