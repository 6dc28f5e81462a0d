package review

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"hefa/review/procedure"
	"hefa/storage"
)

// Acts on answers, as the log names them.
const (
	ActPointAnswered storage.Act = "point-answered"
	ActAnswerChecked storage.Act = "answer-checked"
)

// checkAnswer checks that an answer gives its reason and, where nothing was
// adopted, what it rests on.
func checkAnswer(v Verdict, reason, basis string, bases []BasisRef) error {
	switch {
	case !slices.Contains(Verdicts, v):
		return &storage.Invalid{Field: "verdict", Code: "unknown", Detail: string(v)}
	case v != Adopted && reason == "":
		return &storage.Invalid{Field: "reason", Code: "required"}
	case v == NotAdopted && basis == "" && len(bases) == 0:
		return &storage.Invalid{Field: "basis", Code: "basis-required"}
	}
	return nil
}

// AnswerPointInput is what the drafting body did about a point that the opinion
// found to be a problem.
type AnswerPointInput struct {
	Matter  storage.ID
	Rev     int
	Code    string
	Verdict Verdict
	// Seen, Reason, Basis and Bases are those of [AnswerInput].
	Seen          *storage.ID
	Reason, Basis string
	Bases         []BasisRef
}

// AnswerPoint says whether the drafting body adopted what the signed opinion
// says of a review point. It may be said again; the newest answer counts.
func (r *Review) AnswerPoint(ctx context.Context, a *storage.Actor, in AnswerPointInput) error {
	in.Reason, in.Basis = strings.TrimSpace(in.Reason), strings.TrimSpace(in.Basis)
	_, err := beside(ctx, r, a, procedure.Answer, MoveInput{Matter: in.Matter, Rev: in.Rev}, func(t *turn) (none struct{}, err error) {
		if err := checkAnswer(in.Verdict, in.Reason, in.Basis, in.Bases); err != nil {
			return none, err
		}
		o, err := signedOpinion(ctx, t.tx, t.m.ID)
		if err != nil {
			return none, err
		}
		concluded, err := newestConclusions(ctx, t.tx, t.m.ID, o.Round, o.Round)
		if err != nil {
			return none, err
		}
		c, ok := concluded[in.Code]
		if !ok || c.Verdict != Problem {
			return none, &storage.Invalid{Field: "code", Code: "not-answerable", Detail: in.Code}
		}
		if err := refuseUnseenAnswer(t, in.Seen, pointAnswers, c.ID); err != nil {
			return none, err
		}
		id := storage.NewID()
		_, err = t.tx.Exec(`INSERT INTO point_answer (id, conclusion, verdict, reason, basis, draft, by, body, for_person)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			id, c.ID, in.Verdict, in.Reason, in.Basis, t.m.Draft, a.Person, t.tx.Actor.Body, a.For)
		if err != nil {
			return none, fmt.Errorf("answering a point: %w", err)
		}
		t.event.Act, t.event.Detail = ActPointAnswered, map[string]string{"point": in.Code, "verdict": string(in.Verdict)}
		return none, addBases(t, pointAnswerBases, id, in.Bases)
	})
	return err
}

// CheckAnswerInput is what the reviewer found of the drafting body's promise.
type CheckAnswerInput struct {
	Comment storage.ID
	Rev     int
	// Seen is that of [AnswerInput]: the answer that is judged.
	Seen      *storage.ID
	Fulfilled bool
	// Words say what is lacking; they are needed where it was not fulfilled,
	// and the drafting body reads them.
	Words string
}

// CheckAnswer confirms that the newest answer to a comment was fulfilled, or
// its reason accepted, which settles the comment; or says that it was not,
// which opens the comment again and asks for another answer.
func (r *Review) CheckAnswer(ctx context.Context, a *storage.Actor, in CheckAnswerInput) error {
	in.Words = strings.TrimSpace(in.Words)
	return r.onComment(ctx, a, procedure.Resolve, in.Comment, in.Rev, ActAnswerChecked, func(t *turn, c Comment) error {
		if !in.Fulfilled && in.Words == "" {
			return &storage.Invalid{Field: "text", Code: "required"}
		}
		if err := refuseUnseenAnswer(t, in.Seen, commentAnswers, c.ID); err != nil {
			return err
		}
		t.event.Detail = map[string]string{"fulfilled": fmt.Sprint(in.Fulfilled)}
		res, err := t.tx.Exec(`UPDATE comment_answer SET fulfilled = $2, check_words = $3, checked_by = $4, checked_for = $5, checked_at = act_time()
			WHERE id = (SELECT id FROM comment_answer WHERE comment = $1 ORDER BY id DESC LIMIT 1)`, c.ID, in.Fulfilled, in.Words, a.Person, a.For)
		if err != nil {
			return fmt.Errorf("checking an answer: %w", err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return &storage.Invalid{Field: "comment", Code: "not-answered"}
		}
		_, err = t.tx.Exec(`UPDATE comment SET resolved_by = CASE WHEN $2 THEN coalesce(resolved_by, $3) END,
			resolved_for = CASE WHEN $2 THEN CASE WHEN resolved_by IS NULL THEN $4 ELSE resolved_for END END,
			resolved_at = CASE WHEN $2 THEN coalesce(resolved_at, act_time()) END WHERE id = $1`, c.ID, in.Fulfilled, a.Person, a.For)
		return read(err, "settling a comment")
	})
}

// The answers to one comment or conclusion, oldest first by id.
const (
	commentAnswers = "comment_answer WHERE comment = $1"
	pointAnswers   = "point_answer WHERE conclusion = $1"
)

// refuseUnseenAnswer refuses to judge, or pass over, an answer that was given
// to a comment or a conclusion after the one that the person saw.
func refuseUnseenAnswer(t *turn, seen *storage.ID, answers string, of storage.ID) error {
	if seen == nil {
		return nil
	}
	var newest storage.ID
	if err := t.tx.QueryRow(`SELECT coalesce((SELECT id::text FROM `+answers+` ORDER BY id DESC LIMIT 1), '')`, of).Scan(&newest); err != nil {
		return fmt.Errorf("reading the newest answer: %w", err)
	}
	if newest != *seen {
		return &storage.Stale{Seen: t.m.Rev, Is: t.m.Rev}
	}
	return nil
}

// unanswered are the comments sent over, neither resolved nor answered, and
// the points that the opinion of this round found to be a problem and that have
// no answer, by code.
func unanswered(ctx context.Context, q storage.Querier, m *Matter) ([]string, error) {
	list, err := unansweredComments(ctx, q, m.ID)
	if err != nil {
		return nil, err
	}
	points, err := unansweredPoints(ctx, q, m)
	return append(list, points...), err
}

// unansweredComments are those without an answer, or whose answer was not
// fulfilled.
func unansweredComments(ctx context.Context, q storage.Querier, matter storage.ID) ([]string, error) {
	return commentIDs(ctx, q, matter, `c.audience = 'published' AND
		(SELECT fulfilled IS NOT false FROM comment_answer WHERE comment = c.id ORDER BY id DESC LIMIT 1) IS NOT true`)
}

func unansweredPoints(ctx context.Context, q storage.Querier, m *Matter) ([]string, error) {
	concluded, err := newestConclusions(ctx, q, m.ID, m.Round, m.Round)
	if err != nil {
		return nil, err
	}
	var signed bool
	err = q.QueryRowContext(ctx, `SELECT EXISTS (SELECT FROM opinion o WHERE o.matter = $1 AND o.round = $2 AND o.signed_at IS NOT NULL)`,
		m.ID, m.Round).Scan(&signed)
	if err != nil || !signed {
		return nil, read(err, "looking for the opinion of a round")
	}
	var open []string
	for _, p := range m.p.Points {
		if c, ok := concluded[p.Code]; ok && c.Verdict == Problem && c.Answer == nil {
			open = append(open, p.Code)
		}
	}
	return open, nil
}

// Kept reports whether the reviewer found the promise kept, or the reason good.
func (a CommentAnswer) Kept() bool { return a.Fulfilled != nil && *a.Fulfilled }

// Broken reports whether the reviewer found the promise not kept.
func (a CommentAnswer) Broken() bool { return a.Fulfilled != nil && !*a.Fulfilled }
