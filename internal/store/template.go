package store

import (
	"context"
	"fmt"

	"masar/internal/certificate"
	"masar/internal/people"
	"masar/internal/workshop"

	"github.com/uptrace/bun"
)

// A Picture is a logo or a signature on certificates, by the digest of its
// bytes.
type Picture struct {
	Hash string `bun:",pk"`
	Body []byte
}

// A Drawing is a template with its pictures, by their digests.
type Drawing struct {
	certificate.Template

	Pictures map[string][]byte
}

// Templates returns every version of an agency's templates for a kind of
// certificate, the newest first.
func (db Reader) Templates(ctx context.Context, s people.Scope, agency, kind string) (ts []certificate.Template, err error) {
	defer wrap(&err, "templates of %s", agency)
	err = db.q.NewSelect().Model(&ts).Apply(scoped(s, "?TableAlias.agency_id", "NULL")).
		Where("agency_id = ? AND kind = ?", agency, kind).Order("version DESC").Scan(ctx)
	return ts, err
}

// CurrentTemplates returns the newest version of each template of the agencies,
// by agency and kind.
func (db Reader) CurrentTemplates(ctx context.Context, s people.Scope, agencies []string) (ts []certificate.Template, err error) {
	defer wrap(&err, "current templates of %d agencies", len(agencies))
	err = db.q.NewSelect().Model(&ts).Apply(scoped(s, "?TableAlias.agency_id", "NULL")).Where("agency_id IN (?)", bun.List(agencies)).
		Where("version = (SELECT max(version) FROM templates n WHERE n.agency_id = ?TableAlias.agency_id AND n.kind = ?TableAlias.kind)").
		Order("agency_id", "kind").Scan(ctx)
	return ts, err
}

// Template returns a version of an agency's template.
func (db Reader) Template(ctx context.Context, s people.Scope, agency, kind string, version int) (t certificate.Template, err error) {
	defer wrap(&err, "template %s of %s, version %d", kind, agency, version)
	err = db.q.NewSelect().Model(&t).Apply(scoped(s, "?TableAlias.agency_id", "NULL")).
		Where("agency_id = ? AND kind = ? AND version = ?", agency, kind, version).Scan(ctx)
	return t, err
}

// RunHosts returns the agencies that host the runs, by run.
func (db Reader) RunHosts(ctx context.Context, s people.Scope, runs []string) (hosts map[string]string, err error) {
	defer wrap(&err, "hosts of %d runs", len(runs))
	hosts = map[string]string{}
	if len(runs) == 0 {
		return hosts, nil
	}
	var rows []workshop.Run
	err = db.q.NewSelect().Model(&rows).Apply(scoped(s, "?TableAlias.agency_id", "NULL")).Column("id", "agency_id").
		Where("id IN (?)", bun.List(runs)).Scan(ctx)
	for _, r := range rows {
		hosts[r.ID] = r.AgencyID
	}
	return hosts, err
}

// AddTemplate adds a version; whoever adds the same one second finds ErrExists.
func (db *Tx) AddTemplate(ctx context.Context, t certificate.Template) (err error) {
	defer wrap(&err, "add template %s", t.Name())
	db.added = db.inTx
	_, err = db.q.NewInsert().Model(&t).Exec(ctx)
	return err
}

// AddPicture adds p; the same bytes are kept once.
func (tx *Tx) AddPicture(ctx context.Context, p Picture) (err error) {
	defer wrap(&err, "add picture %s", p.Hash)
	_, err = tx.q.NewInsert().Model(&p).On("CONFLICT DO NOTHING").Exec(ctx)
	return err
}

// PicturesOf returns the pictures of a design that there are, by their digests.
func (db Reader) PicturesOf(ctx context.Context, d certificate.Design) (pictures map[string][]byte, err error) {
	defer wrap(&err, "pictures")
	pictures = map[string][]byte{}
	hashes := d.Pictures()
	if len(hashes) == 0 {
		return pictures, nil
	}
	var ps []Picture
	err = db.q.NewSelect().Model(&ps).Where("hash IN (?)", bun.List(hashes)).Scan(ctx)
	for _, p := range ps {
		pictures[p.Hash] = p.Body
	}
	return pictures, err
}

// Drawing returns what the papers of records are printed by that name the
// template: to whoever may see the record. It is shared and must not be changed.
func (db Reader) Drawing(ctx context.Context, name string) (d Drawing, err error) {
	if d, ok := db.constants.drawings.Get(name); ok {
		return d, nil
	}
	if d, err = db.ReadDrawing(ctx, name); err == nil && !db.added {
		db.constants.drawings.Add(name, d)
	}
	return d, err
}

// ReadDrawing returns what Drawing does, as the database has it now.
func (db Reader) ReadDrawing(ctx context.Context, name string) (d Drawing, err error) {
	t, err := certificate.ParseTemplateName(name)
	if err != nil {
		return d, err
	}
	if t.AgencyID == "" {
		d.Template, err = certificate.Builtin(t.Kind, t.Version)
		return d, err
	}
	if d.Template, err = db.Template(ctx, people.Everywhere("a certificate is printed by the template it names"), t.AgencyID, t.Kind, t.Version); err != nil {
		return d, fmt.Errorf("template %s: %w", name, err)
	}
	d.Pictures, err = db.PicturesOf(ctx, d.Design)
	return d, err
}
