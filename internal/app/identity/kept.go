package identity

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"time"

	"masar/internal/app/core"
	"masar/internal/people"
	"masar/internal/store"
)

// KeptFor is how long a form waits for its writer to sign in again.
const KeptFor = 3 * 24 * time.Hour

// endedFor is how long a sign-in that has ended is remembered: forms of its pages
// may still be sent.
const endedFor = 7 * 24 * time.Hour

// FormToken returns what every form of a browser carries, which no other site can
// know: it is made of the browser's token, and begins with the id of the person
// who has signed in with that, if somebody has.
func FormToken(person, token string) string { return formToken(person, core.Digest(token)) }

func formToken(person, hash string) string {
	mac := hmac.New(sha256.New, []byte(hash))
	mac.Write([]byte("form"))
	sum := base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:18])
	if person == "" {
		return sum
	}
	return person + "." + sum
}

// FormWriter returns for whom the form was made that carries the token, by one of
// their sign-ins, which may have ended; or "".
func (a Identity) FormWriter(ctx context.Context, token string) (person string, err error) {
	dot := strings.LastIndexByte(token, '.')
	if dot < 1 {
		return "", nil
	}
	hashes, err := a.Store.SignInHashes(ctx, token[:dot])
	if err != nil {
		return "", err
	}
	for _, h := range hashes {
		if hmac.Equal([]byte(formToken(token[:dot], h)), []byte(token)) {
			return token[:dot], nil
		}
	}
	return "", nil
}

// WasSignedIn reports whether the token is that of a sign-in, which may have ended.
func (a Identity) WasSignedIn(ctx context.Context, token string) (bool, error) {
	if token == "" {
		return false, nil
	}
	return a.Store.WasSignedIn(ctx, core.Digest(token))
}

// KeepForm keeps a form for its writer.
func (a Identity) KeepForm(ctx context.Context, f store.KeptForm) error {
	return a.Do(ctx, people.Viewer{PersonID: f.PersonID}, func(d *core.Unit) error {
		f.ID, f.KeptAt = a.NewID(), d.Now
		return d.AddKeptForm(ctx, f)
	})
}

// DropForm forgets a form that was kept for v, as it was sent or is not wanted.
func (a Identity) DropForm(ctx context.Context, v people.Viewer, id string) error {
	return a.Do(ctx, v, func(d *core.Unit) error { return d.RemoveKeptForm(ctx, v.PersonID, id) })
}
