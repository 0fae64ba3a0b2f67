package identity

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"time"

	"masar/internal/app/core"
	"masar/internal/people"
	"masar/internal/store"
)

// ShownFor is how long the page that answers a form can be asked for again.
const ShownFor = 10 * time.Minute

// KeepPage keeps the page that answers a form of v at the path, and returns its id.
// It may hold a first password: it is sealed with a key that is made of the token of
// v's browser, of which we have the digest alone. So nobody reads it in the database,
// and no other browser gets it.
func (a Identity) KeepPage(ctx context.Context, v people.Viewer, token, path string, page []byte) (id string, err error) {
	id = a.NewID()
	box := pageBox(token)
	nonce := make([]byte, box.NonceSize())
	a.Random(nonce)
	p := store.ShownPage{ID: id, SignInID: v.SignInID, Sealed: box.Seal(nonce, nonce, page, []byte(id+path))}
	return id, a.Do(ctx, v, func(d *core.Unit) error {
		p.MadeAt = d.Now
		return d.AddShownPage(ctx, p)
	})
}

// ShownPage returns the page that KeepPage has kept for the same browser and path,
// or store.ErrNotFound.
func (a Identity) ShownPage(ctx context.Context, v people.Viewer, token, path, id string) ([]byte, error) {
	p, err := a.Store.ShownPage(ctx, v.SignInID, id, a.Now().Add(-ShownFor))
	if err != nil {
		return nil, err
	}
	box := pageBox(token)
	if len(p.Sealed) < box.NonceSize() {
		return nil, store.ErrNotFound
	}
	nonce, sealed := p.Sealed[:box.NonceSize()], p.Sealed[box.NonceSize():]
	page, err := box.Open(nil, nonce, sealed, []byte(id+path))
	if err != nil { // of another token or path
		return nil, store.ErrNotFound
	}
	return page, nil
}

// pageBox returns what seals the pages of the browser with the token.
func pageBox(token string) cipher.AEAD {
	mac := hmac.New(sha256.New, []byte(token))
	mac.Write([]byte("page that answers a form"))
	block, err := aes.NewCipher(mac.Sum(nil))
	if err != nil {
		panic(err) // the key has 32 bytes
	}
	box, err := cipher.NewGCM(block)
	if err != nil {
		panic(err) // AES has blocks of 16 bytes
	}
	return box
}
