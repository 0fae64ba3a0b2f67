package people

import (
	"reflect"
	"testing"

	"masar/internal/fault"
)

func list(rows ...[]string) (lines []ListLine) {
	for i, r := range rows {
		lines = append(lines, ListLine{i + 1, r})
	}
	return lines
}

func TestReadListHeader(t *testing.T) {
	row := []string{"1001", "سلمى"}
	for name, c := range map[string]struct {
		lines []ListLine
		want  []*fault.Fault
	}{
		"Arabic":         {list([]string{"الرقم الوظيفى", "الإسم"}, row), nil},
		"English":        {list([]string{"Staff_No", "NAME"}, row), nil},
		"empty column":   {list([]string{"staff_no", "name_ar", ""}, row), nil},
		"missing":        {list([]string{"staff_no", "email"}, row), []*fault.Fault{ErrHeader}},
		"unknown, twice": {list([]string{"staff_no", "الاسم", "name", "shoe size"}, row), []*fault.Fault{ErrColumnTwice, ErrColumn}},
		"no header":      {list(row, row), []*fault.Fault{ErrColumnNone, ErrColumn, ErrHeader, ErrHeader}},
		"no rows":        {list([]string{"staff_no", "name"}), []*fault.Fault{ErrNoRows}},
	} {
		_, _, _, got := ReadList(c.lines)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
			continue
		}
		for i := range got {
			if !got[i].Is(c.want[i]) {
				t.Errorf("%s: %v, want %v", name, got[i], c.want[i])
			}
		}
	}
}

func TestReadList(t *testing.T) {
	ps, numbers, problems, faults := ReadList(list(
		[]string{"الرقم الوظيفي", "الاسم", "email", "sign_in", "المديرية"},
		[]string{"1001", " سلمى   الهنائية ", "Salma@North.example", "", "التخطيط"},
		[]string{"1002", "بدر", "", "badr", ""},
		[]string{"1003", "نورة"}, // a short row is a row
		[]string{"1001", "سالم", "", "", ""},
		[]string{"1004", "هلال", "salma@north.example", "", ""},
		[]string{"", "", "not an address", "", ""},
		[]string{"12", "قيس", "", "", ""},
		[]string{"1005", "مازن\u202E", "", "", "", "too", "many"},
		[]string{"1006", "جابر", "", "badr", ""},
	))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	want := []Person{
		Person{StaffNo: "1001", NameAr: "سلمى الهنائية", Email: "salma@north.example", Department: "التخطيط"}.Tidy(),
		Person{StaffNo: "1002", NameAr: "بدر", SignIn: "badr"}.Tidy(),
		Person{StaffNo: "1003", NameAr: "نورة", SignIn: "1003"}.Tidy(),
	}
	if !reflect.DeepEqual(ps, want) || !reflect.DeepEqual(numbers, []int{2, 3, 4}) {
		t.Errorf("read %+v on lines %v; want %+v", ps, numbers, want)
	}
	for i, p := range []struct {
		line  int
		fault *fault.Fault
		value string
	}{
		{5, ErrStaffNoTwice, "1001"}, {6, ErrEmailTwice, "salma@north.example"}, {7, ErrStaffNoNone, ""}, {7, ErrName, ""},
		{7, ErrEmail, "not an address"}, {8, ErrSignInNo, "12"}, {9, ErrCells, ""}, {9, ErrText, "مازن\u202E"},
		{10, ErrSignInTwice, "badr"},
	} {
		if i >= len(problems) {
			t.Fatalf("%d problems, want another: line %d, %v", len(problems), p.line, p.fault)
		}
		if got := problems[i]; got.Line != p.line || !got.Fault.Is(p.fault) || got.Value != p.value {
			t.Errorf("problem %d: line %d, %v, %q; want line %d, %v, %q", i, got.Line, got.Fault, got.Value, p.line, p.fault, p.value)
		}
	}
	if len(problems) != 9 {
		t.Errorf("%d problems, want 9", len(problems))
	}
	if got := problems[0].Fault.Args["line"]; got != 2 {
		t.Errorf("the number was first on line %v, want 2", got)
	}
}
