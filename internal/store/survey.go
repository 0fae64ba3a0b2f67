package store

import (
	"context"
	"time"

	"github.com/uptrace/bun"
)

// A Response is what somebody answered to a survey.
type Response struct {
	bun.BaseModel `bun:"responses,alias:r"`

	EnrolmentID string            `bun:",pk"`
	SurveyID    string            `bun:",pk"`
	Answers     map[string]string `bun:"type:jsonb"` // by question
	At          time.Time
}

// AddResponse adds r; a survey is answered once.
func (db *DB) AddResponse(ctx context.Context, r Response) (err error) {
	defer wrap(&err, "add response to %s", r.SurveyID)
	_, err = db.W.NewInsert().Model(&r).On("CONFLICT DO NOTHING").Exec(ctx)
	return err
}
