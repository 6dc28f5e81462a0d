package review

import (
	"context"
	"fmt"

	"hefa/review/procedure"
	"hefa/storage"
)

// inside are the acts on comments and review points, which the reviewing body
// keeps to itself until it sends them over or signs; comments and opinion tell
// of them then. What somebody follows or has read is nobody else's either.
var inside = []storage.Act{ActCommented, ActReplied, ActCommentEdited, ActCommentDiscarded, ActCommentsSent,
	ActCommentsPublished, ActResolved, ActReopened, ActAnswered, ActAnswerChecked, ActPointsConcluded, storage.Act(procedure.EditOpinion), ActArticlesRead,
	ActFollowed, ActUnfollowed}

// History lists what was done to a document, newest first, and how much there
// is: to those who may read its drafts everything but who read them, and what
// the reviewing body does inside; to all other readers what its versions came
// from and came to.
func (r *Review) History(ctx context.Context, v storage.Viewer, document storage.ID, page, size int) ([]storage.Event, int, error) {
	access, err := r.Store.See(ctx, v, document)
	if err != nil {
		return nil, 0, err
	}
	q := storage.EventQuery{Document: document, Without: []storage.Act{storage.ActDraftRead}, Limit: size, Skip: (max(page, 1) - 1) * size}
	if !access.Drafts {
		q.Versions = true
		return r.Store.SearchEvents(ctx, q)
	}
	var reviews bool
	err = r.Store.DB.QueryRowContext(ctx, `SELECT EXISTS (SELECT FROM matter m WHERE m.document = $1 AND reviews($2, m))`,
		document, v.Person).Scan(&reviews)
	if err != nil {
		return nil, 0, fmt.Errorf("reading the history of %s: %w", document, err)
	}
	if !reviews {
		q.Without = append(q.Without, inside...)
	}
	return r.Store.SearchEvents(ctx, q)
}
