package reporting

import (
	"io"
	"slices"

	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/report"
	"masar/internal/sheet"
	"masar/internal/web/kit"
	"masar/internal/web/present"

	"github.com/gofiber/fiber/v2"
)

// batch is how many rows of an export are read at a time.
const batch = 1000

// reportCSV and reportXLSX send the rows that the page shows with the same
// filter, in the same order.
func (s wing) reportCSV(c *fiber.Ctx) error {
	return s.exportReport(c, "csv", sheet.TypeCSV, sheet.Table.CSV)
}

func (s wing) reportXLSX(c *fiber.Ctx) error {
	return s.exportReport(c, "xlsx", sheet.TypeXLSX, sheet.Table.XLSX)
}

func (s wing) exportReport(c *fiber.Ctx, ext, kind string, begin func(sheet.Table, io.Writer) (sheet.Writer, error)) error {
	ctx, t, f := c.UserContext(), s.Words(c), s.reportFilter(c)
	at := s.reportAt(t)
	scope := kit.Viewer(c).Scope(people.HR)
	ids, err := s.App.Store.Report(ctx, scope, f, at, 0, 0)
	if err != nil {
		return err
	}
	name := "masar-" + s.App.Now().In(s.App.Zone).Format("2006-01-02") + "." + ext
	return s.SendTable(c, name, kind, func(w io.Writer) error {
		table, err := begin(reportTable(t), w)
		if err != nil {
			return err
		}
		for part := range slices.Chunk(ids, batch) {
			rows, err := s.App.Store.ReportRows(ctx, scope, part, at)
			if err != nil {
				return err
			}
			for _, r := range rows {
				if err := table.Row(exportRow(t, r)...); err != nil {
					return err
				}
			}
		}
		return table.Close()
	})
}

func reportTable(t *i18n.T) sheet.Table {
	return sheet.Table{Name: t.ReportSheet(), RTL: t.RTL(), Columns: []sheet.Column{
		{Title: t.ReportColumnStaffNo(), Width: 14}, {Title: t.ReportColumnNameAr(), Width: 32}, {Title: t.ReportColumnNameEn(), Width: 26},
		{Title: t.ReportAgency(), Width: 28}, {Title: t.ReportDepartment(), Width: 28}, {Title: t.ReportColumnDepartmentEn(), Width: 28}, {Title: t.ReportCourse(), Width: 40},
		{Title: t.ReportState(), Width: 14}, {Title: t.ReportColumnPercent(), Width: 11}, {Title: t.ReportColumnDone(), Width: 11},
		{Title: t.ReportColumnTotal(), Width: 11}, {Title: t.ReportColumnScore(), Width: 11}, {Title: t.ReportColumnAssigned(), Width: 13},
		{Title: t.ReportDue(), Width: 13}, {Title: t.ReportActivity(), Width: 13}, {Title: t.ReportColumnCompleted(), Width: 13},
	}}
}

func exportRow(t *i18n.T, r report.Row) []any {
	row := []any{
		r.StaffNo, r.NameAr, r.NameEn, r.Agency().In(t.Lang), r.Department, r.DepartmentEn, r.Course().In(t.Lang), present.StateText(t, r.State),
		r.Percent, r.DoneCount, r.TotalCount, shareCell(r.Score),
	}
	return append(row, t.Local(r.AssignedAt), t.Local(r.DueOn), t.Local(r.ActiveAt), t.Local(r.CompletedAt))
}
