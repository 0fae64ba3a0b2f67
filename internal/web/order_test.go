package web_test

import (
	"encoding/csv"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"masar/internal/masartest"
	"masar/internal/people"
)

// order returns which of the names stand on the page, in the order in which each
// is first seen.
func (b *browser) order(names ...string) (seen []string) {
	b.t.Helper()
	seen = slices.DeleteFunc(slices.Clone(names), func(n string) bool { return !strings.Contains(b.body, n) })
	slices.SortStableFunc(seen, func(m, n string) int { return strings.Index(b.body, m) - strings.Index(b.body, n) })
	return seen
}

// Lists, pickers and files go by the names that they show: in English by the
// English ones, in Arabic by the Arabic.
func TestListsGoByTheirLanguage(t *testing.T) {
	s, run := taught(t)
	for i, name := range [][2]string{{"أحمد الزدجالي", "Zaid Al Zadjali"}, {"ياسر الأنصاري", "Adnan Al Ansari"}} {
		id := []string{"first", "last"}[i]
		p := people.Person{ID: id, AgencyID: "north", NameAr: name[0], NameEn: name[1], StaffNo: "N-" + id, SignIn: "n-" + id, CreatedAt: masartest.Noon}.Tidy()
		if err := masartest.Direct(s.App).AddPerson(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		if _, err := s.App.JoinRun(t.Context(), s.Viewer(t, "hr-n"), run, []string{id}); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		lang string
		want []string
	}{
		{"ar", []string{"أحمد الزدجالي", "سلمى بنت خلفان الهنائية", "ياسر الأنصاري"}},
		{"en", []string{"Adnan Al Ansari", "Salma Al Hinai", "Zaid Al Zadjali"}},
	} {
		hr, trainer := s.as(t, "hr-n"), s.as(t, "trainer-n")
		hr.get("/?lang=" + c.lang)
		trainer.get("/?lang=" + c.lang)
		numbers := map[string][]string{"ar": {"N-first", "S-salma", "N-last"}, "en": {"N-last", "S-salma", "N-first"}}[c.lang]
		for page, show := range map[string]func() *browser{
			"/hr/people":    func() *browser { return hr.get("/hr/people") },
			"/hr by name":   func() *browser { return hr.get("/hr?sort=name") },
			"the run":       func() *browser { return trainer.get("/teaching/runs/" + run) },
			"the register":  func() *browser { return trainer.get("/teaching/runs/" + run + "/sessions/talk") },
			"whom to add":   func() *browser { return trainer.fill("/teaching/runs/"+run+"/people", url.Values{"q": {""}}).follow() },
			"/admin/people": func() *browser { return s.as(t, "admin").get("/admin/people?lang=" + c.lang) },
		} {
			if got := show().sees(200).order(c.want...); !slices.Equal(got, c.want) {
				t.Errorf("%s in %s: %v, want %v", page, c.lang, got, c.want)
			}
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(hr.get("/hr/report.csv?sort=name").sees(200).body, "\uFEFF"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range rows[1:] {
			got = append(got, r[0])
		}
		if !slices.Equal(got, numbers) {
			t.Errorf("the export in %s: %v, want %v", c.lang, got, numbers)
		}
	}
}

// Progress in a file is what the page draws: of the sessions, and all of it once
// the course is completed, though some of them are not done.
func TestExportedProgress(t *testing.T) {
	s, _ := taught(t)
	e := s.enrolment(t, "salma")
	for _, c := range []struct {
		name        string
		done, total int
		state       string
		shown, cell string
	}{
		{"nothing done", 0, 11, "under-way", "0 of 11", "0"},
		{"some", 2, 11, "under-way", "2 of 11", "18"},
		{"completed without two", 9, 11, "completed", "Requirements met", "100"},
		{"all, and something missing", 11, 11, "under-way", "11 of 11", "100"},
	} {
		// As the migration leaves what an earlier program kept.
		if _, err := masartest.DBOf(s.App).W.NewRaw(`UPDATE enrolments SET done_count = ?, total_count = ?, state = ?, percent = CASE WHEN ? = 'completed' THEN 100 ELSE 100 * ? / ? END WHERE id = ?`,
			c.done, c.total, c.state, c.state, c.done, c.total, e.ID).Exec(t.Context()); err != nil {
			t.Fatal(err)
		}
		hr := s.english(t, "hr-n")
		hr.get("/hr").sees(200, c.shown)
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(hr.get("/hr/report.csv").sees(200).body, "\uFEFF"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		column := slices.Index(rows[0], "Progress in parts (%), 100 once completed")
		if column < 0 || rows[1][column] != c.cell {
			t.Errorf("%s: %q in column %d, want %s", c.name, rows[1], column, c.cell)
		}
	}
}

// Nobody is asked of a survey that is not open to them, and the share of nobody
// is a dash; of one who is asked and silent it is none.
func TestNobodyAsked(t *testing.T) {
	s := newSite(t)
	_, begins := s.workshop(t)
	figure := func(label, text string) string {
		return "<dt>" + label + `</dt><dd class="kpi__figure num">` + text + "</dd>"
	}
	ask := func(who, base, asked, share string) {
		t.Helper()
		b := s.english(t, who)
		b.get(base+"/surveys").sees(200, "What you think")
		b.get(base+"/surveys/basics/now").sees(200, figure("Asked", asked), figure("Answered", "0"), figure("Response rate", share))
		file := b.get(base + "/surveys/basics/now/results.csv").sees(200).body
		cell := strings.TrimSuffix(strings.Trim(share, "\u2066\u2069"), "%")
		if share == "–" {
			cell = ""
		}
		if want := "Response rate,," + cell; !strings.Contains(file, want+"\r\n") && !strings.Contains(file, want+"\n") {
			t.Errorf("%s: the file has no line %q:\n%s", who, want, file)
		}
	}
	for who, base := range map[string]string{"hr-n": "/hr", "trainer-n": "/teaching"} {
		s.App.Now = func() time.Time { return begins.Add(-time.Minute) }
		ask(who, base, "0", "–")
		s.App.Now = func() time.Time { return begins }
		ask(who, base, "1", "\u20660%\u2069")
	}
	ask("hr-s", "/hr", "0", "–")
}
