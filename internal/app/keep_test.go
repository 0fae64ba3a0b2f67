package app_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"masar/internal/masartest"
)

// A person's key is the same for ever, is nobody else's, and names nobody.
func TestKeepKey(t *testing.T) {
	h := masartest.NewWorld(t)
	salma, err := h.App.KeepKey(t.Context(), "salma")
	if err != nil {
		t.Fatal(err)
	}
	again, err := h.App.KeepKey(t.Context(), "salma")
	if err != nil || again != salma {
		t.Errorf("the second time the key is %v, %v; want %v", again, err, salma)
	}
	badr, err := h.App.KeepKey(t.Context(), "badr")
	if err != nil || badr.Key == salma.Key || badr.Owner == salma.Owner {
		t.Errorf("two people have %v and %v, %v", salma, badr, err)
	}
	if key, err := base64.RawURLEncoding.DecodeString(salma.Key); err != nil || len(key) != 32 {
		t.Errorf("the key has %d bytes, %v; want 32", len(key), err)
	}
	if strings.Contains(salma.Owner, "salma") {
		t.Errorf("the label %q names its person", salma.Owner)
	}
}
