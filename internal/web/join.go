package web

import (
	"errors"
	"maps"
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
func (s *Server) joinForm(c *fiber.Ctx) error { return s.showJoin(c, "") }

// showJoin shows the form as it was sent: with what was searched for, who was
// chosen so far, found or not, and the pasted list.
func (s *Server) showJoin(c *fiber.Ctx, problem string) error {
	t, v := s.words(c), viewer(c)
	r, course, err := s.taughtRun(c)
	if err != nil {
		return err
	}
	d := view.JoinData{
		Title: t.Text(course.Title), Run: runPath(r.ID), Gone: r.Cancelled, Query: asked(c, "q"), List: posted(c, "list"), Problem: problem,
		Searched: findsFirst(c) || posted(c, "searched") != "" || asked(c, "q") != "",
	}
	if s.runOver(r) {
		d.Over, d.Late = t.WorkshopOverSay(t.Date(r.EndsOn)), c.Query("late") != "" || c.Method() == fiber.MethodPost
	}
	chosen, scope := postedAll(c, "person"), v.Scope(people.HR, people.Trainer)
	if d.Searched {
		ps, total, err := s.App.Store.People(c.UserContext(), scope, store.PeopleFilter{Search: d.Query, Lang: t.Lang}, 0, mostFound)
		if err != nil {
			return err
		}
		if d.Found, err = s.candidates(c, r, ps, chosen); err != nil {
			return err
		}
		d.Count = t.WorkshopJoinFound(total)
		if total > mostFound {
			d.More = t.WorkshopJoinMore(t.Num(mostFound))
		}
	}
	if d.Chosen, err = s.chosenBefore(c, r, scope, chosen, d.Found); err != nil {
		return err
	}
	return s.show(c, view.Shell{Title: t.WorkshopJoin()}, view.Join(d))
}

// runOver reports whether a run is over and was not cancelled.
func (s *Server) runOver(r workshop.Run) bool {
	return errors.Is(r.Editable(s.App.Now()), workshop.ErrEnded)
}

// findsFirst reports whether the form was sent to search, and not to add anybody.
func findsFirst(c *fiber.Ctx) bool {
	return postedHas(c, "find") || postedHas(c, "q") && !postedHas(c, "add") && !postedHas(c, "move")
}

// chosenBefore are those of the people chosen who are not among the found.
func (s *Server) chosenBefore(c *fiber.Ctx, r workshop.Run, scope people.Scope, chosen []string, found []view.Candidate) ([]view.Candidate, error) {
	ids := slices.DeleteFunc(slices.Clone(chosen), func(id string) bool {
		return slices.ContainsFunc(found, func(p view.Candidate) bool { return p.ID == id })
	})
	known, err := s.App.Store.PeopleWith(c.UserContext(), scope, ids)
	if err != nil {
		return nil, err
	}
	lang := s.words(c).Lang
	ps := slices.Collect(maps.Values(known))
	people.InOrder(ps, func(p people.Person) string { return p.Name(lang) }, func(p people.Person) string { return p.ID })
	return s.candidates(c, r, ps, chosen)
}

// candidates are people as the form offers them; those in the run are not to
// be chosen again.
func (s *Server) candidates(c *fiber.Ctx, r workshop.Run, ps []people.Person, chosen []string) (out []view.Candidate, err error) {
	t := s.words(c)
	in, err := s.participantsOf(c, r.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range ps {
		here := slices.ContainsFunc(in, func(q store.Participant) bool { return q.PersonID == p.ID })
		out = append(out, view.Candidate{ID: p.ID, Name: p.Name(t.Lang), Department: p.DepartmentIn(t.Lang), Here: here, Chosen: slices.Contains(chosen, p.ID)})
	}
	return out, nil
}

// joinRun adds the people chosen and those of the pasted list to a run.
func (s *Server) joinRun(c *fiber.Ctx) error {
	if findsFirst(c) {
		return s.showJoin(c, "")
	}
	t, v, list := s.words(c), viewer(c), posted(c, "list")
	refuse := func(problem string) error {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showJoin(c, problem)
	}
	r, _, err := s.taughtRun(c)
	switch {
	case err != nil:
		return err
	case r.Cancelled:
		return refuse("")
	case s.runOver(r) && posted(c, "late") == "":
		return refuse(t.WorkshopOverAsk())
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
	for _, id := range postedAll(c, "person") {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	switch {
	case len(unknown) > 0:
		return refuse(t.WorkshopJoinUnknown(onLines(t.Isolate, unknown)))
	case len(unclear) > 0:
		return refuse(t.WorkshopJoinUnclear(onLines(t.Isolate, unclear)))
	case len(ids) == 0:
		return refuse(t.WorkshopJoinNobody())
	}
	join := s.App.JoinRun
	if posted(c, "move") != "" {
		join = s.App.MoveToRun
	}
	joined, err := join(c.UserContext(), v, r.ID, ids)
	if fs := fault.All(err); len(fs) > 0 && workshop.Elsewhere(fs[0]) {
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
	d := view.ElsewhereData{Title: t.Text(course.Title), Run: runPath(r.ID), When: runDays(t, r), People: ids, Query: asked(c, "q"), Late: posted(c, "late") != "", MayMove: true}
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

// onLines returns the names for the end of a message, each on a line of its own.
func onLines(isolate func(string) string, names []string) string {
	return "\n" + strings.Join(each(isolate, names), "\n")
}
