package survey

import (
	"slices"
	"strings"

	"masar/internal/catalog"
)

// Fewest is how many people must have answered a survey before anything but
// their number is told: the answers of fewer would point at one of them.
const Fewest = 5

// Top is the highest answer of a scale.
const Top = 5

// A Tally is what the answers to a survey come to.
type Tally struct {
	Asked     int
	Answered  int
	Questions []Question
}

// A Question is what was answered to one question. Where too few answered,
// only N is told.
type Question struct {
	catalog.SurveyQuestion
	N     int      // how many answered it
	Scale [Top]int // of a scale: how many chose 1, 2 …
	Words []string // in words, in the order of the alphabet: it gives nobody away
}

// Told reports whether enough have answered for more than their number.
func (t Tally) Told() bool { return t.Answered >= Fewest }

// Share returns the percent of those asked who have answered; see catalog.Share.
func (t Tally) Share() int { return catalog.Share(t.Answered, t.Asked) }

// Count returns the tally of sv among so many people asked, of whom each of
// given holds what one answered, by question.
func Count(sv catalog.Survey, asked int, given []map[string]string) Tally {
	t := Tally{Asked: asked, Answered: len(given)}
	for _, q := range sv.Questions {
		t.Questions = append(t.Questions, count(q, given, t.Told()))
	}
	return t
}

func count(q catalog.SurveyQuestion, given []map[string]string, told bool) Question {
	out := Question{SurveyQuestion: q}
	for _, answers := range given {
		v := strings.TrimSpace(answers[q.ID])
		if v == "" {
			continue
		}
		out.N++
		switch {
		case !told:
		case q.Kind == "scale" && len(v) == 1 && v >= "1" && v <= "5":
			out.Scale[v[0]-'1']++
		case q.Kind == "text":
			out.Words = append(out.Words, v)
		}
	}
	slices.Sort(out.Words)
	return out
}

// Mean returns the mean of a scale times ten, rounded; 0 if nobody answered or
// it is not told.
func (q Question) Mean() int {
	n, sum := 0, 0
	for i, k := range q.Scale {
		n, sum = n+k, sum+k*(i+1)
	}
	if n == 0 {
		return 0
	}
	return (sum*20 + n) / (2 * n)
}
