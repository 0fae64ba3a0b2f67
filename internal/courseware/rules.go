package courseware

import "masar/internal/catalog"

// checkRules checks what completes the course.
func (r *reading) checkRules(d *document) {
	rules := r.course.Completion
	r.percent(d.at("completion", "attendance"), "attendance", rules.Attendance)
	if rules.Lessons != "" {
		r.oneOf(d.at("completion", "lessons"), "lessons", rules.Lessons, "all", "none")
	}
	for id, percent := range rules.Quizzes {
		s := d.at("completion", "quizzes", id)
		if _, ok := r.course.Quiz(id); !ok {
			r.fail(s, "reference", "there is no quiz %q", short(id))
		}
		r.percent(s, "the score to reach", percent)
	}
	if rules.Portfolio != nil {
		r.checkPortfolio(d, *rules.Portfolio)
	}
}

func (r *reading) checkPortfolio(d *document, p catalog.Portfolio) {
	r.percent(d.at("completion", "portfolio", "score"), "score", p.Score)
	if p.Star < 0 || p.Star > catalog.Top {
		r.fail(d.at("completion", "portfolio", "star"), "range", "star must be a level, from 0 to %d", catalog.Top)
	}
	if len(p.Parts) == 0 {
		r.fail(d.at("completion", "portfolio"), "no-parts", "a portfolio needs at least one part")
	}
	sum := 0
	for i, part := range p.Parts {
		s := d.at("completion", "portfolio", "parts", i)
		sum += part.Weight
		if part.Weight <= 0 {
			r.fail(s, "range", "weight must be above 0")
		}
		if part.Best < 1 || part.Best > len(part.Exercises) {
			r.fail(s, "range", "best must be from 1 to the number of exercises, %d", len(part.Exercises))
		}
	}
	if len(p.Parts) > 0 && sum != 100 {
		r.fail(d.at("completion", "portfolio", "parts"), "weights", "the weights of the parts add up to %d, not 100", sum)
	}
}
