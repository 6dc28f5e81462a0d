package review

import (
	"context"
	"fmt"
	"time"

	"github.com/lib/pq"

	"hefa/review/procedure"
	"hefa/storage"
)

// Matter is one run of one procedure over one document.
type Matter struct {
	ID               storage.ID      `json:"id"`
	Document         storage.ID      `json:"document"`
	Title            string          `json:"title"`
	Kind             storage.Kind    `json:"kind"`
	Procedure        string          `json:"procedure"`
	ProcedureVersion int             `json:"procedureVersion"`
	State            procedure.State `json:"state"`
	// SuspendedFrom is the state to which a suspended matter goes back.
	SuspendedFrom procedure.State `json:"suspendedFrom,omitempty"`
	Rev           int             `json:"rev"`
	// Round counts reviews, from 1.
	Round int `json:"round"`
	// FirstDraft and Draft are the numbers of its oldest and newest drafts.
	FirstDraft int `json:"firstDraft,omitempty"`
	Draft      int `json:"draft,omitempty"`
	// BaseVersion is the version it sets out to amend, or 0.
	BaseVersion int               `json:"baseVersion,omitempty"`
	Issuing     []storage.BodyRef `json:"issuing"`
	Drafting    []storage.BodyRef `json:"drafting"`
	Reviewing   storage.BodyRef   `json:"reviewing"`
	OpenedBy    storage.ID        `json:"openedBy,omitempty"`
	OpenedName  string            `json:"openedByName,omitempty"`
	// OpenedForName is the absent person whose deputy opened it.
	OpenedForName string      `json:"openedForName,omitempty"`
	OpenedAt      time.Time   `json:"openedAt"`
	EndedAt       *time.Time  `json:"endedAt,omitempty"`
	Clock         MatterClock `json:"clock"`
	// Emergency is why it was declared an emergency, "" where it is none.
	Emergency string `json:"emergency,omitempty"`
	// Assigned are the reviewers to whom the head has assigned it.
	Assigned    []PersonRef `json:"assigned,omitempty"`
	independent bool
	hands       []storage.ID // of those who drafted what it is about, and do not review it
	roles       []string     // in the reviewing body
	p           *procedure.Procedure
}

// Running reports whether the matter is under way; a suspended one is.
func (m *Matter) Running() bool { return !m.State.Ended() }

const matterQuery = `SELECT m.id, m.document, d.title, d.kind, m.procedure, m.procedure_version, m.state,
	coalesce(m.suspended_from, ''), m.rev, m.round, coalesce(m.base_version, 0), m.independent, m.reviewing_roles,
	coalesce((SELECT min(number) FROM draft WHERE matter = m.id), 0),
	coalesce((SELECT max(number) FROM draft WHERE matter = m.id), 0),
	bodies_of(m.document, 'issuing'), bodies_of(m.document, 'drafting'), body_ref(m.reviewing),
	m.opened_by, coalesce((SELECT name FROM person WHERE id = m.opened_by), ''), person_name(m.opened_for), m.opened_at, m.ended_at,
	m.accepted_on, m.clock_from, m.due, m.provisional, m.stopped_on, coalesce(m.stopped_act, ''), coalesce(m.days, 0),
	coalesce((SELECT sum(days) FROM matter_extension e WHERE e.matter = m.id AND e.round = m.round), 0),
	m.emergency, today(), (SELECT n FROM calendar_state),
	(SELECT json_agg(json_build_object('id', a.person, 'name', person_name(a.person)) ORDER BY a.id)
	 FROM matter_assignment a WHERE a.matter = m.id AND a.ended_at IS NULL),
	array_remove(hands(m), NULL)
	FROM matter m JOIN document d ON d.id = m.document `

