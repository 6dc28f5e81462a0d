package review

import (
	"context"
	"fmt"

	"hefa/storage"
)

// ActHandedOver is logged when a leaver's matters go to a successor.
const ActHandedOver storage.Act = "handed-over"

// HandOverInput gives what a leaver has on the desk in one body to a successor.
type HandOverInput struct {
	From, To storage.ID
	Body     storage.ID
	// LastDay ends the leaver's roles in the body; "" leaves them.
	LastDay storage.Day
}

// HandedOver is what went over.
type HandedOver struct {
	// Assigned, Mentions and Followed count what the successor has now.
	Assigned int `json:"assigned"`
	Mentions int `json:"mentions"`
	Followed int `json:"followed"`
	// Left are the matters that the successor has had a hand in and so cannot
	// review; they are assigned to nobody now.
	Left []storage.ID `json:"left"`
}

// HandOver gives a leaver's assignments, open mentions and followed matters to
// a successor in the same body, in one act: for the body's head and for
// administrators.
func (r *Review) HandOver(ctx context.Context, a *storage.Actor, in HandOverInput) (HandedOver, error) {
	return storage.Once(ctx, r.Store, a, func(tx *storage.Tx) (HandedOver, error) {
		done := HandedOver{Left: []storage.ID{}}
		if err := handOverAs(tx, in); err != nil {
			return done, err
		}
		if err := handAssignments(tx, in, &done); err != nil {
			return done, err
		}
		mentions, err := tx.Exec(`INSERT INTO comment_mention (comment, person)
			SELECT n.comment, $2 FROM comment_mention n JOIN comment c ON c.id = n.comment JOIN matter m ON m.id = c.matter
			WHERE n.person = $1 AND m.ended_at IS NULL AND c.resolved_at IS NULL AND may_read_comment($2, c, m)
			AND (m.reviewing = $3 OR EXISTS (SELECT FROM document_body b WHERE b.document = m.document AND b.body = $3))
			ON CONFLICT DO NOTHING`, in.From, in.To, in.Body)
		if err != nil {
			return done, fmt.Errorf("handing mentions over: %w", err)
		}
		followed, err := tx.Exec(`INSERT INTO matter_follower (matter, person)
			SELECT f.matter, $2 FROM matter_follower f JOIN matter m ON m.id = f.matter WHERE f.person = $1 AND m.ended_at IS NULL
			AND EXISTS (SELECT FROM draft_reader dr WHERE dr.document = m.document AND dr.person = $2) ON CONFLICT DO NOTHING`, in.From, in.To)
		if err != nil {
			return done, fmt.Errorf("handing followed matters over: %w", err)
		}
		done.Mentions, done.Followed = changed(mentions), changed(followed)
		if in.LastDay != "" {
			_, err := tx.Exec(`UPDATE person_role SET last_day = greatest($3::date, first_day)
				WHERE person = $1 AND body = $2 AND for_person IS NULL AND (last_day IS NULL OR last_day > $3)`, in.From, in.Body, in.LastDay)
			if err != nil {
				return done, fmt.Errorf("ending a leaver's roles: %w", err)
			}
		}
		tx.Log(storage.Event{Act: ActHandedOver, Subject: in.To, Detail: map[string]string{"from": string(in.From), "in": string(in.Body),
			"assigned": fmt.Sprint(done.Assigned), "left": fmt.Sprint(len(done.Left)), "last": string(in.LastDay)}})
		return done, nil
	})
}

func changed(res interface{ RowsAffected() (int64, error) }) int {
	n, _ := res.RowsAffected() // lib/pq always knows
	return int(n)
}

// handOverAs checks who hands over and to whom.
func handOverAs(tx *storage.Tx, in HandOverInput) error {
	h, ok, err := tx.Holds(in.Body, storage.Head)
	if err == nil && !ok {
		h, ok, err = tx.Holds("", storage.Admin)
	}
	switch {
	case err != nil:
		return err
	case !ok:
		return fmt.Errorf("handing matters over: %w", storage.ErrForbidden)
	case in.To == "" || in.From == "":
		return &storage.Invalid{Field: "to", Code: "required"}
	case in.To == in.From:
		return &storage.Invalid{Field: "to", Code: "own-deputy"}
	}
	tx.Actor.Role, tx.Actor.Body, tx.Actor.For = h.Role, h.Body, h.For
	var there bool
	err = tx.QueryRow(`SELECT EXISTS (SELECT FROM current_role_of r JOIN person p ON p.id = r.person
		WHERE r.person = $1 AND r.body = $2 AND r.for_person IS NULL AND p.disabled_at IS NULL)`, in.To, in.Body).Scan(&there)
	if err != nil {
		return fmt.Errorf("reading the successor's roles: %w", err)
	}
	if !there {
		return &storage.Invalid{Field: "to", Code: "not-of-body"}
	}
	return nil
}

// handAssignments ends the leaver's assignments and gives the successor those
// that the rules allow.
func handAssignments(tx *storage.Tx, in HandOverInput, done *HandedOver) error {
	type assigned struct {
		matter storage.ID
		may    bool
	}
	rows, err := tx.QueryContext(tx.Ctx, `SELECT m.id, NOT drafted($2, m) AND EXISTS (SELECT FROM current_role_of r
			WHERE r.person = $2 AND r.body = m.reviewing AND r.role = ANY (m.reviewing_roles) AND r.for_person IS NULL)
		FROM matter_assignment a JOIN matter m ON m.id = a.matter
		WHERE a.person = $1 AND a.ended_at IS NULL AND m.ended_at IS NULL AND m.reviewing = $3 ORDER BY m.id`, in.From, in.To, in.Body)
	if err != nil {
		return fmt.Errorf("listing a leaver's matters: %w", err)
	}
	list, err := storage.Collect(rows, func(a *assigned) []any { return []any{&a.matter, &a.may} })
	if err != nil {
		return err
	}
	for _, one := range list {
		_, err := tx.Exec(`UPDATE matter_assignment SET ended_at = act_time() WHERE matter = $1 AND person = $2 AND ended_at IS NULL`,
			one.matter, in.From)
		if err != nil {
			return fmt.Errorf("ending an assignment: %w", err)
		}
		if !one.may {
			done.Left = append(done.Left, one.matter)
			continue
		}
		if _, err := assign(tx, one.matter, in.To); err != nil {
			return err
		}
		done.Assigned++
	}
	return nil
}
