package web

import (
	"cmp"
	"errors"
	"strconv"

	"masar/internal/app"
	"masar/internal/event"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/typed"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// agencies shows the agencies that the viewer administers, as a tree.
func (s *Server) agencies(c *fiber.Ctx) error {
	ctx, scope := c.UserContext(), viewer(c).Scope(people.Admin)
	as, err := s.App.Store.Agencies(ctx, scope)
	if err != nil {
		return err
	}
	counts, err := s.App.Store.CountPeople(ctx, scope)
	if err != nil {
		return err
	}
	t := s.words(c)
	return s.show(c, view.Shell{Title: t.NavAgencies()}, view.Agencies(agencyTree(t, as, counts), len(people.Twins(as))))
}

// agencyTree arranges agencies, each after the one above it, into trees.
func agencyTree(t *i18n.T, as []people.Agency, counts map[string]int) (tops []*view.AgencyNode) {
	twins := people.Twins(as)
	nodes := make(map[string]*view.AgencyNode, len(as))
	for _, a := range as {
		n := &view.AgencyNode{ID: a.ID, Name: a.Name(t.Lang), People: counts[a.ID], HijriOffset: a.HijriOffset, Twin: twins[a.ID]}
		nodes[a.ID] = n
		if parent := nodes[a.ParentID]; parent != nil {
			parent.Under = append(parent.Under, n)
		} else {
			tops = append(tops, n)
		}
	}
	return tops
}

func (s *Server) newAgency(c *fiber.Ctx) error {
	return s.showAgency(c, people.Agency{ParentID: c.Query("parent")}, nil)
}

func (s *Server) agency(c *fiber.Ctx) error {
	ag, err := s.App.Store.Agency(c.UserContext(), viewer(c).Scope(people.Admin), c.Params("id"))
	if err != nil {
		return err
	}
	return s.showAgency(c, ag, nil)
}

// showAgency shows the form of an agency, new or not, with what is wrong in it.
func (s *Server) showAgency(c *fiber.Ctx, ag people.Agency, problems map[string]string) error {
	t, scope := s.words(c), viewer(c).Scope(people.Admin)
	as, err := s.App.Store.Agencies(c.UserContext(), scope)
	if err != nil {
		return err
	}
	d := view.AgencyForm{Agency: ag, Problems: problems}
	title := t.AgencyNew()
	for _, a := range as {
		d.Under = append(d.Under, agencyOption(t, a))
		if a.ID == ag.ID {
			title, d.Title = a.Name(t.Lang), a.Name(t.Lang)
		}
		d.Fixed = d.Fixed || a.ID == ag.ParentID
	}
	// Of one whose parent is out of reach, only the names can be changed.
	d.Fixed = ag.ID != "" && !d.Fixed
	return s.show(c, view.Shell{Title: title}, view.EditAgency(d))
}

// agencyOption is the choice of an agency from a list, indented by its depth.
func agencyOption(t *i18n.T, a people.Agency) view.Option {
	label := a.Name(t.Lang)
	for range a.Depth() {
		label = "\u2003" + label
	}
	return view.Option{Value: a.ID, Label: label}
}

func agencyFrom(c *fiber.Ctx) people.Agency {
	offset, err := typed.Whole("hijri_offset", cmp.Or(posted(c, "hijri_offset"), "0"), -app.MaxHijriOffset, app.MaxHijriOffset)
	if err != nil {
		offset = app.MaxHijriOffset + 1 // and so refused
	}
	revision, _ := strconv.Atoi(posted(c, "revision"))
	ar, en := postedPair(c, "name_ar", "name_en")
	return people.Agency{
		ID: c.Params("id"), ParentID: posted(c, "parent_id"), NameAr: ar, NameEn: en,
		HijriOffset: offset, ShownName: people.ShownName(posted(c, "shown_name")), Revision: revision,
	}
}

func (s *Server) addAgency(c *fiber.Ctx) error {
	ag := agencyFrom(c)
	_, err := s.App.AddAgency(c.UserContext(), viewer(c), ag)
	return s.afterAgency(c, ag, err, "agency.added")
}

func (s *Server) saveAgency(c *fiber.Ctx) error {
	ag := agencyFrom(c)
	_, err := s.App.SaveAgency(c.UserContext(), viewer(c), ag)
	if errors.Is(err, store.ErrChanged) {
		if err := s.differsBy(c, ag.ID, event.AgencyChanged); err != nil {
			return err
		}
		return s.showAgency(c, ag, nil)
	}
	return s.afterAgency(c, ag, err, "agency.saved")
}

// afterAgency goes back to the tree, or shows the form with what is wrong in it.
func (s *Server) afterAgency(c *fiber.Ctx, ag people.Agency, err error, done string) error {
	err = s.said(c, err, done)
	if problems, ok := sayAll(c, err); ok {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showAgency(c, ag, problems)
	}
	if err != nil {
		return err
	}
	return after(c, "/admin")
}
