package courseware

import (
	"reflect"
	"strconv"
	"strings"

	"masar/internal/catalog"
)

// readSurveys reads surveys/.
func (r *reading) readSurveys() {
	r.course.Surveys = map[string]catalog.Survey{}
	for _, name := range r.files["surveys"] {
		id, ok := strings.CutSuffix(name, ".yaml")
		if !ok || !isID(id) {
			r.stray("surveys", name)
			continue
		}
		r.course.Surveys[id] = r.readSurvey(id)
	}
}

func (r *reading) readSurvey(id string) (v catalog.Survey) {
	d := r.yaml(r.path("surveys", id+".yaml"), &v)
	v.ID = id
	tidy(reflect.ValueOf(&v))
	if d == nil {
		return v
	}
	r.needText(d.at("title"), "title", v.Title)
	if days, err := strconv.Atoi(v.When); v.When != "closing" && (err != nil || days < 1 || days > 3650) {
		r.fail(d.at("when"), "value", "when is %q; it must be closing, or a number of days after completion", short(v.When))
	}
	if v.Level < 1 || v.Level > 4 {
		r.fail(d.at("level"), "range", "level must be from 1 to 4")
	}
	if len(v.Questions) == 0 {
		r.fail(d.at("questions"), "no-questions", "the survey asks nothing")
	}
	seen := map[string]bool{}
	for i, q := range v.Questions {
		s := d.at("questions", i)
		r.checkID(s, "question", q.ID, seen)
		r.oneOf(d.at("questions", i, "kind"), "kind", q.Kind, "scale", "text", "file")
		r.needText(s, "what is asked", q.Ask)
	}
	return v
}
