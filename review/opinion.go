package review

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"hefa/review/procedure"
	"hefa/storage"
)

// Opinion is what the reviewing body concluded on one draft. Once signed it
// never changes; a wrong one is superseded by a new one.
type Opinion struct {
	ID         storage.ID           `json:"id"`
	Matter     storage.ID           `json:"matter"`
	Conclusion procedure.Conclusion `json:"conclusion"`
	Words      string               `json:"text"`
	// Draft and Hash are the draft it was given on, by number and bytes.
	Draft int    `json:"draft"`
	Hash  string `json:"sha256"`
	// Current: no later draft exists.
	Current    bool            `json:"current"`
	Body       storage.BodyRef `json:"body"`
	ProposedBy storage.ID      `json:"proposedBy"`
	Proposer   string          `json:"proposedByName"`
	// ProposerFor and SignerFor are the absent people for whom deputies acted.
	ProposerFor string     `json:"proposedForName,omitempty"`
	SignerFor   string     `json:"signedForName,omitempty"`
	ProposedAt  time.Time  `json:"proposedAt"`
	SentBackAt  *time.Time `json:"sentBackAt,omitempty"`
	// Number, SignedBy and SignedAt are empty until it is signed.
	Number   string     `json:"number,omitempty"`
	SignedBy storage.ID `json:"signedBy,omitempty"`
	Signer   string     `json:"signedByName,omitempty"`
	SignedAt *time.Time `json:"signedAt,omitempty"`
}

const opinionQuery = `SELECT o.id, o.matter, o.conclusion, o.words, o.draft, o.blob,
	NOT EXISTS (SELECT FROM draft d WHERE d.document = o.document AND d.number > o.draft), body_ref(o.body),
	o.proposed_by, p.name, o.proposed_at, o.sent_back_at, coalesce(o.number, ''), o.signed_by, coalesce(s.name, ''), o.signed_at,
	person_name(o.proposed_for), person_name(o.signed_for)
	FROM opinion o JOIN person p ON p.id = o.proposed_by LEFT JOIN person s ON s.id = o.signed_by `

func opinionFields(o *Opinion) []any {
	return []any{&o.ID, &o.Matter, &o.Conclusion, &o.Words, &o.Draft, &o.Hash, &o.Current, storage.JSONInto(&o.Body),
		&o.ProposedBy, &o.Proposer, &o.ProposedAt, &o.SentBackAt, &o.Number, &o.SignedBy, &o.Signer, &o.SignedAt, &o.ProposerFor, &o.SignerFor}
}

// Opinions lists a matter's opinions, newest first: the signed ones to all who
// may read its drafts, the others to the reviewing body and auditors only.
func (r *Review) Opinions(ctx context.Context, v storage.Viewer, matter storage.ID) ([]Opinion, error) {
	if _, err := r.Matter(ctx, v, matter); err != nil {
		return nil, err
	}
	rows, err := r.Store.DB.QueryContext(ctx, opinionQuery+`JOIN matter m ON m.id = o.matter
		WHERE o.matter = $1 AND (o.signed_at IS NOT NULL OR reviews($2, m)) ORDER BY o.id DESC`, matter, v.Person)
	if err != nil {
		return nil, fmt.Errorf("listing opinions of matter %s: %w", matter, err)
	}
	return storage.Collect(rows, opinionFields)
}

// signedOpinion is the newest signed opinion.
func signedOpinion(ctx context.Context, q storage.Querier, matter storage.ID) (Opinion, error) {
	var o Opinion
	err := q.QueryRowContext(ctx, opinionQuery+`WHERE o.matter = $1 AND o.signed_at IS NOT NULL
		ORDER BY o.signed_at DESC, o.id DESC LIMIT 1`, matter).Scan(opinionFields(&o)...)
	return o, read(err, "reading the opinion of matter %s", matter)
}

// proposedOpinion is the one that waits for its signature.
func proposedOpinion(ctx context.Context, q storage.Querier, matter storage.ID) (Opinion, error) {
	var o Opinion
	err := q.QueryRowContext(ctx, opinionQuery+`WHERE o.matter = $1 AND o.signed_at IS NULL AND o.sent_back_at IS NULL`,
		matter).Scan(opinionFields(&o)...)
	return o, read(err, "reading the proposed opinion of matter %s", matter)
}

// ProposeInput is an opinion to be signed.
type ProposeInput struct {
	Matter     storage.ID
	Rev        int
	Conclusion procedure.Conclusion
	Words      string
}

// Propose passes an opinion on the newest draft to the head. A conclusion that
// leads on is [Refused] while a comment that must be followed is open.
func (r *Review) Propose(ctx context.Context, a *storage.Actor, in ProposeInput) (Moved, error) {
	in.Words = strings.TrimSpace(in.Words)
	return r.move(ctx, a, procedure.Propose, MoveInput{Matter: in.Matter, Rev: in.Rev}, func(t *turn) error {
		if !t.m.p.Concludes(in.Conclusion) {
			return &storage.Invalid{Field: "conclusion", Code: "unknown", Detail: string(in.Conclusion)}
		}
		if in.Words == "" {
			return &storage.Invalid{Field: "text", Code: "required"}
		}
		if err := refuseOpenMust(t, in.Conclusion); err != nil {
			return err
		}
		t.moved.Opinion = storage.NewID()
		var hash string
		err := t.tx.QueryRow(`INSERT INTO opinion (id, matter, document, draft, blob, conclusion, words, body, proposed_by, proposed_for)
			SELECT $1, $2, d.document, d.number, f.blob, $4, $5, $6, $7, $9 FROM draft d JOIN file f ON f.id = d.file
			WHERE d.document = $3 AND d.number = $8 RETURNING blob`,
			t.moved.Opinion, t.m.ID, t.m.Document, in.Conclusion, in.Words, a.Body, a.Person, t.m.Draft, a.For).Scan(&hash)
		if err != nil {
			return read(err, "proposing an opinion on matter %s", t.m.ID)
		}
		t.event.Subject, t.event.Hashes = t.moved.Opinion, []string{hash}
		return nil
	})
}

func refuseOpenMust(t *turn, c procedure.Conclusion) error {
	if !c.LeadsOn() {
		return nil
	}
	open, err := openMust(t.tx.Ctx, t.tx, t.m.ID)
	if err != nil {
		return err
	}
	if len(open) > 0 {
		return &Refused{Act: t.move.Act, State: t.m.State, Why: WhyMust, Items: open}
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
		if err := refuseOpenMust(t, o.Conclusion); err != nil {
			return err
		}
		number, err := takeNumber(t)
		if err != nil {
			return err
		}
		err = t.tx.ChangeOne("signing an opinion",
			`UPDATE opinion SET number = $2, signed_by = $3, signed_for = $4, signed_at = act_time() WHERE id = $1`, o.ID, number, a.Person, a.For)
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
