package wording

import (
	"slices"
	"testing"
)

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		name  string
		where Place
		text  string
		want  []string // what is said wrongly, in order
	}{
		{"the one word", Catalogue, "اختر الدائرة.", nil},
		{"another", Catalogue, "اختر الإدارة.", []string{"الإدارة"}},
		{"another with what is written before it", Catalogue, "للموظفين والإدارة وبالإدارة وللإدارة", []string{"والإدارة", "وبالإدارة", "وللإدارة"}},
		{"managing is no department", Catalogue, "إدارة الوقت، وإدارة النظام، والإدارة العليا", nil},
		{"in a course management is management", Course, "تقرر الإدارة ما تنشره", nil},
		{"an ending", Catalogue, "استبيانات كثيرة واستبيانًا واحدًا", []string{"استبيانات", "واستبيانًا"}},
		{"with the article", Course, "الاستبيان الأول", []string{"الاستبيان"}},
		{"the name of a platform", Course, "منصة عُمانية هي «استبيان» للتحليل", nil},
		{"its name without the marks of a name", Course, "منصة عُمانية هي استبيان", []string{"استبيان"}},
		{"vowels do not hide a word", Catalogue, "هل تُرِكَ العمل؟ تَرَكَ العَمَل", []string{"تُرِكَ العمل", "تَرَكَ العَمَل"}},
		{"nor does a stretched letter", Catalogue, "متعـــلم", []string{"متعـــلم"}},
		{"words apart are no phrase", Catalogue, "ترك الموظف العمل", nil},
		{"a doubled letter left out", Catalogue, "فإن لم تؤكده", []string{"تؤكده"}},
		{"a doubled letter written", Catalogue, "فإن لم تؤكّده", nil},
		{"a doubled letter that another word has not", Catalogue, "المنصّة", []string{"المنصّة"}},
		{"who signs is no site", Catalogue, "اسم الموقّع", nil},
		{"the site", Catalogue, "لغة الموقع", []string{"الموقع"}},
		{"an imperative without its hamza", Course, "الصق النص", []string{"الصق"}},
		{"with it", Course, "ألصق النص", nil},
		{"a phrase of several", Catalogue, "بالعربية أو الإنجليزية أو كلتاهما", []string{"أو كلتاهما"}},
		{"the word that begins another is not that one", Catalogue, "الإداري والإدارية", nil},
		{"who people work for", Catalogue, "Every agency, and all agencies", nil},
		{"by another word", Catalogue, "Your organisation’s people; all Organizations; an ORGANISATION", []string{"organisation", "Organizations", "ORGANISATION"}},
		{"in a course an organisation may be any", Course, "organisations of civil society", nil},
		{"to organise is another word", Catalogue, "Organised in two days", nil},
		{"nothing", Course, "", nil},
	} {
		var got []string
		for _, b := range Check(c.where, c.text) {
			got = append(got, b.Said)
			if c.text[b.At:b.At+len(b.Said)] != b.Said {
				t.Errorf("%s: %q does not stand at %d", c.name, b.Said, b.At)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q is wrong in %q, want %q", c.name, got, c.text, c.want)
		}
	}
}

func TestMixedDigits(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []int
	}{
		{"a Latin decimal", "المتوسط 3.5", nil},
		{"an Arabic decimal", "المتوسط ٣٫٥", nil},
		{"a decimal of two kinds", "Mean 3٫5", []int{0}},
		{"two kinds in a line", "one\nfrom ٣ to 5", []int{4}},
		{"each kind on a line of its own", "from ٣\nto 5", nil},
		{"nothing", "", nil},
	} {
		if got := MixedDigits(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s: lines at %v, want %v", c.name, got, c.want)
		}
	}
}

// Every word of the table that is not said is found, and every word that is said
// is not: no entry forbids its own word or that of another.
func TestTable(t *testing.T) {
	if len(Rules()) < 15 {
		t.Fatalf("only %d entries", len(Rules()))
	}
	for _, r := range Rules() {
		if r.Say == "" || r.For == "" || len(r.Not) == 0 {
			t.Errorf("%+v is incomplete", r)
		}
		for _, where := range []Place{Catalogue, Course} {
			if holds := len(r.In) == 0 || slices.Contains(r.In, where); !holds {
				continue
			}
			if all := Check(where, r.Say); len(all) > 0 {
				t.Errorf("%q is the word, and yet: %v", r.Say, all)
			}
			for _, not := range r.Not {
				text := plain(not)
				if len(Check(where, text)) == 0 {
					t.Errorf("%q passes in the %s", text, where)
				}
			}
			for _, right := range r.Unless {
				if all := Check(where, plain(right)); len(all) > 0 {
					t.Errorf("%q is right in the %s, and yet: %v", right, where, all)
				}
			}
		}
	}
}
