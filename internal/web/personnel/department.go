package personnel

import (
	"strconv"

	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/web/kit"
	"masar/internal/web/ui"

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
		for i := 0; kit.PostedHas(c, field+strconv.Itoa(i)+ofField); i++ {
			name := field + strconv.Itoa(i)
			said[kit.Posted(c, name+ofField)] = kit.Posted(c, name)
		}
		return said
	}
	return people.DepartmentAnswers{As: read(departmentField), En: read(englishField)}
}

// departmentAsks are the questions of a reading, as a form asks them.
func departmentAsks(t *i18n.T, r people.DepartmentReading) (asks []ui.Ask) {
	for i, q := range r.Like {
		in := ui.Input{Name: departmentField + strconv.Itoa(i), Label: t.DepartmentLike(q.Name), Value: q.Answer}
		for _, o := range q.Options {
			label := t.DepartmentUse(o)
			if o == q.Name {
				label = t.DepartmentMake(o)
			}
			in.Options = append(in.Options, ui.Option{Value: o, Label: label})
		}
		asks = append(asks, ui.Ask{Input: in, OfName: in.Name + ofField, Of: q.Name})
	}
	for i, q := range r.En {
		in := ui.Input{Name: englishField + strconv.Itoa(i), Label: t.DepartmentEnglish(q.Name), Value: q.Answer}
		for _, o := range q.Options {
			label := t.DepartmentCall(o)
			switch {
			case o == q.Was:
				label = t.DepartmentKeep(o)
			case q.Was != "":
				label = t.DepartmentChange(q.Was, o)
			}
			in.Options = append(in.Options, ui.Option{Value: o, Label: label})
		}
		asks = append(asks, ui.Ask{Input: in, OfName: in.Name + ofField, Of: q.Name})
	}
	return asks
}
