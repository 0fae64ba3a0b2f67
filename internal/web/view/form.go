package view

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

type tokenKey struct{}

// WithToken returns a context whose forms carry the token.
func WithToken(ctx context.Context, token string) context.Context {
	return context.WithValue(ctx, tokenKey{}, token)
}

// FormToken is the hidden field by which a form shows that it is ours. Every
// form that changes something has it.
func FormToken() templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		token, _ := ctx.Value(tokenKey{}).(string)
		return CSRF(token).Render(ctx, w)
	})
}
