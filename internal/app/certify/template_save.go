package certify

import (
	"context"
	"maps"
	"slices"

	"masar/internal/app/core"
	"masar/internal/certificate"
	"masar/internal/fault"
	"masar/internal/people"
	"masar/internal/store"
)

// Designers are the roles that draw an agency's certificates.
var Designers = []people.Role{people.HR, people.Trainer}

// A DesignEdit is a design as somebody wants it, the pictures they brought, and
// the version they began from; 0 where there was none.
type DesignEdit struct {
	Design   certificate.Design
	Pictures map[string][]byte // by digest; see certificate.ReadPicture
	Seen     int
}

// SaveTemplate makes a design the agency's current one for its kind of
// certificate, as a version of its own. Certificates already issued keep
// theirs. Saved twice, it is one version.
func (a Certification) SaveTemplate(ctx context.Context, v people.Viewer, agency string, edit DesignEdit) (t certificate.Template, err error) {
	err = a.Do(ctx, v, func(d *core.Unit) error {
		if _, err := d.Agency(ctx, v.Scope(Designers...), agency); err != nil { // load
			return err
		}
		edit.Design = edit.Design.Tidy()
		versions, err := d.Templates(ctx, v.Scope(Designers...), agency, edit.Design.Kind)
		if err != nil {
			return err
		}
		pictures, err := picturesFor(ctx, d.Reader, edit, versions)
		if err != nil {
			return err
		}
		if err := a.CheckDesign(edit.Design, pictures); err != nil { // decide
			return err
		}
		if t, err = nextTemplate(agency, edit, versions); err != nil {
			return err
		}
		if len(versions) > 0 {
			if err := core.Unchanged(versions[0].Version, t.Version, edit.Seen == t.Version); err != nil {
				return err
			}
		}
		t.MadeBy, t.MadeAt = v.PersonID, d.Now
		for _, hash := range slices.Sorted(maps.Keys(pictures)) { // save
			if err := d.AddPicture(ctx, store.Picture{Hash: hash, Body: pictures[hash]}); err != nil {
				return err
			}
		}
		if err := d.AddTemplate(ctx, t); err != nil {
			return err
		}
		return d.Emit(ctx, templateChanged(versions, t)) // record
	})
	return t, err
}

// picturesFor returns the pictures of an edited design: those it brings, and
// those of the agency's versions. It reaches no other agency's.
func picturesFor(ctx context.Context, db store.Reader, edit DesignEdit, versions []certificate.Template) (pictures map[string][]byte, err error) {
	pictures = map[string][]byte{}
	own := map[string]bool{}
	for _, t := range versions {
		for _, hash := range t.Design.Pictures() {
			own[hash] = true
		}
	}
	kept, err := db.PicturesOf(ctx, edit.Design)
	for _, hash := range edit.Design.Pictures() {
		if body, ok := edit.Pictures[hash]; ok {
			pictures[hash] = body
		} else if body, ok := kept[hash]; ok && own[hash] {
			pictures[hash] = body
		}
	}
	return pictures, err
}

// TryDesign returns an edited design, tidied, with its pictures, as SaveTemplate
// would save it, and everything that is wrong with it. It saves nothing.
func (a Certification) TryDesign(ctx context.Context, v people.Viewer, agency string, edit DesignEdit) (store.Drawing, error) {
	var drawn store.Drawing
	drawn.Design = edit.Design.Tidy()
	versions, err := a.Store.Templates(ctx, v.Scope(Designers...), agency, drawn.Design.Kind)
	if err != nil {
		return drawn, err
	}
	edit.Design = drawn.Design
	if drawn.Pictures, err = picturesFor(ctx, a.Store, edit, versions); err != nil {
		return drawn, err
	}
	return drawn, a.CheckDesign(drawn.Design, drawn.Pictures)
}

// CheckDesign returns everything that is wrong with a design, what the printer
// cannot print included.
func (a Certification) CheckDesign(d certificate.Design, pictures map[string][]byte) error {
	faults := d.Check(pictures)
	for _, t := range d.Texts() {
		if missing := a.Printer.Unprintable(t.Text); len(missing) > 0 {
			faults = append(faults, certificate.ErrUnprintableText.With("characters", string(missing)).On(t.Field))
		}
	}
	return fault.Join(faults)
}

// nextTemplate returns the version that an edited design makes after the ones
// there are, the newest first: the newest itself if it says the same.
func nextTemplate(agency string, edit DesignEdit, versions []certificate.Template) (t certificate.Template, err error) {
	t = certificate.Template{AgencyID: agency, Kind: edit.Design.Kind, Version: 1, Design: edit.Design, Digest: edit.Design.Digest()}
	newest := 0
	if len(versions) > 0 {
		newest = versions[0].Version
		if versions[0].Digest == t.Digest {
			return versions[0], nil
		}
	}
	if edit.Seen != newest {
		return t, store.ErrChanged
	}
	t.Version = newest + 1
	return t, nil
}

// RestoreTemplate makes an older version of an agency's template current
// again, as a new version of the same content.
func (a Certification) RestoreTemplate(ctx context.Context, v people.Viewer, agency, kind string, version, seen int) (certificate.Template, error) {
	old, err := a.Store.Template(ctx, v.Scope(Designers...), agency, kind, version)
	if err != nil {
		return old, err
	}
	return a.SaveTemplate(ctx, v, agency, DesignEdit{Design: old.Design, Seen: seen})
}
