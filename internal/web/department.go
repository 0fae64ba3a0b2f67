package web

import (
	"strconv"

	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// Fields of the questions about departments: each question has its answer and,
// hidden, the name that it is about.
const (
	departmentField = "department-"
	englishField    = "department-en-"
	ofField         = "-of"
)

// departmentAnswers reads from a form what is said of departments.
func departmentAnswers(c *fiber.Ctx) people.DepartmentAnswers {
	read := func(field string) map[string]string {
		said := map[string]string{}
		for i := 0; postedHas(c, field+strconv.Itoa(i)+ofField); i++ {
			name := field + strconv.Itoa(i)
			said[posted(c, name+ofField)] = posted(c, name)
		}
		return said
	}
	return people.DepartmentAnswers{As: read(departmentField), En: read(englishField)}
}

// departmentAsks are the questions of a reading, as a form asks them.
func departmentAsks(t *i18n.T, r people.DepartmentReading) (asks []view.Ask) {
	for i, q := range r.Like {
		in := view.Input{Name: departmentField + strconv.Itoa(i), Label: t.DepartmentLike(q.Name), Value: q.Answer}
		for _, o := range q.Options {
			label := t.DepartmentUse(o)
			if o == q.Name {
				label = t.DepartmentMake(o)
			}
			in.Options = append(in.Options, view.Option{Value: o, Label: label})
		}
		asks = append(asks, view.Ask{Input: in, OfName: in.Name + ofField, Of: q.Name})
	}
	for i, q := range r.En {
		in := view.Input{Name: englishField + strconv.Itoa(i), Label: t.DepartmentEnglish(q.Name), Value: q.Answer}
		for _, o := range q.Options {
			label := t.DepartmentCall(o)
			switch {
			case o == q.Was:
				label = t.DepartmentKeep(o)
			case q.Was != "":
				label = t.DepartmentChange(q.Was, o)
			}
			in.Options = append(in.Options, view.Option{Value: o, Label: label})
		}
		asks = append(asks, view.Ask{Input: in, OfName: in.Name + ofField, Of: q.Name})
	}
	return asks
}
