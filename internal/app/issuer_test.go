package app_test

import (
	"crypto/ed25519"
	"errors"
	"testing"

	"masar/internal/app/certify"
	"masar/internal/certificate"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/signet"
)

func claimOf(t *testing.T, h masartest.World, id string) (certificate.Record, signet.Claim, error) {
	t.Helper()
	c, err := h.App.Store.Certificate(t.Context(), people.Everywhere("tests look at anyone"), id)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := h.App.Store.IssuerKeys(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	claim, err := masartest.ReadClaim(c.Code, c.Record.Claim, keys)
	return c.Record, claim, err
}

// Whatever is issued carries a claim of the key of its day, which outlives the
// key's retirement.
func TestClaimOfCertificate(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	first := h.Complete(t, "salma")
	r, got, err := claimOf(t, h, first)
	want := signet.Claim{Code: r.Code, Course: "basics", Issued: "2026-11-22", Initials: "SH"}
	if err != nil || got != want {
		t.Fatalf("claim %+v, %v; want %+v", got, err, want)
	}
	if address := (certificate.Paper{Record: r, Site: h.App.Site}).Address(); address != "https://masar.example/verify/"+r.Code+"#"+r.Claim {
		t.Errorf("the code says %s", address)
	}
	before, err := h.App.Issuer(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	stamp, err := h.App.CurrentStamp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := h.App.RotateKeys(t.Context(), h.Viewer(t, "admin")); err != nil {
		t.Fatal(err)
	}
	if now, err := h.App.CurrentStamp(t.Context()); err != nil || now.ID == stamp.ID {
		t.Errorf("documents are signed by %s as before, %v", now.ID, err)
	}
	s, err := h.App.Issuer(t.Context())
	k := s.Key
	if err != nil || k.ID == before.Key.ID {
		t.Fatalf("rotated from %s to %s, %v", before.Key.ID, k.ID, err)
	}
	second := h.Complete(t, "badr")
	for _, id := range []string{first, second} {
		if _, _, err := claimOf(t, h, id); err != nil {
			t.Errorf("after the key was rotated, claim of %s: %v", id, err)
		}
	}
	now, err := h.App.Issuer(t.Context())
	if err != nil || now.Key.ID != k.ID {
		t.Errorf("the current key is %s, %v; want %s", now.Key.ID, err, k.ID)
	}
}

// A key kept outside the database signs, and its private half stays outside.
func TestIssuerOutside(t *testing.T) {
	h := masartest.NewWorld(t)
	inside, err := h.App.Issuer(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	seed := [32]byte{9}
	h.App.Signet = ed25519.NewKeyFromSeed(seed[:])
	for range 2 {
		s, err := h.App.Issuer(t.Context())
		if err != nil || s.Key.ID == inside.Key.ID {
			t.Fatalf("the issuer is %s, %v", s.Key.ID, err)
		}
	}
	keys, err := h.App.Store.IssuerKeys(t.Context())
	if err != nil || len(keys) != 2 || keys[0].Seed != nil || keys[1].Current() {
		t.Errorf("keys %+v, %v", keys, err)
	}
	card, err := signet.NewStamp([32]byte{7}, "card", masartest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	key, chain, err := card.Signer()
	if err != nil {
		t.Fatal(err)
	}
	admin := h.Viewer(t, "admin")
	if err := h.App.RotateKeys(t.Context(), admin); err != nil {
		t.Errorf("the key of documents alone: %v", err)
	}
	if s, err := h.App.Issuer(t.Context()); err != nil || s.Key.ID != keys[0].ID {
		t.Errorf("the key outside is no longer the issuer's: %s, %v", s.Key.ID, err)
	}
	if h.App.Stamp, err = signet.StampOf(key, chain); err != nil {
		t.Fatal(err)
	}
	if err := h.App.RotateKeys(t.Context(), admin); !errors.Is(err, certify.ErrKeysOutside) {
		t.Errorf("rotated inside: %v", err)
	}
}
