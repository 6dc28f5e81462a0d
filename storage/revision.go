package storage

import (
	"fmt"
	"strconv"
)

// Revised is a kind of row that carries rev.
type Revised string

// What carries a revision: it grows with each act on it.
const (
	RevisedDocument Revised = "document"
	RevisedMatter   Revised = "matter"
)

// Revise locks a document or matter for this act and moves its revision on.
// seen is the revision the person acted upon; 0 acts on the newest. Where it
// has moved on meanwhile the answer is a [Stale] that says what came between.
// It answers the new revision, which the event carries too.
func (tx *Tx) Revise(what Revised, id ID, seen int) (int, error) {
	rev, err := tx.seen(what, id, seen, "FOR UPDATE")
	if err != nil {
		return 0, err
	}
	if _, err := tx.Exec(`UPDATE `+string(what)+` SET rev = rev + 1 WHERE id = $1`, id); err != nil {
		return 0, fmt.Errorf("revising %s %s: %w", what, id, err)
	}
	if tx.revs == nil {
		tx.revs = map[string]string{}
	}
	tx.revs[string(what)+"Rev"] = strconv.Itoa(rev + 1)
	return rev + 1, nil
}

// Seen is [Tx.Revise] for an act beside the revision, such as a comment: it
// holds the row against moves until the act is done and refuses a revision
// that has moved on, but does not move it itself. It answers the revision.
func (tx *Tx) Seen(what Revised, id ID, seen int) (int, error) {
	return tx.seen(what, id, seen, "FOR SHARE")
}

func (tx *Tx) seen(what Revised, id ID, seen int, lock string) (int, error) {
	var rev int
	err := tx.QueryRow(`SELECT rev FROM `+string(what)+` WHERE id = $1 `+lock, id).Scan(&rev)
	if err != nil {
		return 0, notFound(err, "locking %s %s", what, id)
	}
	if seen != 0 && seen != rev {
		since, err := events(tx.Ctx, tx, `WHERE `+string(what)+` = $1 AND (detail->>$2)::int > $3 ORDER BY seq LIMIT 50`,
			id, string(what)+"Rev", seen)
		if err != nil {
			return 0, err
		}
		return 0, &Stale{Seen: seen, Is: rev, Since: since}
	}
	return rev, nil
}
