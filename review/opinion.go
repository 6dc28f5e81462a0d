package review

import (
	"context"
	"fmt"
	"time"

	"hefa/review/procedure"
	"hefa/storage"
)

// Opinion is what the reviewing body concluded on one draft. Once signed it
// never changes; a wrong one is superseded by a new one.
type Opinion struct {
	ID         storage.ID           `json:"id"`
	Matter     storage.ID           `json:"matter"`
	Document   storage.ID           `json:"document"`
	Conclusion procedure.Conclusion `json:"conclusion"`
	Words      string               `json:"text"`
	// Risk is the legal risk that a conclusion of risk-stated states
	// (《重大行政决策程序暂行条例》第二十五条第二款).
	Risk string `json:"risk,omitempty"`
	// Round is the review in which it was given.
	Round int `json:"round"`
	// Draft and Hash are the draft it was given on, by number and bytes.
	Draft int    `json:"draft"`
	Hash  string `json:"sha256"`
	// Current: no later draft exists. Newest is the number of the newest, and
	// Version that of the version published from the matter, or 0.
	Current    bool            `json:"current"`
	Newest     int             `json:"newestDraft"`
	Version    int             `json:"version,omitempty"`
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
	// Replaces is the superseded opinion in whose place it stands.
	Replaces *OpinionRef `json:"replaces,omitempty"`
	// Superseded says by whom and why it no longer counts, nil where it does.
	Superseded *Superseded `json:"superseded,omitempty"`
	// Edits are its words as they were proposed and edited, oldest first; only
	// the reviewing body and auditors see them.
	Edits []OpinionEdit `json:"edits,omitempty"`
}

// OpinionRef names an opinion by its number.
type OpinionRef struct {
	ID     storage.ID `json:"id"`
	Number string     `json:"number"`
}

// Superseded is the end of an opinion that was wrong.
type Superseded struct {
	Reason string     `json:"reason"`
	By     storage.ID `json:"by"`
	ByName string     `json:"byName"`
	// ForName is the absent person for whom a deputy acted.
	ForName string    `json:"forName,omitempty"`
	At      time.Time `json:"at"`
	// Next is the signed opinion that replaces it, nil while there is none.
	Next *OpinionRef `json:"next,omitempty"`
}

// OpinionEdit is an opinion's words at one time before it was signed.
type OpinionEdit struct {
	N          int                  `json:"n"`
	Conclusion procedure.Conclusion `json:"conclusion"`
	Words      string               `json:"text"`
	Risk       string               `json:"risk,omitempty"`
	By         storage.ID           `json:"by"`
	ByName     string               `json:"byName"`
	ForName    string               `json:"forName,omitempty"`
	At         time.Time            `json:"at"`
}

const opinionQuery = `SELECT o.id, o.matter, o.document, o.conclusion, o.words, o.risk, o.round, o.draft, o.blob,
	NOT EXISTS (SELECT FROM draft d WHERE d.document = o.document AND d.number > o.draft),
	coalesce((SELECT max(number) FROM draft d WHERE d.document = o.document), 0),
	coalesce((SELECT max(v.number) FROM version v JOIN draft d ON d.document = v.document AND d.number = v.draft WHERE d.matter = o.matter), 0),
	body_ref(o.body), o.proposed_by, p.name, o.proposed_at, o.sent_back_at, coalesce(o.number, ''), o.signed_by, coalesce(s.name, ''), o.signed_at,
	person_name(o.proposed_for), person_name(o.signed_for),
	(SELECT json_build_object('id', w.id, 'number', w.number) FROM opinion w WHERE w.id = o.replaces),
	(SELECT json_build_object('reason', x.reason, 'by', x.by, 'byName', b.name, 'forName', person_name(x.for_person), 'at', x.at,
		'next', (SELECT json_build_object('id', n.id, 'number', n.number) FROM opinion n WHERE n.replaces = o.id AND n.signed_at IS NOT NULL))
	 FROM opinion_superseded x JOIN person b ON b.id = x.by WHERE x.opinion = o.id)
	FROM opinion o JOIN person p ON p.id = o.proposed_by LEFT JOIN person s ON s.id = o.signed_by `

func opinionFields(o *Opinion) []any {
	return []any{&o.ID, &o.Matter, &o.Document, &o.Conclusion, &o.Words, &o.Risk, &o.Round, &o.Draft, &o.Hash, &o.Current, &o.Newest, &o.Version,
		storage.JSONInto(&o.Body), &o.ProposedBy, &o.Proposer, &o.ProposedAt, &o.SentBackAt, &o.Number, &o.SignedBy, &o.Signer, &o.SignedAt,
		&o.ProposerFor, &o.SignerFor,
		storage.JSONInto(&o.Replaces), storage.JSONInto(&o.Superseded)}
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
	list, err := storage.Collect(rows, opinionFields)
	if err != nil {
		return nil, err
	}
	edits, err := r.opinionEdits(ctx, v, matter)
	if err != nil {
		return nil, err
	}
	for i := range list {
		list[i].Edits = edits[list[i].ID]
	}
	return list, nil
}

// opinionEdits are the words of a matter's opinions at all times, for those
// who may see them.
func (r *Review) opinionEdits(ctx context.Context, v storage.Viewer, matter storage.ID) (map[storage.ID][]OpinionEdit, error) {
	type edit struct {
		opinion storage.ID
		OpinionEdit
	}
	rows, err := r.Store.DB.QueryContext(ctx, `SELECT e.opinion, e.n, e.conclusion, e.words, e.risk, e.by, p.name, person_name(e.for_person), e.at
		FROM opinion_edit e JOIN opinion o ON o.id = e.opinion JOIN matter m ON m.id = o.matter JOIN person p ON p.id = e.by
		WHERE o.matter = $1 AND reviews($2, m) ORDER BY e.opinion, e.n`, matter, v.Person)
	if err != nil {
		return nil, fmt.Errorf("listing edits of opinions of matter %s: %w", matter, err)
	}
	list, err := storage.Collect(rows, func(e *edit) []any {
		return []any{&e.opinion, &e.N, &e.Conclusion, &e.Words, &e.Risk, &e.By, &e.ByName, &e.ForName, &e.At}
	})
	all := map[storage.ID][]OpinionEdit{}
	for _, e := range list {
		all[e.opinion] = append(all[e.opinion], e.OpinionEdit)
	}
	return all, err
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
