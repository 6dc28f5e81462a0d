package review

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"hefa/review/procedure"
	"hefa/storage"
)

// ActPointsConcluded is logged when review points are concluded.
const ActPointsConcluded storage.Act = "points-concluded"

// ConcludeInput is what a reviewer concludes on a review point.
type ConcludeInput struct {
	Matter  storage.ID
	Rev     int
	Code    string
	Verdict PointVerdict
	// Basis are free words on what it stands, Bases provisions in order.
	Basis string
	Bases []BasisRef
	// Remark is needed for a problem.
	Remark string
	// Seen is the conclusion that the person saw, "" for none; nil does not
	// ask. Where somebody has concluded otherwise since, the act is
	// [storage.Stale].
	Seen *storage.ID
}

// Conclude concludes a review point in the matter's round. It may be concluded
// again until the opinion is proposed; the newest conclusion counts, and all
// are kept.
func (r *Review) Conclude(ctx context.Context, a *storage.Actor, in ConcludeInput) (storage.ID, error) {
	return alone(ctx, r, a, procedure.Conclude, MoveInput{Matter: in.Matter, Rev: in.Rev}, func(t *turn) (storage.ID, error) {
		c := PointConclusion{Code: in.Code, Verdict: in.Verdict, Basis: strings.TrimSpace(in.Basis), Remark: strings.TrimSpace(in.Remark)}
		if err := c.check(t.m.p); err != nil {
			return "", err
		}
		if err := refuseUnseen(t, in); err != nil {
			return "", err
		}
		t.event.Act = ActPointsConcluded
		t.event.Detail = map[string]string{"points": in.Code, "verdict": string(in.Verdict)}
		id, err := keepConclusion(t, c)
		if err != nil {
			return "", err
		}
		return id, addBases(t, pointBases, id, in.Bases)
	})
}

func (c PointConclusion) check(p *procedure.Procedure) error {
	point, ok := p.Point(c.Code)
	switch {
	case !ok:
		return &storage.Invalid{Field: "code", Code: "unknown", Detail: c.Code}
	case !slices.Contains(PointVerdicts, c.Verdict):
		return &storage.Invalid{Field: "verdict", Code: "unknown", Detail: string(c.Verdict)}
	case c.Verdict == NotApplicable && !point.NotApplicable:
		return &storage.Invalid{Field: "verdict", Code: "applies", Detail: c.Code}
	case c.Verdict == Problem && c.Remark == "":
		return &storage.Invalid{Field: "remark", Code: "required"}
	}
	return nil
}

// refuseUnseen refuses to pass over what somebody else concluded meanwhile.
func refuseUnseen(t *turn, in ConcludeInput) error {
	if in.Seen == nil {
		return nil
	}
	newest, err := newestConclusions(t.tx.Ctx, t.tx, t.m.ID, 1, t.m.Round)
	if err != nil {
		return err
	}
	if newest[in.Code].ID != *in.Seen {
		return &storage.Stale{Seen: t.m.Rev, Is: t.m.Rev}
	}
	return nil
}

func keepConclusion(t *turn, c PointConclusion) (storage.ID, error) {
	id, a := storage.NewID(), t.tx.Actor
	_, err := t.tx.Exec(`INSERT INTO point_conclusion (id, matter, round, code, verdict, basis, remark, person, role, body, for_person)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, id, t.m.ID, t.m.Round, c.Code, c.Verdict, c.Basis, c.Remark, a.Person, a.Role, a.Body, a.For)
	if err != nil {
		return "", fmt.Errorf("concluding %s in matter %s: %w", c.Code, t.m.ID, err)
	}
	return id, nil
}

// ConcludeRest concludes in one go each point that is still open and that
// nothing speaks against: as in order, or as it was concluded in an earlier
// round. What was a problem then, and what an unresolved comment that must be
// followed is about, is left to be concluded by itself. It answers the codes
// of the points concluded.
func (r *Review) ConcludeRest(ctx context.Context, a *storage.Actor, in MoveInput) ([]string, error) {
	return alone(ctx, r, a, procedure.Conclude, in, func(t *turn) ([]string, error) {
		points, err := readPoints(ctx, t.tx, &t.m, t.m.Round, false)
		if err != nil {
			return nil, err
		}
		against, err := mustKinds(ctx, t.tx, t.m.ID)
		if err != nil {
			return nil, err
		}
		var done []string
		for _, p := range points {
			if p.Confirmed || p.Conclusion != nil && p.Conclusion.Verdict == Problem || slices.Contains(against, p.Code) {
				continue
			}
			c := PointConclusion{Code: p.Code, Verdict: InOrder}
			var bases []BasisRef
			if p.Conclusion != nil {
				c = *p.Conclusion
				for _, b := range c.Bases {
					bases = append(bases, BasisRef{b.Document, b.Version, b.Address})
				}
			}
			id, err := keepConclusion(t, c)
			if err == nil {
				err = addBases(t, pointBases, id, bases)
			}
			if err != nil {
				return nil, err
			}
			done = append(done, p.Code)
		}
		if len(done) == 0 {
			return nil, &storage.Invalid{Field: "points", Code: "none-left"}
		}
		t.event.Act, t.event.Detail = ActPointsConcluded, map[string]string{"points": strings.Join(done, ",")}
		return done, nil
	})
}

// mustKinds are the kinds of the unresolved comments that must be followed.
func mustKinds(ctx context.Context, q storage.Querier, matter storage.ID) ([]string, error) {
	rows, err := q.QueryContext(ctx, `SELECT DISTINCT kind FROM comment WHERE matter = $1 AND reviewing AND thread IS NULL
		AND resolved_at IS NULL AND weight = 'must' AND audience <> 'draft'`, matter)
	if err != nil {
		return nil, fmt.Errorf("listing open comments by kind: %w", err)
	}
	return storage.Collect(rows, func(s *string) []any { return []any{s} })
}
