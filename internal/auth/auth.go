// Package auth hashes passwords with argon2id, by the parameters that OWASP's
// Password Storage Cheat Sheet names second (19 MiB, two passes, one lane).
// They are given in full: the library's own follow the number of processors.
package auth

import (
	"runtime"
	"sync"

	"masar/internal/fault"

	"github.com/alexedwards/argon2id"
)

// ErrBusy is returned when more passwords are waiting than can be judged soon.
var ErrBusy = fault.New(fault.Outage, "sign-in.busy")

// Passwords hashes passwords, no more at once than there are processors, with a
// bounded number waiting: a storm of sign-ins costs neither memory nor, to those
// who come after it, minutes. The zero value is ready for use.
type Passwords struct {
	Memory  uint32 // in KiB; zero is 19 MiB. Tests may use less.
	Waiting int    // how many may wait; zero is 64 for each processor, about a second and a half

	once  sync.Once
	slots chan struct{} // those at work
	queue chan struct{} // those at work or waiting
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
		waiting := p.Waiting
		if waiting == 0 {
			waiting = 64 * runtime.NumCPU()
		}
		p.slots = make(chan struct{}, runtime.NumCPU())
		p.queue = make(chan struct{}, runtime.NumCPU()+waiting)
		p.dummy, _ = argon2id.CreateHash("nobody's password", p.params())
	})
}

// enter waits for a place to work in and returns how to leave it, or ErrBusy if
// too many wait already.
func (p *Passwords) enter() (leave func(), err error) {
	p.start()
	select {
	case p.queue <- struct{}{}:
	default:
		return nil, ErrBusy
	}
	p.slots <- struct{}{}
	return func() { <-p.slots; <-p.queue }, nil
}

// Hash returns what is kept of the password, in PHC form.
func (p *Passwords) Hash(password string) (string, error) {
	leave, err := p.enter()
	if err != nil {
		return "", err
	}
	defer leave()
	return argon2id.CreateHash(password, p.params())
}

// Verify reports whether hash is what is kept of the password. For no hash at
// all it works as long and reports false.
func (p *Passwords) Verify(password, hash string) (bool, error) {
	leave, err := p.enter()
	if err != nil {
		return false, err
	}
	defer leave()
	if hash == "" {
		_, err := argon2id.ComparePasswordAndHash(password, p.dummy)
		return false, err
	}
	return argon2id.ComparePasswordAndHash(password, hash)
}
