package present

import (
	"strings"

	"masar/internal/catalog"
	"masar/internal/exercise"
	"masar/internal/i18n"
	"masar/internal/upload"
	"masar/internal/web/ui"
)

// FieldInput is a field of the form as a view draws it.
func FieldInput(t *i18n.T, f catalog.Field, value string) ui.Input {
	in := ui.Input{Name: f.ID, Label: t.Text(f.Label), Hint: t.Text(f.Hint), Value: value, Optional: !f.Required, Max: exercise.MaxText}
	switch f.Kind {
	case catalog.Words:
		in.Rows = 6
	case catalog.Number:
		in.Type, in.Max, in.Step = "number", 40, numberStep(f)
		in.Hint = strings.TrimSpace(in.Hint + " " + bounds(t, f))
	case catalog.Choice:
		in.Choose = t.ExerciseChoose()
		for _, o := range f.Options {
			in.Options = append(in.Options, ui.Option{Value: o.ID, Label: t.Text(o.Text)})
		}
	case catalog.File:
		accept := f.Accept
		if len(accept) == 0 {
			accept = upload.Endings()
		}
		in.Type, in.Value, in.Bare, in.Max = "file", "", true, 0
		in.Accept = "." + strings.Join(accept, ",.")
		in.Hint = strings.TrimSpace(in.Hint + " " + t.ExerciseFileKinds(t.Isolate(strings.Join(accept, " ")), t.Bytes(upload.MaxSize)))
	}
	return in
}

// numberStep returns "any" for a field that takes fractions.
func numberStep(f catalog.Field) string {
	if f.Whole {
		return "1"
	}
	return "any"
}

// bounds says what numbers a field takes, or nothing.
func bounds(t *i18n.T, f catalog.Field) string {
	switch {
	case f.Min != nil && f.Max != nil:
		return t.NumberOutsideHint(t.Real(*f.Min), t.Real(*f.Max))
	case f.Min != nil:
		return t.NumberLeastHint(t.Real(*f.Min))
	case f.Max != nil:
		return t.NumberMostHint(t.Real(*f.Max))
	}
	return ""
}

// Rubric is how work is judged and, where it has been, how it was.
func Rubric(t *i18n.T, ex catalog.Exercise, w exercise.Work) (rows []RubricRow) {
	for _, cr := range ex.Rubric {
		row := RubricRow{ID: cr.ID, Title: t.Text(cr.Title), Star: cr.Star, Given: w.Scores[cr.ID]}
		for level := catalog.Top; level >= 1; level-- {
			row.Levels = append(row.Levels, levelView{N: level, Name: levelName(t, level), Text: t.Text(cr.Levels[level])})
		}
		rows = append(rows, row)
	}
	return rows
}

func levelName(t *i18n.T, level int) string {
	return []string{t.ExerciseLevel1(), t.ExerciseLevel2(), t.ExerciseLevel3(), t.ExerciseLevel4()}[level-1]
}
