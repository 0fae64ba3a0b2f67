package reporting

import (
	"io"
	"slices"
	"strings"

	"masar/internal/catalog"
	"masar/internal/i18n"
	"masar/internal/people"
	"masar/internal/report"
	"masar/internal/sheet"
	"masar/internal/store"
	"masar/internal/survey"
	"masar/internal/web/kit"
	"masar/internal/web/present"
	"masar/internal/web/ui"

	"github.com/gofiber/fiber/v2"
)

// A readership is who reads the results of surveys, where, and whose answers
// they get: an HR officer those of their agencies, a trainer those of their
// runs.
type readership struct {
	path       string
	home, lead func(*i18n.T) string
	files      bool // they may open what was uploaded
	answers    func(c *fiber.Ctx, course, id string, followUp bool) (store.Answers, error)
}

func (s wing) hrReads() readership {
	return readership{"/hr", (*i18n.T).ReportTitle, (*i18n.T).SurveyLeadHr, true, func(c *fiber.Ctx, course, id string, followUp bool) (store.Answers, error) {
		return s.App.Store.SurveyAnswers(c.UserContext(), kit.Viewer(c).Scope(people.HR), course, id, followUp)
	}}
}

func (s wing) trainersRead() readership {
	return readership{"/teaching", (*i18n.T).WorkshopTitle, (*i18n.T).SurveyLeadTeaching, false, func(c *fiber.Ctx, course, id string, followUp bool) (store.Answers, error) {
		return s.App.Store.TaughtSurveyAnswers(c.UserContext(), kit.Viewer(c), course, id, followUp)
	}}
}

func (s wing) surveys(c *fiber.Ctx) error { return s.listSurveys(c, s.hrReads()) }

func (s wing) taughtSurveys(c *fiber.Ctx) error { return s.listSurveys(c, s.trainersRead()) }

func (s wing) surveyResult(c *fiber.Ctx) error { return s.showResult(c, s.hrReads()) }

func (s wing) taughtSurveyResult(c *fiber.Ctx) error {
	return s.showResult(c, s.trainersRead())
}

func (s wing) surveyCSV(c *fiber.Ctx) error { return s.exportResult(c, s.hrReads()) }

func (s wing) taughtSurveyCSV(c *fiber.Ctx) error { return s.exportResult(c, s.trainersRead()) }

// listSurveys lists the surveys of each course, with how many answered.
func (s wing) listSurveys(c *fiber.Ctx, by readership) error {
	t := s.Words(c)
	hs, err := s.App.Store.Courses(c.UserContext())
	if err != nil {
		return err
	}
	d := surveysData{Home: by.home(t), HomeHref: by.path, Lead: by.lead(t)}
	for _, h := range hs {
		course, err := s.App.Store.Course(c.UserContext(), h.ID, h.Version)
		if err != nil {
			return err
		}
		row := surveyCourse{ID: h.ID, Title: t.Text(h.Title())}
		for _, sv := range present.SurveysInOrder(course) {
			tally, _, err := s.tally(c, by, course, sv)
			if err != nil {
				return err
			}
			row.Rows = append(row.Rows, surveyRow{
				Title: t.Text(sv.Title), Href: by.path + "/surveys/" + h.ID + "/" + sv.ID, When: surveyWhen(t, sv),
				Asked: t.Num(tally.Asked), Answered: t.Num(tally.Answered), Share: t.Pct(tally.Share()),
			})
		}
		if len(row.Rows) > 0 {
			d.Courses = append(d.Courses, row)
		}
	}
	people.InOrder(d.Courses, func(k surveyCourse) string { return k.Title }, func(k surveyCourse) string { return k.ID })
	return s.Render(c, ui.Shell{Title: t.SurveyTitle()}, surveys(d))
}

func surveyWhen(t *i18n.T, sv catalog.Survey) string {
	if days, ok := survey.Days(sv); ok {
		return t.SurveyWhenDays(days)
	}
	return t.SurveyWhenClosing()
}

func (s wing) tally(c *fiber.Ctx, by readership, course catalog.Course, sv catalog.Survey) (survey.Tally, store.Answers, error) {
	_, followUp := survey.Days(sv)
	a, err := by.answers(c, course.ID, sv.ID, followUp)
	if err == nil {
		a, err = s.App.Asked(c.UserContext(), course.ID, sv.ID, a)
	}
	return survey.Count(sv, a.Asked, a.Given), a, err
}

// surveyAt returns the survey that the address names, as its course has it now.
func (s wing) surveyAt(c *fiber.Ctx) (course catalog.Course, sv catalog.Survey, err error) {
	h, err := s.App.Store.CourseHead(c.UserContext(), c.Params("course"))
	if err != nil {
		return course, sv, err
	}
	if course, err = s.App.Store.Course(c.UserContext(), h.ID, h.Version); err != nil {
		return course, sv, err
	}
	sv, ok := course.Surveys[c.Params("survey")]
	if !ok {
		return course, sv, fiber.ErrNotFound
	}
	return course, sv, nil
}

