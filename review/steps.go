package review

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/lib/pq"

	"hefa/review/procedure"
	"hefa/storage"
)

// StepState is a step of a matter's procedure and how it stands with it.
type StepState struct {
	procedure.Stage
	Status StepStatus `json:"status"`
	// Spared: it need not be done, since the matter is an emergency.
	Spared bool `json:"spared,omitempty"`
	// Said is what was said of a free step, nil where nothing was.
	Said *StepSaid `json:"said,omitempty"`
	// Missing are the materials it needs that are not there.
	Missing []string `json:"missing,omitempty"`
}

// StepSaid is what was said of a free step, by whom, and who excused it.
type StepSaid struct {
	First  storage.Day   `json:"first,omitempty"`
	Last   storage.Day   `json:"last,omitempty"`
	Reason string        `json:"reason,omitempty"`
	Note   string        `json:"note,omitempty"`
	File   *storage.File `json:"file,omitempty"`
	By     storage.ID    `json:"by"`
	ByName string        `json:"byName"`
	// ForName is the absent person whose deputy said it.
	ForName string          `json:"forName,omitempty"`
	Role    storage.Role    `json:"role"`
	Body    storage.BodyRef `json:"body"`
	At      time.Time       `json:"at"`
	// ExcusedBy and the rest are empty where nobody has excused it.
	ExcusedBy      storage.ID   `json:"excusedBy,omitempty"`
	ExcusedName    string       `json:"excusedByName,omitempty"`
	ExcusedForName string       `json:"excusedForName,omitempty"`
	ExcusedRole    storage.Role `json:"excusedRole,omitempty"`
	ExcusedAt      *time.Time   `json:"excusedAt,omitempty"`
}

// Steps lists the steps of a matter's procedure in order, each with how it
// stands with it, for those who may read its drafts.
func (r *Review) Steps(ctx context.Context, v storage.Viewer, matter storage.ID) ([]StepState, error) {
	m, err := r.Matter(ctx, v, matter)
	if err != nil {
		return nil, err
	}
	return r.steps(ctx, r.Store.DB, &m)
}

func (r *Review) steps(ctx context.Context, q storage.Querier, m *Matter) ([]StepState, error) {
	said, statuses, err := stepsSaid(ctx, q, m.ID)
	if err != nil {
		return nil, err
	}
	there, err := materials(ctx, q, m.ID)
	if err != nil {
		return nil, err
	}
	way, err := wayOf(ctx, q, m)
	if err != nil {
		return nil, err
	}
	list := []StepState{}
	for _, stage := range m.p.Steps {
		s := StepState{Stage: stage, Status: StepOpen}
		switch {
		case !stage.Free():
			s.Status = way.status(m, stage)
		case said[stage.Code] != nil:
			s.Said, s.Status = said[stage.Code], statuses[stage.Code]
		case m.spared(stage):
			s.Spared, s.Status = true, StepExcused
		}
		if s.Status != StepExcused && s.Status != StepAsked {
			for _, code := range stage.Materials {
				if !slices.ContainsFunc(there, func(mt Material) bool { return mt.Code == code }) {
					s.Missing = append(s.Missing, code)
				}
			}
		}
		list = append(list, s)
	}
	return list, nil
}

