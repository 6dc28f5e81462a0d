package review

import (
	"context"
	"fmt"
	"strings"
	"time"

	"hefa/review/procedure"
	"hefa/storage"
)

// Acts on invitations, as the log names them.
const (
	ActInvited storage.Act = "guest-invited"
	ActRevoked storage.Act = "guest-revoked"
)

// Guest is somebody from outside who reads one matter and comments on it for
// the reviewing body: outside counsel or an expert.
type Guest struct {
	ID     storage.ID   `json:"id"`
	Person PersonRef    `json:"person"`
	Role   storage.Role `json:"role"`
	// Until is the last day.
	Until storage.Day `json:"until"`
	// Words are what is asked of them.
	Words     string     `json:"text,omitempty"`
	ByName    string     `json:"byName"`
	ForName   string     `json:"forName,omitempty"`
	At        time.Time  `json:"at"`
	RevokedAt *time.Time `json:"revokedAt,omitempty"`
	// Current: it holds today.
	Current bool `json:"current"`
}

// InviteInput invites a person with an account to one matter.
type InviteInput struct {
	Matter storage.ID
	Rev    int
	Person storage.ID
	Role   storage.Role
	Until  storage.Day
	Words  string
}

// Invite lets somebody from outside read a matter's drafts and comment on them
// until a day. Their comments are the reviewing body's own; of its other
// comments they read those that name them. Nobody is invited to what they
// drafted, nor anybody who reviews or drafts it anyway. It answers the
// invitation's id.
func (r *Review) Invite(ctx context.Context, a *storage.Actor, in InviteInput) (storage.ID, error) {
	return alone(ctx, r, a, procedure.Invite, MoveInput{Matter: in.Matter, Rev: in.Rev}, func(t *turn) (storage.ID, error) {
		t.event.Act, t.event.Subject = ActInvited, in.Person
		switch {
		case in.Person == "":
			return "", &storage.Invalid{Field: "person", Code: "required"}
		case in.Role != storage.Counsel && in.Role != storage.Expert:
			return "", &storage.Invalid{Field: "role", Code: "unknown", Detail: string(in.Role)}
		case in.Until == "":
			return "", &storage.Invalid{Field: "until", Code: "required"}
		case in.Until < t.m.Clock.today:
			return "", &storage.Invalid{Field: "until", Code: "past"}
		}
		if err := t.refuseConflict(in.Person, nil); err != nil {
			return "", err
		}
		if err := refuseParty(t, in.Person); err != nil {
			return "", err
		}
		t.event.Detail = map[string]string{"role": string(in.Role), "until": string(in.Until)}
		return invite(t, in)
	})
}

// refuseParty refuses somebody who may read the drafts already, or is there no
// longer.
func refuseParty(t *turn, person storage.ID) error {
	var there, reads bool
	err := t.tx.QueryRow(`SELECT EXISTS (SELECT FROM person WHERE id = $1 AND disabled_at IS NULL),
		EXISTS (SELECT FROM draft_reader WHERE document = $2 AND person = $1)`, person, t.m.Document).Scan(&there, &reads)
	switch {
	case err != nil:
		return fmt.Errorf("reading the rights of %s: %w", person, err)
	case !there:
		return &storage.Invalid{Field: "person", Code: "choice"}
	case reads:
		return &storage.Invalid{Field: "person", Code: "reads-already", Detail: personName(t.tx, person)}
	}
	return nil
}