// showResult shows what the answers to a survey come to.
func (s wing) showResult(c *fiber.Ctx, by readership) error {
	t := s.Words(c)
	course, sv, err := s.surveyAt(c)
	if err != nil {
		return err
	}
	tally, answers, err := s.tally(c, by, course, sv)
	if err != nil {
		return err
	}
	list := by.path + "/surveys"
	d := surveyResultData{
		Home: by.home(t), HomeHref: by.path, ListHref: list, Title: t.Text(sv.Title),
		About: strings.Join([]string{t.Text(course.Title), surveyWhen(t, sv), t.SurveyLevel(t.Num(sv.Level))}, t.Pick("، ", ", ")),
		CSV:   list + "/" + course.ID + "/" + sv.ID + "/results.csv", Few: !tally.Told(),
		Totals: []ui.Total{
			{Label: t.SurveyAsked(), Figure: t.Num(tally.Asked)}, {Label: t.SurveyAnswered(), Figure: t.Num(tally.Answered)},
			{Label: t.SurveyShare(), Figure: t.Pct(tally.Share())},
		},
	}
	for _, q := range tally.Questions {
		r := surveyQuestion(t, q)
		if q.Kind == catalog.File {
			r.Count = t.SurveyFiles(q.N)
			if r.Files, err = s.surveyFiles(c, by, course, sv, q, answers); err != nil {
				return err
			}
			if !by.files {
				r.FilesNote = t.SurveyFilesHr()
			}
		}
		d.Questions = append(d.Questions, r)
	}
	return s.Render(c, ui.Shell{Title: d.Title}, surveyResults(d))
}

func surveyQuestion(t *i18n.T, q survey.Question) surveyResult {
	r := surveyResult{ID: q.ID, Ask: t.Text(q.Ask), Count: t.SurveyAnswers(q.N), Words: q.Words}
	if q.Mean() == 0 {
		return r
	}
	r.Mean = t.SurveyMean(t.Decimal(float64(q.Mean()) / 10))
	for i := survey.Top; i >= 1; i-- {
		n := q.Scale[i-1]
		share := report.Share(n, q.N)
		r.Bars = append(r.Bars, ui.Bar{Label: t.Num(i), Share: share, Text: t.SurveyCountShare(t.Num(n), t.Pct(share))})
	}
	return r
}

// surveyFiles are the files given in answer to a question, without whose they
// are, for who may open them.
func (s wing) surveyFiles(c *fiber.Ctx, by readership, course catalog.Course, sv catalog.Survey, q survey.Question, answers store.Answers) (files []present.FileLink, err error) {
	if !by.files {
		return nil, nil
	}
	var ids []string
	for _, given := range answers.Given {
		if given[q.ID] != "" {
			ids = append(ids, given[q.ID])
		}
	}
	names, err := s.App.Store.FileNames(c.UserContext(), kit.Viewer(c).Scope(people.HR), ids...)
	if err != nil {
		return nil, err
	}
	slices.Sort(ids)
	for _, id := range ids {
		if f, ok := names[id]; ok {
			href := by.path + "/surveys/" + course.ID + "/" + sv.ID + "/files/" + id
			files = append(files, present.FileLink{Name: f.Name, Href: href, Size: s.Words(c).Bytes(f.Size)})
		}
	}
	return files, nil
}

// surveyFile serves a file given in answer to a survey to the training
// officers of its owner's agency.
func (s wing) surveyFile(c *fiber.Ctx) error {
	f, err := s.App.Store.SurveyFile(c.UserContext(), kit.Viewer(c).Scope(people.HR), c.Params("course"), c.Params("survey"), c.Params("id"))
	if err != nil {
		return err
	}
	return s.SendFile(c, f)
}

// exportResult sends what the page of results shows.
func (s wing) exportResult(c *fiber.Ctx, by readership) error {
	t := s.Words(c)
	course, sv, err := s.surveyAt(c)
	if err != nil {
		return err
	}
	tally, _, err := s.tally(c, by, course, sv)
	if err != nil {
		return err
	}
	columns := []sheet.Column{{Title: t.SurveyQuestion()}, {Title: t.SurveyAnswer()}, {Title: t.SurveyNumber()}}
	return s.SendTable(c, "masar-"+course.ID+"-"+sv.ID+".csv", sheet.TypeCSV, func(w io.Writer) error {
		table, err := sheet.Table{Name: t.SurveyTitle(), RTL: t.RTL(), Columns: columns}.CSV(w)
		if err != nil {
			return err
		}
		for _, row := range resultRows(t, tally) {
			if err := table.Row(row...); err != nil {
				return err
			}
		}
		return table.Close()
	})
}

// shareCell returns a percentage as a cell holds it: nothing for one of nobody.
func shareCell(n int) any {
	if n < 0 {
		return nil
	}
	return n
}

// resultRows are the rows of an export: the numbers of the whole, then of each
// question its number, and what was answered to it where that is told.
func resultRows(t *i18n.T, tally survey.Tally) [][]any {
	rows := [][]any{{t.SurveyAsked(), "", tally.Asked}, {t.SurveyAnswered(), "", tally.Answered}, {t.SurveyShare(), "", shareCell(tally.Share())}}
	for _, q := range tally.Questions {
		ask := q.Ask.In(t.Lang)
		rows = append(rows, []any{ask, "", q.N})
		if q.Mean() > 0 {
			for i, n := range q.Scale {
				rows = append(rows, []any{ask, t.Num(i + 1), n})
			}
		}
		for _, words := range q.Words {
			rows = append(rows, []any{ask, words, nil})
		}
	}
	return rows
}
