package web

import (
	"io"
	"os"
	"slices"

	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/report"
	"masar/internal/sheet"

	"github.com/gofiber/fiber/v2"
)

// batch is how many rows of an export are read at a time.
const batch = 1000

// reportCSV and reportXLSX send the rows that the page shows with the same
// filter, in the same order.
func (s *Server) reportCSV(c *fiber.Ctx) error {
	return s.exportReport(c, "csv", sheet.TypeCSV, sheet.Table.CSV)
}
func (s *Server) reportXLSX(c *fiber.Ctx) error {
	return s.exportReport(c, "xlsx", sheet.TypeXLSX, sheet.Table.XLSX)
}

func (s *Server) exportReport(c *fiber.Ctx, ext, kind string, begin func(sheet.Table, io.Writer) (sheet.Writer, error)) error {
	ctx, t, f := c.UserContext(), s.words(c), s.reportFilter(c)
	at := s.reportAt(t)
	scope := viewer(c).Scope(people.HR)
	ids, err := s.App.Store.Report(ctx, scope, f, at, 0, 0)
	if err != nil {
		return err
	}
	name := "masar-" + s.App.Now().In(s.App.Zone).Format("2006-01-02") + "." + ext
	return s.sendTable(c, name, kind, func(w io.Writer) error {
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

// sendTable sends a file that write writes. It is written to disk first: it
// may be larger than memory, and half of one must never look whole.
func (s *Server) sendTable(c *fiber.Ctx, name, kind string, write func(io.Writer) error) error {
	f, err := os.CreateTemp("", "masar-export-*")
	if err != nil {
		return err
	}
	if err := os.Remove(f.Name()); err != nil { // it lives until it is closed
		return err
	}
	err = write(f)
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	info, statErr := f.Stat()
	if err != nil || statErr != nil {
		f.Close()
		return firstOf(err, statErr)
	}
	attach(c, name, kind)
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	return c.SendStream(f, int(info.Size())) // closes f
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
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
		r.StaffNo, r.NameAr, r.NameEn, r.Agency().In(t.Lang), r.Department, r.DepartmentEn, r.Course().In(t.Lang), stateWord(t, r.State),
		r.Percent, r.DoneCount, r.TotalCount, shareCell(r.Score),
	}
	return append(row, t.Local(r.AssignedAt), t.Local(r.DueOn), t.Local(r.ActiveAt), t.Local(r.CompletedAt))
}
