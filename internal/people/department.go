package people

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// A Department is a part of an agency, by its first name, and what it is called
// in English, or "".
type Department struct{ Name, En string }

// FoldDepartment returns what tells the names of departments apart: as Fold, and
// without punctuation, which some people end a name with.
func FoldDepartment(name string) string {
	return strings.Join(strings.FieldsFunc(Fold(name), func(r rune) bool { return r == ' ' || unicode.IsPunct(r) || unicode.IsSymbol(r) }), " ")
}

// LikeDepartment returns those of the departments there are that a name looks
// like, the likest first; same reports that the first differs in its spelling
// alone. A name that is among them looks like none.
func LikeDepartment(name string, there []string) (like []string, same bool) {
	if slices.Contains(there, name) {
		return nil, false
	}
	type near struct {
		name     string
		distance int
	}
	var found []near
	key := []rune(FoldDepartment(name))
	for _, other := range there {
		if d, ok := nearly(key, []rune(FoldDepartment(other))); ok {
			found = append(found, near{other, d})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return cmp.Compare(a.distance, b.distance) })
	for _, n := range found {
		like = append(like, n.name)
	}
	return like, len(found) > 0 && found[0].distance == 0
}

// nearly returns in how many letters two folded names differ, and whether that
// is so few that one may be a slip for the other: one letter of at least four,
// two of at least twelve. Numbers are never a slip: section 1 is not section 2.
func nearly(a, b []rune) (distance int, ok bool) {
	if slices.Equal(a, b) {
		return 0, len(a) > 0
	}
	most, shorter := 0, min(len(a), len(b))
	switch {
	case shorter >= 12:
		most = 2
	case shorter >= 4:
		most = 1
	}
	if max(len(a), len(b))-shorter > most || numbers(a) != numbers(b) {
		return 0, false
	}
	distance = edits(a, b)
	return distance, distance <= most
}

func numbers(s []rune) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, string(s))
}

// edits returns how many letters have to be added, left out, replaced or swapped
// with the next to make b of a (optimal string alignment).
func edits(a, b []rune) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range b {
		rows[0][j+1] = j + 1
	}
	for i := range a {
		for j := range b {
			step := 1
			if a[i] == b[j] {
				step = 0
			}
			n := min(rows[i][j]+step, rows[i][j+1]+1, rows[i+1][j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				n = min(n, rows[i-1][j-1]+1)
			}
			rows[i+1][j+1] = n
		}
	}
	return rows[len(a)][len(b)]
}

// DepartmentAnswers is what somebody says to the questions of a
// DepartmentReading.
type DepartmentAnswers struct {
	As map[string]string // by name as it was given: the department that is meant, or the name itself for a new one
	En map[string]string // by department: what it is to be called in English
}

// A DepartmentQuestion asks which department a name means, or what one is called
// in English. Options are never empty; Answer is the one that holds, and ""
// where nobody has said and none can be taken for granted.
type DepartmentQuestion struct {
	Name    string // as it was given; of an English name, the department's
	Was     string // of an English name: the one it has, or ""
	Options []string
	Answer  string
	Said    bool // somebody gave the answer
}

// A DepartmentReading is what people who are to be added or changed do to the
// departments of their agency.
type DepartmentReading struct {
	New  []string             // departments that would be new and look like none there is
	Like []DepartmentQuestion // names that look like a department; the last option is the name itself, as a new one
	En   []DepartmentQuestion // departments that would be called something else, or were given several names
}

// Open reports whether a question has no answer.
func (r DepartmentReading) Open() bool {
	return slices.ContainsFunc(r.Like, func(q DepartmentQuestion) bool { return q.Answer == "" })
}

// Unsaid reports whether nobody has answered one of the questions.
func (r DepartmentReading) Unsaid() bool {
	return slices.ContainsFunc(slices.Concat(r.Like, r.En), func(q DepartmentQuestion) bool { return !q.Said })
}

// ReadDepartments returns the people in the departments that are meant, each
// called in English what it is to be called, and what is to be asked. A name that
// differs from a department's in its spelling alone means that department until
// somebody says otherwise, and a department keeps the English name it has.
func ReadDepartments(ps []Person, there []Department, say DepartmentAnswers) ([]Person, DepartmentReading) {
	var r DepartmentReading
	var known []string
	called := map[string]string{}
	for _, d := range there {
		known = append(known, d.Name)
		called[d.Name] = d.En
	}
	means := map[string]string{}
	for _, p := range ps {
		name := p.Department
		if _, seen := means[name]; seen || name == "" {
			continue
		}
		means[name] = r.mean(name, known, say.As[name])
		if !slices.Contains(known, means[name]) {
			known = append(known, means[name])
		}
	}
	given := map[string][]string{}
	var order []string
	for _, p := range ps {
		d := means[p.Department]
		if d == "" || p.DepartmentEn == "" || slices.Contains(given[d], p.DepartmentEn) {
			continue
		}
		if len(given[d]) == 0 {
			order = append(order, d)
		}
		given[d] = append(given[d], p.DepartmentEn)
	}
	for _, d := range order {
		called[d] = r.english(d, called[d], given[d], say.En[d])
	}
	out := slices.Clone(ps)
	for i := range out {
		if d := means[out[i].Department]; d != "" {
			out[i].Department, out[i].DepartmentEn = d, called[d]
		}
	}
	return out, r
}

// mean returns the department that a name means, and adds what is to be asked.
func (r *DepartmentReading) mean(name string, known []string, said string) string {
	if slices.Contains(known, name) {
		return name
	}
	like, same := LikeDepartment(name, known)
	if len(like) == 0 {
		r.New = append(r.New, name)
		return name
	}
	q := DepartmentQuestion{Name: name, Options: append(like, name)}
	if q.Said = slices.Contains(q.Options, said); q.Said {
		q.Answer = said
	} else if same {
		q.Answer = like[0]
	}
	r.Like = append(r.Like, q)
	return cmp.Or(q.Answer, name)
}

// english returns what a department is called, and adds what is to be asked.
func (r *DepartmentReading) english(department, was string, given []string, said string) string {
	options := given
	if was != "" {
		options = append([]string{was}, slices.DeleteFunc(slices.Clone(given), func(s string) bool { return s == was })...)
	}
	if len(options) == 1 {
		return options[0]
	}
	q := DepartmentQuestion{Name: department, Was: was, Options: options, Answer: options[0]}
	if q.Said = slices.Contains(options, said); q.Said {
		q.Answer = said
	}
	r.En = append(r.En, q)
	return q.Answer
}
