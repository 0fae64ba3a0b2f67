package web

import (
	"time"

	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/typed"

	"github.com/gofiber/fiber/v2"
)

// shownField is where a form says when it was shown, so that whoever changed the
// same thing since can be named.
const shownField = "shown_at"

// shownNow is what a form that is shown now says in that field.
func (s *Server) shownNow() string { return s.App.Now().UTC().Format(time.RFC3339Nano) }

// changedSince says who has changed a thing, and when, since the form that was
// sent was shown.
func (s *Server) changedSince(c *fiber.Ctx, scope people.Scope, object, id string) (string, error) {
	t := s.words(c)
	shown, err := time.Parse(time.RFC3339Nano, posted(c, shownField))
	if err != nil {
		return t.CommonChangedSince(), nil
	}
	es, err := s.App.Store.Events(c.UserContext(), scope, store.EventFilter{Object: object, ObjectID: id, From: shown}, 0, 1)
	switch {
	case err != nil:
		return "", err
	case len(es) == 0 || es[0].ActorID == "":
		return t.CommonChangedSince(), nil
	case es[0].ActorID == viewer(c).PersonID:
		return t.CommonChangedSelf(t.DateTime(es[0].At)), nil
	}
	return t.CommonChangedBy(t.Isolate(t.Pick(es[0].ActorAr, es[0].ActorEn)), t.DateTime(es[0].At)), nil
}

// stands says beside each field in which the form and what is saved differ what
// is saved.
func (s *Server) stands(c *fiber.Ctx, problems map[string]string, fields [][3]string) {
	t := s.words(c)
	for _, f := range fields {
		name, typedNow, saved := f[0], typed.Tidy(f[1]), f[2]
		switch {
		case typedNow == saved:
		case saved == "":
			problems[name] = t.CommonStandsEmpty()
		default:
			problems[name] = t.CommonStands(t.Isolate(saved))
		}
	}
}

// personMoved shows the form of a person as it was typed, with what was saved
// since it was opened, by whom and when; saved again, it takes its place.
func (s *Server) personMoved(c *fiber.Ctx, p people.Person) error {
	scope := viewer(c).Scope(people.HR)
	now, err := s.App.Store.Person(c.UserContext(), scope, p.ID)
	if err != nil {
		return err
	}
	says, err := s.changedSince(c, scope, "person", p.ID)
	if err != nil {
		return err
	}
	problems, tidy := map[string]string{"": says}, p.Tidy()
	s.stands(c, problems, [][3]string{
		{"name_ar", tidy.NameAr, now.NameAr}, {"name_en", tidy.NameEn, now.NameEn}, {"department", tidy.Department, now.Department},
		{"department_en", tidy.DepartmentEn, now.DepartmentEn}, {"staff_no", tidy.StaffNo, now.StaffNo}, {"email", tidy.Email, now.Email}, {"sign_in", tidy.SignIn, now.SignIn},
	})
	if tidy.CivilTail != now.CivilTail {
		problems["civil_tail"] = s.words(c).CommonStandsOther()
	}
	p.Revision = now.Revision
	c.Status(fiber.StatusConflict)
	return s.showPerson(c, &p, problems)
}

// agencyMoved is personMoved of an agency.
func (s *Server) agencyMoved(c *fiber.Ctx, ag people.Agency) error {
	scope := viewer(c).Scope(people.Admin)
	now, err := s.App.Store.Agency(c.UserContext(), scope, ag.ID)
	if err != nil {
		return err
	}
	says, err := s.changedSince(c, scope, "agency", ag.ID)
	if err != nil {
		return err
	}
	problems := map[string]string{"": says}
	s.stands(c, problems, [][3]string{{"name_ar", ag.NameAr, now.NameAr}, {"name_en", ag.NameEn, now.NameEn}})
	for field, differs := range map[string]bool{"parent_id": ag.ParentID != now.ParentID, "hijri_offset": ag.HijriOffset != now.HijriOffset, "shown_name": ag.ShownName != now.ShownName} {
		if differs {
			problems[field] = s.words(c).CommonStandsOther()
		}
	}
	ag.Revision = now.Revision
	c.Status(fiber.StatusConflict)
	return s.showAgency(c, ag, problems)
}
