package review

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"hefa/review/procedure"
	"hefa/storage"
)

// Moved is where a matter stands after a move.
type Moved struct {
	Matter storage.ID      `json:"matter"`
	State  procedure.State `json:"state"`
	Rev    int             `json:"rev"`
	// Opinion is the opinion proposed or signed by the move.
	Opinion storage.ID `json:"opinion,omitempty"`
	// Version is the version that publishing made.
	Version int `json:"version,omitempty"`
}

// turn is one move of a matter under way.
type turn struct {
	tx     *storage.Tx
	m      Matter
	move   procedure.Move
	to     procedure.State
	reason string
	event  storage.Event
	moved  Moved
	// days are the working days a clock that starts is given; 0 is the most
	// that the procedure allows.
	days int
}

// move does one act that moves a matter on: it checks right, revision, role,
// state and needs, lets fn do what is particular to the act, and writes the
// move.
func (r *Review) move(ctx context.Context, a *storage.Actor, act procedure.Act, in MoveInput, fn func(*turn) error) (Moved, error) {
	return r.moveWith(ctx, a, act, in, nil, fn)
}

// moveWith is move with something brought along, which is added before the
// needs of the move are looked at.
func (r *Review) moveWith(ctx context.Context, a *storage.Actor, act procedure.Act, in MoveInput,
	with func(*storage.Tx, *Matter) error, fn func(*turn) error) (Moved, error) {
	return storage.Once(ctx, r.Store, a, func(tx *storage.Tx) (Moved, error) {
		t, err := r.beginWith(tx, act, in, "FOR UPDATE OF m", with)
		if err != nil {
			return Moved{}, err
		}
		if t.moved.Rev, err = tx.Revise(storage.RevisedMatter, t.m.ID, 0); err != nil {
			return Moved{}, err
		}
		if fn != nil {
			if err := fn(t); err != nil {
				return Moved{}, err
			}
		}
		err = r.finish(t)
		return t.moved, err
	})
}

// MoveInput is what every act on a matter takes.
type MoveInput struct {
	Matter storage.ID
	// Rev is the revision the person saw; 0 acts on the newest.
	Rev int
	// Reason is why, in the person's words.
	Reason string
}

// begin reads the matter, locked, and checks whether the actor may do the act
// now. It fixes the role and body acted for.
func (r *Review) begin(tx *storage.Tx, act procedure.Act, in MoveInput, lock string) (*turn, error) {
	return r.beginWith(tx, act, in, lock, nil)
}

func (r *Review) beginWith(tx *storage.Tx, act procedure.Act, in MoveInput, lock string, with func(*storage.Tx, *Matter) error) (*turn, error) {
	m, err := r.see(tx.Ctx, tx, storage.Viewer{Person: tx.Actor.Person}, in.Matter, lock)
	if err != nil {
		return nil, err
	}
	held, err := tx.Holdings()
	if err != nil {
		return nil, err
	}
	invited, err := visits(tx.Ctx, tx, &m, tx.Actor.Person)
	if err != nil {
		return nil, err
	}
	seat, ok := m.seat(tx.Actor.Person, append(invited, held...), act)
	if !ok {
		return nil, fmt.Errorf("doing %s in matter %s: %w", act, m.ID, storage.ErrForbidden)
	}
	tx.Actor.Role, tx.Actor.Body, tx.Actor.For = seat.role, seat.body, seat.absent
	if _, err := tx.Seen(storage.RevisedMatter, m.ID, in.Rev); err != nil {
		return nil, err
	}
	if with != nil && seat.now {
		if err := with(tx, &m); err != nil {
			return nil, err
		}
	}
	if err := r.obstacle(tx.Ctx, tx, &m, tx.Actor.Person, act, seat); err != nil {
		return nil, err
	}
	t := &turn{tx: tx, m: m, move: seat.move, to: m.next(seat.move), reason: strings.TrimSpace(in.Reason)}
	if t.move.Asks(procedure.NeedReason) && t.reason == "" {
		return nil, &storage.Invalid{Field: "reason", Code: "required"}
	}
	t.event = storage.Event{Act: storage.Act(act), Document: m.Document, Matter: m.ID, Draft: m.Draft}
	t.moved = Moved{Matter: m.ID}
	return t, nil
}

// next is the state to which a move leads from where the matter stands.
func (m *Matter) next(move procedure.Move) procedure.State {
	switch move.To {
	case "":
		return m.State
	case procedure.Left:
		return m.SuspendedFrom
	}
	return move.To
}

