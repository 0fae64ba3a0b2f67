package letter_test

import (
	"bytes"
	"testing"
	"time"

	"masar/internal/catalog"
	"masar/internal/letter"
	"masar/internal/workshop"
)

// The sheet names its trainers by as many as they are.
func TestSheetNamesTrainers(t *testing.T) {
	p, err := letter.NewPrinter(zone)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 30, 8, 0, 0, 0, zone)
	for _, c := range []struct {
		lang     string
		trainers []string
		want     string
	}{
		{"ar", nil, ""},
		{"ar", []string{"سالم بن راشد"}, "المدرب: سالم بن راشد"},
		{"ar", []string{"سالم", "منى"}, "المدربان: سالم، منى"},
		{"ar", []string{"سالم", "منى", "هلال"}, "المدربون: سالم، منى، هلال"},
		{"en", []string{"Salim"}, "Trainer: Salim"},
		{"en", []string{"Salim", "Muna"}, "Trainers: Salim, Muna"},
	} {
		s := workshop.Sheet{Lang: c.lang, Course: catalog.Text{Ar: "دورة", En: "Course"}, StartsAt: at, EndsAt: at.Add(time.Hour), Trainers: c.trainers, PrintedAt: at}
		var b bytes.Buffer
		if err := p.SignInSheet(&b, s); err != nil {
			t.Fatal(err)
		}
		got := lines(t, b.Bytes())
		if c.want != "" && !got[c.want] {
			t.Errorf("%s, %v: %q is not on the sheet", c.lang, c.trainers, c.want)
		}
		if c.want == "" && (got["المدرب:"] || got["المدربون:"]) {
			t.Error("it names trainers though there are none")
		}
	}
}