func matterFields(m *Matter) []any {
	c := &m.Clock
	return []any{&m.ID, &m.Document, &m.Title, &m.Kind, &m.Procedure, &m.ProcedureVersion, &m.State,
		&m.SuspendedFrom, &m.Rev, &m.Round, &m.BaseVersion, &m.independent, pq.Array(&m.roles),
		&m.FirstDraft, &m.Draft,
		storage.JSONInto(&m.Issuing), storage.JSONInto(&m.Drafting), storage.JSONInto(&m.Reviewing),
		&m.OpenedBy, &m.OpenedName, &m.OpenedForName, &m.OpenedAt, &m.EndedAt,
		&c.AcceptedOn, &c.From, &c.Due, &c.Provisional, &c.StoppedOn, &c.StoppedBy, &c.Days, &c.Extended,
		&m.Emergency, &c.today, &c.calendar, storage.JSONInto(&m.Assigned), pq.Array(&m.hands)}
}

// Matter reads one matter where the viewer may read its drafts; else
// [storage.ErrNotFound].
func (r *Review) Matter(ctx context.Context, v storage.Viewer, id storage.ID) (Matter, error) {
	return r.see(ctx, r.Store.DB, v, id, "")
}

// see reads a matter, locked as lock says, if the viewer may read its drafts.
func (r *Review) see(ctx context.Context, q storage.Querier, v storage.Viewer, id storage.ID, lock string) (Matter, error) {
	var m Matter
	err := q.QueryRowContext(ctx, matterQuery+`WHERE m.id = $1 `+lock, id).Scan(matterFields(&m)...)
	if err != nil {
		return Matter{}, read(err, "reading matter %s", id)
	}
	access, err := storage.See(ctx, q, v, m.Document)
	if err != nil {
		return Matter{}, err
	}
	if !access.Drafts {
		return Matter{}, fmt.Errorf("reading matter %s: %w", id, storage.ErrNotFound)
	}
	if lock != "" {
		// The lock may have been waited for: what was read with it is as old as
		// the question.
		err := q.QueryRowContext(ctx, `SELECT array_remove(hands(m), NULL) FROM matter m WHERE m.id = $1`, id).Scan(pq.Array(&m.hands))
		if err != nil {
			return Matter{}, read(err, "reading who drafted matter %s", id)
		}
	}
	err = r.complete(ctx, q, &m)
	return m, err
}

// complete fills in what follows from the procedure and the calendar.
func (r *Review) complete(ctx context.Context, q storage.Querier, m *Matter) (err error) {
	if m.p, err = r.procedureAt(ctx, q, m.Procedure, m.ProcedureVersion); err != nil {
		return fmt.Errorf("reading matter %s: %w", m.ID, err)
	}
	days, err := r.days(ctx, q, m.Clock.calendar)
	if err != nil {
		return err
	}
	m.Clock.read(m, days)
	return nil
}

// MattersOf lists a document's matters, newest first, for those who may read
// its drafts; else [storage.ErrNotFound].
func (r *Review) MattersOf(ctx context.Context, v storage.Viewer, document storage.ID) ([]Matter, error) {
	access, err := r.Store.See(ctx, v, document)
	if err != nil {
		return nil, err
	}
	if !access.Drafts {
		return nil, fmt.Errorf("listing matters of %s: %w", document, storage.ErrNotFound)
	}
	return r.matters(ctx, `WHERE m.document = $1 ORDER BY m.id DESC`, document)
}

func (r *Review) matters(ctx context.Context, where string, args ...any) ([]Matter, error) {
	rows, err := r.Store.DB.QueryContext(ctx, matterQuery+where, args...)
	if err != nil {
		return nil, fmt.Errorf("listing matters: %w", err)
	}
	list, err := storage.Collect(rows, matterFields)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if err := r.complete(ctx, r.Store.DB, &list[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// ProcedureOf is the version of the procedure that a matter follows.
func (r *Review) ProcedureOf(m Matter) *procedure.Procedure { return m.p }

// bodies are the matter's bodies on a side.
func (m *Matter) bodies(side procedure.Side) []storage.ID {
	var list []storage.ID
	switch side {
	case procedure.SideReviewing:
		return []storage.ID{m.Reviewing.ID}
	case procedure.SideIssuing:
		return []storage.ID{m.Issuing[0].ID}
	}
	for _, b := range m.Drafting {
		list = append(list, b.ID)
	}
	return list
}
