package teach

import (
	"errors"
	"maps"
	"slices"

	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"
	"masar/internal/workshop"

	"github.com/gofiber/fiber/v2"
)

// How many people a search shows, and how many a pasted list may name.
const (
	mostFound  = 50
	mostPasted = 500
)

// joinForm finds people of the viewer's agencies to add to a run.
func (s wing) joinForm(c *fiber.Ctx) error { return s.showJoin(c, "") }

// showJoin shows the form as it was sent: with what was searched for, who was
// chosen so far, found or not, and the pasted list.
func (s wing) showJoin(c *fiber.Ctx, problem string) error {
	t, v := s.Words(c), kit.Viewer(c)
	r, course, err := s.taughtRun(c)
	if err != nil {
		return err
	}
	d := joinData{
		Title: t.Text(course.Title), Run: runPath(r.ID), Gone: r.Cancelled, Query: kit.FilterValue(c, "q"), List: kit.Posted(c, "list"), Problem: problem,
		Searched: findsFirst(c) || kit.Posted(c, "searched") != "" || kit.FilterValue(c, "q") != "",
	}
	if s.runOver(r) {
		d.Over, d.Late = t.WorkshopOverSay(t.Date(r.EndsOn)), c.Query("late") != "" || c.Method() == fiber.MethodPost
	}
	chosen, scope := kit.PostedAll(c, "person"), v.Scope(people.HR, people.Trainer)
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
	return s.Render(c, ui.Shell{Title: t.WorkshopJoin()}, join(d))
}

// runOver reports whether a run is over and was not cancelled.
func (s wing) runOver(r workshop.Run) bool {
	return errors.Is(r.Editable(s.App.Now()), workshop.ErrEnded)
}

// findsFirst reports whether the form was sent to search, and not to add anybody.
func findsFirst(c *fiber.Ctx) bool {
	return kit.PostedHas(c, "find") || kit.PostedHas(c, "q") && !kit.PostedHas(c, "add") && !kit.PostedHas(c, "move")
}

// chosenBefore are those of the people chosen who are not among the found.
func (s wing) chosenBefore(c *fiber.Ctx, r workshop.Run, scope people.Scope, chosen []string, found []candidate) ([]candidate, error) {
	ids := slices.DeleteFunc(slices.Clone(chosen), func(id string) bool {
		return slices.ContainsFunc(found, func(p candidate) bool { return p.ID == id })
	})
	known, err := s.App.Store.PeopleWith(c.UserContext(), scope, ids)
	if err != nil {
		return nil, err
	}
	lang := s.Words(c).Lang
	ps := slices.Collect(maps.Values(known))
	people.InOrder(ps, func(p people.Person) string { return p.Name(lang) }, func(p people.Person) string { return p.ID })
	return s.candidates(c, r, ps, chosen)
}

// candidates are people as the form offers them; those in the run are not to
// be chosen again.
func (s wing) candidates(c *fiber.Ctx, r workshop.Run, ps []people.Person, chosen []string) (out []candidate, err error) {
	t := s.Words(c)
	in, err := s.participantsOf(c, r.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range ps {
		here := slices.ContainsFunc(in, func(q store.Participant) bool { return q.PersonID == p.ID })
		out = append(out, candidate{ID: p.ID, Name: p.Name(t.Lang), Department: p.DepartmentIn(t.Lang), Here: here, Chosen: slices.Contains(chosen, p.ID)})
	}
	return out, nil
}

// joinRun adds the people chosen and those of the pasted list to a run.
func (s wing) joinRun(c *fiber.Ctx) error {
	if findsFirst(c) {
		return s.showJoin(c, "")
	}
	t, v, list := s.Words(c), kit.Viewer(c), kit.Posted(c, "list")
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
	case s.runOver(r) && kit.Posted(c, "late") == "":
		return refuse(t.WorkshopOverAsk())
	}
	names := people.Pasted(list)
	if len(names) > mostPasted {
		return refuse(t.WorkshopJoinMany(t.Num(mostPasted)))
	}
	ps, err := s.App.Store.PeopleCalled(c.UserContext(), v.Scope(people.HR, people.Trainer), names...)
	if err != nil {
		return err
	}
	ids, unknown, unclear := people.Resolve(names, ps)
	for _, id := range kit.PostedAll(c, "person") {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	switch {
	case len(unknown) > 0:
		return refuse(t.WorkshopJoinUnknown(present.OnLines(t.Isolate, unknown)))
	case len(unclear) > 0:
		return refuse(t.WorkshopJoinUnclear(present.OnLines(t.Isolate, unclear)))
	case len(ids) == 0:
		return refuse(t.WorkshopJoinNobody())
	}
	join := s.App.JoinRun
	if kit.Posted(c, "move") != "" {
		join = s.App.MoveToRun
	}
	joined, err := join(c.UserContext(), v, r.ID, ids)
	if fs := fault.All(err); len(fs) > 0 && workshop.Elsewhere(fs[0]) {
		c.Status(fiber.StatusConflict)
		return s.showElsewhere(c, r, ids, fs)
	}
	if problems, ok := kit.SayAll(c, err); ok {
		return refuse(problems[""])
	}
	if err != nil {
		return err
	}
	if joined > 0 {
		s.Flash(c, "workshop.joined-said")
	} else {
		s.FlashNothing(c, "workshop.joined-none")
	}
	return kit.Redirect(c, runPath(r.ID))
}

// showElsewhere says who of those to be added has a seat in another run, and asks
// whether they are to give it up; those whose run has begun stay in it.
func (s wing) showElsewhere(c *fiber.Ctx, r workshop.Run, ids []string, faults []*fault.Fault) error {
	t := s.Words(c)
	_, course, err := s.taughtRun(c)
	if err != nil {
		return err
	}
	d := elsewhereData{Title: t.Text(course.Title), Run: runPath(r.ID), When: present.RunDays(t, r), People: ids, Query: kit.FilterValue(c, "q"), Late: kit.Posted(c, "late") != "", MayMove: true}
	for _, f := range faults {
		d.Problems = append(d.Problems, ui.Problem{Text: kit.Say(c, f)})
		d.MayMove = d.MayMove && f.Is(workshop.ErrElsewhere)
	}
	return s.Render(c, ui.Shell{Title: t.WorkshopElsewhereTitle()}, elsewhere(d))
}
