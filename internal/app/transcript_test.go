package app_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"masar/internal/app/certify"
	"masar/internal/certificate"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/store"
)

// A training record keeps its code through the day on which nothing changes,
// and each change is another record; the old one still says what it said.
func TestHandOutTranscript(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	id := h.Complete(t, "salma")
	own := h.Viewer(t, "salma")
	handOut := func(lang string) certificate.Transcript {
		t.Helper()
		tr, err := h.App.HandOutTranscript(t.Context(), own, own.Own(), "salma", lang, false)
		if err != nil {
			t.Fatal(err)
		}
		return tr
	}
	first := handOut("ar")
	if len(first.Contents.Lines) != 1 || certificate.TidyCode(first.Code) != first.Code || first.Contents.Hash() != first.Hash {
		t.Fatalf("handed out %+v", first)
	}
	if again := handOut("ar"); again.Code != first.Code {
		t.Errorf("the same record has the codes %s and %s", first.Code, again.Code)
	}
	if other := handOut("en"); other.Code == first.Code {
		t.Error("a record in another language has the same code")
	}
	v, err := h.App.VerifyCode(t.Context(), certificate.GroupCode(first.Code), "address")
	if err != nil || v.Certificate != nil || v.Transcript.Hash != first.Hash {
		t.Fatalf("verified %+v, %v", v, err)
	}
	if _, err := h.App.RevokeCertificate(t.Context(), h.Viewer(t, "hr-n"), id, "خطأ"); err != nil {
		t.Fatal(err)
	}
	now, err := h.App.TranscriptNow(t.Context(), first)
	if serial := first.Contents.Lines[0].Serial; err != nil || now[serial] != certificate.Revoked {
		t.Errorf("now %v, %v", now, err)
	}
	if after := handOut("ar"); after.Code == first.Code || len(after.Contents.Lines) != 0 {
		t.Errorf("after the withdrawal: %+v", after)
	}
	later(t, h, 24*time.Hour)
	if tomorrow := handOut("ar"); tomorrow.Code == first.Code {
		t.Error("tomorrow's record has today's code")
	}
}

// Whose record it is decides who may hand it out.
func TestHandOutTranscriptFromElsewhere(t *testing.T) {
	h := masartest.NewWorld(t)
	for who, want := range map[string]error{"hr-n": nil, "hr-s": store.ErrNotFound} {
		v := h.Viewer(t, who)
		if _, err := h.App.HandOutTranscript(t.Context(), v, v.Scope(people.HR), "salma", "ar", false); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", who, err, want)
		}
	}
	badr := h.Viewer(t, "badr")
	if _, err := h.App.HandOutTranscript(t.Context(), badr, badr.Own(), "salma", "ar", false); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a colleague: %v", err)
	}
}

// Codes that nobody was given are unknown, whatever they look like.
func TestVerifyCodeUnknown(t *testing.T) {
	h := masartest.NewWorld(t)
	codes := []string{"", "0123456789ABCDEF", "1234-1234-1234-1234", "'; --"}
	if i := slices.IndexFunc(codes, func(code string) bool {
		_, err := h.App.VerifyCode(t.Context(), code, "address")
		return !errors.Is(err, certify.ErrUnknownCode)
	}); i >= 0 {
		t.Errorf("%q is known", codes[i])
	}
}
