package review

import (
	"context"
	"fmt"

	"hefa/storage"
)

// Acts of following a matter.
const (
	ActFollowed   storage.Act = "matter-followed"
	ActUnfollowed storage.Act = "matter-unfollowed"
)

// Follow lets a person who may read a matter be told of its moves, or no
// longer.
func (r *Review) Follow(ctx context.Context, a *storage.Actor, matter storage.ID, follow bool) error {
	return r.Store.Do(ctx, a, func(tx *storage.Tx) error {
		m, err := r.see(ctx, tx, storage.Viewer{Person: a.Person}, matter, "")
		if err != nil {
			return err
		}
		query, act := `INSERT INTO matter_follower (matter, person) VALUES ($1, $2) ON CONFLICT DO NOTHING`, ActFollowed
		if !follow {
			query, act = `DELETE FROM matter_follower WHERE matter = $1 AND person = $2`, ActUnfollowed
		}
		if _, err := tx.Exec(query, matter, a.Person); err != nil {
			return fmt.Errorf("following matter %s: %w", matter, err)
		}
		tx.Log(storage.Event{Act: act, Document: m.Document, Matter: matter})
		return nil
	})
}

// Follows reports whether the viewer follows a matter.
func (r *Review) Follows(ctx context.Context, v storage.Viewer, matter storage.ID) (yes bool, err error) {
	err = r.Store.DB.QueryRowContext(ctx, `SELECT EXISTS (SELECT FROM matter_follower WHERE matter = $1 AND person = $2)`,
		matter, v.Person).Scan(&yes)
	if err != nil {
		return false, fmt.Errorf("reading who follows matter %s: %w", matter, err)
	}
	return yes, nil
}

// Followed lists the matters that the viewer follows and may still read, those
// under way first, by due day.
func (r *Review) Followed(ctx context.Context, v storage.Viewer) ([]Matter, error) {
	return r.matters(ctx, `WHERE EXISTS (SELECT FROM matter_follower f WHERE f.matter = m.id AND f.person = $1)
		AND EXISTS (SELECT FROM draft_reader dr WHERE dr.document = m.document AND dr.person = $1)
		ORDER BY m.ended_at DESC NULLS FIRST, CASE WHEN m.stopped_on IS NULL THEN m.due END, m.id DESC`, v.Person)
}
