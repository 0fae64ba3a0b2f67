package app

import (
	"context"
	"errors"
	"time"
	"unicode/utf8"

	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/store"
)

// Limits of tokens for programs.
const (
	MaxTokens    = 20  // of one person
	MaxTokenDays = 365 // that one lasts
	MaxTokenName = 60  // characters
)

var (
	ErrTokenName = fault.New(fault.Invalid, "token.name-missing").On("name").With("max", MaxTokenName)
	ErrTokenDays = fault.New(fault.Invalid, "token.days-wrong").On("days").With("max", MaxTokenDays)
	ErrTokens    = fault.New(fault.Conflict, "token.too-many").On("name").With("max", MaxTokens)
)

// MakeToken returns a new token with which a program acts for v under /api,
// for the given number of days. It is only in what is returned.
func (a *App) MakeToken(ctx context.Context, v people.Viewer, name string, days int) (token string, err error) {
	name = people.FoldSpaces(name)
	var errs error
	if name == "" || utf8.RuneCountInString(name) > MaxTokenName {
		errs = errors.Join(errs, ErrTokenName)
	}
	if days < 1 || days > MaxTokenDays {
		errs = errors.Join(errs, ErrTokenDays)
	}
	if errs != nil {
		return "", errs
	}
	token = a.token()
	err = a.do(ctx, v, func(d *deed) error {
		held, err := d.Tokens(ctx, v.PersonID)
		if err != nil {
			return err
		}
		if len(held) >= MaxTokens {
			return ErrTokens
		}
		t := store.Token{ID: a.NewID(), TokenHash: digest(token), PersonID: v.PersonID, Name: name, MadeAt: d.now, ExpiresAt: d.now.Add(time.Duration(days) * 24 * time.Hour)}
		if err := d.AddToken(ctx, t); err != nil {
			return err
		}
		return d.record(ctx, event.Of(event.Added, "token", t.ID, v.AgencyID))
	})
	return token, err
}

// WithdrawToken ends one of v's tokens.
func (a *App) WithdrawToken(ctx context.Context, v people.Viewer, id string) error {
	return a.do(ctx, v, func(d *deed) error {
		if err := d.RemoveToken(ctx, v.PersonID, id); err != nil {
			return err
		}
		return d.record(ctx, event.Of(event.Withdrawn, "token", id, v.AgencyID))
	})
}

// Bearer returns whoever a program acts for that shows the token, or ErrOut.
func (a *App) Bearer(ctx context.Context, token string) (v people.Viewer, p people.Person, err error) {
	p, err = a.Store.TokenOwner(ctx, digest(token), a.Now())
	if errors.Is(err, store.ErrNotFound) {
		return v, p, ErrOut
	}
	if err != nil {
		return v, p, err
	}
	v, err = a.Store.Viewer(ctx, p, "")
	return v, p, err
}
