package quiz

import (
	"math/rand/v2"

	"masar/internal/catalog"
)

// Draw draws the questions of q from the bank. The same seed draws the same
// questions with their parts in the same order.
func Draw(bank []catalog.Item, q catalog.Quiz, seed int64) (qs []Question, err error) {
	r := rand.New(rand.NewPCG(uint64(seed), uint64(len(bank))))
	drawn := map[string]bool{}
	for _, d := range q.Draw {
		var from []catalog.Item
		for _, it := range bank {
			if it.Block == d.Block && (d.Bloom == "" || it.Bloom == d.Bloom) && !drawn[it.ID] {
				from = append(from, it)
			}
		}
		if len(from) < d.Count {
			return nil, ErrBank.With("block", d.Block).With("quiz", q.ID)
		}
		for _, i := range r.Perm(len(from))[:d.Count] {
			drawn[from[i].ID] = true
			qs = append(qs, Question{Item: from[i].ID, Order: shuffled(from[i], r)})
		}
	}
	return qs, nil
}

// shuffled returns the ids of the parts of it in the order they are shown.
// What is to be put in order is never shown in the right one.
func shuffled(it catalog.Item, r *rand.Rand) []string {
	ids := parts(it)
	if len(ids) < 2 {
		return ids
	}
	out := make([]string, len(ids))
	for {
		same := true
		for i, j := range r.Perm(len(ids)) {
			out[i] = ids[j]
			same = same && i == j
		}
		if !same || it.Type != catalog.Ordering {
			return out
		}
	}
}

// parts returns the ids of the parts of it, in the order they were written.
func parts(it catalog.Item) (ids []string) {
	for _, o := range it.Options {
		ids = append(ids, o.ID)
	}
	for _, o := range it.Items {
		ids = append(ids, o.ID)
	}
	for _, p := range it.Pairs {
		ids = append(ids, p.ID)
	}
	return ids
}
