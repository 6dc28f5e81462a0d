package review

import (
	"context"
	"fmt"

	"hefa/storage"
)

// LastLook is the newest draft before another that a person has looked at, 0
// where there is none. The log knows it: opening a draft is an act. Drafts that
// were only compared with are not counted.
func (r *Review) LastLook(ctx context.Context, v storage.Viewer, document storage.ID, before int) (int, error) {
	var draft int
	err := r.Store.DB.QueryRowContext(ctx, `SELECT coalesce(max(draft), 0) FROM event
		WHERE document = $1 AND person = $2 AND act = $3 AND draft < $4 AND NOT detail ? 'comparedWith'`,
		document, v.Person, storage.ActDraftRead, before).Scan(&draft)
	if err != nil {
		return 0, fmt.Errorf("finding the draft last looked at: %w", err)
	}
	return draft, nil
}
