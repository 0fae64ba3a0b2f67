package auth

import (
	"strings"
	"testing"
)

func TestPasswords(t *testing.T) {
	p := &Passwords{Memory: 64}
	hash, err := p.Hash("كلمة مرور طويلة")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=64,t=2,p=1$") {
		t.Errorf("hash %q does not state its parameters", hash)
	}
	for _, c := range []struct {
		password, hash string
		want           bool
	}{
		{"كلمة مرور طويلة", hash, true},
		{"كلمة مرور طويله", hash, false},
		{"", hash, false},
		{"nobody's password", "", false},
	} {
		if got, err := p.Verify(c.password, c.hash); err != nil || got != c.want {
			t.Errorf("Verify(%q) = %v, %v, want %v", c.password, got, err, c.want)
		}
	}
	if got := (&Passwords{}).params(); got.Memory != 19*1024 || got.Iterations != 2 || got.Parallelism != 1 {
		t.Errorf("parameters %+v are not those that were chosen", got)
	}
}
