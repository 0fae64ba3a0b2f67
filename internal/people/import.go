package people

import (
	"slices"
	"strings"

	"masar/internal/fault"
)

// A Field is one column of a list of people to import.
type Field struct {
	Name    string // of the form field that holds the same
	Must    bool   // the list has to have it
	Aliases []string
}

// ImportFields are the columns of a list of people to import. A header may
// name them in either language, however it writes hamza, case and hyphens.
var ImportFields = []Field{
	{"staff_no", true, []string{"الرقم الوظيفي", "رقم الموظف", "staff number", "staff no", "employee number"}},
	{"name_ar", true, []string{"الاسم بالعربية", "الاسم", "اسم الموظف", "name in arabic", "arabic name", "name"}},
	{"name_en", false, []string{"الاسم بالإنجليزية", "الاسم بالانجليزي", "name in english", "english name"}},
	{"department", false, []string{"الدائرة", "المديرية أو الدائرة", "المديرية", "القسم", "department", "directorate"}},
	{"department_en", false, []string{"الدائرة بالإنجليزية", "الدائرة بالانجليزي", "department in english", "english department"}},
	{"email", false, []string{"البريد الإلكتروني", "البريد", "الإيميل", "e-mail", "email", "e mail"}},
	{"civil_tail", false, []string{"آخر ثلاثة أرقام من الرقم المدني", "الرقم المدني", "رقم البطاقة المدنية", "last three digits of the civil number", "civil number", "civil id", "national id"}},
	{"sign_in", false, []string{"اسم الدخول", "اسم المستخدم", "sign-in name", "username", "user name"}},
}

// A ListLine is one line of a list of people as it was read.
type ListLine struct {
	Number int      `json:"number"`
	Cells  []string `json:"cells"`
}

// A ListProblem is one thing that is wrong with a line of a list.
type ListProblem struct {
	Line  int
	Fault *fault.Fault
	Value string // as it stands in the list, or ""
}

var (
	ErrHeader       = fault.New(fault.Invalid, "import.column-missing").On("file")
	ErrColumn       = fault.New(fault.Invalid, "import.column-unknown").On("file")
	ErrColumnNone   = fault.New(fault.Invalid, "import.column-unnamed").On("file")
	ErrColumnTwice  = fault.New(fault.Invalid, "import.column-twice").On("file")
	ErrNoRows       = fault.New(fault.Invalid, "import.no-rows").On("file")
	ErrCells        = fault.New(fault.Invalid, "import.cells")
	ErrStaffNoNone  = fault.New(fault.Invalid, "import.staff-no-missing").On("staff_no")
	ErrStaffNoTwice = fault.New(fault.Invalid, "import.staff-no-twice").On("staff_no")
	ErrEmailTwice   = fault.New(fault.Invalid, "import.email-twice").On("email")
	ErrEmailTaken   = fault.New(fault.Conflict, "import.email-taken").On("email")
	// ErrEmailElsewhere is ErrEmailTaken where whoever has the address is not to
	// be known of.
	ErrEmailElsewhere = fault.New(fault.Conflict, "import.email-elsewhere").On("email")
	ErrSignInTwice    = fault.New(fault.Invalid, "import.sign-in-twice").On("sign_in")
	ErrStaffNoTaken   = fault.New(fault.Conflict, "import.staff-no-taken").On("staff_no")
	ErrSignInTaken    = fault.New(fault.Conflict, "import.sign-in-taken").On("sign_in")
	// ErrStaffNoLeft, ErrEmailLeft and ErrSignInLeft are said where somebody has it
	// who has left.
	ErrStaffNoLeft = fault.New(fault.Conflict, "import.staff-no-left").On("staff_no")
	ErrEmailLeft   = fault.New(fault.Conflict, "import.email-left").On("email")
	ErrSignInLeft  = fault.New(fault.Conflict, "import.sign-in-left").On("sign_in")
)

