package web

import (
	"cmp"
	"errors"
	"io"
	"strconv"
	"strings"

	"masar/internal/app"
	"masar/internal/fault"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/report"
	"masar/internal/sheet"
	"masar/internal/web/view"

	"github.com/gofiber/fiber/v2"
)

// problemsShown is how many problems of a list a page has; a file has them all.
const problemsShown = 300

var errNoList = fault.New(fault.Invalid, "import.file-missing").On("file")

// importForm asks for a list of people.
func (s *Server) importForm(c *fiber.Ctx) error { return s.showImportForm(c, nil) }

func (s *Server) showImportForm(c *fiber.Ctx, problems []view.Problem) error {
	t := s.words(c)
	choices, err := reportChoices(c.UserContext(), s.App.Store, t, viewer(c).Scope(people.HR), report.Filter{})
	if err != nil {
		return err
	}
	d := view.ImportFormData{Agencies: choices.Agencies, Agency: cmp.Or(posted(c, "agency"), viewer(c).AgencyID), Encoding: posted(c, "encoding"), Problems: problems}
	for _, f := range people.ImportFields {
		d.Columns = append(d.Columns, view.ImportColumn{Title: columnTitle(t, f), Must: f.Must})
	}
	return s.show(c, view.Shell{Title: t.ImportTitle()}, view.ImportForm(d))
}

// columnTitle returns the header of a column of a list, as the reader would
// write it.
func columnTitle(t *i18n.T, f people.Field) string {
	return map[string]string{
		"staff_no": t.ImportColumnStaffNo(), "name_ar": t.ImportColumnNameAr(), "name_en": t.ImportColumnNameEn(),
		"department": t.ImportColumnDepartment(), "department_en": t.ImportColumnDepartmentEn(), "email": t.ImportColumnEmail(), "sign_in": t.ImportColumnSignIn(),
		"civil_tail": t.ImportColumnCivilTail(),
	}[f.Name]
}

// importTemplate sends an empty list with its header.
func (s *Server) importTemplate(c *fiber.Ctx) error {
	t := s.words(c)
	var table sheet.Table
	for _, f := range people.ImportFields {
		table.Columns = append(table.Columns, sheet.Column{Title: columnTitle(t, f)})
	}
	return s.sendTable(c, "masar-people.csv", sheet.TypeCSV, func(w io.Writer) error {
		out, err := table.CSV(w)
		if err != nil {
			return err
		}
		return out.Close()
	})
}

// startImport takes a list and leads to what it holds.
func (s *Server) startImport(c *fiber.Ctx) error {
	id, err := s.takeList(c)
	if err == nil {
		return after(c, "/hr/import/"+id)
	}
	var problems []view.Problem
	for _, f := range fault.All(err) {
		if f.Kind != fault.Invalid && f.Kind != fault.TooLarge {
			return err
		}
		problems = append(problems, view.Problem{Field: f.Field, Text: say(c, f)})
	}
	if len(problems) == 0 {
		return err
	}
	c.Status(fiber.StatusUnprocessableEntity)
	return s.showImportForm(c, problems)
}

func (s *Server) takeList(c *fiber.Ctx) (id string, err error) {
	sent, err := postedFile(c, "file")
	if err != nil {
		return "", errNoList
	}
	read, err := sheet.Read(sent.Body, posted(c, "encoding"))
	if err != nil {
		return "", err
	}
	lines := make([]people.ListLine, len(read))
	for i, l := range read {
		lines[i] = people.ListLine(l)
	}
	return s.App.StartImport(c.UserContext(), viewer(c), posted(c, "agency"), lines)
}

// importCheck shows what a list holds, before anything is added.
func (s *Server) importCheck(c *fiber.Ctx) error {
	return s.showImport(c, people.DepartmentAnswers{}, "")
}

func (s *Server) showImport(c *fiber.Ctx, answers people.DepartmentAnswers, problem string) error {
	t := s.words(c)
	r, err := s.App.ReadImport(c.UserContext(), viewer(c), c.Params("id"), answers)
	if err != nil {
		return err
	}
	ag, err := s.App.Store.Agency(c.UserContext(), viewer(c).Scope(people.HR), r.AgencyID)
	if err != nil {
		return err
	}
	d := view.ImportData{
		ID: r.ID, Agency: ag.Name(t.Lang), AgencyID: ag.ID, Done: !r.DoneAt.IsZero(), Added: r.Added,
		Rows: r.Rows, Ready: len(r.People), ProblemCount: len(r.Problems), Problem: problem,
		Asks: departmentAsks(t, r.Departments),
	}
	if len(r.Departments.New) > 0 {
		d.NewDepartments = t.DepartmentNew(strings.Join(each(t.Isolate, r.Departments.New), t.Pick("، ", ", ")))
	}
	for _, p := range r.People[:min(len(r.People), 5)] {
		d.First = append(d.First, view.PersonRow{Name: p.Name(t.Lang), StaffNo: p.StaffNo, Department: p.DepartmentIn(t.Lang), Email: p.SignIn})
	}
	for _, p := range r.Problems[:min(len(r.Problems), problemsShown)] {
		d.Problems = append(d.Problems, view.ImportProblem{Line: t.Digits(strconv.Itoa(p.Line)), Text: say(c, p.Fault), Value: glimpse(p.Value)})
	}
	return s.show(c, view.Shell{Title: t.ImportCheckTitle()}, view.Import(d))
}

// each returns what f makes of each of the texts.
func each(f func(string) string, texts []string) []string {
	out := make([]string, len(texts))
	for i, text := range texts {
		out[i] = f(text)
	}
	return out
}

// glimpse returns what of a cell fits a page: its beginning, with the controls
// in it spelt out.
func glimpse(cell string) string {
	const most = 80
	rs := []rune(strings.Trim(strconv.QuoteToGraphic(cell), `"`))
	if len(rs) > most {
		rs = append(rs[:most], '…')
	}
	return string(rs)
}

// importProblems sends everything that is wrong with a list.
func (s *Server) importProblems(c *fiber.Ctx) error {
	t := s.words(c)
	r, err := s.App.ReadImport(c.UserContext(), viewer(c), c.Params("id"), people.DepartmentAnswers{})
	if err != nil {
		return err
	}
	table := sheet.Table{Columns: []sheet.Column{{Title: t.ImportLine()}, {Title: t.ImportProblem()}, {Title: t.ImportValue()}}}
	return s.sendTable(c, "masar-problems.csv", sheet.TypeCSV, func(w io.Writer) error {
		out, err := table.CSV(w)
		if err != nil {
			return err
		}
		for _, p := range r.Problems {
			if err := out.Row(p.Line, say(c, p.Fault), p.Value); err != nil {
				return err
			}
		}
		return out.Close()
	})
}

// confirmImport adds the people of a list, as many as were shown.
func (s *Server) confirmImport(c *fiber.Ctx) error {
	shown, _ := strconv.Atoi(posted(c, "shown"))
	answers := departmentAnswers(c)
	_, err := s.App.ConfirmImport(c.UserContext(), viewer(c), c.Params("id"), shown, answers)
	if errors.Is(err, app.ErrImportMoved) || errors.Is(err, app.ErrImportDone) || errors.Is(err, app.ErrDepartment) {
		f, _ := errors.AsType[*fault.Fault](err)
		c.Status(status[f.Kind])
		return s.showImport(c, answers, say(c, f))
	}
	if err != nil {
		return err
	}
	return after(c, "/hr/import/"+c.Params("id"))
}
