package courseware

import "slices"

// lintPractice checks that no quiz that may be repeated at will draws from a
// block of another that counts towards completion: whoever repeats it long
// enough has read every answer before the test.
func (r *reading) lintPractice() {
	counts := r.counting()
	d := r.docs[r.path("course.yaml")]
	for i, q := range r.course.Quizzes {
		if q.Attempts != 0 {
			continue
		}
		for j, dr := range q.Draw {
			other := slices.IndexFunc(counts[dr.Block], func(id string) bool { return id != q.ID })
			if other >= 0 {
				r.warn(d.at("quizzes", i, "draw", j), "practice-block",
					"quiz %q may be repeated without limit but draws from block %s, as %q does, which counts towards completion; give it a block of its own",
					short(q.ID), short(dr.Block), short(counts[dr.Block][other]))
			}
		}
	}
}

// counting returns the quizzes that count towards completion, by each block
// they draw from.
func (r *reading) counting() map[string][]string {
	by := map[string][]string{}
	for _, q := range r.course.Quizzes {
		if !has(r.course.Completion.Quizzes, q.ID) {
			continue
		}
		for _, dr := range q.Draw {
			if !slices.Contains(by[dr.Block], q.ID) {
				by[dr.Block] = append(by[dr.Block], q.ID)
			}
		}
	}
	return by
}