// ReadList reads a list of an agency's people, its header first: those who can
// be added, each with the number of their line, and everything that is wrong
// with the others. A wrong header is a fault of its own, and nothing is read.
// Who has no name to sign in with signs in with their e-mail address or, without
// one, with their staff number.
func ReadList(lines []ListLine) (ps []Person, numbers []int, problems []ListProblem, faults []*fault.Fault) {
	columns, faults := readHeader(lines[0].Cells)
	if len(faults) == 0 && len(lines) == 1 {
		faults = append(faults, ErrNoRows)
	}
	if len(faults) > 0 {
		return nil, nil, nil, faults
	}
	staff, emails, signIns := map[string]int{}, map[string]int{}, map[string]int{}
	for _, l := range lines[1:] {
		p, wrong := readLine(l, columns)
		if first, twice := staff[p.StaffKey]; twice {
			wrong = append(wrong, ListProblem{l.Number, ErrStaffNoTwice.With("line", first), p.StaffNo})
		} else if first, twice := emails[p.EmailKey]; twice && p.EmailKey != "" {
			wrong = append(wrong, ListProblem{l.Number, ErrEmailTwice.With("line", first), p.Email})
		} else if first, twice := signIns[p.SignIn]; twice && p.SignIn != "" {
			wrong = append(wrong, ListProblem{l.Number, ErrSignInTwice.With("line", first), p.SignIn})
		}
		if p.StaffKey != "" && staff[p.StaffKey] == 0 {
			staff[p.StaffKey] = l.Number
		}
		if emails[p.EmailKey] == 0 {
			emails[p.EmailKey] = l.Number
		}
		if signIns[p.SignIn] == 0 {
			signIns[p.SignIn] = l.Number
		}
		if len(wrong) > 0 {
			problems = append(problems, wrong...)
			continue
		}
		ps, numbers = append(ps, p), append(numbers, l.Number)
	}
	return ps, numbers, problems, nil
}

// readHeader returns which field each column holds.
func readHeader(cells []string) (columns []string, faults []*fault.Fault) {
	for i, c := range cells {
		name := fieldNamed(c)
		switch {
		case c == "":
		case name == "" && aNumber(c):
			faults = append(faults, ErrColumnNone.With("place", i+1))
		case name == "":
			faults = append(faults, ErrColumn.With("column", c).With("place", i+1))
		case slices.Contains(columns, name):
			faults = append(faults, ErrColumnTwice.With("column", c))
		}
		columns = append(columns, name)
	}
	for _, f := range ImportFields {
		if f.Must && !slices.Contains(columns, f.Name) {
			faults = append(faults, ErrHeader.With("column", f.Aliases[0]))
		}
	}
	return columns, faults
}

// aNumber reports whether a header is a number. In a list without one its first
// line stands there, and a number in it may be somebody's own: it is not repeated.
func aNumber(cell string) bool { return strings.Trim(Fold(cell), "0123456789 ") == "" }

func fieldNamed(title string) string {
	title = Fold(strings.ReplaceAll(title, "_", " "))
	for _, f := range ImportFields {
		if Fold(strings.ReplaceAll(f.Name, "_", " ")) == title || slices.ContainsFunc(f.Aliases, func(a string) bool { return Fold(a) == title }) {
			return f.Name
		}
	}
	return ""
}

func readLine(l ListLine, columns []string) (p Person, problems []ListProblem) {
	if len(l.Cells) > len(columns) && strings.Join(l.Cells[len(columns):], "") != "" {
		problems = append(problems, ListProblem{l.Number, ErrCells.With("cells", len(l.Cells)).With("columns", len(columns)), ""})
	}
	cells := map[string]string{}
	for i, name := range columns {
		if i < len(l.Cells) && name != "" {
			cells[name] = l.Cells[i]
		}
	}
	p = Person{
		StaffNo: cells["staff_no"], NameAr: cells["name_ar"], NameEn: cells["name_en"],
		Department: cells["department"], DepartmentEn: cells["department_en"], Email: cells["email"], CivilTail: cells["civil_tail"], SignIn: cells["sign_in"],
	}
	p = p.Tidy()
	if p.StaffNo == "" {
		problems = append(problems, ListProblem{l.Number, ErrStaffNoNone, ""})
	}
	for _, f := range p.Check() {
		if f.Is(ErrNoSignIn) {
			continue // said of the staff number
		}
		value := cells[f.Field]
		switch {
		case f.Is(ErrSignIn), f.Is(ErrSignInNo):
			value = p.SignIn
		case f.Is(ErrCivilTail):
			value = "" // never repeated
		}
		problems = append(problems, ListProblem{l.Number, f, value})
	}
	return p, problems
}
