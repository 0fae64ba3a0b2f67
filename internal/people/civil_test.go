package people

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// whole is a civil number as nobody may keep it.
const whole = "48120739"

func TestCivilTail(t *testing.T) {
	for typed, want := range map[string]string{
		"123": "123", "٠٠٧": "007", "۱۲۳": "123", " 1 2 3 ": "123", "\u200E123\u200F": "123", "": "", "12": "", "1234": "", whole: "", "12a": "", "١٢": "",
		"-12": "", "1.2": "", "•••123": "", "१२३": "123",
	} {
		if got := CivilTail(typed); got != want {
			t.Errorf("CivilTail(%q) = %q, want %q", typed, got, want)
		}
	}
}

// Three digits, or none, are kept and found by no search; anything else is
// refused in words that do not repeat it.
func TestPersonCivilTail(t *testing.T) {
	person := func(typed string) Person { return Person{NameAr: "سلمى", SignIn: "salma", CivilTail: typed}.Tidy() }
	for typed, want := range map[string]string{"": "", " ": "", "٧٣٩": "739"} {
		if p := person(typed); p.CivilTail != want || p.Check() != nil || strings.Contains(p.Search, "739") {
			t.Errorf("%q: kept %q, searched by %q, %v", typed, p.CivilTail, p.Search, p.Check())
		}
	}
	for _, typed := range []string{whole, "12", "abc"} {
		faults := person(typed).Check()
		if len(faults) != 1 || !faults[0].Is(ErrCivilTail) || faults[0].Field != "civil_tail" || strings.Contains(fmt.Sprintf("%+v", faults[0]), typed) {
			t.Errorf("%q: %+v", typed, faults)
		}
	}
}

// A list may have the column under any of its names; a whole number in it is
// refused by line and told of without being repeated.
func TestListCivilTail(t *testing.T) {
	for _, header := range []string{"civil_tail", "الرقم المدني", "آخر ثلاثة أرقام من الرقم المدني", "Civil ID"} {
		lines := list([]string{"staff_no", "name", header}, []string{"100", "سلمى", "٧٣٩"}, []string{"101", "بدر", whole}, []string{"102", "نورة", ""}, []string{"103", "هلال"})
		for name, read := range map[string][]ListLine{"as sent": lines, "as kept": WithoutCivilNumbers(lines)} {
			ps, _, problems, faults := ReadList(read)
			if len(faults) > 0 || len(ps) != 3 || ps[0].CivilTail != "739" || ps[1].CivilTail != "" {
				t.Errorf("%s, %s: %+v, %v", header, name, ps, faults)
			}
			if len(problems) != 1 || problems[0].Line != 3 || !problems[0].Fault.Is(ErrCivilTail) || problems[0].Value != "" {
				t.Errorf("%s, %s: %+v", header, name, problems)
			}
		}
		if kept := fmt.Sprint(WithoutCivilNumbers(lines)); strings.Contains(kept, whole) || !strings.Contains(kept, "٧٣٩") || lines[2].Cells[2] != whole {
			t.Errorf("kept: %s", kept)
		}
	}
	none := list([]string{"staff_no", "name"}, []string{whole, "سلمى"})
	if got := WithoutCivilNumbers(none); !reflect.DeepEqual(got, none) {
		t.Errorf("a list without the column is kept as %v", got)
	}
	_, _, _, faults := ReadList(list([]string{"100", "سلمى", whole}, []string{"101", "بدر", whole}))
	for _, f := range faults {
		if strings.Contains(fmt.Sprintf("%+v", f), whole) {
			t.Errorf("without a header: %+v", f)
		}
	}
}
