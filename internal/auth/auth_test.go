package auth

import (
	"errors"
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

// Those who come while too many wait are refused at once; all others are judged.
func TestPasswordsBusy(t *testing.T) {
	p := &Passwords{Memory: 64, Waiting: 1}
	hash, err := p.Hash("correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	for range cap(p.queue) {
		p.queue <- struct{}{}
	}
	if _, err := p.Hash("x"); !errors.Is(err, ErrBusy) {
		t.Errorf("hash: %v, want busy", err)
	}
	if _, err := p.Verify("x", hash); !errors.Is(err, ErrBusy) {
		t.Errorf("verify: %v, want busy", err)
	}
	<-p.queue
	if ok, err := p.Verify("correct horse battery", hash); err != nil || !ok {
		t.Errorf("with one place free: %v, %v", ok, err)
	}
	if len(p.slots) != 0 || len(p.queue) != cap(p.queue)-1 {
		t.Errorf("%d at work, %d of %d in the queue afterwards", len(p.slots), len(p.queue), cap(p.queue))
	}
}
