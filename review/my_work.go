package review

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/lib/pq"

	"hefa/review/procedure"
	"hefa/storage"
)

// WaitingFor says what a person is waited for.
type WaitingFor string

// Mentioned means that somebody named the person in an open comment. All else that is
// waited for is named by the act that leads on.
const Mentioned WaitingFor = "mentioned"

// Consulted means that a body the person speaks for is asked in a round.
const Consulted WaitingFor = "consulted"

// Advising means that the person is invited to the matter and has said nothing
// yet.
const Advising WaitingFor = "advise"

// Item is one thing that waits for a person.
type Item struct {
	Matter Matter `json:"matter"`
	// For is the act that is waited for, or one of the reasons above.
	For WaitingFor `json:"for"`
	// Since is when the matter came to the person.
	Since time.Time `json:"since"`
	// Comment is the comment that mentions the person.
	Comment storage.ID `json:"comment,omitempty"`
	// Round is the round in which an answer is waited for.
	Round storage.ID `json:"round,omitempty"`
	// Due is the day by which it is to be done, "" for none; Left the working
	// days to it, negative when it has passed.
	Due  storage.Day `json:"due,omitempty"`
	Left int         `json:"left,omitempty"`
	// Assigned: the matter is assigned to the person, or to the one absent.
	Assigned bool `json:"assigned,omitempty"`
	// AbsentName is the absent person as whose deputy it waits.
	AbsentName string `json:"absentName,omitempty"`
}

// Overdue and Soon say how near the due day is.
func (i Item) Overdue() bool { return i.Due != "" && i.Left < 0 }

// Soon reports whether the due day is today or within three working days.
func (i Item) Soon() bool { return i.Due != "" && i.Left >= 0 && i.Left <= 3 }

// waitedFor is the act that leads on from a state.
var waitedFor = map[procedure.State]procedure.Act{
	procedure.Drafting: procedure.Submit, procedure.OwnLegal: procedure.Consent, procedure.Submitted: procedure.Accept,
	procedure.Completion: procedure.Resubmit, procedure.InReview: procedure.Propose, procedure.Amendment: procedure.Resubmit,
	procedure.OpinionProposed: procedure.Sign, procedure.OpinionSigned: procedure.Publish,
}

// MyWork lists what waits for the viewer: the overdue first, then by due day,
// those without one last, the longest waiting first.
func (r *Review) MyWork(ctx context.Context, v storage.Viewer) ([]Item, error) {
	if v.Person == "" {
		return []Item{}, nil
	}
	held, err := r.Store.Holdings(ctx, v.Person)
	if err != nil {
		return nil, err
	}
	items, err := r.waiting(ctx, v.Person, held)
	if err != nil {
		return nil, err
	}
	mentions, err := r.mentions(ctx, v)
	if err != nil {
		return nil, err
	}
	items = append(items, mentions...)
	asked, err := r.asked(ctx, v)
	if err != nil {
		return nil, err
	}
	items = append(items, asked...)
	slices.SortStableFunc(items, func(a, b Item) int {
		return cmp.Or(cmp.Compare(dueOrLast(a), dueOrLast(b)), a.Since.Compare(b.Since))
	})
	return items, nil
}

func dueOrLast(i Item) storage.Day {
	if i.Due == "" {
		return "9999-12-31"
	}
	return i.Due
}

// item is a thing that waits in a matter, due with its clock.
func item(m Matter, what WaitingFor) Item {
	i := Item{Matter: m, For: what}
	if m.Clock.Runs() && m.State != procedure.Suspended {
		i.Due, i.Left = m.Clock.Due, m.Clock.Left
	}
	return i
}

