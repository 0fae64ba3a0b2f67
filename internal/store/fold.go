package store

import (
	"context"
	"slices"

	"masar/internal/people"
	"masar/internal/typed"
)

// foldStep is how many people are folded in one transaction.
const foldStep = 500

// foldPeople fills in what people are searched and compared by, for those in
// whom an earlier program did, or none. Nobody is lost by it: of several with
// the same number or address, the first keeps it and the others are its twins.
func (db *DB) foldPeople(ctx context.Context) (err error) {
	defer wrap(&err, "fold people")
	// Whoever is not folded yet keeps nothing from those who are.
	if _, err := db.W.NewUpdate().Model((*people.Person)(nil)).Set("staff_twin = id").Set("email_twin = id").
		Where("folded_by < ?", people.FoldVersion).Exec(ctx); err != nil {
		return err
	}
	for {
		n := 0
		if err := db.Tx(ctx, func(tx *Tx) (err error) {
			n, err = tx.foldSome(ctx)
			return err
		}); err != nil || n < foldStep {
			return err
		}
	}
}

// foldAgencies fills in what the names of agencies are compared by. Of several
// beside one another with the same name, the first keeps it and the others are
// its twins.
func (db *DB) foldAgencies(ctx context.Context) (err error) {
	defer wrap(&err, "fold agencies")
	return db.Tx(ctx, func(tx *Tx) error {
		var as []people.Agency
		if err := tx.q.NewSelect().Model(&as).Order("created_at", "id").Scan(ctx); err != nil {
			return err
		}
		if !slices.ContainsFunc(as, func(a people.Agency) bool { return a.FoldedBy < people.FoldVersion }) {
			return nil
		}
		// Nobody keeps a name from somebody whose turn comes before theirs.
		if _, err := tx.q.NewUpdate().Model((*people.Agency)(nil)).Set("twin_ar = id").Set("twin_en = id").Where("1 = 1").Exec(ctx); err != nil {
			return err
		}
		var before []people.Agency
		for _, a := range as {
			a = a.Folded()
			a.TwinAr, a.TwinEn = "", ""
			for _, b := range before {
				ar, en := a.Like(b)
				if ar {
					a.TwinAr = a.ID
				}
				if en {
					a.TwinEn = a.ID
				}
			}
			before = append(before, a)
			if _, err := tx.q.NewUpdate().Model(&a).WherePK().Column("key_ar", "twin_ar", "key_en", "twin_en", "folded_by").Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	})
}

// foldSome folds the first foldStep people who are not folded yet, and returns
// how many there were.
func (tx *Tx) foldSome(ctx context.Context) (int, error) {
	var ps []people.Person
	err := tx.q.NewSelect().Model(&ps).Where("folded_by < ?", people.FoldVersion).Order("created_at", "id").Limit(foldStep).Scan(ctx)
	if err != nil {
		return 0, err
	}
	for _, p := range ps {
		if err := tx.foldOne(ctx, p); err != nil {
			return 0, err
		}
	}
	return len(ps), nil
}

func (tx *Tx) foldOne(ctx context.Context, p people.Person) (err error) {
	signIn := people.FoldSignIn(p.SignIn)
	p.StaffTwin, p.EmailTwin = "", ""
	if address, ok := people.ParseEmail(p.Email); ok {
		p.Email = address
	}
	p = p.Folded()
	if p.StaffTwin, err = tx.twin(ctx, p, "agency_id = ? AND staff_key = ? AND staff_key <> '' AND staff_twin = ''", p.AgencyID, p.StaffKey); err != nil {
		return err
	}
	// One that is somebody else's too stays as it was typed, for their HR to look at.
	if p.StaffTwin == "" {
		p.StaffNo = typed.Kept(p.StaffNo)
	}
	if p.EmailTwin, err = tx.twin(ctx, p, "email_key = ? AND email_key <> '' AND email_twin = ''", p.EmailKey); err != nil {
		return err
	}
	// What somebody else signs in with stays theirs.
	other, err := tx.twin(ctx, p, "sign_in = ?", signIn)
	if err != nil {
		return err
	}
	if other == "" {
		p.SignIn = signIn
	}
	_, err = tx.q.NewUpdate().Model(&p).WherePK().
		Column("search", "sort_ar", "sort_en", "staff_no", "email", "sign_in", "staff_key", "staff_twin", "email_key", "email_twin", "folded_by").Exec(ctx)
	return err
}

// twin returns p's id if somebody else is found by the condition, or "".
func (tx *Tx) twin(ctx context.Context, p people.Person, where string, args ...any) (string, error) {
	found, err := tx.q.NewSelect().Model((*people.Person)(nil)).Where(where, args...).Where("id <> ?", p.ID).Exists(ctx)
	if err != nil || !found {
		return "", err
	}
	return p.ID, nil
}
