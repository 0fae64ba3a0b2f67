package certify

import (
	"context"
	"sync"

	"masar/internal/certificate"
	"masar/internal/store"
)

// A shelf holds the certificates that are printed next: they are read a few
// at a time, and at most two such sets are held.
type shelf struct {
	db   store.Reader
	mu   sync.Mutex
	sets [2]struct {
		number int // of the set, from 1; 0: none
		cs     map[string]certificate.Certificate
	}
}

// take returns the certificate of the file at a place.
func (s *shelf) take(ctx context.Context, files []store.Packed, place int) (certificate.Certificate, error) {
	number := place/certificate.Step + 1
	s.mu.Lock()
	defer s.mu.Unlock()
	set := &s.sets[number%2]
	if set.number != number {
		var ids []string
		for _, f := range files[(number-1)*certificate.Step : min(number*certificate.Step, len(files))] {
			ids = append(ids, f.CertificateID)
		}
		cs, err := s.db.CertificatesWith(ctx, everyBatch, ids)
		if err != nil {
			return certificate.Certificate{}, err
		}
		set.number, set.cs = number, cs
	}
	c, ok := set.cs[files[place].CertificateID]
	if !ok {
		return c, store.ErrNotFound
	}
	return c, nil
}
