package event

import (
	"reflect"
	"testing"
)

func TestWith(t *testing.T) {
	bare := Of(Enrolled, "enrolment", "e1", "north")
	one := bare.With("course", "basics")
	two := one.With("version", "v1")
	for _, c := range []struct{ got, want Event }{
		{bare, Event{AgencyID: "north", Verb: Enrolled, Object: "enrolment", ObjectID: "e1"}},
		{one, Event{AgencyID: "north", Verb: Enrolled, Object: "enrolment", ObjectID: "e1", Detail: map[string]string{"course": "basics"}}},
		{two, Event{AgencyID: "north", Verb: Enrolled, Object: "enrolment", ObjectID: "e1", Detail: map[string]string{"course": "basics", "version": "v1"}}},
		{two.With("version", "v2"), Event{AgencyID: "north", Verb: Enrolled, Object: "enrolment", ObjectID: "e1", Detail: map[string]string{"course": "basics", "version": "v2"}}},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%+v, want %+v", c.got, c.want)
		}
	}
}
