package app_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"masar/internal/app/identity"
	"masar/internal/app/studio"
	"masar/internal/catalog"
	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
)

// latest returns what the trail says last of a kind.
func latest(t *testing.T, h masartest.World, kind event.Kind) map[string]string {
	t.Helper()
	es, err := h.App.Store.Events(t.Context(), everyone, store.EventFilter{Kinds: []event.Kind{kind}}, 0, 1)
	if err != nil || len(es) != 1 {
		t.Fatalf("%s %s: %d events, %v", kind.Verb(), kind.Object(), len(es), err)
	}
	return es[0].Detail
}

// The trail says of every change which fields became what, and of what is personal
// no more than it takes.
func TestTrailOfChanges(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	a, ctx := h.App, t.Context()
	hr, admin, trainer := h.Viewer(t, "hr-n"), h.Viewer(t, "admin"), h.Viewer(t, "trainer-n")
	says := func(what string, kind event.Kind, want map[string]string) {
		t.Helper()
		got := latest(t, h, kind)
		delete(got, "address")
		if !maps.Equal(got, want) {
			t.Errorf("%s: the trail says %v, want %v", what, got, want)
		}
	}
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}

	salma, err := a.Store.Person(ctx, everyone, "salma")
	do(err)
	was := salma
	salma.NameEn, salma.Department, salma.CivilTail, salma.Email = "Salma Al Hinaiya", "المشاريع", "739", "s.hinai@north.example"
	_, err = a.ChangePerson(ctx, hr, salma)
	do(err)
	says("a person", event.PersonChanged, map[string]string{
		"was:name-en": was.NameEn, "now:name-en": "Salma Al Hinaiya", "was:department": was.Department, "now:department": "المشاريع", "civil-tail": "changed",
	})
	access := latest(t, h, event.AccessChanged)
	for key, value := range access {
		if strings.Contains(value, "hinai") || strings.Contains(value, "739") {
			t.Errorf("the trail keeps %s: %s", key, value)
		}
	}
	if access["email"] != "changed" {
		t.Errorf("of another address the trail says %v", access)
	}
	do(a.SetPreferences(ctx, h.Viewer(t, "badr"), "en", "arab"))
	says("preferences", event.PersonChanged, map[string]string{"was:lang": "ar", "now:lang": "en", "was:digits": "latn", "now:digits": "arab"})

	south, err := a.Store.Agency(ctx, everyone, "south")
	do(err)
	moved := south
	moved.ParentID, moved.HijriOffset, moved.ShownName, moved.NameEn = "north", -1, people.FullName, "The South"
	_, err = a.SaveAgency(ctx, admin, moved)
	do(err)
	says("an agency", event.AgencyChanged, map[string]string{
		"was:parent": south.ParentID, "now:parent": "north", "was:hijri": "0", "now:hijri": "-1", "was:shown-name": "short", "now:shown-name": "full",
		"was:name-en": south.NameEn, "now:name-en": "The South",
	})

	r := tomorrow(t, h, "قاعة 1")
	want := as(r)
	want.Place, want.Trainers = "قاعة 2", []string{"trainer-n"}
	_, err = a.ChangeRun(ctx, trainer, r.ID, want)
	do(err)
	says("a run", event.RunChanged, map[string]string{
		"course": "basics", "was:place": "قاعة 1", "now:place": "قاعة 2", "was:trainers": "trainer-n trainer-s", "now:trainers": "trainer-n",
	})

	saved(t, h, "hr-n", "north", titled(t, certificate.Completion, "شهادة الشمال", 0))
	says("a first template", event.TemplateSaved, nil)
	edit := titled(t, certificate.Completion, "شهادة أخرى", 1)
	edit.Design.Seal, edit.Design.Colours.Gold = !edit.Design.Seal, "#123456"
	seal := map[bool]string{true: "yes"}
	saved(t, h, "hr-n", "north", edit)
	says("a template", event.TemplateSaved, map[string]string{
		"was:version": "1", "now:version": "2", "was:design-title-ar": "شهادة الشمال", "now:design-title-ar": "شهادة أخرى",
		"was:design-seal": seal[!edit.Design.Seal], "now:design-seal": seal[edit.Design.Seal], "design-colours": "changed",
	})

	course := masartest.Course()
	for id, l := range course.Lessons {
		do(a.SaveLesson(ctx, trainer, course.ID, studio.LessonEdit{LessonID: id, Seen: studio.LessonDigest(l), Title: l.Title, Body: catalog.Text{Ar: l.Body.Ar + "\n\nزيادة.", En: l.Body.En}}))
		got := latest(t, h, event.DraftSaved)
		if got["lesson"] != id || got["text-ar"] != "changed" || got["was:title-ar"] != "" {
			t.Errorf("a lesson: the trail says %v", got)
		}
		break
	}
}

// Keys and tokens are named in the trail by what tells one from another, and by
// nothing that opens anything.
func TestTrailOfKeysAndTokens(t *testing.T) {
	h := masartest.NewWorld(t)
	a, ctx, admin := h.App, t.Context(), h.Viewer(t, "admin")
	seal, err := a.Issuer(ctx)
	if err != nil {
		t.Fatal(err)
	}
	stamp, err := a.CurrentStamp(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if got := latest(t, h, event.IssuerKeyAdded); !maps.Equal(got, map[string]string{"key": seal.Key.ID}) {
		t.Errorf("the first key: %v", got)
	}
	if err := a.RotateKeys(ctx, admin); err != nil {
		t.Fatal(err)
	}
	next, err := a.Issuer(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if got := latest(t, h, event.IssuerKeyAdded); !maps.Equal(got, map[string]string{"key": next.Key.ID, "retires": seal.Key.ID}) {
		t.Errorf("rotated: %v", got)
	}
	if got := latest(t, h, event.StampAdded); got["retires"] != stamp.ID || got["key"] == "" || got["key"] == stamp.ID {
		t.Errorf("the stamp, rotated: %v", got)
	}
	token, err := a.MakeToken(ctx, admin, identity.TokenWish{Name: "دفتر الشهادات", Days: 9, Scope: identity.ScopeIssue, Subjects: "urn:uuid: did:web:x"})
	if err != nil {
		t.Fatal(err)
	}
	held, err := a.Store.Tokens(ctx, "admin")
	if err != nil || len(held) != 1 {
		t.Fatalf("%d tokens, %v", len(held), err)
	}
	want := map[string]string{
		"label": "دفتر الشهادات", "scope": "issue", "subjects": "urn:uuid:, did:web:x", "until": masartest.Noon.Add(9 * 24 * time.Hour).Format(time.RFC3339),
	}
	if got := latest(t, h, event.TokenMade); !maps.Equal(got, want) {
		t.Errorf("made: %v, want %v", got, want)
	}
	if err := a.WithdrawToken(ctx, admin, held[0].ID); err != nil {
		t.Fatal(err)
	}
	got := latest(t, h, event.TokenRevoked)
	if !maps.Equal(got, want) {
		t.Errorf("withdrawn: %v, want %v", got, want)
	}
	for _, value := range got {
		if strings.Contains(value, token) || strings.Contains(value, held[0].TokenHash) {
			t.Errorf("the trail keeps the token: %s", value)
		}
	}
}
