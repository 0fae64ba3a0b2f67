package studio

import (
	"strings"

	"masar/internal/catalog"
	"masar/internal/courseware"
	"masar/internal/i18n"
)

// problemRow says what is wrong with a draft, whose files are given, in the
// words of its reader.
func problemRow(t *i18n.T, c catalog.Course, files courseware.Files, p courseware.Problem) draftProblem {
	row := draftProblem{Text: problemWords(t, c, files, p), Where: strings.TrimPrefix(p.File, c.ID+"/"), Blocks: p.Level == courseware.Error}
	id, isLesson := strings.CutPrefix(row.Where, "lessons/")
	ar, isAr := strings.CutSuffix(id, ".ar.md")
	en, _ := strings.CutSuffix(ar, ".en.md")
	l, there := c.Lessons[en]
	if !isLesson || !there {
		if p.Line > 0 {
			row.Line = t.LintLine(t.Num(p.Line))
		}
		return row
	}
	at, lang := lessonPlace(files, p.File, p.Line), "en"
	row.Where = t.LintInEn(t.Text(l.Title))
	if isAr {
		row.Where, lang = t.LintInAr(t.Text(l.Title)), "ar"
	}
	row.Line, row.Href = at.says(t), draftPath(c.ID)+"/lessons/"+en
	if at != (passage{}) {
		row.Href += at.anchor(lang)
	}
	return row
}

// lessonPlace returns the place of a line of a lesson's file, which has more
// lines than the editor shows.
func lessonPlace(files courseware.Files, file string, line int) passage {
	whole := string(files[file])
	_, body, _ := strings.Cut(whole, "\n---\n\n")
	return placeIn(body, line-linesAbove(whole))
}

// linesAbove returns how many lines of a lesson's file stand above its text,
// which is all of it that the editor shows.
func linesAbove(file string) int {
	head, _, _ := strings.Cut(file, "\n---\n\n")
	return strings.Count(head+"\n---\n\n", "\n")
}

// inArabic are the rules that mention a line of the Arabic text beside the
// English one, with the argument that does.
var inArabic = map[string]string{"shape-order": "c", "shape-detail": "d"}

// problemWords returns the message of p. What an edited lesson cannot bring
// about has only its English one.
func problemWords(t *i18n.T, c catalog.Course, files courseware.Files, p courseware.Problem) string {
	key := "lint.rule-" + p.Rule
	if !i18n.Has(key) {
		return t.LintRuleOther(t.Isolate(p.Message))
	}
	args := map[string]any{}
	for i, a := range p.Args {
		args[string(rune('a'+i))] = problemArg(t, a)
	}
	if last, ok := inArabic[p.Rule]; ok {
		file := strings.TrimSuffix(p.File, ".en.md") + ".ar.md"
		line, _ := p.Args[last[0]-'a'].(int)
		args[last] = t.LintLine(t.Num(line))
		if says := lessonPlace(files, file, line).says(t); says != "" && strings.HasPrefix(p.File, c.ID+"/lessons/") {
			args[last] = says
		}
	}
	if p.Rule == "dead-link" {
		args["b"] = t.Isolate("#s1")
	}
	return t.Msg(key, args)
}

// problemArg returns what a message mentions: a number, a part of a text by its
// name, or something quoted.
func problemArg(t *i18n.T, a any) string {
	switch a := a.(type) {
	case int:
		return t.Num(a)
	case int64:
		return t.Num(int(a))
	case float64:
		return t.Num(int(a + .5))
	case string:
		if i18n.Has("lint.kind-" + a) {
			return t.Msg("lint.kind-"+a, nil)
		}
		return t.Isolate(a)
	}
	return ""
}
