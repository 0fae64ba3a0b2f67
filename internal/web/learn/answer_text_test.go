package learn

import (
	"slices"
	"testing"

	"masar/internal/catalog"
	"masar/internal/i18n"
	"masar/internal/quiz/item"
)

// What was answered is written as the question was: a percent sign stays on its
// side among Arabic letters, and a number is as exact as it was given.
func TestAnswerText(t *testing.T) {
	text := func(ar, en string) catalog.Text { return catalog.Text{Ar: ar, En: en} }
	ar, en, arab := i18n.New("ar", i18n.Prefs{}), i18n.New("en", i18n.Prefs{}), i18n.New("ar", i18n.Prefs{ArabicDigits: true})
	share := catalog.Item{Type: item.Numeric, Unit: text("%", "%")}
	days := catalog.Item{Type: item.Numeric, Unit: text("يومًا", "days")}
	choice := catalog.Item{Type: item.Single, Options: []catalog.Option{{ID: "a", Text: text("نتوسع إن بلغت 85%", "expand at 85%")}}}
	pair := catalog.Item{Type: item.Matching, Pairs: []catalog.Pair{{ID: "x", Left: text("بلغت 3%", "reached 3%"), Right: text("قليل", "little")}}}
	for _, c := range []struct {
		t     *i18n.T
		it    catalog.Item
		value item.Value
		want  string
	}{
		{ar, share, item.Value{Is: "36"}, "\u206636%\u2069"},
		{ar, share, item.Value{Is: "0.25"}, "\u20660.25%\u2069"},
		{en, share, item.Value{Is: "36"}, "36%"},
		{arab, share, item.Value{Is: "36"}, "\u2067٣٦٪\u2069"},
		{ar, days, item.Value{Is: "42"}, "42 يومًا"},
		{en, days, item.Value{Is: "42"}, "42 days"},
		{ar, choice, item.Value{Is: "a"}, "نتوسع إن بلغت \u206685%\u2069"},
		{en, choice, item.Value{Is: "a"}, "expand at 85%"},
		{ar, pair, item.Value{Of: "x", Is: "x"}, "بلغت \u20663%\u2069: قليل"},
	} {
		if got := answerText(c.t, c.it, item.Response{c.value}); !slices.Equal(got, []string{c.want}) {
			t.Errorf("%s of %s: %q, want %q", c.value, c.it.Type, got, c.want)
		}
	}
}
