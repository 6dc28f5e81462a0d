package review

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"hefa/review/procedure"
	"hefa/storage"
)

// SignInput signs the proposed opinion.
type SignInput struct {
	Matter storage.ID
	Rev    int
	// Next is where the matter goes after a conclusion that does not lead on
	// (amendment, or for unlawful also closed); "" is the procedure's first.
	Next procedure.State
	// Unread: the head has seen that nobody of the reviewing body ticked some
	// articles as read.
	Unread bool
}

// Sign gives the proposed opinion its number and makes it final. From
// signature on the registrar of the issuing body may read the drafts. A
// conclusion that does not lead on returns the matter for amendment or closes
// it. The comments of the reviewing body reach the drafters with it. It is
// [Refused] with [WhyUnread] over articles that nobody has read, unless that
// is confirmed.
func (r *Review) Sign(ctx context.Context, a *storage.Actor, in SignInput) (Moved, error) {
	return r.move(ctx, a, procedure.Sign, MoveInput{Matter: in.Matter, Rev: in.Rev}, func(t *turn) error {
		o, err := proposedOpinion(ctx, t.tx, t.m.ID)
		if err != nil {
			return err
		}
		if err := refuseUnread(t, in.Unread); err != nil {
			return err
		}
		next, ok := t.move.After(o.Conclusion, in.Next)
		if !ok {
			return &storage.Invalid{Field: "next", Code: "unknown", Detail: string(in.Next)}
		}
		if err := refuseAgainst(t, o.Conclusion); err != nil {
			return err
		}
		number, err := takeNumber(t)
		if err != nil {
			return err
		}
		paper, err := r.paper(ctx, t.tx, &t.m, &o)
		if err != nil {
			return err
		}
		frozen, err := json.Marshal(paper)
		if err != nil {
			return fmt.Errorf("keeping the paper of an opinion: %w", err)
		}
		err = t.tx.ChangeOne("signing an opinion",
			`UPDATE opinion SET number = $2, signed_by = $3, signed_for = $5, signed_at = act_time(), paper = $4::jsonb WHERE id = $1`,
			o.ID, number, a.Person, string(frozen), a.For)
		if err != nil {
			return err
		}
		t.to, t.moved.Opinion = next, o.ID
		t.event.Subject, t.event.Draft, t.event.Hashes = o.ID, o.Draft, []string{o.Hash}
		t.event.Detail = map[string]string{"conclusion": string(o.Conclusion)}
		if err := publishComments(t.tx, &t.m, nil); err != nil {
			return err
		}
		if next.Ended() {
			return withdrawDocument(t)
		}
		if len(t.m.p.Of(procedure.Publish)) > 0 {
			return t.tx.AddGrant(storage.Grant{Document: t.m.Document, Body: t.m.Issuing[0].ID, Roles: []storage.Role{storage.Registrar}})
		}
		return nil
	})
}

// takeNumber takes the reviewing body's next number of the year. It comes from
// a counter in the act's own transaction, so there are no gaps.
func takeNumber(t *turn) (string, error) {
	form := t.m.p.Number(string(t.m.Clock.today)[:4], "{n}")
	var n int
	err := t.tx.QueryRow(`INSERT INTO opinion_counter (body, form, n) VALUES ($1, $2, 1)
		ON CONFLICT (body, form) DO UPDATE SET n = opinion_counter.n + 1 RETURNING n`, t.tx.Actor.Body, form).Scan(&n)
	if err != nil {
		return "", fmt.Errorf("numbering an opinion: %w", err)
	}
	return strings.ReplaceAll(form, "{n}", strconv.Itoa(n)), nil
}

// Supersede takes a wrong opinion out of force, with the reason, and leads the
// matter back to review in a new round, whose opinion will name the one it
// replaces. Both stay to be seen. It can be done until publication.
func (r *Review) Supersede(ctx context.Context, a *storage.Actor, in MoveInput) (Moved, error) {
	return r.move(ctx, a, procedure.Supersede, in, func(t *turn) error {
		o, err := signedOpinion(ctx, t.tx, t.m.ID)
		if err != nil {
			return err
		}
		t.moved.Opinion, t.event.Subject, t.event.Draft = o.ID, o.ID, o.Draft
		_, err = t.tx.Exec(`INSERT INTO opinion_superseded (opinion, reason, by, role, body, for_person) VALUES ($1, $2, $3, $4, $5, $6)`,
			o.ID, t.reason, a.Person, t.tx.Actor.Role, t.tx.Actor.Body, a.For)
		if err != nil {
			return fmt.Errorf("superseding opinion %s: %w", o.ID, err)
		}
		return nil
	})
}
