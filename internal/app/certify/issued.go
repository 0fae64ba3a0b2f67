package certify

import (
	"context"
	"strconv"
	"strings"

	"masar/internal/app/core"
	"masar/internal/app/identity"
	"masar/internal/certificate"
	"masar/internal/event"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/signet"
	"masar/internal/store"
)

var (
	ErrIssuedWhy     = fault.New(fault.Invalid, "issued.why-missing").On("why").With("max", certificate.MaxWhy)
	ErrIssuedRevoked = fault.New(fault.Conflict, "issued.revoked-already")
)

// IssueCredential writes down a credential that v has signed, and returns it with
// its number and the issuer's key. Token is what a program showed, or nil for
// somebody who is signed in.
func (a Certification) IssueCredential(ctx context.Context, v people.Viewer, token *store.Token, i store.Issued) (_ store.Issued, s signet.Seal, err error) {
	if token != nil {
		if err := identity.MayIssueAbout(*token, strings.Split(i.Subjects, " ")); err != nil {
			return i, s, err
		}
		i.TokenName = token.Name
	}
	err = a.Do(ctx, v, func(d *core.Unit) error {
		if s, err = seal(ctx, d); err != nil {
			return err
		}
		i.IssuedBy, i.IssuedAt = v.PersonID, d.Now
		if i, err = d.AddIssued(ctx, i); err != nil {
			return err
		}
		return d.Emit(ctx, event.Of(event.CredentialSigned, core.Coded(issuedID(i), v.AgencyID, strconv.FormatInt(i.Number, 10))))
	})
	return i, s, err
}

// issuedID is how events name an issued credential.
func issuedID(i store.Issued) string { return "issued/" + strconv.FormatInt(i.Number, 10) }

// RevokeIssued withdraws a credential that a program had signed, for a reason that
// is written down. Its status list tells of it from then on.
func (a Certification) RevokeIssued(ctx context.Context, v people.Viewer, number int64, why string) (i store.Issued, err error) {
	why = people.FoldSpaces(why)
	if why == "" || len([]rune(why)) > certificate.MaxWhy {
		return i, ErrIssuedWhy
	}
	err = a.Do(ctx, v, func(d *core.Unit) error {
		if i, err = d.IssuedCredential(ctx, number); err != nil {
			return err
		}
		if !i.RevokedAt.IsZero() {
			return ErrIssuedRevoked
		}
		i.RevokedBy, i.RevokedAt, i.RevokedWhy = v.PersonID, d.Now, why
		if err := d.SaveIssued(ctx, i); err != nil {
			return err
		}
		return d.Emit(ctx, event.Of(event.CredentialRevoked, core.Coded(issuedID(i), v.AgencyID, strconv.FormatInt(i.Number, 10))))
	})
	return i, err
}
