// Package reporting is what HR and trainers are shown of many: the report on learning,
// its exports and the results of surveys.
package reporting

import (
	"masar/internal/web/kit"
)

// A wing is this part of the site, on what every part has.
type wing struct{ *kit.Site }

// Routes returns the pages and forms of this part.
func Routes(site *kit.Site) []kit.Route {
	s := wing{site}
	return []kit.Route{
		kit.On("GET", "/teaching/surveys", "run:teach", s.taughtSurveys),
		kit.On("GET", "/teaching/surveys/:course/:survey", "run:teach", s.taughtSurveyResult),
		kit.On("GET export", "/teaching/surveys/:course/:survey/results.csv", "run:teach", s.taughtSurveyCSV),
		kit.On("GET", "/hr", "report:read", s.Resumed(s.report)),
		kit.On("POST", "/hr", "report:read", kit.PostSearch(s.report)),
		kit.On("GET export", "/hr/report.csv", "report:export", s.reportCSV),
		kit.On("POST export", "/hr/report.csv", "report:export", s.reportCSV),
		kit.On("GET export", "/hr/report.xlsx", "report:export", s.reportXLSX),
		kit.On("POST export", "/hr/report.xlsx", "report:export", s.reportXLSX),
		kit.On("POST", "/hr/reminders", "report:remind", s.remind),
		kit.On("GET", "/hr/surveys", "report:read", s.surveys),
		kit.On("GET", "/hr/surveys/:course/:survey", "report:read", s.surveyResult),
		kit.On("GET export", "/hr/surveys/:course/:survey/results.csv", "report:export", s.surveyCSV),
		kit.On("GET", "/hr/surveys/:course/:survey/files/:id", "report:read", s.surveyFile),
	}
}
