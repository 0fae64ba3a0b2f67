package personnel

import (
	"cmp"
	"errors"
	"io"
	"strconv"
	"strings"

	"masar/internal/app/personnel"
	"masar/internal/fault"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/report"
	"masar/internal/sheet"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// problemsShown is how many problems of a list a page has; a file has them all.
const problemsShown = 300

var errNoList = fault.New(fault.Invalid, "import.file-missing").On("file")

// importForm asks for a list of people.
func (s wing) importForm(c *fiber.Ctx) error { return s.showImportForm(c, nil) }

func (s wing) showImportForm(c *fiber.Ctx, problems []ui.Problem) error {
	t := s.Words(c)
	choices, err := present.ReportChoices(c.UserContext(), s.App.Store, t, kit.Viewer(c).Scope(people.HR), report.Filter{})
	if err != nil {
		return err
	}
	d := importFormData{Agencies: choices.Agencies, Agency: cmp.Or(kit.Posted(c, "agency"), kit.Viewer(c).AgencyID), Encoding: kit.Posted(c, "encoding"), Problems: problems}
	for _, f := range people.ImportFields {
		d.Columns = append(d.Columns, importColumn{Title: columnTitle(t, f), Must: f.Must})
	}
	return s.Render(c, ui.Shell{Title: t.ImportTitle()}, importForm(d))
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
func (s wing) importTemplate(c *fiber.Ctx) error {
	t := s.Words(c)
	var table sheet.Table
	for _, f := range people.ImportFields {
		table.Columns = append(table.Columns, sheet.Column{Title: columnTitle(t, f)})
	}
	return s.SendTable(c, "masar-people.csv", sheet.TypeCSV, func(w io.Writer) error {
		out, err := table.CSV(w)
		if err != nil {
			return err
		}
		return out.Close()
	})
}

// startImport takes a list and leads to what it holds.
func (s wing) startImport(c *fiber.Ctx) error {
	id, err := s.takeList(c)
	if err == nil {
		return kit.Redirect(c, "/hr/import/"+id)
	}
	var problems []ui.Problem
	for _, f := range fault.All(err) {
		if f.Kind != fault.Invalid && f.Kind != fault.TooLarge {
			return err
		}
		problems = append(problems, ui.Problem{Field: f.Field, Text: kit.Say(c, f)})
	}
	if len(problems) == 0 {
		return err
	}
	c.Status(fiber.StatusUnprocessableEntity)
	return s.showImportForm(c, problems)
}

func (s wing) takeList(c *fiber.Ctx) (id string, err error) {
	sent, err := kit.PostedFile(c, "file")
	if err != nil {
		return "", errNoList
	}
	read, err := sheet.Read(sent.Body, kit.Posted(c, "encoding"))
	if err != nil {
		return "", err
	}
	lines := make([]people.ListLine, len(read))
	for i, l := range read {
		lines[i] = people.ListLine(l)
	}
	return s.App.StartImport(c.UserContext(), kit.Viewer(c), kit.Posted(c, "agency"), lines)
}

// importCheck shows what a list holds, before anything is added.
func (s wing) importCheck(c *fiber.Ctx) error {
	return s.showImport(c, people.DepartmentAnswers{}, "")
}

func (s wing) showImport(c *fiber.Ctx, answers people.DepartmentAnswers, problem string) error {
	t := s.Words(c)
	r, err := s.App.ReadImport(c.UserContext(), kit.Viewer(c), c.Params("id"), answers)
	if err != nil {
		return err
	}
	ag, err := s.App.Store.Agency(c.UserContext(), kit.Viewer(c).Scope(people.HR), r.AgencyID)
	if err != nil {
		return err
	}
	d := importData{
		ID: r.ID, Agency: ag.Name(t.Lang), AgencyID: ag.ID, Done: !r.DoneAt.IsZero(), Added: r.Added,
		Rows: r.Rows, Ready: len(r.People), ProblemCount: len(r.Problems), Problem: problem,
		Asks: departmentAsks(t, r.Departments),
	}
	if len(r.Departments.New) > 0 {
		d.NewDepartments = t.DepartmentNew(strings.Join(present.Each(t.Isolate, r.Departments.New), t.Pick("، ", ", ")))
	}
	for _, p := range r.People[:min(len(r.People), 5)] {
		d.First = append(d.First, personRow{Name: p.Name(t.Lang), StaffNo: p.StaffNo, Department: p.DepartmentIn(t.Lang), Email: p.SignIn})
	}
	for _, p := range r.Problems[:min(len(r.Problems), problemsShown)] {
		d.Problems = append(d.Problems, importProblem{Line: t.Digits(strconv.Itoa(p.Line)), Text: kit.Say(c, p.Fault), Value: glimpse(p.Value)})
	}
	return s.Render(c, ui.Shell{Title: t.ImportCheckTitle()}, importView(d))
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
func (s wing) importProblems(c *fiber.Ctx) error {
	t := s.Words(c)
	r, err := s.App.ReadImport(c.UserContext(), kit.Viewer(c), c.Params("id"), people.DepartmentAnswers{})
	if err != nil {
		return err
	}
	table := sheet.Table{Columns: []sheet.Column{{Title: t.ImportLine()}, {Title: t.ImportProblem()}, {Title: t.ImportValue()}}}
	return s.SendTable(c, "masar-problems.csv", sheet.TypeCSV, func(w io.Writer) error {
		out, err := table.CSV(w)
		if err != nil {
			return err
		}
		for _, p := range r.Problems {
			if err := out.Row(p.Line, kit.Say(c, p.Fault), p.Value); err != nil {
				return err
			}
		}
		return out.Close()
	})
}

// confirmImport adds the people of a list, as many as were shown.
func (s wing) confirmImport(c *fiber.Ctx) error {
	shown, _ := strconv.Atoi(kit.Posted(c, "shown"))
	answers := departmentAnswers(c)
	_, err := s.App.ConfirmImport(c.UserContext(), kit.Viewer(c), c.Params("id"), shown, answers)
	if errors.Is(err, personnel.ErrImportMoved) || errors.Is(err, personnel.ErrImportDone) || errors.Is(err, personnel.ErrDepartment) {
		f, _ := errors.AsType[*fault.Fault](err)
		c.Status(kit.Status[f.Kind])
		return s.showImport(c, answers, kit.Say(c, f))
	}
	if err != nil {
		return err
	}
	return kit.Redirect(c, "/hr/import/"+c.Params("id"))
}
