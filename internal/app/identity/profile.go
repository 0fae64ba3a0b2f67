package identity

import (
	"context"

	"masar/internal/app/core"
	"masar/internal/people"
)

// SetPreferences sets the language in which v is written to, and the digits
// they read in Arabic.
func (a Identity) SetPreferences(ctx context.Context, v people.Viewer, lang, digits string) error {
	return a.Do(ctx, v, func(d *core.Unit) error {
		p, err := d.Person(ctx, v.Own(), v.PersonID)
		if err != nil {
			return err
		}
		was := p
		p.Lang, p.Digits = lang, digits
		p = p.Tidy()
		if err := core.Unchanged(was, p, true); err != nil {
			return err
		}
		if err := d.SavePerson(ctx, p); err != nil {
			return err
		}
		return d.Emit(ctx, core.PersonChanged(was, p))
	})
}
