// Package quiz says how questions are drawn from a bank, answered and graded.
package quiz

import (
	"math/big"
	"slices"
	"time"

	"masar/internal/catalog"
	"masar/internal/fault"
	"masar/internal/quiz/item"
)

// Grace is how long after the end of an attempt an answer is still taken: it
// was given in time and travelled late.
const Grace = 30 * time.Second

// An Attempt is one person's one go at a quiz. Everything that chance decided
// is kept in it, so that it can be shown and graded again for ever.
type Attempt struct {
	ID          string `bun:",pk"`
	EnrolmentID string
	QuizID      string
	Number      int // 1 for the first
	Seed        int64
	Questions   []Question `bun:"type:jsonb"`
	StartedAt   time.Time
	EndsAt      time.Time
	FinishedAt  time.Time `bun:",nullzero"`
	Points      float64
	Percent     int // rounded down
	Passed      bool
}

// A Question is one drawn item, with its parts in the order shown.
type Question struct {
	Item  string     `json:"item"`           // its id in the bank
	Order item.Order `json:"order,omitzero"` // ids of options, items to order, or right sides of pairs, as shown
}

var (
	ErrNoMore   = fault.New(fault.Conflict, "quiz.no-more-attempts")
	ErrPassed   = fault.New(fault.Conflict, "quiz.passed-already")
	ErrOver     = fault.New(fault.Conflict, "quiz.over")
	ErrBank     = fault.New(fault.Internal, "quiz.bank-too-small")
	ErrNotDrawn = fault.New(fault.NotFound, "not-found")
)

// Start returns the next attempt after the earlier ones: the running one if
// there is one, or a new one drawn with the seed and begun at now, as far as
// possible of questions that those have not shown.
func Start(c catalog.Course, q catalog.Quiz, earlier []Attempt, seed int64, now time.Time) (a Attempt, began bool, err error) {
	for _, e := range earlier {
		if e.Running(now) {
			return e, false, nil
		}
	}
	if err := More(c, q, earlier); err != nil {
		return a, false, err
	}
	qs, err := Draw(c.Bank, q, seed, earlier...)
	if err != nil {
		return a, false, err
	}
	return Attempt{
		QuizID: q.ID, Number: len(earlier) + 1, Seed: seed, Questions: qs,
		StartedAt: now, EndsAt: now.Add(time.Duration(q.Minutes) * time.Minute),
	}, true, nil
}

// Running reports whether a takes answers at the given time.
func (a Attempt) Running(now time.Time) bool {
	return a.FinishedAt.IsZero() && !now.After(a.EndsAt.Add(Grace))
}

// Question returns the drawn question about the item.
func (a Attempt) Question(item string) (Question, bool) {
	i := slices.IndexFunc(a.Questions, func(q Question) bool { return q.Item == item })
	if i < 0 {
		return Question{}, false
	}
	return a.Questions[i], true
}

// Take checks that r answers the drawn item at the given time, and returns it
// as an answer. Its error is ErrNotDrawn, ErrOver or what item.Item.Fits returns.
func (a Attempt) Take(it catalog.Item, r item.Response, flagged bool, now time.Time) (Answer, error) {
	q, ok := a.Question(it.ID)
	if !ok {
		return Answer{}, ErrNotDrawn
	}
	if !a.Running(now) {
		return Answer{}, ErrOver
	}
	if err := item.Of(it).Fits(q.Order, r); err != nil {
		return Answer{}, err
	}
	return Answer{AttemptID: a.ID, ItemID: it.ID, Value: r, Flagged: flagged, SavedAt: now}, nil
}

// Finish grades a, which is then over. An attempt that ran out of time ended
// when its time did, whenever it is graded.
func (a Attempt) Finish(c catalog.Course, q catalog.Quiz, answers []Answer, now time.Time) (Attempt, error) {
	if !a.FinishedAt.IsZero() {
		return a, ErrOver
	}
	given := map[string]item.Response{}
	for _, an := range answers {
		given[an.ItemID] = an.Value
	}
	sum := new(big.Rat) // of thirds and sevenths, exactly
	for _, d := range a.Questions {
		it, _ := c.Item(d.Item)
		if n, of := item.Of(it).Marks(given[d.Item]); of > 0 {
			sum.Add(sum, big.NewRat(int64(n), int64(of)))
		}
	}
	a.FinishedAt = now
	if a.EndsAt.Before(now) {
		a.FinishedAt = a.EndsAt
	}
	a.Points, _ = sum.Float64()
	share := sum.Mul(sum, big.NewRat(100, int64(max(len(a.Questions), 1))))
	a.Percent = int(new(big.Int).Quo(share.Num(), share.Denom()).Int64())
	a.Passed = q.Pass > 0 && a.Percent >= q.Pass // 74.96 does not pass at 75
	return a, nil
}

// Best returns the highest percentage of the attempts that are over, and
// whether there is one.
func Best(as []Attempt) (percent int, any bool) {
	for _, a := range as {
		if !a.FinishedAt.IsZero() {
			percent, any = max(percent, a.Percent), true
		}
	}
	return percent, any
}
