package app_test

import (
	"bytes"
	"sync"
	"testing"

	"masar/internal/certificate"
	"masar/internal/masartest"
	"masar/internal/people"
	"masar/internal/signet"
)

// However many ask for the stamp at once, there is one; one from outside takes
// its place, and when that is gone another is made. Every one is remembered.
func TestCurrentStamp(t *testing.T) {
	h := masartest.NewWorld(t)
	ids := make([]string, 4)
	var all sync.WaitGroup
	for i := range ids {
		all.Go(func() {
			s, err := h.App.CurrentStamp(t.Context())
			if err != nil {
				t.Error(err)
			}
			ids[i] = s.ID
		})
	}
	all.Wait()
	for _, id := range ids {
		if id == "" || id != ids[0] {
			t.Fatalf("stamps %q", ids)
		}
	}
	card, err := signet.NewStamp([32]byte{7}, "card", masartest.Noon)
	if err != nil {
		t.Fatal(err)
	}
	key, chain, err := card.Signer()
	if err != nil {
		t.Fatal(err)
	}
	if h.App.Stamp, err = signet.StampOf(key, chain); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if s, err := h.App.CurrentStamp(t.Context()); err != nil || s.ID != card.ID || s.Outside == nil {
			t.Errorf("stamp %s, want the card's; %v", s.ID, err)
		}
	}
	h.App.Stamp = signet.Stamp{}
	s, err := h.App.CurrentStamp(t.Context())
	if err != nil || s.ID == card.ID || s.ID == ids[0] || s.Seed == nil {
		t.Errorf("stamp %s after the card is gone; %v", s.ID, err)
	}
	ss, err := h.App.Store.Stamps(t.Context())
	if err != nil || len(ss) != 3 || ss[0].ID != s.ID || !ss[0].Current() || ss[1].Current() || ss[2].Current() {
		t.Errorf("stamps %+v, %v", ss, err)
	}
}

// What a courier delivers is the same each time.
func TestDeliver(t *testing.T) {
	h := masartest.NewWorld(t)
	h.Publish(t, masartest.Course())
	id := h.Complete(t, "salma")
	var files [2]bytes.Buffer
	for i := range files {
		courier, err := h.App.Courier(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := courier.Deliver(t.Context(), &files[i], certificateOf(t, h, id)); err != nil {
			t.Fatal(err)
		}
	}
	if files[0].Len() == 0 || !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
		t.Errorf("delivered %q, then %q", files[0].String(), files[1].String())
	}
}

func certificateOf(t *testing.T, h masartest.World, id string) certificate.Certificate {
	t.Helper()
	c, err := h.App.Store.Certificate(t.Context(), people.Everywhere("tests look at anyone"), id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
