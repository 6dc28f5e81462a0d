package review

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lib/pq"

	"hefa/review/procedure"
	"hefa/storage"
)

// ActAssigned is logged when the head says who reviews a matter.
const ActAssigned storage.Act = "assigned"

// PersonRef names a person.
type PersonRef struct {
	ID   storage.ID `json:"id"`
	Name string     `json:"name"`
}

// AssignInput says who reviews a matter from now on; nobody takes an
// assignment back.
type AssignInput struct {
	Matter storage.ID
	Rev    int
	People []storage.ID
}

// Assign gives a matter to reviewers of the reviewing body; who is left out
// has it no longer. From then on only they, their deputies and the head do the
// reviewer's moves. It is [ErrOwnDraft] where one of them has had a hand in
// the document.
func (r *Review) Assign(ctx context.Context, a *storage.Actor, in AssignInput) error {
	_, err := alone(ctx, r, a, procedure.Assign, MoveInput{Matter: in.Matter, Rev: in.Rev}, func(t *turn) (struct{}, error) {
		t.event.Act = ActAssigned
		people := slices.Compact(slices.Sorted(slices.Values(in.People)))
		for _, p := range people {
			if err := t.refuseConflict(p, t.m.roles); err != nil {
				return struct{}{}, err
			}
		}
		_, err := t.tx.Exec(`UPDATE matter_assignment SET ended_at = act_time()
			WHERE matter = $1 AND ended_at IS NULL AND NOT person = ANY ($2::uuid[])`, t.m.ID, idArray(people))
		if err != nil {
			return struct{}{}, fmt.Errorf("ending assignments of matter %s: %w", t.m.ID, err)
		}
		var added []string
		for _, p := range people {
			n, err := assign(t.tx, t.m.ID, p)
			if err != nil {
				return struct{}{}, err
			}
			if n > 0 {
				added = append(added, string(p))
			}
		}
		t.event.Detail = map[string]string{"people": strings.Join(added, ",")}
		return struct{}{}, nil
	})
	return err
}

// assign gives a matter to a person and answers how many assignments that
// makes: none where it is theirs already.
func assign(tx *storage.Tx, matter, person storage.ID) (int, error) {
	res, err := tx.Exec(`INSERT INTO matter_assignment (id, matter, person, by, for_person) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (matter, person) WHERE ended_at IS NULL DO NOTHING`,
		storage.NewID(), matter, person, tx.Actor.Person, tx.Actor.For)
	if err != nil {
		return 0, fmt.Errorf("assigning matter %s: %w", matter, err)
	}
	return changed(res), nil
}

// refuseConflict refuses a person as one who is to review or advise: somebody
// who has drafted the document, or, with roles given, does not hold one of
// them in the reviewing body.
func (t *turn) refuseConflict(person storage.ID, roles []string) error {
	if t.m.drafted(person) {
		return &Refused{Act: t.move.Act, State: t.m.State, Why: WhyTheirOwn, Items: []string{personName(t.tx, person)}}
	}
	if roles == nil {
		return nil
	}
	var holds bool
	err := t.tx.QueryRow(`SELECT EXISTS (SELECT FROM current_role_of r JOIN person p ON p.id = r.person AND p.disabled_at IS NULL
		WHERE r.person = $1 AND r.body = $2 AND r.role = ANY ($3) AND r.for_person IS NULL)`, person, t.m.Reviewing.ID, pq.Array(roles)).Scan(&holds)
	if err != nil {
		return fmt.Errorf("reading the roles of %s: %w", person, err)
	}
	if !holds {
		return &storage.Invalid{Field: "people", Code: "not-reviewer", Detail: personName(t.tx, person)}
	}
	return nil
}

// personName is somebody's name, or the id where it cannot be read.
func personName(tx *storage.Tx, person storage.ID) string {
	var name string
	if err := tx.QueryRow(`SELECT person_name($1)`, person).Scan(&name); err != nil || name == "" {
		return string(person)
	}
	return name
}

func idArray(ids []storage.ID) any {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = string(id)
	}
	return pq.Array(list)
}

// assignedNames are the names of those to whom the matter is assigned.
func (m *Matter) assignedNames() []string {
	names := make([]string, len(m.Assigned))
	for i, p := range m.Assigned {
		names[i] = p.Name
	}
	return names
}

