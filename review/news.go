package review

import (
	"context"
	"fmt"

	"hefa/storage"
)

// readableNews are the events of a matter ($1) after a position ($3) that a
// person ($2) may know of: moves, materials and drafts are told to all who read
// the draft; what was done to comments only to those who may read them.
const readableNews = `SELECT e.seq FROM matter m JOIN event e ON e.document = m.document AND e.matter = m.id
	WHERE m.id = $1 AND e.seq > $3 AND e.act <> 'articles-read' AND CASE
		WHEN e.act IN ('commented', 'comment-replied', 'comment-edited', 'comment-discarded', 'comment-resolved', 'comment-reopened', 'comment-answered', 'answer-checked')
			THEN EXISTS (SELECT FROM comment c WHERE c.id = e.subject AND may_read_comment($2, c, m))
		WHEN e.act = 'points-concluded' THEN reviews($2, m)
		WHEN e.act = 'comments-sent'
			THEN EXISTS (SELECT FROM comment c WHERE c.matter = m.id AND c.author = e.person AND c.at = e.at AND may_read_comment($2, c, m))
		WHEN e.act = 'comments-published'
			THEN EXISTS (SELECT FROM comment c WHERE c.matter = m.id AND c.published_at = e.at)
		ELSE true END`

// News is the place in the log of the newest thing in a matter, after another
// place, that the viewer may know of; 0 where there is none. What the viewer
// may not read moves it no further, so that it tells nothing of it. A viewer
// who may not read the matter's drafts is answered [storage.ErrNotFound].
func (r *Review) News(ctx context.Context, v storage.Viewer, matter storage.ID, after int64) (int64, error) {
	var may bool
	var newest int64
	// One question to the database: this is asked every few seconds by
	// everybody who has the page open.
	err := r.Store.DB.QueryRowContext(ctx, `SELECT EXISTS (SELECT FROM matter m JOIN draft_reader r ON r.document = m.document
		WHERE m.id = $1 AND r.person = $2), coalesce((`+readableNews+` ORDER BY e.seq DESC LIMIT 1), 0)`, matter, v.Person, after).Scan(&may, &newest)
	if err != nil {
		return 0, fmt.Errorf("asking for news of matter %s: %w", matter, err)
	}
	if !may {
		return 0, fmt.Errorf("asking for news of matter %s: %w", matter, storage.ErrNotFound)
	}
	return newest, nil
}
