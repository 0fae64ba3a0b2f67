package quiz

import (
	"masar/internal/catalog"
	"masar/internal/quiz/item"
)

// Grade returns the points, 0 to 1, that r earns for the item.
func Grade(it catalog.Item, r item.Response) float64 {
	n, of := item.Of(it).Marks(r)
	return float64(n) / float64(max(of, 1))
}

// Right returns the response that earns the whole point.
func Right(it catalog.Item) item.Response { return item.Of(it).Right() }
