package learn

import (
	"strings"

	"masar/internal/i18n"
	"masar/internal/quiz/item"
	"masar/internal/web/ui"

	"github.com/a-h/templ"
)

// An ItemView is how questions of one type are asked and their answers shown.
type ItemView struct {
	// Ask shows the question with the fields of its answer.
	Ask func(d QuestionData) templ.Component
	// Partly says that less is given than asked for; the zero view says that too
	// few options are chosen.
	Partly func(t *i18n.T, given, asked int) string
	// Left says that the parts were left as they were shown, which is no answer.
	Left func(t *i18n.T) string
	// Ordered reports that the values of an answer follow each other.
	Ordered bool
}

var itemViews = map[string]ItemView{}

// AskItem has questions of the type asked by v. It is called from init.
func AskItem(name string, v ItemView) {
	if _, taken := itemViews[name]; taken {
		panic("learn: the type " + name + " is there twice")
	}
	if v.Partly == nil {
		v.Partly = tooFew
	}
	if v.Left == nil {
		v.Left = notLeft
	}
	itemViews[name] = v
}

// AskedBy returns the view of the type. Of a type that is not known the page
// shows what is asked, and nothing to answer it with.
func AskedBy(name string) ItemView {
	if v, known := itemViews[name]; known {
		return v
	}
	return ItemView{Ask: askOnly, Partly: tooFew, Left: notLeft}
}

func askOnly(d QuestionData) templ.Component { return templ.Raw(d.Ask) }

func notLeft(*i18n.T) string { return "" }

// Sheet has the question show s; it asks for so many values.
func (d *QuestionData) Sheet(t *i18n.T, s item.Sheet, asked int) {
	keys := strings.Fields(t.QuizKeys())
	for i, p := range s.Parts {
		d.Parts = append(d.Parts, part{ID: p.Name, Key: keys[i%len(keys)], Text: t.Text(p.Text), Match: p.Match, Chosen: p.Chosen})
	}
	for _, p := range s.Rights {
		d.Rights = append(d.Rights, ui.Option{Value: p.Name, Label: t.Text(p.Text)})
	}
	d.Typed, d.Asked = s.Typed, asked
}

func tooFew(t *i18n.T, given, asked int) string {
	return t.QuizTooFew(chooseSay(t, asked), t.QuizChosen(given))
}

// chooseSay says how many options of a multiple choice are to be chosen.
func chooseSay(t *i18n.T, n int) string {
	switch n {
	case 1:
		return t.QuizChoose1()
	case 2:
		return t.QuizChoose2()
	case 3:
		return t.QuizChoose3()
	case 4:
		return t.QuizChoose4()
	case 5:
		return t.QuizChoose5()
	}
	return t.QuizChooseMany(n)
}
