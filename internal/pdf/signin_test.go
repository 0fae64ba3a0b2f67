package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
)

func sampleSheet(lang string) SignInSheet {
	s := SignInSheet{
		Lang: lang, Issuer: "أكاديمية مسار للتدريب", Title: "كشف حضور الجلسة",
		Lines: []string{
			"البرنامج: إعداد الأدلة الإرشادية للمشاركة المجتمعية",
			"الجلسة الثانية: من الفكرة إلى المسودة (Draft 2)",
			"الأحد ١٥ مارس ٢٠٢٦ م – الموافق ٢٦ رمضان ١٤٤٧ هـ",
			"المدربة: ثريا بنت خلفان البلوشية",
		},
		NumberHead: "م", NameHead: "الاسم", UnitHead: "جهة العمل", SignHeads: []string{"الحضور", "الانصراف"},
		Blank:     4,
		Page:      func(n, total int) string { return fmt.Sprintf("صفحة %d من %d", n, total) },
		PrintedAt: time.Date(2026, 3, 15, 7, 0, 0, 0, time.UTC),
	}
	names := []string{"سالم بن خميس المنذري", "ميمونة بنت سعيد الرواحية", "عبد الله بن لؤي الآلوسي", "هيثم بن مسلّم المعشني", "زوينة بنت حمد الكندية"}
	for i := range 41 {
		s.People = append(s.People, Attendee{fmt.Sprint(i + 1), names[i%len(names)], "دائرة التخطيط"})
	}
	if lang == english {
		s.Issuer, s.Title, s.Lines = "Masar Training Academy", "Sign-in sheet", []string{"Session 2: from idea to draft", "Sunday, 15 March 2026"}
		s.NumberHead, s.NameHead, s.UnitHead, s.SignHeads = "No.", "Name", "", []string{"Signature"}
		s.Page = func(n, total int) string { return fmt.Sprintf("Page %d of %d", n, total) }
		for i := range s.People {
			s.People[i].Name = "Salim Khamis Al Mandhari"
		}
	}
	return s
}

func sheet(t *testing.T, name string, s SignInSheet) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := newEngine(t).SignInSheet(&b, s); err != nil {
		t.Fatal(err)
	}
	keep(t, name, b.Bytes())
	return b.Bytes()
}

func TestSignInSheetReadsBack(t *testing.T) {
	s := sampleSheet(arabic)
	file := sheet(t, "sheet-ar", s)
	text := plain(run(t, "pdftotext", "-layout", saved(t, file), "-"))
	for _, want := range append(s.Lines, s.Title, s.NameHead, s.SignHeads[1], "صفحة 2 من 2", "ميمونة بنت سعيد الرواحية") {
		if !strings.Contains(text, plain(want)) {
			t.Errorf("%q is not read back", want)
		}
	}
	if n := strings.Count(text, "دائرة التخطيط"); n != len(s.People) {
		t.Errorf("%d people are read back, want %d", n, len(s.People))
	}
	if got := run(t, "qpdf", "--check", saved(t, file)); !strings.Contains(got, "No syntax or stream encoding errors") {
		t.Errorf("qpdf says\n%s", got)
	}
	tree := run(t, "pdfinfo", "-struct", saved(t, file))
	if rows := strings.Count(tree, "TR"); rows != len(s.People)+s.Blank+2 {
		t.Errorf("the table has %d rows, want %d", rows, len(s.People)+s.Blank+2)
	}
}

// Spare rows fill the page on which the people end, and begin none.
func TestSignInSheetSpareRows(t *testing.T) {
	s := sampleSheet(arabic)
	all := s.People
	count := func(people, blank int) (rows, pages int) {
		t.Helper()
		s.People, s.Blank = all[:people], blank
		file := saved(t, sheet(t, fmt.Sprintf("sheet-%d-%d", people, blank), s))
		_, after, _ := strings.Cut(run(t, "pdfinfo", file), "Pages:")
		if _, err := fmt.Sscan(after, &pages); err != nil {
			t.Fatal(err)
		}
		return strings.Count(run(t, "pdfinfo", "-struct", file), "TR"), pages
	}
	full, pages := count(0, 40) // a page of nothing else
	room := full - 1            // but the head
	if room < 15 || room >= 40 || pages != 1 {
		t.Fatalf("a page has room for %d rows, on %d pages", room, pages)
	}
	for _, c := range []struct{ people, blank, rows, pages int }{
		{3, 4, 7, 1}, {3, 40, room, 1}, {room - 1, 5, room, 1}, {room, 5, room, 1}, {room, 0, room, 1}, {room + 1, 5, room + 6, 2},
	} {
		rows, pages := count(c.people, c.blank)
		if rows != c.rows+c.pages || pages != c.pages {
			t.Errorf("%d people and %d spare: %d rows on %d pages, want %d on %d", c.people, c.blank, rows-pages, pages, c.rows, c.pages)
		}
	}
}

func TestSignInSheetInEnglish(t *testing.T) {
	s := sampleSheet(english)
	text := run(t, "pdftotext", "-layout", saved(t, sheet(t, "sheet-en", s)), "-")
	for _, want := range []string{s.Title, "Page 1 of 2", "Signature", "Salim Khamis Al Mandhari"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not read back", want)
		}
	}
}

func TestSignInSheetOfNobody(t *testing.T) {
	s := SignInSheet{Lang: arabic, Title: "كشف حضور", NumberHead: "م", NameHead: "الاسم", SignHeads: []string{"التوقيع"}}
	if text := plain(run(t, "pdftotext", saved(t, sheet(t, "sheet-empty", s)), "-")); !strings.Contains(text, "التوقيع") {
		t.Errorf("an empty sheet reads %q", text)
	}
	s.Blank = mostAttendees + 1
	if err := newEngine(t).SignInSheet(&bytes.Buffer{}, s); err == nil {
		t.Error("a sheet without end was written")
	}
}
