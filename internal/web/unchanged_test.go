package web_test

import (
	"slices"
	"strings"
	"testing"

	"masar/internal/app/teach"
	"masar/internal/masartest"

	"golang.org/x/net/html"
)

// shown returns the fields of the form with the action, as the page shows it.
func (b *browser) shown(action string) (fields []string) {
	b.t.Helper()
	doc, err := html.Parse(strings.NewReader(b.body))
	if err != nil {
		b.t.Fatal(err)
	}
	for form := range doc.Descendants() {
		if form.Data != "form" || attribute(form, "action") != action || attribute(form, "method") != "post" {
			continue
		}
		for in := range form.Descendants() {
			if name := attribute(in, "name"); name != "" && name != "csrf" && in.Data != "button" {
				if value, sent := valueOf(in); sent {
					fields = append(fields, name, value)
				}
			}
		}
		return fields
	}
	b.t.Fatalf("no form to %s in the page: %s", action, b.main())
	return nil
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// valueOf returns what a browser sends of a field that nobody has touched.
func valueOf(in *html.Node) (value string, sent bool) {
	switch in.Data {
	case "textarea":
		return strings.ReplaceAll(in.FirstChild.Data, "\n", "\r\n"), true
	case "select":
		first := true
		for o := range in.Descendants() {
			if o.Data == "option" && (first || has(o, "selected")) {
				value, first = attribute(o, "value"), false
			}
		}
		return value, true
	}
	switch attribute(in, "type") {
	case "checkbox", "radio":
		return attribute(in, "value"), has(in, "checked")
	case "file":
		return "", false
	}
	return attribute(in, "value"), true
}

// Whatever form is saved as it is shown says that nothing has changed, is no
// event, and begins no draft and no version.
func TestFormsSavedAsShown(t *testing.T) {
	s, lesson := newSchool(t)
	s.Publish(t, masartest.Course())
	r, err := s.App.ScheduleRun(t.Context(), s.Viewer(t, "admin"), teach.RunPlan{
		CourseID: "basics", AgencyID: "north", Place: "Room 2", Seats: 10, Begin: noons(3), Trainers: []string{"trainer-n"},
	})
	if err != nil {
		t.Fatal(err)
	}
	run := r.ID
	for _, c := range []struct{ who, page, action string }{
		{"salma", "/me", "/me"},
		{"admin", "/admin/agencies/north", "/admin/agencies/north"},
		{"hr-n", "/hr/people/salma", "/hr/people/salma"},
		{"trainer-n", editor + "/lessons/" + lesson, editor + "/lessons/" + lesson},
		{"trainer-n", "/teaching/runs/" + run + "/edit", "/teaching/runs/" + run + "/edit"},
	} {
		t.Run(c.page, func(t *testing.T) {
			b := s.as(t, c.who)
			b.get(c.page).sees(200)
			fields, before := b.shown(c.action), s.count(t, "events")
			b.post(c.action, fields...).follow().sees(200, "لم يتغيّر شيء")
			if n := s.count(t, "events"); n != before {
				t.Errorf("%d events, %d before", n, before)
			}
			if n := s.count(t, "drafts"); n != 0 {
				t.Errorf("%d drafts", n)
			}
		})
	}
	b := s.as(t, "hr-n")
	b.get(northTemplate)
	b.design(northTemplate, designForm(t), nil).sees(303)
	b.get(northTemplate)
	form := map[string]string{}
	for i, fields := 0, b.shown(northTemplate); i < len(fields); i += 2 {
		form[fields[i]] = fields[i+1]
	}
	b.design(northTemplate, form, nil).sees(303)
	b.follow().sees(200, "لم يتغيّر شيء").misses("الإصدار 2")
}

func (s *site) count(t *testing.T, table string) (n int) {
	t.Helper()
	if err := masartest.DBOf(s.App).R.NewRaw("SELECT count(*) FROM "+table).Scan(t.Context(), &n); err != nil {
		t.Fatal(err)
	}
	return n
}
