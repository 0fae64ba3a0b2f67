package courseware

// checkCitations checks that every source that is cited is listed.
func (r *reading) checkCitations(d *document) {
	known := map[string]bool{}
	for _, s := range r.course.Sources {
		known[s.ID] = true
	}
	if id := r.course.Guideline.Source; id != "" && !known[id] {
		r.cite(d.at("guideline", "source"), id)
	}
	for id, l := range r.course.Lessons {
		at := r.docs[r.path("lessons", id+".ar.md")]
		for i, src := range l.Sources {
			if !known[src] {
				r.cite(at.at("sources", i), src)
			}
		}
	}
	known["course"] = true
	r.checkItemSources(known)
}

func (r *reading) cite(s spot, id string) {
	r.fail(s, "reference", "there is no source %q in course.yaml or sources.yaml", short(id))
}

func (r *reading) checkItemSources(known map[string]bool) {
	for _, it := range r.course.Bank {
		for j, src := range it.Source {
			if o := r.origins[it.ID]; !known[src] {
				r.cite(o.doc.at(o.place, "source", j), src)
			}
		}
	}
}