// Load is how much a reviewer has to do.
type Load struct {
	Person storage.ID `json:"person"`
	Name   string     `json:"name"`
	// Open are the running matters assigned; Due those of them whose clock runs
	// out within the next five working days, Overdue those past it.
	Open    int `json:"open"`
	Due     int `json:"due"`
	Overdue int `json:"overdue"`
	// Own: the person has had a hand in the document and cannot review it.
	Own bool `json:"own,omitempty"`
	// Assigned: the matter is theirs. Absent until that day, if any.
	Assigned    bool        `json:"assigned,omitempty"`
	AbsentUntil storage.Day `json:"absentUntil,omitempty"`
}

// soon is within how many working days a matter counts as due on the form that
// assigns: a week's.
const soon = 5

// Loads lists those who can review a matter, with what they have on their
// desks, the least burdened first. It is for those who may assign it.
func (r *Review) Loads(ctx context.Context, v storage.Viewer, matter storage.ID) ([]Load, error) {
	m, err := r.Matter(ctx, v, matter)
	if err != nil {
		return nil, err
	}
	held, err := r.Store.Holdings(ctx, v.Person)
	if err != nil {
		return nil, err
	}
	if _, ok := m.seat(v.Person, held, procedure.Assign); !ok {
		return nil, fmt.Errorf("looking at loads of matter %s: %w", matter, storage.ErrForbidden)
	}
	rows, err := r.Store.DB.QueryContext(ctx, `SELECT p.id, p.name, drafted(p.id, m),
		EXISTS (SELECT FROM matter_assignment a WHERE a.matter = m.id AND a.person = p.id AND a.ended_at IS NULL),
		(SELECT max(last_day) FROM person_role d WHERE d.for_person = p.id AND d.first_day <= today() AND d.last_day >= today())
		FROM matter m JOIN person p ON p.disabled_at IS NULL AND EXISTS (SELECT FROM current_role_of r
			WHERE r.person = p.id AND r.body = m.reviewing AND r.role = ANY (m.reviewing_roles) AND r.for_person IS NULL)
		WHERE m.id = $1 ORDER BY p.name, p.id`, matter)
	if err != nil {
		return nil, fmt.Errorf("listing reviewers of matter %s: %w", matter, err)
	}
	list, err := storage.Collect(rows, func(l *Load) []any { return []any{&l.Person, &l.Name, &l.Own, &l.Assigned, &l.AbsentUntil} })
	if err != nil {
		return nil, err
	}
	if err := r.countLoads(ctx, list); err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b Load) int { return a.Open - b.Open })
	return list, nil
}

func (r *Review) countLoads(ctx context.Context, list []Load) error {
	for i := range list {
		l := &list[i]
		mine, err := r.matters(ctx, `WHERE m.ended_at IS NULL AND EXISTS (SELECT FROM matter_assignment a
			WHERE a.matter = m.id AND a.person = $1 AND a.ended_at IS NULL)`, l.Person)
		if err != nil {
			return err
		}
		l.Open = len(mine)
		for _, m := range mine {
			switch c := m.Clock; {
			case c.Overdue:
				l.Overdue++
			case c.Runs() && c.Left <= soon:
				l.Due++
			}
		}
	}
	return nil
}

// Assignment is one row of who had a matter, and when.
type Assignment struct {
	Person PersonRef `json:"person"`
	ByName string    `json:"byName"`
	// ForName is the absent head for whom a deputy assigned.
	ForName string     `json:"forName,omitempty"`
	At      time.Time  `json:"at"`
	EndedAt *time.Time `json:"endedAt,omitempty"`
}

// Assignments is the history of a matter's assignments, oldest first.
func (r *Review) Assignments(ctx context.Context, v storage.Viewer, matter storage.ID) ([]Assignment, error) {
	if _, err := r.Matter(ctx, v, matter); err != nil {
		return nil, err
	}
	rows, err := r.Store.DB.QueryContext(ctx, `SELECT person, person_name(person), person_name(by), person_name(for_person), at, ended_at
		FROM matter_assignment WHERE matter = $1 ORDER BY id`, matter)
	if err != nil {
		return nil, fmt.Errorf("listing assignments of matter %s: %w", matter, err)
	}
	return storage.Collect(rows, func(a *Assignment) []any {
		return []any{&a.Person.ID, &a.Person.Name, &a.ByName, &a.ForName, &a.At, &a.EndedAt}
	})
}
