package store

import (
	"context"

	"masar/internal/notice"
)

// AddMails adds the mails; those already there stay as they are.
func (tx *Tx) AddMails(ctx context.Context, ms []notice.Mail) (err error) {
	defer wrap(&err, "add %d mails", len(ms))
	if len(ms) == 0 {
		return nil
	}
	_, err = tx.q.NewInsert().Model(&ms).On("CONFLICT DO NOTHING").Exec(ctx)
	return err
}

// Mail returns the mail with the given id.
func (db Reader) Mail(ctx context.Context, id string) (m notice.Mail, err error) {
	defer wrap(&err, "mail %s", id)
	err = db.q.NewSelect().Model(&m).Where("id = ?", id).Apply(db.forUpdate).Scan(ctx)
	return m, err
}

// SaveMail saves how m stands. Once doubtful, a mail stays so, whoever saves it.
func (tx *Tx) SaveMail(ctx context.Context, m notice.Mail) (err error) {
	defer wrap(&err, "save mail %s", m.ID)
	_, err = tx.q.NewUpdate().Model(&m).Column("state", "tries", "sent_at", "error").Set("doubtful = (doubtful OR ?)", m.Doubtful).WherePK().Exec(ctx)
	return err
}

// Mails returns the latest n mails in the given state, or in any if it is "".
func (db Reader) Mails(ctx context.Context, state notice.MailState, offset, n int) (ms []notice.Mail, total int, err error) {
	defer wrap(&err, "mails")
	q := db.q.NewSelect().Model(&ms).ExcludeColumn("body").Order("at DESC", "id").Offset(int64(offset)).Limit(int64(n))
	if state != "" {
		q = q.Where("state = ?", state)
	}
	count, err := q.ScanAndCount(ctx)
	return ms, int(count), err
}

// A MailCount is how many mails are in a state.
type MailCount struct {
	State    notice.MailState
	N        int
	Doubtful int // of them, those that may have gone out more than once
}

// CountMails counts the mails by state.
func (db Reader) CountMails(ctx context.Context) (cs []MailCount, err error) {
	defer wrap(&err, "count mails")
	err = db.q.NewSelect().Model((*notice.Mail)(nil)).ColumnExpr("state, count(*) AS n").
		ColumnExpr("sum(CASE WHEN doubtful THEN 1 ELSE 0 END) AS doubtful").Group("state").Order("state").Scan(ctx, &cs)
	return cs, err
}
