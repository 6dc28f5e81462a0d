package review

import (
	"context"
	"fmt"
	"time"

	"hefa/lawtext"
	"hefa/storage"
)

// SaidBeforeInput asks what was said in other matters of the same review point
// or the same provision. Zero fields narrow nothing; one must be given.
type SaidBeforeInput struct {
	// Matter is the one that is worked on; what was said in it is left out.
	Matter storage.ID
	Kind   CommentKind
	// Document and Address are the provision cited, whatever its version; an
	// article also finds what is inside it.
	Document storage.ID
	Address  lawtext.Address
}

// SaidBefore is an earlier comment with what it led to, or what an earlier
// opinion says: then Comment is "", Words are the remark on the review point or
// the paragraph that cites the provision, and the author is who signed.
type SaidBefore struct {
	Comment storage.ID  `json:"comment,omitempty"`
	Matter  storage.ID  `json:"matter"`
	Title   string      `json:"title"`
	Kind    CommentKind `json:"kind,omitempty"`
	Weight  Weight      `json:"weight,omitempty"`
	Words   string      `json:"text,omitempty"`
	// Quoted are the words it was about.
	Quoted     string          `json:"quoted,omitempty"`
	Address    lawtext.Address `json:"address,omitempty"`
	Proposal   *Proposal       `json:"proposal,omitempty"`
	Bases      []Basis         `json:"bases,omitempty"`
	AuthorName string          `json:"authorName"`
	At         time.Time       `json:"at"`
	Answer     *CommentAnswer  `json:"answer,omitempty"`
	// Opinion is the newest signed opinion of the matter.
	Opinion *SaidOpinion `json:"opinion,omitempty"`
}

// SaidOpinion is a signed opinion, as far as an earlier comment needs it.
type SaidOpinion struct {
	ID         storage.ID `json:"id"`
	Number     string     `json:"number"`
	Conclusion string     `json:"conclusion"`
	Words      string     `json:"text"`
}

// saidBefore is the most of it that is listed.
const saidBefore = 30

// SaidBefore lists what reviewers said earlier of the same review point or the
// same provision, in comments and in signed opinions that stand, newest first,
// as far as the viewer may read it today.
func (r *Review) SaidBefore(ctx context.Context, v storage.Viewer, in SaidBeforeInput) ([]SaidBefore, error) {
	if _, err := r.Matter(ctx, v, in.Matter); err != nil {
		return nil, err
	}
	if in.Kind == "" && in.Document == "" {
		return nil, &storage.Invalid{Field: "kind", Code: "required"}
	}
	said, err := commentsBefore(ctx, r.Store.DB, v, in)
	if err != nil {
		return nil, err
	}
	points, err := pointsBefore(ctx, r.Store.DB, v, in)
	if err != nil {
		return nil, err
	}
	var cited []SaidBefore
	// A paragraph is of no review point.
	if in.Kind == "" {
		if cited, err = citedBefore(ctx, r.Store.DB, v, in); err != nil {
			return nil, err
		}
	}
	return withOpinions(said, points, cited), nil
}

// commentsBefore lists the comments among it.
func commentsBefore(ctx context.Context, q storage.Querier, v storage.Viewer, in SaidBeforeInput) ([]SaidBefore, error) {
	rows, err := q.QueryContext(ctx, `SELECT c.id, c.matter, d.title, c.kind, c.weight, c.words, c.quoted, c.address, p.name, c.at,
		(SELECT json_build_object('old', old_words, 'new', new_words) FROM comment_proposal WHERE comment = c.id),
		`+commentBases.json("c.id")+`, `+answerJSON+`,
		(SELECT json_build_object('id', o.id, 'number', o.number, 'conclusion', o.conclusion, 'text', o.words)
		 FROM opinion o WHERE o.matter = m.id AND o.signed_at IS NOT NULL
		 AND NOT EXISTS (SELECT FROM opinion_superseded s WHERE s.opinion = o.id) ORDER BY o.signed_at DESC, o.id DESC LIMIT 1)
		FROM comment c JOIN matter m ON m.id = c.matter JOIN document d ON d.id = m.document JOIN person p ON p.id = c.author
		WHERE c.matter <> $1 AND c.reviewing AND c.thread IS NULL AND c.audience <> 'draft'
		AND ($3 = '' OR c.kind = $3)
		AND ($4::uuid IS NULL OR EXISTS (SELECT FROM comment_basis b WHERE b.comment = c.id AND b.document = $4 AND `+within("b.address", "$5")+`))
		AND EXISTS (SELECT FROM draft_reader r WHERE r.document = m.document AND r.person = $2)
		AND may_read_comment($2, c, m)
		ORDER BY c.id DESC LIMIT $6`, in.Matter, v.Person, in.Kind, in.Document, in.Address, saidBefore)
	if err != nil {
		return nil, fmt.Errorf("listing what was said before: %w", err)
	}
	return storage.Collect(rows, func(s *SaidBefore) []any {
		return []any{&s.Comment, &s.Matter, &s.Title, &s.Kind, &s.Weight, &s.Words, &s.Quoted, &s.Address, &s.AuthorName, &s.At,
			storage.JSONInto(&s.Proposal), storage.JSONInto(&s.Bases), storage.JSONInto(&s.Answer), storage.JSONInto(&s.Opinion)}
	})
}
