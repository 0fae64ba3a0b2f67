package masartest

import (
	"math/rand/v2"
	"slices"
	"testing"

	"masar/internal/people"
	"masar/internal/progress"
)

// Cohort adds n people to the agency, who have each completed the course
// "basics" a day ago, which is published, and have not approved the spelling of
// their names: their certificates wait. It returns their enrolments, "e000000"
// and so on, of "p000000" and so on.
func (h World) Cohort(t testing.TB, agency string, n int) (es []progress.Enrolment) {
	t.Helper()
	chance := rand.New(rand.NewPCG(3, 4))
	var ps []people.Person
	for i := range n {
		p := someone(chance, i, agency)
		e := enrolled(chance, i, p)
		e.AssignedBy, e.DueOn = "", Noon.AddDate(0, 0, 1)
		e.State, e.DoneCount, e.Percent, e.Score = progress.Done, e.TotalCount, 100, 80
		e.BeganAt, e.ActiveAt, e.CompletedAt = Noon.AddDate(0, 0, -2), Noon.AddDate(0, 0, -1), Noon.AddDate(0, 0, -1)
		ps, es = append(ps, p), append(es, e)
	}
	for part := range slices.Chunk(ps, 500) {
		if err := Direct(h.App).AddPeople(t.Context(), part); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Direct(h.App).AddEnrolments(t.Context(), es); err != nil {
		t.Fatal(err)
	}
	return es
}