// obstacle answers what stands in the way of an act in a seat: a [Refused] or
// [ErrOwnDraft].
func (r *Review) obstacle(ctx context.Context, q storage.Querier, m *Matter, person storage.ID, act procedure.Act, s seat) error {
	refuse := func(why Why, items ...string) error {
		return &Refused{Act: act, State: m.State, Why: why, Items: items}
	}
	if !s.now {
		return refuse(WhyState)
	}
	for _, need := range s.move.Needs {
		var items []string
		var err error
		var why Why
		switch need {
		case procedure.NeedNotOwn:
			if err := s.refuseOwn(ctx, q, m, person, act); err != nil {
				return err
			}
		case procedure.NeedAssigned:
			if !m.fits(person, s) {
				return refuse(WhyAssigned, m.assignedNames()...)
			}
		case procedure.NeedDraft:
			if m.Draft == 0 {
				return refuse(WhyDraft)
			}
		case procedure.NeedMaterials:
			why = WhyMaterials
			items, err = r.missingMaterials(ctx, q, m)
		case procedure.NeedCompleted:
			why = WhyCompleted
			items, err = openRequests(ctx, q, m.ID)
		case procedure.NeedAnswers:
			why = WhyAnswers
			items, err = unanswered(ctx, q, m)
		case procedure.NeedSteps:
			why = WhySteps
			items, err = openSteps(ctx, q, m, s)
		case procedure.NeedClockRuns:
			if !m.Clock.Runs() {
				return refuse(WhyClockStands)
			}
		case procedure.NeedClockAwaits:
			if !m.Clock.Awaits() {
				return refuse(WhyNotAwaiting)
			}
		case procedure.NeedEmergency:
			if m.Emergency == "" {
				return refuse(WhyNoEmergency)
			}
		case procedure.NeedNoEmergency:
			if m.Emergency != "" {
				return refuse(WhyEmergency)
			}
		case procedure.NeedPoints:
			why = WhyPoints
			items, err = openPoints(ctx, q, m)
		case procedure.NeedLeadsOn, procedure.NeedOpinion:
			o, err := signedOpinion(ctx, q, m.ID)
			if err != nil && !errors.Is(err, storage.ErrNotFound) {
				return err
			}
			stands := err == nil && o.Superseded == nil
			if need == procedure.NeedOpinion && !stands {
				return refuse(WhyOpinion)
			}
			if need == procedure.NeedLeadsOn && (!stands || !o.Conclusion.LeadsOn() || o.Draft != m.Draft) {
				return refuse(WhyConclusion)
			}
		}
		if err != nil {
			return err
		}
		if len(items) > 0 {
			return refuse(why, items...)
		}
	}
	if act == procedure.Sign && m.p.Clock.Early == procedure.EarlyRefuse {
		full, err := r.early(ctx, q, m)
		if err != nil {
			return err
		}
		if full != "" {
			return refuse(WhyTooEarly, string(full))
		}
	}
	return nil
}

// finish writes the matter's new state, its move and its event.
func (r *Review) finish(t *turn) error {
	tx, m := t.tx, &t.m
	t.moved.State = t.to
	var left, ended any
	if t.to == procedure.Suspended {
		left = m.State
	}
	if t.to.Ended() {
		ended = true
	}
	round := m.Round
	if t.move.NewRound {
		round++
	}
	if t.move.Confirms {
		if err := confirmSteps(t); err != nil {
			return err
		}
	}
	// The clock first: a matter that has ended is never written again.
	if err := r.turnClock(t); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE matter SET state = $2, suspended_from = $3,
		ended_at = CASE WHEN $4::boolean THEN act_time() END, round = $5,
		accepted_on = coalesce(accepted_on, CASE WHEN $6 THEN today() END) WHERE id = $1`,
		m.ID, t.to, left, ended, round, t.move.Act == procedure.Accept)
	if err != nil {
		return fmt.Errorf("moving matter %s to %s: %w", m.ID, t.to, err)
	}
	if err := writeMove(tx, m, t.move, t.to, t.reason); err != nil {
		return err
	}
	if t.event.Detail == nil {
		t.event.Detail = map[string]string{}
	}
	t.event.Detail["from"], t.event.Detail["to"] = string(m.State), string(t.to)
	if t.to.Ended() {
		if err := endVisits(tx, m.ID); err != nil {
			return err
		}
	}
	tx.Log(t.event)
	return nil
}

func writeMove(tx *storage.Tx, m *Matter, move procedure.Move, to procedure.State, reason string) error {
	a := tx.Actor
	_, err := tx.Exec(`INSERT INTO matter_move (matter, n, act, from_state, to_state, person, role, body, reason, internal, draft, for_person)
		SELECT $1, coalesce(max(n), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, nullif($10, 0), $11 FROM matter_move WHERE matter = $1`,
		m.ID, move.Act, m.State, to, a.Person, a.Role, a.Body, reason, move.Internal, m.Draft, a.For)
	if err != nil {
		return fmt.Errorf("writing the move of matter %s: %w", m.ID, err)
	}
	return nil
}

// beside does one act in a matter that leaves its state and revision as they
// are; moves wait until it is done.
func beside[T any](ctx context.Context, r *Review, a *storage.Actor, act procedure.Act, in MoveInput, fn func(*turn) (T, error)) (T, error) {
	return besideAs(ctx, r, a, act, in, "FOR SHARE OF m", fn)
}

// alone is beside for acts that must not be done by two at once.
func alone[T any](ctx context.Context, r *Review, a *storage.Actor, act procedure.Act, in MoveInput, fn func(*turn) (T, error)) (T, error) {
	return besideAs(ctx, r, a, act, in, "FOR UPDATE OF m", fn)
}

func besideAs[T any](ctx context.Context, r *Review, a *storage.Actor, act procedure.Act, in MoveInput, lock string, fn func(*turn) (T, error)) (T, error) {
	return storage.Once(ctx, r.Store, a, func(tx *storage.Tx) (T, error) {
		t, err := r.begin(tx, act, in, lock)
		if err != nil {
			var none T
			return none, err
		}
		answer, err := fn(t)
		tx.Log(t.event)
		return answer, err
	})
}
