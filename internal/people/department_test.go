package people

import (
	"reflect"
	"testing"
)

func TestLikeDepartment(t *testing.T) {
	there := []string{"المالية", "الشؤون القانونية", "التخطيط", "قسم 1", "تقنية المعلومات", "IT"}
	for name, c := range map[string]struct {
		given string
		like  []string
		same  bool
	}{
		"itself":                  {"المالية", nil, false},
		"heh for ta marbuta":      {"الماليه", []string{"المالية"}, true},
		"two spaces":              {"الشؤون  القانونية", []string{"الشؤون القانونية"}, true},
		"tatweel":                 {"المـــالية", []string{"المالية"}, true},
		"tashkeel":                {"الماليّة", []string{"المالية"}, true},
		"another seat of hamza":   {"الشئون القانونية", []string{"الشؤون القانونية"}, false},
		"a dot at the end":        {"المالية.", []string{"المالية"}, true},
		"dots and a comma":        {"«المالية»، ..", []string{"المالية"}, true},
		"capitals":                {"it", []string{"IT"}, true},
		"one letter more":         {"التخطيطط", []string{"التخطيط"}, false},
		"one letter less":         {"التخطي", []string{"التخطيط"}, false},
		"two letters swapped":     {"التخطييط", []string{"التخطيط"}, false},
		"two letters of many":     {"تقتية المعلومت", []string{"تقنية المعلومات"}, false},
		"another number":          {"قسم 2", nil, false},
		"the number in Arabic":    {"قسم ١", []string{"قسم 1"}, true},
		"short and another":       {"HR", nil, false},
		"another":                 {"الموارد البشرية", nil, false},
		"a part of another":       {"الشؤون", nil, false},
		"punctuation and no more": {"...", nil, false},
	} {
		like, same := LikeDepartment(c.given, there)
		if !reflect.DeepEqual(like, c.like) || same != c.same {
			t.Errorf("%s: %q looks like %q, the same: %t; want %q, %t", name, c.given, like, same, c.like, c.same)
		}
	}
	if like, same := LikeDepartment("الماليا", []string{"الماليي", "المالىا"}); !same || like[0] != "المالىا" {
		t.Errorf("the likest comes first: %q, %t", like, same)
	}
}

func TestReadDepartments(t *testing.T) {
	there := []Department{{"المالية", "Finance"}, {"التخطيط", ""}}
	of := func(pairs ...string) (ps []Person) {
		for i := 0; i < len(pairs); i += 2 {
			ps = append(ps, Person{Department: pairs[i], DepartmentEn: pairs[i+1]})
		}
		return ps
	}
	for name, c := range map[string]struct {
		given []Person
		say   DepartmentAnswers
		want  []Person
		asks  DepartmentReading
		open  bool
	}{
		"what is there":  {of("المالية", "", "التخطيط", "", "", ""), DepartmentAnswers{}, of("المالية", "Finance", "التخطيط", "", "", ""), DepartmentReading{}, false},
		"a new one":      {of("القانونية", "Legal"), DepartmentAnswers{}, of("القانونية", "Legal"), DepartmentReading{New: []string{"القانونية"}}, false},
		"named for once": {of("التخطيط", "Planning"), DepartmentAnswers{}, of("التخطيط", "Planning"), DepartmentReading{}, false},
		"spelt otherwise": {of("الماليه", ""), DepartmentAnswers{}, of("المالية", "Finance"),
			DepartmentReading{Like: []DepartmentQuestion{{Name: "الماليه", Options: []string{"المالية", "الماليه"}, Answer: "المالية"}}}, false},
		"and meant so": {of("الماليه", ""), DepartmentAnswers{As: map[string]string{"الماليه": "الماليه"}}, of("الماليه", ""),
			DepartmentReading{Like: []DepartmentQuestion{{Name: "الماليه", Options: []string{"المالية", "الماليه"}, Answer: "الماليه", Said: true}}}, false},
		"nearly": {of("التخطيطط", ""), DepartmentAnswers{}, of("التخطيطط", ""),
			DepartmentReading{Like: []DepartmentQuestion{{Name: "التخطيطط", Options: []string{"التخطيط", "التخطيطط"}}}}, true},
		"nearly, and asked": {of("التخطيطط", ""), DepartmentAnswers{As: map[string]string{"التخطيطط": "التخطيط"}}, of("التخطيط", ""),
			DepartmentReading{Like: []DepartmentQuestion{{Name: "التخطيطط", Options: []string{"التخطيط", "التخطيطط"}, Answer: "التخطيط", Said: true}}}, false},
		"an answer to something else": {of("التخطيطط", ""), DepartmentAnswers{As: map[string]string{"التخطيطط": "المالية"}}, of("التخطيطط", ""),
			DepartmentReading{Like: []DepartmentQuestion{{Name: "التخطيطط", Options: []string{"التخطيط", "التخطيطط"}}}}, true},
		"two new ones that are one": {of("القانونية", "", "القانونيه", "Legal"), DepartmentAnswers{}, of("القانونية", "Legal", "القانونية", "Legal"),
			DepartmentReading{New: []string{"القانونية"}, Like: []DepartmentQuestion{{Name: "القانونيه", Options: []string{"القانونية", "القانونيه"}, Answer: "القانونية"}}}, false},
		"another English name": {of("المالية", "Treasury"), DepartmentAnswers{}, of("المالية", "Finance"),
			DepartmentReading{En: []DepartmentQuestion{{Name: "المالية", Was: "Finance", Options: []string{"Finance", "Treasury"}, Answer: "Finance"}}}, false},
		"and meant": {of("المالية", "Treasury", "المالية", ""), DepartmentAnswers{En: map[string]string{"المالية": "Treasury"}}, of("المالية", "Treasury", "المالية", "Treasury"),
			DepartmentReading{En: []DepartmentQuestion{{Name: "المالية", Was: "Finance", Options: []string{"Finance", "Treasury"}, Answer: "Treasury", Said: true}}}, false},
		"two English names of a new one": {of("القانونية", "Legal", "القانونية", "Law"), DepartmentAnswers{}, of("القانونية", "Legal", "القانونية", "Legal"),
			DepartmentReading{New: []string{"القانونية"}, En: []DepartmentQuestion{{Name: "القانونية", Options: []string{"Legal", "Law"}, Answer: "Legal"}}}, false},
	} {
		got, asks := ReadDepartments(c.given, there, c.say)
		if !reflect.DeepEqual(got, c.want) || !reflect.DeepEqual(asks, c.asks) || asks.Open() != c.open {
			t.Errorf("%s:\n got %v, %+v\nwant %v, %+v", name, got, asks, c.want, c.asks)
		}
	}
}
