package app_test

import (
	"context"

	"masar/internal/app"
	"masar/internal/app/identity"
	"masar/internal/people"
)

// signIn signs in from a browser that was never seen.
func signIn(ctx context.Context, a *app.App, name, password, device, address string) (token string, p people.Person, err error) {
	in, err := a.SignIn(ctx, name, password, identity.From{Device: device, Address: address})
	return in.Token, in.Person, err
}
