package catalog

import "testing"

// What the steps of a session take adds up to the session; what several share is not said.
func TestStepMinutes(t *testing.T) {
	c := Course{
		Exercises: map[string]Exercise{"sheet": {Minutes: 35}, "card": {}},
		Quizzes:   []Quiz{{ID: "test", Minutes: 12}},
	}
	lesson, other, sheet, card, test, survey := Step{Lesson: "a"}, Step{Lesson: "b"}, Step{Exercise: "sheet"}, Step{Exercise: "card"}, Step{Quiz: "test"}, Step{Survey: "asked"}
	for _, k := range []struct {
		name    string
		minutes int
		steps   []Step
		want    []int
	}{
		{"a lesson alone", 20, []Step{lesson}, []int{20}},
		{"a lesson and an exercise", 50, []Step{lesson, sheet}, []int{15, 35}},
		{"a survey and a quiz", 15, []Step{test, survey}, []int{12, 3}},
		{"a lesson among both", 60, []Step{lesson, sheet, test}, []int{13, 35, 12}},
		{"nobody can say", 30, []Step{lesson, test, survey}, []int{0, 12, 0}},
		{"two lessons", 30, []Step{lesson, other}, []int{0, 0}},
		{"a quiz in a longer session", 30, []Step{test}, []int{12}},
		{"an exercise without minutes", 30, []Step{card}, []int{30}},
		{"and beside a quiz", 30, []Step{card, test}, []int{18, 12}},
		{"more than the session has", 10, []Step{lesson, test}, []int{0, 12}},
	} {
		for i, s := range k.steps {
			if got := c.StepMinutes(Session{Minutes: k.minutes, Steps: k.steps}, s); got != k.want[i] {
				t.Errorf("%s: step %d takes %d minutes, want %d", k.name, i, got, k.want[i])
			}
		}
	}
}
