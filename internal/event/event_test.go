package event_test

import (
	"reflect"
	"testing"

	"masar/internal/event"
)

var e1 = event.Object{ID: "e1", AgencyID: "north", Ar: "أساسيات", En: "Basics"}

func TestWith(t *testing.T) {
	bare := event.Of(event.Enrolled, e1)
	one := bare.With(event.CourseID.Is("basics"))
	two := one.With(event.Version.Is("v1"))
	want := event.Event{AgencyID: "north", Kind: event.Enrolled, ObjectID: "e1", ObjectAr: "أساسيات", ObjectEn: "Basics"}
	for _, c := range []struct {
		got    event.Event
		detail map[string]string
	}{
		{bare, nil},
		{one, map[string]string{"course": "basics"}},
		{two, map[string]string{"course": "basics", "version": "v1"}},
		{two.With(event.Version.Is("v2")), map[string]string{"course": "basics", "version": "v2"}},
		{event.Of(event.Enrolled, e1, event.CourseID.Is("basics"), event.Version.Is("v1")), map[string]string{"course": "basics", "version": "v1"}},
	} {
		want.Detail = c.detail
		if !reflect.DeepEqual(c.got, want) {
			t.Errorf("%+v, want %+v", c.got, want)
		}
	}
}
