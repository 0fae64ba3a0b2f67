package web_test

import (
	"testing"

	"masar/internal/masartest"
	"masar/internal/people"
)

// subAdmin makes hr-n the administrator of the northern agency alone.
func subAdmin(t testing.TB, s *site) *browser {
	t.Helper()
	g := people.Grant{PersonID: "hr-n", Role: people.Admin, AgencyID: "north", GivenAt: masartest.Noon, GivenBy: "admin"}
	if err := masartest.Direct(s.App).AddGrant(t.Context(), g); err != nil {
		t.Fatal(err)
	}
	return s.as(t, "hr-n")
}

func TestAgencies(t *testing.T) {
	s := newSite(t)
	b := s.as(t, "admin")
	b.get("/admin").sees(200, "الأمانة العامة للتدريب", "هيئة الشمال", "3 موظفين", "مع الجهات التابعة: 7 موظفين")
	b.get("/admin/agencies/new?parent=north").sees(200, `value="north" selected`)
	b.post("/admin/agencies", "name_ar", "  ", "parent_id", "north").sees(422, "اكتب اسم الجهة بالعربية")
	b.post("/admin/agencies", "name_ar", "دائرة  الشمال", "name_en", "Northern Office", "parent_id", "north").follow().
		sees(200, "أُضيفت الجهة", "دائرة الشمال")
	b.get("/admin?lang=en").sees(200, "Northern Office", "with those under it: 7 people")
	b.get("/admin/agencies/south").sees(200, "Southern Authority")
	b.post("/admin/agencies/south", "name_ar", "هيئة الجنوب", "name_en", "South", "parent_id", "north", "revision", "0", "hijri_offset", "-1", "shown_name", "none").
		follow().sees(200, "The agency has been saved", "South", "adjusted Hijri calendar")
	moved, err := s.App.Store.Agency(t.Context(), people.Within("south"), "south")
	if err != nil || moved.Path != "/top/north/south/" || moved.HijriOffset != -1 || moved.ShownName != people.NoName {
		t.Errorf("moved: %+v, %v", moved, err)
	}
	b.get("/admin").misses("has the name of one beside it")
	twin := people.Agency{ID: "twin", ParentID: "north", Path: "/top/north/twin/", NameAr: "هيئه الجنوب", CreatedAt: masartest.Noon}.Folded()
	twin.TwinAr = twin.ID // since before that was prevented
	if err := masartest.Direct(s.App).AddAgency(t.Context(), twin); err != nil {
		t.Fatal(err)
	}
	b.get("/admin").sees(200, "2 agencies have the name of one beside them", "Shares a name")
	b.post("/admin/agencies/south", "name_ar", "خ", "parent_id", "north", "revision", "0").sees(409, "These details have changed since you opened them", "What is saved now")
	b.post("/admin/agencies/north", "name_ar", "خ", "parent_id", "south", "revision", "0").sees(422, "cannot stand under itself")
}

// An administrator of a part of the house sees that part and no more.
func TestAgenciesOfAPart(t *testing.T) {
	s := newSite(t)
	b := subAdmin(t, s)
	b.get("/admin").sees(200, "هيئة الشمال").misses("هيئة الجنوب", "الأمانة العامة", "/admin/jobs")
	b.get("/admin/agencies/north").sees(200)
	for _, path := range []string{"/admin/agencies/south", "/admin/agencies/top", "/admin/jobs", "/admin/mails/x"} {
		b.get(path).sees(404)
	}
	b.post("/admin/agencies/south", "name_ar", "لنا", "parent_id", "north", "revision", "0").sees(404)
	b.post("/admin/agencies", "name_ar", "لنا", "parent_id", "top").sees(404)
	b.post("/admin/agencies/north", "name_ar", "هيئة الشمال الجديدة", "parent_id", "top", "revision", "0").follow().sees(200, "هيئة الشمال الجديدة")
	b.post("/admin/jobs/revival", "id", "mail:x").sees(404)
	s.as(t, "hr-s").get("/admin").sees(403)
	s.browser(t).get("/admin").sees(401)
}
