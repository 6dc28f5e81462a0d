package review

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"hefa/review/procedure"
	"hefa/storage"
)

// ProposeInput is an opinion to be signed.
type ProposeInput struct {
	Matter     storage.ID
	Rev        int
	Conclusion procedure.Conclusion
	Words      string
	// Risk is the legal risk to be stated; it is needed where the conclusion
	// is risk-stated, and left out of any other.
	Risk string
}

// check settles an opinion's words. A conclusion that leads on is [Refused]
// while a comment that must be followed is open, a lawful one also over points
// that were found to be a problem: with risk-stated such a point is the risk.
func (in *ProposeInput) check(t *turn) error {
	in.Words, in.Risk = strings.TrimSpace(in.Words), strings.TrimSpace(in.Risk)
	if in.Conclusion != procedure.RiskStated {
		in.Risk = ""
	}
	switch {
	case !t.m.p.Concludes(in.Conclusion):
		return &storage.Invalid{Field: "conclusion", Code: "unknown", Detail: string(in.Conclusion)}
	case in.Words == "":
		return &storage.Invalid{Field: "text", Code: "required"}
	case in.Conclusion == procedure.RiskStated && in.Risk == "":
		return &storage.Invalid{Field: "risk", Code: "required"}
	}
	return refuseAgainst(t, in.Conclusion)
}

// Propose passes an opinion on the newest draft to the head. Each review point
// must have been concluded.
func (r *Review) Propose(ctx context.Context, a *storage.Actor, in ProposeInput) (Moved, error) {
	return r.move(ctx, a, procedure.Propose, MoveInput{Matter: in.Matter, Rev: in.Rev}, func(t *turn) error {
		if err := in.check(t); err != nil {
			return err
		}
		replaced, err := toReplace(t)
		if err != nil {
			return err
		}
		t.moved.Opinion = storage.NewID()
		var hash string
		err = t.tx.QueryRow(`INSERT INTO opinion (id, matter, document, draft, blob, conclusion, words, risk, round, replaces, body, proposed_by, proposed_for)
			SELECT $1, $2, d.document, d.number, f.blob, $4, $5, $9, $10, $11, $6, $7, $12 FROM draft d JOIN file f ON f.id = d.file
			WHERE d.document = $3 AND d.number = $8 RETURNING blob`,
			t.moved.Opinion, t.m.ID, t.m.Document, in.Conclusion, in.Words, a.Body, a.Person, t.m.Draft, in.Risk, t.m.Round, replaced, a.For).Scan(&hash)
		if err != nil {
			return read(err, "proposing an opinion on matter %s", t.m.ID)
		}
		t.event.Subject, t.event.Hashes = t.moved.Opinion, []string{hash}
		return keepEdit(t, t.moved.Opinion, in)
	})
}

// keepEdit keeps an opinion's words as they are now.
func keepEdit(t *turn, opinion storage.ID, in ProposeInput) error {
	_, err := t.tx.Exec(`INSERT INTO opinion_edit (opinion, n, conclusion, words, risk, by, for_person)
		SELECT $1, coalesce(max(n), 0) + 1, $2, $3, $4, $5, $6::uuid FROM opinion_edit WHERE opinion = $1`,
		opinion, in.Conclusion, in.Words, in.Risk, t.tx.Actor.Person, t.tx.Actor.For)
	if err != nil {
		return fmt.Errorf("keeping the words of an opinion: %w", err)
	}
	return nil
}

// toReplace is the superseded opinion that has no signed successor yet, "" where
// there is none.
func toReplace(t *turn) (storage.ID, error) {
	var id storage.ID
	err := t.tx.QueryRow(`SELECT o.id FROM opinion o JOIN opinion_superseded s ON s.opinion = o.id WHERE o.matter = $1
		AND NOT EXISTS (SELECT FROM opinion n WHERE n.replaces = o.id AND n.signed_at IS NOT NULL) ORDER BY s.at DESC, o.id DESC LIMIT 1`, t.m.ID).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return id, read(err, "looking for a superseded opinion")
}

// EditOpinion gives the proposed opinion other words, before it is signed; the
// words it had are kept. Not to undo somebody else's edit it should carry the
// revision that the person saw.
func (r *Review) EditOpinion(ctx context.Context, a *storage.Actor, in ProposeInput) (Moved, error) {
	return r.move(ctx, a, procedure.EditOpinion, MoveInput{Matter: in.Matter, Rev: in.Rev}, func(t *turn) error {
		if err := in.check(t); err != nil {
			return err
		}
		o, err := proposedOpinion(ctx, t.tx, t.m.ID)
		if err != nil {
			return err
		}
		t.moved.Opinion, t.event.Subject = o.ID, o.ID
		if err := keepEdit(t, o.ID, in); err != nil {
			return err
		}
		return t.tx.ChangeOne("editing an opinion", `UPDATE opinion SET conclusion = $2, words = $3, risk = $4 WHERE id = $1`,
			o.ID, in.Conclusion, in.Words, in.Risk)
	})
}

// refuseAgainst refuses a conclusion that what was found speaks against.
func refuseAgainst(t *turn, c procedure.Conclusion) error {
	if !c.LeadsOn() {
		return nil
	}
	refuse := func(why Why, items []string) error {
		return &Refused{Act: t.move.Act, State: t.m.State, Why: why, Items: items}
	}
	open, err := openMust(t.tx.Ctx, t.tx, t.m.ID)
	if err != nil {
		return err
	}
	if len(open) > 0 {
		return refuse(WhyMust, open)
	}
	if c != procedure.Lawful {
		return nil
	}
	wrong, err := problems(t.tx.Ctx, t.tx, &t.m)
	if err != nil {
		return err
	}
	if len(wrong) > 0 {
		return refuse(WhyProblem, wrong)
	}
	return nil
}

// SendBack returns a proposed opinion to the reviewer, with a reason that is
// the reviewing body's own.
func (r *Review) SendBack(ctx context.Context, a *storage.Actor, in MoveInput) (Moved, error) {
	return r.move(ctx, a, procedure.SendBack, in, func(t *turn) error {
		o, err := proposedOpinion(ctx, t.tx, t.m.ID)
		if err != nil {
			return err
		}
		t.moved.Opinion, t.event.Subject = o.ID, o.ID
		return t.tx.ChangeOne("sending an opinion back", `UPDATE opinion SET sent_back_at = act_time() WHERE id = $1`, o.ID)
	})
}
