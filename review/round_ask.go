package review

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hefa/review/procedure"
	"hefa/storage"
)

// Acts of a round, as the log names them.
const (
	ActRoundOpened   storage.Act = "consultation-opened"
	ActRoundSaved    storage.Act = "consultation-saved"
	ActRoundSigned   storage.Act = "consultation-signed"
	ActRoundReminded storage.Act = "consultation-reminded"
	ActRoundTreated  storage.Act = "consultation-treated"
	ActRoundClosed   storage.Act = "consultation-closed"
	ActCoordinated   storage.Act = "coordination-recorded"
)

// ConsultInput asks several bodies about a matter's newest draft.
type ConsultInput struct {
	Matter storage.ID
	Rev    int
	Bodies []storage.ID
	Due    storage.Day
	Letter string
}

// answering are the roles in an asked body that read the draft and answer.
var answering = []storage.Role{storage.Drafter, storage.Legal, storage.Reviewer, storage.Head}

// Consult opens a round: the bodies' people may read the drafts and answer by
// article. It answers the round's id.
func (r *Review) Consult(ctx context.Context, a *storage.Actor, in ConsultInput) (storage.ID, error) {
	in.Letter = strings.TrimSpace(in.Letter)
	return beside(ctx, r, a, procedure.Consult, MoveInput{Matter: in.Matter, Rev: in.Rev}, func(t *turn) (storage.ID, error) {
		if err := in.check(t); err != nil {
			return "", err
		}
		id := storage.NewID()
		t.event.Act, t.event.Subject = ActRoundOpened, id
		_, err := t.tx.Exec(`INSERT INTO consultation (id, matter, document, draft, body, reviewing, letter, due, by, for_person)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, id, t.m.ID, t.m.Document, t.m.Draft, a.Body,
			t.move.Side == procedure.SideReviewing, in.Letter, in.Due, a.Person, a.For)
		if err != nil {
			return "", fmt.Errorf("opening a round in matter %s: %w", t.m.ID, err)
		}
		for i, b := range in.Bodies {
			if _, err := t.tx.Exec(`INSERT INTO consulted_body (consultation, body, ord) VALUES ($1, $2, $3)`, id, b, i+1); err != nil {
				return "", fmt.Errorf("asking body %s: %w", b, err)
			}
			if err := t.tx.AddGrant(storage.Grant{Document: t.m.Document, Body: b, Roles: answering, Reason: id}); err != nil {
				return "", err
			}
		}
		return id, nil
	})
}

func (in *ConsultInput) check(t *turn) error {
	switch {
	case in.Letter == "":
		return &storage.Invalid{Field: "letter", Code: "required"}
	case in.Due == "":
		return &storage.Invalid{Field: "due", Code: "required"}
	case in.Due < t.m.Clock.today:
		return &storage.Invalid{Field: "due", Code: "past"}
	case t.m.Draft == 0:
		return &Refused{Act: t.move.Act, State: t.m.State, Why: WhyDraft}
	}
	var bodies []storage.ID
	for _, id := range in.Bodies {
		b, err := storage.ReadBody(t.tx.Ctx, t.tx, id)
		if err != nil || b.LastDay != "" && b.LastDay < t.m.Clock.today {
			return &storage.Invalid{Field: "bodies", Code: "choice"}
		}
		party := slices.ContainsFunc(append(t.m.Drafting, t.m.Reviewing), func(p storage.BodyRef) bool { return p.ID == id })
		if party {
			return &storage.Invalid{Field: "bodies", Code: "party", Detail: b.Short()}
		}
		if !slices.Contains(bodies, id) {
			bodies = append(bodies, id)
		}
	}
	if in.Bodies = bodies; len(bodies) == 0 {
		return &storage.Invalid{Field: "bodies", Code: "required"}
	}
	return nil
}

// asker finds the seat from which a person may lead a round on: on its side and
// in its body, whatever state the matter has come to meanwhile.
func (r *Review) asker(ctx context.Context, q storage.Querier, m *Matter, round *Round, person storage.ID) (seat, bool, error) {
	rows, err := q.QueryContext(ctx, `SELECT role, for_person FROM current_role_of WHERE person = $1 AND body = $2
		ORDER BY for_person IS NOT NULL`, person, round.Body.ID)
	if err != nil {
		return seat{}, false, fmt.Errorf("reading who asks in round %s: %w", round.ID, err)
	}
	held, err := storage.Collect(rows, func(h *storage.Holding) []any { return []any{&h.Role, &h.For} })
	if err != nil {
		return seat{}, false, err
	}
	for _, move := range m.p.Of(procedure.Consult) {
		for _, h := range held {
			s := seat{h.Role, round.Body.ID, h.For, move, true}
			if (move.Side == procedure.SideReviewing) != round.Reviewing || !slices.Contains(move.Roles, procedure.Role(h.Role)) || !m.fits(person, s) {
				continue
			}
			if !move.Asks(procedure.NeedNotOwn) {
				return s, true, nil
			}
			err := s.refuseOwn(ctx, q, m, person, procedure.Consult)
			if err == nil {
				return s, true, nil
			}
			if !errors.Is(err, ErrOwnDraft) {
				return seat{}, false, err
			}
		}
	}
	return seat{}, false, nil
}

// lead does one act of those who ask in an open round, which it holds until
// the act is done.
func lead[T any](ctx context.Context, r *Review, a *storage.Actor, id storage.ID, act storage.Act, fn func(*storage.Tx, *Matter, *Round, *storage.Event) (T, error)) (T, error) {
	return storage.Once(ctx, r.Store, a, func(tx *storage.Tx) (none T, err error) {
		m, round, err := r.holdRound(tx, id)
		if err != nil {
			return none, err
		}
		s, ok, err := r.asker(ctx, tx, &m, &round, a.Person)
		if err != nil {
			return none, err
		}
		if !ok {
			return none, fmt.Errorf("leading round %s: %w", id, storage.ErrForbidden)
		}
		a.Role, a.Body, a.For = s.role, s.body, s.absent
		if !round.Open() || !m.Running() {
			return none, &Refused{Act: procedure.Consult, State: m.State, Why: WhyRoundClosed}
		}
		e := storage.Event{Act: act, Document: m.Document, Matter: m.ID, Draft: round.Draft, Subject: id}
		answer, err := fn(tx, &m, &round, &e)
		tx.Log(e)
		return answer, err
	})
}

// holdRound reads a round that the actor may read of, locked, and its matter.
func (r *Review) holdRound(tx *storage.Tx, id storage.ID) (Matter, Round, error) {
	var matter storage.ID
	if err := tx.QueryRow(`SELECT matter FROM consultation WHERE id = $1 FOR UPDATE`, id).Scan(&matter); err != nil {
		return Matter{}, Round{}, read(err, "reading round %s", id)
	}
	v := storage.Viewer{Person: tx.Actor.Person}
	m, err := r.see(tx.Ctx, tx, v, matter, "")
	if err != nil {
		return m, Round{}, err
	}
	round, err := r.readRound(tx.Ctx, tx, v, id)
	return m, round, err
}

// RemindInput reminds bodies of a round; none are all that have not answered.
type RemindInput struct {
	Round  storage.ID
	Bodies []storage.ID
}

// Remind reminds bodies that have not answered; package notice tells their
// people.
func (r *Review) Remind(ctx context.Context, a *storage.Actor, in RemindInput) (int, error) {
	return lead(ctx, r, a, in.Round, ActRoundReminded, func(tx *storage.Tx, _ *Matter, round *Round, e *storage.Event) (int, error) {
		var told []string
		for _, b := range round.Waiting() {
			if len(in.Bodies) > 0 && !slices.Contains(in.Bodies, b.Body.ID) {
				continue
			}
			_, err := tx.Exec(`UPDATE consulted_body SET reminded_at = act_time() WHERE consultation = $1 AND body = $2`, round.ID, b.Body.ID)
			if err != nil {
				return 0, fmt.Errorf("reminding body %s: %w", b.Body.ID, err)
			}
			told = append(told, string(b.Body.ID))
		}
		if len(told) == 0 {
			return 0, &storage.Invalid{Field: "bodies", Code: "nobody-waits"}
		}
		e.Detail = map[string]string{"bodies": strings.Join(told, ",")}
		return len(told), nil
	})
}

// TreatInput says what the asking body did with one reply.
type TreatInput struct {
	Round, Reply storage.ID
	Verdict      Verdict
	// Reason is needed unless it was adopted.
	Reason string
}

// Treat records what became of a reply that stands; the newest word counts
// until the round is closed.
func (r *Review) Treat(ctx context.Context, a *storage.Actor, in TreatInput) error {
	in.Reason = strings.TrimSpace(in.Reason)
	_, err := lead(ctx, r, a, in.Round, ActRoundTreated, func(tx *storage.Tx, _ *Matter, round *Round, e *storage.Event) (struct{}, error) {
		switch {
		case !slices.Contains(Verdicts, in.Verdict):
			return struct{}{}, &storage.Invalid{Field: "verdict", Code: "unknown", Detail: string(in.Verdict)}
		case in.Verdict != Adopted && in.Reason == "":
			return struct{}{}, &storage.Invalid{Field: "reason", Code: "required"}
		}
		e.Detail = map[string]string{"verdict": string(in.Verdict), "reply": string(in.Reply)}
		return struct{}{}, tx.ChangeOne("treating a reply", `UPDATE consulted_reply p SET verdict = $3, reason = $4 FROM consulted_body b
			WHERE p.id = $1 AND p.consultation = $2 AND b.consultation = p.consultation AND b.body = p.body AND b.signed_at IS NOT NULL`,
			in.Reply, round.ID, in.Verdict, in.Reason)
	})
	return err
}