// waiting are the running matters whose state waits for one of the person's
// roles. What the person drafted does not wait for the same person's review.
func (r *Review) waiting(ctx context.Context, person storage.ID, held []storage.Holding) ([]Item, error) {
	list, err := r.matters(ctx, `WHERE m.ended_at IS NULL AND EXISTS (
		SELECT FROM current_role_of h WHERE h.person = $1 AND (h.body = m.reviewing
			OR h.body IN (SELECT body FROM document_body WHERE document = m.document)))
		AND EXISTS (SELECT FROM draft_reader dr WHERE dr.document = m.document AND dr.person = $1) ORDER BY m.id`, person)
	if err != nil {
		return nil, err
	}
	items := []Item{}
	for _, m := range list {
		act, s, ok := m.waits(person, held)
		if !ok {
			continue
		}
		if s.move.Asks(procedure.NeedNotOwn) && (m.drafted(person) || m.drafted(s.absent)) {
			continue
		}
		one := item(m, WaitingFor(act))
		one.Assigned = m.assignedTo(person, s)
		for _, h := range held {
			if s.absent != "" && h.For == s.absent {
				one.AbsentName = h.ForName
			}
		}
		items = append(items, one)
	}
	return items, r.since(ctx, items)
}

// since fills in when each matter came to the person: with its newest move.
func (r *Review) since(ctx context.Context, items []Item) error {
	at := map[storage.ID]*Item{}
	ids := make([]string, len(items))
	for i := range items {
		at[items[i].Matter.ID], ids[i] = &items[i], string(items[i].Matter.ID)
	}
	rows, err := r.Store.DB.QueryContext(ctx, `SELECT m.id, coalesce((SELECT max(at) FROM matter_move WHERE matter = m.id), m.opened_at)
		FROM matter m WHERE m.id = ANY ($1)`, pq.Array(ids))
	if err != nil {
		return fmt.Errorf("reading since when matters wait: %w", err)
	}
	type moved struct {
		id storage.ID
		at time.Time
	}
	list, err := storage.Collect(rows, func(m *moved) []any { return []any{&m.id, &m.at} })
	for _, m := range list {
		at[m.id].Since = m.at
	}
	return err
}

// waits reports whether a matter waits for a person, for which act, and in
// which seat. Where it is assigned, the reviewer's moves wait for those it is
// assigned to, and for nobody else.
func (m *Matter) waits(person storage.ID, held []storage.Holding) (procedure.Act, seat, bool) {
	act := waitedFor[m.State]
	if m.State == procedure.OpinionSigned && len(m.p.Of(procedure.Publish)) == 0 {
		act = procedure.Close
	}
	s, ok := m.seat(person, held, act)
	if !ok || !s.now || !m.p.WaitsFor(m.State, procedure.Role(s.role)) {
		return act, s, false
	}
	return act, s, !s.move.Asks(procedure.NeedAssigned) || len(m.Assigned) == 0 || m.assignedTo(person, s)
}

// mentions are the open comments that name the person.
func (r *Review) mentions(ctx context.Context, v storage.Viewer) ([]Item, error) {
	type named struct {
		matter, comment storage.ID
		at              time.Time
	}
	rows, err := r.Store.DB.QueryContext(ctx, `WITH named AS MATERIALIZED (SELECT c, m FROM comment_mention n JOIN comment c ON c.id = n.comment JOIN matter m ON m.id = c.matter
			WHERE n.person = $1 AND c.author <> $1 AND m.ended_at IS NULL
			AND NOT EXISTS (SELECT FROM comment t WHERE t.id = coalesce(c.thread, c.id) AND t.resolved_at IS NOT NULL)
			AND NOT EXISTS (SELECT FROM comment b WHERE b.thread = coalesce(c.thread, c.id) AND b.author = $1 AND b.id > c.id))
		SELECT (c).matter, coalesce((c).thread, (c).id), (c).at FROM named
		WHERE may_read_comment($1, c, m) AND may_read_drafts($1, (m).document) ORDER BY (c).id`, v.Person)
	if err != nil {
		return nil, fmt.Errorf("listing mentions: %w", err)
	}
	found, err := storage.Collect(rows, func(n *named) []any { return []any{&n.matter, &n.comment, &n.at} })
	if err != nil {
		return nil, err
	}
	items := []Item{}
	for _, n := range found {
		m, err := r.Matter(ctx, v, n.matter)
		if err != nil {
			return nil, err
		}
		one := item(m, Mentioned)
		one.Since, one.Comment = n.at, n.comment
		items = append(items, one)
	}
	return items, nil
}