func invite(t *turn, in InviteInput) (storage.ID, error) {
	// One that has run out makes room.
	_, err := t.tx.Exec(`UPDATE matter_guest SET revoked_at = act_time(), revoked_by = $3, revoked_for = $4
		WHERE matter = $1 AND person = $2 AND revoked_at IS NULL`, t.m.ID, in.Person, t.tx.Actor.Person, t.tx.Actor.For)
	if err != nil {
		return "", fmt.Errorf("inviting to matter %s: %w", t.m.ID, err)
	}
	id := storage.NewID()
	_, err = t.tx.Exec(`INSERT INTO matter_guest (id, matter, person, role, until, words, by, for_person)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		id, t.m.ID, in.Person, in.Role, in.Until, strings.TrimSpace(in.Words), t.tx.Actor.Person, t.tx.Actor.For)
	if err != nil {
		return "", fmt.Errorf("inviting to matter %s: %w", t.m.ID, err)
	}
	return id, t.tx.AddGrant(storage.Grant{Document: t.m.Document, Person: in.Person, Until: in.Until, Reason: id})
}

// RevokeInput takes an invitation back.
type RevokeInput struct {
	Matter storage.ID
	Rev    int
	Guest  storage.ID
}

// Revoke takes an invitation back at once.
func (r *Review) Revoke(ctx context.Context, a *storage.Actor, in RevokeInput) error {
	_, err := beside(ctx, r, a, procedure.Invite, MoveInput{Matter: in.Matter, Rev: in.Rev}, func(t *turn) (struct{}, error) {
		t.event.Act = ActRevoked
		err := t.tx.QueryRow(`UPDATE matter_guest SET revoked_at = act_time(), revoked_by = $3, revoked_for = $4
			WHERE id = $1 AND matter = $2 AND revoked_at IS NULL RETURNING person`, in.Guest, t.m.ID, a.Person, a.For).Scan(&t.event.Subject)
		if err != nil {
			return struct{}{}, read(err, "revoking an invitation")
		}
		return struct{}{}, t.tx.EndGrantsOf(in.Guest, "")
	})
	return err
}

// Guests lists a matter's invitations, newest first: to the reviewing body all,
// to a guest their own.
func (r *Review) Guests(ctx context.Context, v storage.Viewer, matter storage.ID) ([]Guest, error) {
	if _, err := r.Matter(ctx, v, matter); err != nil {
		return nil, err
	}
	rows, err := r.Store.DB.QueryContext(ctx, `SELECT g.id, g.person, person_name(g.person), g.role, g.until, g.words, person_name(g.by),
		person_name(g.for_person), g.at, g.revoked_at, g.revoked_at IS NULL AND g.until >= today() AND m.ended_at IS NULL
		FROM matter_guest g JOIN matter m ON m.id = g.matter
		WHERE g.matter = $1 AND (g.person = $2 OR reviews($2, m)) ORDER BY g.id DESC`, matter, v.Person)
	if err != nil {
		return nil, fmt.Errorf("listing invitations to matter %s: %w", matter, err)
	}
	return storage.Collect(rows, func(g *Guest) []any {
		return []any{&g.ID, &g.Person.ID, &g.Person.Name, &g.Role, &g.Until, &g.Words, &g.ByName, &g.ForName, &g.At, &g.RevokedAt, &g.Current}
	})
}

// visits are the roles in which a person is invited to a matter today, as
// holdings in its reviewing body.
func visits(ctx context.Context, q storage.Querier, m *Matter, person storage.ID) ([]storage.Holding, error) {
	rows, err := q.QueryContext(ctx, `SELECT id, role, until FROM matter_guest
		WHERE matter = $1 AND person = $2 AND revoked_at IS NULL AND until >= today()`, m.ID, person)
	if err != nil {
		return nil, fmt.Errorf("reading invitations to matter %s: %w", m.ID, err)
	}
	list, err := storage.Collect(rows, func(h *storage.Holding) []any { return []any{&h.ID, &h.Role, &h.LastDay} })
	for i := range list {
		list[i].Body, list[i].BodyName = m.Reviewing.ID, m.Reviewing.Name
	}
	return list, err
}

func isGuest(r storage.Role) bool { return r == storage.Counsel || r == storage.Expert }

// keepInside gives a guest's comment its only audience, the reviewing body,
// which quotes it where it wants to.
func keepInside(c *Comment) {
	if c.Audience != AudienceDraft {
		c.Audience = AudienceBody
	}
	c.Private = true
}

// endVisits ends what was granted for a matter that has ended: invitations and
// open rounds.
func endVisits(tx *storage.Tx, matter storage.ID) error {
	_, err := tx.Exec(`DELETE FROM grants WHERE reason IN (SELECT id FROM matter_guest WHERE matter = $1
		UNION ALL SELECT id FROM consultation WHERE matter = $1)`, matter)
	if err != nil {
		return fmt.Errorf("ending the grants of matter %s: %w", matter, err)
	}
	return nil
}
