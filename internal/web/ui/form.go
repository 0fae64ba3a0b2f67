package ui

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

type (
	tokenKey struct{}
	copyKey  struct{}
	pathKey  struct{}
)

// WithToken returns a context whose forms carry the token.
func WithToken(ctx context.Context, token string) context.Context {
	return context.WithValue(ctx, tokenKey{}, token)
}

// WithPath returns a context whose lists say at which address they stand.
func WithPath(ctx context.Context, path string) context.Context {
	return context.WithValue(ctx, pathKey{}, path)
}

func pathIn(ctx context.Context) string {
	path, _ := ctx.Value(pathKey{}).(string)
	return path
}

// WithCopy returns a context whose forms name the text on the device that they
// go on with, as the form did that the page answers.
func WithCopy(ctx context.Context, name string) context.Context {
	return context.WithValue(ctx, copyKey{}, name)
}

// FormToken is the hidden field by which a form shows that it is ours. Every
// form that changes something has it.
func FormToken() templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		token, _ := ctx.Value(tokenKey{}).(string)
		if err := CSRF(token).Render(ctx, w); err != nil {
			return err
		}
		name, _ := ctx.Value(copyKey{}).(string)
		return copyOf(name).Render(ctx, w)
	})
}
