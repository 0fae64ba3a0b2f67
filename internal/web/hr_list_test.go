package web_test

import (
	"regexp"
	"strings"
	"testing"

	"masar/internal/masartest"
)

// A list that was searched leads to files by a form that no script sends.
func TestFilesAreAskedForByTheBrowser(t *testing.T) {
	s := newCourseSite(t)
	b := s.as(t, "hr-n").get("/hr")
	b.sees(200, `href="/hr/report.csv" hx-boost="false"`)
	b.post("/hr?sort=name", "q", "سلمى").sees(200, `id="search-file" method="post" hidden hx-boost="false"`)
	button := regexp.MustCompile(`<button form="([^"]*)" formaction="/hr/report\.(csv|xlsx)[^"]*"`)
	found := button.FindAllStringSubmatch(b.body, -1)
	if len(found) != 2 || found[0][1] != "search-file" || found[1][1] != "search-file" {
		t.Errorf("files are asked for by %q", found)
	}
	for _, at := range []string{"/hr/report.csv", "/hr/report.xlsx?sort=name"} {
		b.post(at, "q", "سلمى").sees(200)
		if got := b.header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment") {
			t.Errorf("%s: %q", at, got)
		}
	}
}

// What was searched for stays when those overdue are reminded, when nobody is
// chosen and when the language changes; so do the order and the filters. It is in
// no address.
func TestSearchIsKept(t *testing.T) {
	s := newCourseSite(t)
	b := s.as(t, "hr-n").get("/hr")
	stays := func(what, at, field string) {
		t.Helper()
		if got := b.header.Get("Location"); got != at {
			t.Errorf("%s: it leads to %q, want %q", what, got, at)
		}
		b.follow().sees(200, field, "سلمى")
		b.get(at).sees(200).misses(field)
	}
	const field = `name="q" value="سلمى"`
	b.post("/hr/reminders", "q", "سلمى", "course", "basics").sees(303)
	stays("reminding", "/hr?course=basics", field)
	b.post("/hr?sort=name&way=down", "q", "سلمى", "agency", "north").sees(200, `data-here="/hr?agency=north&amp;sort=name&amp;way=down"`, `name="back" value="/hr?agency=north&amp;sort=name&amp;way=down"`, "data-carry")
	b.post("/preferences", "lang", "en", "back", "/hr?agency=north&sort=name&way=down", "carry", "سلمى").sees(303)
	stays("another language", "/hr?agency=north&sort=name&way=down", field)
	b.get("/hr/people").post("/hr/people", "assign", "1", "q", "سلمى", "agency", "north").sees(303)
	stays("nobody chosen", "/hr/people?agency=north", field)
}

// The button for those who are ticked leads to nobody else.
func TestNobodyChosen(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.english(t, "hr-n").get("/hr/people")
	b.post("/hr/people", "assign", "1").follow().sees(200, "You chose nobody", "flash--nothing").misses("Show how many")
	b.post("/hr/people", "assign", "1", "person", "salma").sees(303).follow().sees(200, "1 person chosen", `name="person" value="salma"`)
	b.post("/hr/people", "assign", "1", "q", "نورة").sees(303)
	if at := b.header.Get("Location"); at != "/hr/people" {
		t.Errorf("it leads to %s", at)
	}
}

// An assignment says apart who gets the course and whose date changes.
func TestAssignmentSaysBoth(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	b := s.english(t, "hr-n").get("/hr/assign")
	assign := func(numbers, due string) *browser {
		b.post("/hr/assign", "course", "basics", "to", "people", "numbers", numbers, "due", due).follow().sees(200)
		before := b.body
		b.post("/hr/assign", "course", "basics", "to", "people", "numbers", numbers, "due", due, "confirmed", "1").follow()
		b.body = before + b.body
		return b
	}
	assign("S-salma", "2026-12-01").sees(200, "Assign to 1 person", "assigned to 1 person, who has been told")
	assign("S-salma", "2026-12-02").sees(200, "Confirm these changes", "The date of 1 person has changed")
	assign("S-salma, TRAINER-N@north.example", "2026-12-03").sees(200, "Confirm these changes", "assigned to 1 person, and the date of those enrolled before has changed (1 in all)")
}

