package web_test

import (
	"testing"
)

// Of two windows with one form, the later one says who changed it meanwhile and
// what is saved, keeps what was typed, and takes its place when it is saved again.
func TestTwoWindows(t *testing.T) {
	for _, c := range []struct {
		first, second, path, says string
	}{
		{"hr-n", "hr-n", "/hr/people/salma", "آخر حفظ كان منك"},
		{"admin", "hr-n", "/hr/people/salma", "آخر حفظ كان من \u2068مها بنت سالم الراشدية\u2069"},
		{"admin", "admin", "/admin/agencies/south", "آخر حفظ كان منك"},
	} {
		s := newSite(t)
		one, two := s.as(t, c.first).get(c.path), s.as(t, c.second).get(c.path)
		send := func(b *browser, en string) *browser {
			return b.post(c.path, "name_ar", "اسم واحد", "name_en", en, "staff_no", "S-salma", "sign_in", "salma", "department", "التخطيط", "parent_id", "top",
				"revision", b.hidden("revision"))
		}
		opened := two.body
		send(one, "First Name").sees(303)
		send(two, "Second Name").sees(409, c.says, "Second Name", "First Name", "تغيّرت هذه البيانات", "احفظ ما كتبته")
		send(two, "Second Name").sees(303).follow().sees(200)
		two.get(c.path).sees(200, "Second Name").misses("First Name")
		// The first form once more, as it was sent: another has been saved since.
		one.body = opened
		send(one, "Second Name").sees(303)
		one.body = opened
		send(one, "Third Name").sees(409, "Second Name", "تغيّرت هذه البيانات")
	}
}
