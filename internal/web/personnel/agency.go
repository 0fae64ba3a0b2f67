package personnel

import (
	"cmp"
	"errors"
	"strconv"

	"masar/internal/app/personnel"
	"masar/internal/event"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/typed"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// An agencyNode is an agency in the tree, with those under it.
type agencyNode struct {
	ID, Name    string
	People      int // its own, not those of the agencies under it
	HijriOffset int
	Under       []*agencyNode
	Twin        bool // one beside it has its name
}

// total returns how many people n has with all that is under it.
func (n *agencyNode) total() int {
	sum := n.People
	for _, u := range n.Under {
		sum += u.total()
	}
	return sum
}

// An agencyForm is an agency to be filled in; its ID is "" while it is new.
type agencyForm struct {
	people.Agency
	Title    string      // its name as it is kept
	Under    []ui.Option // agencies it may stand under
	Fixed    bool        // it stays where it stands
	Problems map[string]string
}

func (d agencyForm) action() string {
	if d.ID == "" {
		return "/admin/agencies"
	}
	return "/admin/agencies/" + d.ID
}

// offsets are the choices of an agency's own Hijri calendar.
func offsets(t *i18n.T) (os []ui.Option) {
	for days := -2; days <= 2; days++ {
		label := t.AgencyHijriSame()
		switch {
		case days < 0:
			label = t.AgencyHijriEarlier(-days)
		case days > 0:
			label = t.AgencyHijriLater(days)
		}
		os = append(os, ui.Option{Value: strconv.Itoa(days), Label: label})
	}
	return os
}

// agencies shows the agencies that the viewer administers, as a tree.
func (s wing) agencies(c *fiber.Ctx) error {
	ctx, scope := c.UserContext(), kit.Viewer(c).Scope(people.Admin)
	as, err := s.App.Store.Agencies(ctx, scope)
	if err != nil {
		return err
	}
	counts, err := s.App.Store.CountPeople(ctx, scope)
	if err != nil {
		return err
	}
	t := s.Words(c)
	return s.Render(c, ui.Shell{Title: t.NavAgencies()}, agencies(agencyTree(t, as, counts), len(people.Twins(as))))
}

// agencyTree arranges agencies, each after the one above it, into trees.
func agencyTree(t *i18n.T, as []people.Agency, counts map[string]int) (tops []*agencyNode) {
	twins := people.Twins(as)
	nodes := make(map[string]*agencyNode, len(as))
	for _, a := range as {
		n := &agencyNode{ID: a.ID, Name: a.Name(t.Lang), People: counts[a.ID], HijriOffset: a.HijriOffset, Twin: twins[a.ID]}
		nodes[a.ID] = n
		if parent := nodes[a.ParentID]; parent != nil {
			parent.Under = append(parent.Under, n)
		} else {
			tops = append(tops, n)
		}
	}
	return tops
}

func (s wing) newAgency(c *fiber.Ctx) error {
	return s.showAgency(c, people.Agency{ParentID: c.Query("parent")}, nil)
}

func (s wing) agency(c *fiber.Ctx) error {
	ag, err := s.App.Store.Agency(c.UserContext(), kit.Viewer(c).Scope(people.Admin), c.Params("id"))
	if err != nil {
		return err
	}
	return s.showAgency(c, ag, nil)
}

// showAgency shows the form of an agency, new or not, with what is wrong in it.
func (s wing) showAgency(c *fiber.Ctx, ag people.Agency, problems map[string]string) error {
	t, scope := s.Words(c), kit.Viewer(c).Scope(people.Admin)
	as, err := s.App.Store.Agencies(c.UserContext(), scope)
	if err != nil {
		return err
	}
	d := agencyForm{Agency: ag, Problems: problems}
	title := t.AgencyNew()
	for _, a := range as {
		d.Under = append(d.Under, present.AgencyOption(t, a))
		if a.ID == ag.ID {
			title, d.Title = a.Name(t.Lang), a.Name(t.Lang)
		}
		d.Fixed = d.Fixed || a.ID == ag.ParentID
	}
	// Of one whose parent is out of reach, only the names can be changed.
	d.Fixed = ag.ID != "" && !d.Fixed
	return s.Render(c, ui.Shell{Title: title}, editAgency(d))
}

func agencyFrom(c *fiber.Ctx) people.Agency {
	offset, err := typed.Whole("hijri_offset", cmp.Or(kit.Posted(c, "hijri_offset"), "0"), -personnel.MaxHijriOffset, personnel.MaxHijriOffset)
	if err != nil {
		offset = personnel.MaxHijriOffset + 1 // and so refused
	}
	revision, _ := strconv.Atoi(kit.Posted(c, "revision"))
	ar, en := kit.PostedPair(c, "name_ar", "name_en")
	return people.Agency{
		ID: c.Params("id"), ParentID: kit.Posted(c, "parent_id"), NameAr: ar, NameEn: en,
		HijriOffset: offset, ShownName: people.ShownName(kit.Posted(c, "shown_name")), Revision: revision,
	}
}

func (s wing) addAgency(c *fiber.Ctx) error {
	ag := agencyFrom(c)
	_, err := s.App.AddAgency(c.UserContext(), kit.Viewer(c), ag)
	return s.afterAgency(c, ag, err, "agency.added")
}

func (s wing) saveAgency(c *fiber.Ctx) error {
	ag := agencyFrom(c)
	_, err := s.App.SaveAgency(c.UserContext(), kit.Viewer(c), ag)
	if errors.Is(err, store.ErrChanged) {
		if err := s.DiffersBy(c, ag.ID, event.AgencyChanged); err != nil {
			return err
		}
		return s.showAgency(c, ag, nil)
	}
	return s.afterAgency(c, ag, err, "agency.saved")
}

// afterAgency goes back to the tree, or shows the form with what is wrong in it.
func (s wing) afterAgency(c *fiber.Ctx, ag people.Agency, err error, done string) error {
	err = s.Said(c, err, done)
	if problems, ok := kit.SayAll(c, err); ok {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showAgency(c, ag, problems)
	}
	if err != nil {
		return err
	}
	return kit.Redirect(c, "/admin")
}
