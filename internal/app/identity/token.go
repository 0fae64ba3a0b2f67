package identity

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"masar/internal/app/core"
	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/store"
	"masar/internal/typed"
)

// Limits of tokens for programs.
const (
	MaxTokens    = 20  // of one person
	MaxTokenDays = 365 // that one lasts
	MaxTokenName = 60  // characters

	MaxTokenSubjects = 20 // lines
)

// What a token is for.
const (
	ScopeVerify = "verify" // to have credentials verified
	ScopeIssue  = "issue"  // to have them issued, too
)

// AnySubject is the line that lets a token issue credentials about anybody, also
// those who have no id.
const AnySubject = "*"

var (
	ErrTokenName     = fault.New(fault.Invalid, "token.name-missing").On("name").With("max", MaxTokenName)
	ErrTokenDays     = fault.New(fault.Invalid, "token.days-wrong").On("days").With("max", MaxTokenDays)
	ErrTokenScope    = fault.New(fault.Invalid, "token.scope-missing").On("scope")
	ErrTokenSubjects = fault.New(fault.Invalid, "token.subjects-wrong").On("subjects").With("max", MaxTokenSubjects)
	ErrTokensSeen    = fault.New(fault.Conflict, "token.changed").On("name")
	ErrTokens        = fault.New(fault.Conflict, "token.too-many").On("name").With("max", MaxTokens)

	ErrTokenVerifies = fault.New(fault.Forbidden, "token.verifies-alone")
	ErrTokenSubject  = fault.New(fault.Forbidden, "token.subject-not-its")
)

// A TokenWish is the token that somebody asks for.
type TokenWish struct {
	Name     string
	Days     int    // that it lasts
	Scope    string // what it is for
	Subjects string // of those it may issue credentials about, the beginnings of their ids, one a line
	Seen     string // TokensMark of the tokens that stood on the page it was asked for on
}

// TokensMark tells a person's tokens from what they were before one was made or
// withdrawn. Of none it is "".
func TokensMark(ts []store.Token) string {
	if len(ts) == 0 {
		return ""
	}
	ids := make([]string, len(ts))
	for i, t := range ts {
		ids[i] = t.ID
	}
	slices.Sort(ids)
	return core.Digest(strings.Join(ids, " "))[:16]
}

// tidy returns the wish as it is kept, or all that is wrong with it.
func (w TokenWish) tidy() (TokenWish, error) {
	var errs error
	name, wrong := typed.Line("name", w.Name, MaxTokenName)
	switch w.Name = name; {
	case name == "", errors.Is(wrong, typed.ErrLong):
		errs = ErrTokenName
	case wrong != nil:
		errs = wrong
	}
	if w.Days < 1 || w.Days > MaxTokenDays {
		errs = errors.Join(errs, ErrTokenDays)
	}
	lines := strings.Fields(w.Subjects)
	w.Subjects = strings.Join(lines, "\n")
	switch w.Scope {
	case ScopeVerify:
		w.Subjects = ""
	case ScopeIssue:
		if len(lines) == 0 || len(lines) > MaxTokenSubjects || slices.ContainsFunc(lines, func(l string) bool { return !beginsID(l) }) {
			errs = errors.Join(errs, ErrTokenSubjects)
		}
	default:
		errs = errors.Join(errs, ErrTokenScope)
	}
	return w, errs
}

// beginsID reports whether ids of subjects can begin with the line: it has a
// scheme at least.
func beginsID(line string) bool {
	scheme, _, ok := strings.Cut(line, ":")
	return line == AnySubject || ok && len(line) <= 200 && scheme != "" && strings.Trim(strings.ToLower(scheme), "abcdefghijklmnopqrstuvwxyz0123456789+.-") == ""
}

// MayIssueAbout returns nil if the token is for issuing credentials about all of
// the subjects, by their ids; "" is one who has none.
func MayIssueAbout(t store.Token, subjects []string) error {
	if t.Scope != ScopeIssue {
		return ErrTokenVerifies
	}
	lines := strings.Fields(t.Subjects)
	for _, id := range subjects {
		if !slices.ContainsFunc(lines, func(l string) bool { return l == AnySubject || id != "" && strings.HasPrefix(id, l) }) {
			return ErrTokenSubject
		}
	}
	return nil
}

// MakeToken returns a new token with which a program acts for v under /api. It is
// only in what is returned. If v's tokens are others than wish.Seen by now, it
// returns ErrTokensSeen.
func (a Identity) MakeToken(ctx context.Context, v people.Viewer, wish TokenWish) (token string, err error) {
	if wish, err = wish.tidy(); err != nil {
		return "", err
	}
	token = a.token()
	err = a.Do(ctx, v, func(d *core.Unit) error {
		if _, err := d.Account(ctx, v.PersonID); err != nil { // locked: of two at once, one waits
			return err
		}
		held, err := d.Tokens(ctx, v.PersonID)
		if err != nil {
			return err
		}
		if len(held) >= MaxTokens {
			return ErrTokens
		}
		if TokensMark(held) != wish.Seen {
			return ErrTokensSeen
		}
		t := store.Token{
			ID: a.NewID(), TokenHash: core.Digest(token), PersonID: v.PersonID, Name: wish.Name, Scope: wish.Scope, Subjects: wish.Subjects,
			MadeAt: d.Now, ExpiresAt: d.Now.Add(time.Duration(wish.Days) * 24 * time.Hour),
		}
		if err := d.AddToken(ctx, t); err != nil {
			return err
		}
		return d.Emit(ctx, tokenEvent(event.TokenMade, t, v.AgencyID))
	})
	return token, err
}

// tokenEvent is about a token: what its owner calls it, what it is for, about whom
// it may issue, and until when it lasts.
func tokenEvent(k event.Kind, t store.Token, agency string) event.Event {
	e := event.Of(k, core.Coded(t.ID, agency, t.Name), event.Label.Is(t.Name), event.Scope.Is(t.Scope), event.Until.At(t.ExpiresAt))
	if t.Subjects != "" {
		e = e.With(event.Subjects.Is(strings.Join(strings.Fields(t.Subjects), ", ")))
	}
	return e
}

// WithdrawToken ends one of v's tokens.
func (a Identity) WithdrawToken(ctx context.Context, v people.Viewer, id string) error {
	return a.Do(ctx, v, func(d *core.Unit) error {
		held, err := d.Tokens(ctx, v.PersonID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(held, func(t store.Token) bool { return t.ID == id })
		if i < 0 {
			return store.ErrNotFound
		}
		if err := d.RemoveToken(ctx, v.PersonID, id); err != nil {
			return err
		}
		return d.Emit(ctx, tokenEvent(event.TokenRevoked, held[i], v.AgencyID))
	})
}

// Bearer returns the token that a program shows and for whom it acts, or ErrOut.
func (a Identity) Bearer(ctx context.Context, token string) (t store.Token, v people.Viewer, p people.Person, err error) {
	t, p, err = a.Store.TokenOf(ctx, core.Digest(token), a.Now())
	if errors.Is(err, store.ErrNotFound) {
		return t, v, p, ErrOut
	}
	if err != nil {
		return t, v, p, err
	}
	v, err = a.Store.Viewer(ctx, p, "")
	return t, v, p, err
}
