package review

import (
	"context"
	"fmt"
	"slices"

	"hefa/review/procedure"
	"hefa/storage"
)

// seat is the role and body in which a person would do an act.
type seat struct {
	role storage.Role
	body storage.ID
	// absent is the person whose deputy sits here, or "".
	absent storage.ID
	move   procedure.Move
	// now: the table has the act for this role in the matter's state.
	now bool
}

// seat finds the best of a person's holdings for an act, invitations to the
// matter among them: one that may do it now before one that may do it in
// another state, and one to which the matter is assigned before others. It
// reports false where none of them ever may.
func (m *Matter) seat(person storage.ID, held []storage.Holding, act procedure.Act) (seat, bool) {
	var best seat
	found := false
	for _, move := range m.p.Of(act) {
		for _, body := range m.bodies(move.Side) {
			for _, h := range held {
				if h.Body != body || !slices.Contains(move.Roles, procedure.Role(h.Role)) {
					continue
				}
				s := seat{h.Role, body, h.For, move, slices.Contains(move.From, m.State)}
				if !found || s.now && !best.now || s.now == best.now && m.fits(person, s) && !m.fits(person, best) {
					best, found = s, true
				}
			}
		}
	}
	return best, found
}

// fits reports whether an act that asks for it may be done from a seat: where
// the matter is assigned, by those it is assigned to, their deputies and the
// head.
func (m *Matter) fits(person storage.ID, s seat) bool {
	return !s.move.Asks(procedure.NeedAssigned) || len(m.Assigned) == 0 || s.role == storage.Head || m.assignedTo(person, s)
}

// assignedTo reports whether the matter is assigned to a person, or to the one
// whose deputy they are in a seat.
func (m *Matter) assignedTo(person storage.ID, s seat) bool {
	if s.absent != "" {
		person = s.absent
	}
	return slices.ContainsFunc(m.Assigned, func(p PersonRef) bool { return p.ID == person })
}

// refuseOwn refuses what nobody does with their own work, neither for
// themselves nor as a deputy of somebody or for somebody whose work it is.
func (s seat) refuseOwn(ctx context.Context, q storage.Querier, m *Matter, person storage.ID, act procedure.Act) error {
	for _, who := range []storage.ID{person, s.absent} {
		if m.drafted(who) {
			return fmt.Errorf("doing %s in matter %s: %w", act, m.ID, ErrOwnDraft)
		}
	}
	if act != procedure.Sign || s.absent == "" {
		return nil
	}
	// Two pairs of eyes: a deputy of the head does not sign what they proposed.
	var own bool
	err := q.QueryRowContext(ctx, `SELECT EXISTS (SELECT FROM opinion WHERE matter = $1 AND proposed_by = $2
		AND signed_at IS NULL AND sent_back_at IS NULL)`, m.ID, person).Scan(&own)
	if err != nil {
		return fmt.Errorf("asking who proposed the opinion of matter %s: %w", m.ID, err)
	}
	if own {
		return &Refused{Act: act, State: m.State, Why: WhyOwnOpinion}
	}
	return nil
}

// drafted reports whether a person has had a hand in what a matter is about,
// in this or an earlier matter over the same document.
func (m *Matter) drafted(person storage.ID) bool { return slices.Contains(m.hands, person) }
