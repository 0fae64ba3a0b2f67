// Package auth hashes passwords with argon2id, by the parameters that OWASP's
// Password Storage Cheat Sheet names second (19 MiB, two passes, one lane).
// They are given in full: the library's own follow the number of processors.
package auth

import (
	"runtime"
	"sync"

	"github.com/alexedwards/argon2id"
)

// Passwords hashes passwords, no more at once than there are processors: a
// storm of sign-ins costs time, not memory. The zero value is ready for use.
type Passwords struct {
	// Memory in KiB; zero is 19 MiB. Tests may use less.
	Memory uint32

	once  sync.Once
	slots chan struct{}
	dummy string
}

func (p *Passwords) params() *argon2id.Params {
	memory := p.Memory
	if memory == 0 {
		memory = 19 * 1024
	}
	return &argon2id.Params{Memory: memory, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}
}

func (p *Passwords) start() {
	p.once.Do(func() {
		p.slots = make(chan struct{}, runtime.NumCPU())
		p.dummy, _ = argon2id.CreateHash("nobody's password", p.params())
	})
}

// Hash returns what is kept of the password, in PHC form.
func (p *Passwords) Hash(password string) (string, error) {
	p.start()
	p.slots <- struct{}{}
	defer func() { <-p.slots }()
	return argon2id.CreateHash(password, p.params())
}

// Verify reports whether hash is what is kept of the password. For no hash at
// all it works as long and reports false.
func (p *Passwords) Verify(password, hash string) (bool, error) {
	p.start()
	p.slots <- struct{}{}
	defer func() { <-p.slots }()
	if hash == "" {
		_, err := argon2id.ComparePasswordAndHash(password, p.dummy)
		return false, err
	}
	return argon2id.ComparePasswordAndHash(password, hash)
}
