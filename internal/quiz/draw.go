package quiz

import (
	"math/rand/v2"
	"slices"

	"masar/internal/catalog"
	"masar/internal/quiz/item"
)

// Draw draws the questions of q from the bank. The same seed draws the same
// questions with their parts in the same order. What the earlier attempts have
// shown comes again only where the bank has nothing else, and of that what was
// shown longest ago.
func Draw(bank []catalog.Item, q catalog.Quiz, seed int64, earlier ...Attempt) (qs []Question, err error) {
	shown := lastShown(earlier)
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
		order := r.Perm(len(from))
		slices.SortStableFunc(order, func(i, j int) int { return shown[from[i].ID] - shown[from[j].ID] })
		for _, i := range order[:d.Count] {
			drawn[from[i].ID] = true
			qs = append(qs, Question{Item: from[i].ID, Order: shuffled(from[i], r)})
		}
	}
	return qs, nil
}

// lastShown returns the number of the last of the attempts that showed each item.
func lastShown(as []Attempt) map[string]int {
	last := map[string]int{}
	for _, a := range as {
		for _, q := range a.Questions {
			last[q.Item] = max(last[q.Item], a.Number)
		}
	}
	return last
}

// shuffled returns the ids of the parts of it in the order they are shown. Any
// order is as likely as any other, the right one too: an order that is never
// shown would tell something, and of two parts everything.
func shuffled(it catalog.Item, r *rand.Rand) item.Order {
	ids := item.Of(it).Parts()
	r.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	return ids
}