// A correction or a withdrawal that is refused comes back with what was typed and
// the fault at its field.
func TestRefusedOnTheSamePage(t *testing.T) {
	s := newSite(t)
	s.Publish(t, masartest.Course())
	id := s.Complete(t, "salma")
	b := s.english(t, "hr-n").get("/hr/people/salma")
	good := map[string]string{"name_ar": "سلمى بنت خلفان", "name_en": "Salma", "title_ar": "أساسيات", "title_en": "Basics"}
	for _, bad := range []struct{ field, value, says string }{
		{"name_ar", "", "Give the name in Arabic"}, {"name_ar", "  ", "Give the name in Arabic"}, {"name_ar", "Salma", "name_ar"},
		{"name_en", "سلمى", "name_en"}, {"title_ar", "", "title_ar"}, {"title_ar", "Basics", "title_ar"},
	} {
		form := []string{}
		for _, name := range []string{"name_ar", "name_en", "title_ar", "title_en"} {
			value := good[name]
			if name == bad.field {
				value = bad.value
			}
			form = append(form, name, value)
		}
		b.post("/certificates/"+id+"/correction", form...).sees(422, bad.says, `aria-invalid="true"`, `href="#f-`+bad.field+"-"+id, `role="alert"`)
		for name, value := range good {
			if name != bad.field && !strings.Contains(b.body, `value="`+value+`"`) {
				t.Errorf("with %s %q, %s is lost", bad.field, bad.value, name)
			}
		}
	}
	b.post("/certificates/"+id+"/revocation", "why", strings.Repeat("س", 501)).sees(422, strings.Repeat("س", 501), `aria-invalid="true"`)
	b.post("/certificates/"+id+"/revocation", "why", " ").sees(422, `href="#f-why-`+id, `aria-invalid="true"`)
	s.as(t, "hr-s").get("/hr/people").post("/certificates/"+id+"/correction", "name_ar", "").sees(404)
}

// What is wrong with a form is listed in the order of its fields.
func TestFaultsInOrder(t *testing.T) {
	s := newSite(t)
	b := s.english(t, "hr-n").get("/hr/people/new")
	b.post("/hr/people/new", "agency", "north", "name_ar", "Salma", "name_en", "سلمى!", "staff_no", "x y z", "email", "x", "civil_tail", "12").sees(422)
	order(t, b, "name_ar", "name_en", "staff_no", "department", "department_en", "email", "civil_tail", "sign_in")
	b.post("/hr/assign", "course", "basics", "to", "people", "due", "soon", "department", "التخطيط").sees(422)
	order(t, b, "course", "due", "to", "department", "numbers")
}

// order fails the test unless the summary leads to two fields or more, in the
// order given.
func order(t *testing.T, b *browser, fields ...string) {
	t.Helper()
	summary := b.body[strings.Index(b.body, `role="alert"`):]
	summary = summary[:strings.Index(summary, "</ul>")]
	last, n := -1, 0
	for _, f := range fields {
		at := strings.Index(summary, `"#f-`+f+`"`)
		if at < 0 {
			continue
		}
		if at < last {
			t.Errorf("%s stands before a field that precedes it in the form: %s", f, summary)
		}
		last, n = at, n+1
	}
	if n < 2 {
		t.Errorf("the summary leads to %d fields: %s", n, summary)
	}
}

// A list that adds nobody does not offer to; a column without a name is known by
// its place.
func TestImportSaysWhatItMeans(t *testing.T) {
	s := newSite(t)
	b := s.english(t, "hr-n").get("/hr/import")
	b.upload("north", "utf-8", "staff_no,name\n;=x\nS-salma,سلمى\n").follow().sees(200, "there is nothing to add now").misses("add now those that are right")
	b.upload("north", "utf-8", "staff_no,name\nN-1,ليلى\nS-salma,سلمى\n").follow().sees(200, "add now those that are right")
	b.upload("north", "utf-8", "staff_no,name,48120739\nN-1,ليلى,1\n").sees(422, "Column 3 of the list has no header").misses("48120739")
	b.upload("north", "utf-8", "staff_no,name,size\nN-1,ليلى,1\n").sees(422, "There is no column “size”, which stands as column 3")
	for _, tail := range []string{"12", "1", "1234", "x"} {
		b.get("/hr/people/new").post("/hr/people/new", "agency", "north", "name_ar", "ليلى", "staff_no", "N-9", "civil_tail", tail).sees(422, "three, no more and no fewer")
	}
}