func stepsSaid(ctx context.Context, q storage.Querier, matter storage.ID) (map[string]*StepSaid, map[string]StepStatus, error) {
	type row struct {
		StepSaid
		code   string
		status StepStatus
		file   storage.File
	}
	rows, err := q.QueryContext(ctx, `SELECT s.code, s.status, s.first_day, s.last_day, s.reason, s.note, s.by, p.name, person_name(s.for_person), s.role,
		body_ref(s.body), s.at, s.excused_by, coalesce(e.name, ''), person_name(s.excused_for), coalesce(s.excused_role, ''), s.excused_at,
		f.id, coalesce(f.blob, ''), coalesce(f.name, ''), coalesce(f.media_type, ''), coalesce(f.size, 0), f.by, coalesce(f.at, s.at)
		FROM matter_step s JOIN person p ON p.id = s.by LEFT JOIN person e ON e.id = s.excused_by LEFT JOIN file f ON f.id = s.file
		WHERE s.matter = $1 AND s.taken_back_at IS NULL`, matter)
	if err != nil {
		return nil, nil, fmt.Errorf("listing steps of matter %s: %w", matter, err)
	}
	list, err := storage.Collect(rows, func(r *row) []any {
		f := &r.file
		return []any{&r.code, &r.status, &r.First, &r.Last, &r.Reason, &r.Note, &r.By, &r.ByName, &r.ForName, &r.Role, storage.JSONInto(&r.Body),
			&r.At, &r.ExcusedBy, &r.ExcusedName, &r.ExcusedForName, &r.ExcusedRole, &r.ExcusedAt,
			&f.ID, &f.Hash, &f.Name, &f.MediaType, &f.Size, &f.By, &f.At}
	})
	said, statuses := map[string]*StepSaid{}, map[string]StepStatus{}
	for i := range list {
		one := &list[i]
		if one.file.ID != "" {
			one.File = &one.file
		}
		said[one.code], statuses[one.code] = &one.StepSaid, one.status
	}
	return said, statuses, err
}

// way is when a matter last came to each state, and when each act was last
// done from it, by the numbers of its moves.
type way struct {
	entered map[procedure.State]int
	done    map[procedure.State]map[procedure.Act]int
}

func wayOf(ctx context.Context, q storage.Querier, m *Matter) (way, error) {
	type row struct {
		n        int
		act      procedure.Act
		from, to procedure.State
	}
	rows, err := q.QueryContext(ctx, `SELECT n, act, from_state, to_state FROM matter_move
		WHERE matter = $1 AND from_state <> to_state AND act NOT IN ('suspend', 'resume', 'withdraw') ORDER BY n`, m.ID)
	if err != nil {
		return way{}, fmt.Errorf("listing moves of matter %s: %w", m.ID, err)
	}
	list, err := storage.Collect(rows, func(r *row) []any { return []any{&r.n, &r.act, &r.from, &r.to} })
	w := way{map[procedure.State]int{procedure.Drafting: 0}, map[procedure.State]map[procedure.Act]int{}}
	for _, one := range list {
		w.entered[one.to] = one.n
		if w.done[one.from] == nil {
			w.done[one.from] = map[procedure.Act]int{}
		}
		w.done[one.from][one.act] = one.n
	}
	return w, err
}

// status is how it stands with a step that the moves tell of: it is done when
// its act was done after the matter last came to its state.
func (w way) status(m *Matter, s procedure.Stage) StepStatus {
	at := m.State
	if at == procedure.Suspended {
		at = m.SuspendedFrom
	}
	entered, came := w.entered[s.In]
	if s.Again && m.Round < 2 {
		return StepOpen
	}
	switch {
	case s.By != "" && came && w.done[s.In][s.By] > entered:
		return StepDone
	// Another round's review has its own step.
	case s.By == procedure.Propose && !s.Again && m.Round > 1 && slices.ContainsFunc(m.p.Steps, func(o procedure.Stage) bool { return o.Again && o.In == s.In }):
		return StepDone
	case at == s.In && !at.Ended():
		return StepCurrent
	}
	return StepOpen
}

func pqStrings(list []string) any {
	if list == nil {
		list = []string{}
	}
	return pq.Array(list)
}

// StepFile finds the file that a step left, for those who may read the
// matter's drafts; else [storage.ErrNotFound].
func (r *Review) StepFile(ctx context.Context, v storage.Viewer, matter storage.ID, code string) (storage.File, error) {
	list, err := r.Steps(ctx, v, matter)
	if err != nil {
		return storage.File{}, err
	}
	for _, s := range list {
		if s.Code == code && s.Said != nil && s.Said.File != nil {
			return *s.Said.File, nil
		}
	}
	return storage.File{}, fmt.Errorf("reading the file of step %q: %w", code, storage.ErrNotFound)
}
