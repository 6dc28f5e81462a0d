package review

import (
	"context"
	"fmt"
	"time"

	"hefa/review/procedure"
	"hefa/storage"
)

// PointVerdict is what a reviewer concluded on a review point.
type PointVerdict string

// The conclusions on a point: 符合, 存在问题, 不适用.
const (
	InOrder       PointVerdict = "in-order"
	Problem       PointVerdict = "problem"
	NotApplicable PointVerdict = "not-applicable"
)

// PointVerdicts lists them all.
var PointVerdicts = []PointVerdict{InOrder, Problem, NotApplicable}

// Point is one thing that a review must look at, and what was concluded on it.
type Point struct {
	procedure.Point
	// Round is that of the review asked for.
	Round int `json:"round"`
	// Conclusion is the newest, nil where there is none. Confirmed: it was
	// concluded in this round; one of an earlier round is to be confirmed.
	Conclusion *PointConclusion `json:"conclusion,omitempty"`
	Confirmed  bool             `json:"confirmed"`
	// Before are the earlier conclusions, newest first.
	Before []PointConclusion `json:"before,omitempty"`
}

// Carried reports whether a conclusion of an earlier round waits to be
// confirmed.
func (p Point) Carried() bool { return p.Conclusion != nil && !p.Confirmed }

// PointConclusion is what one person concluded on a point at one time.
type PointConclusion struct {
	ID      storage.ID   `json:"id"`
	Code    string       `json:"code"`
	Round   int          `json:"round"`
	Verdict PointVerdict `json:"verdict"`
	// Basis are free words on what it stands, Bases provisions.
	Basis  string     `json:"basis,omitempty"`
	Bases  []Basis    `json:"bases,omitempty"`
	Remark string     `json:"remark,omitempty"`
	By     storage.ID `json:"by"`
	ByName string     `json:"byName"`
	// ForName is the absent person for whom a deputy concluded.
	ForName string    `json:"forName,omitempty"`
	At      time.Time `json:"at"`
	// Answer is the drafting body's newest.
	Answer *CommentAnswer `json:"answer,omitempty"`
}

// Points lists a matter's review points in order, as they stand in a round (0
// is the newest that the viewer may read). They are the reviewing body's own
// until the opinion of their round is signed: to others the list of a round
// without one is empty.
func (r *Review) Points(ctx context.Context, v storage.Viewer, matter storage.ID, round int) ([]Point, error) {
	m, err := r.Matter(ctx, v, matter)
	if err != nil {
		return nil, err
	}
	var inside bool
	var signed int
	err = r.Store.DB.QueryRowContext(ctx, `SELECT reviews($2, m), coalesce((SELECT max(round) FROM opinion o
		WHERE o.matter = m.id AND o.signed_at IS NOT NULL AND ($3 = 0 OR o.round = $3)), 0) FROM matter m WHERE m.id = $1`,
		matter, v.Person, round).Scan(&inside, &signed)
	if err != nil {
		return nil, read(err, "asking who reads the points of matter %s", matter)
	}
	switch {
	case inside && round == 0:
		round = m.Round
	case !inside:
		round = signed
	}
	if round == 0 {
		return []Point{}, nil
	}
	return readPoints(ctx, r.Store.DB, &m, round, inside)
}

// readPoints reads the points as they stand in a round; history leaves out no
// earlier conclusion.
func readPoints(ctx context.Context, q storage.Querier, m *Matter, round int, history bool) ([]Point, error) {
	all, err := conclusions(ctx, q, m.ID, 1, round)
	if err != nil {
		return nil, err
	}
	list := []Point{}
	for _, point := range m.p.Points {
		p := Point{Point: point, Round: round}
		for _, c := range all {
			switch {
			case c.Code != point.Code:
			case p.Conclusion == nil:
				p.Conclusion, p.Confirmed = &c, c.Round == round
			case history:
				p.Before = append(p.Before, c)
			}
		}
		list = append(list, p)
	}
	return list, nil
}

// conclusions lists what was concluded from one round to another, newest first.
func conclusions(ctx context.Context, q storage.Querier, matter storage.ID, from, to int) ([]PointConclusion, error) {
	rows, err := q.QueryContext(ctx, `SELECT c.id, c.code, c.round, c.verdict, c.basis, `+pointBases.json("c.id")+`, c.remark, c.person, p.name, person_name(c.for_person), c.at,
		(SELECT json_build_object('id', a.id, 'verdict', a.verdict, 'reason', a.reason, 'basis', a.basis, 'draft', a.draft, 'by', a.by, 'byName', w.name,
			'forName', person_name(a.for_person), 'at', a.at, 'bases', `+pointAnswerBases.json("a.id")+`)
		 FROM point_answer a JOIN person w ON w.id = a.by WHERE a.conclusion = c.id ORDER BY a.id DESC LIMIT 1)
		FROM point_conclusion c JOIN person p ON p.id = c.person
		WHERE c.matter = $1 AND c.round BETWEEN $2 AND $3 ORDER BY c.round DESC, c.id DESC`, matter, from, to)
	if err != nil {
		return nil, fmt.Errorf("listing what was concluded in matter %s: %w", matter, err)
	}
	return storage.Collect(rows, func(c *PointConclusion) []any {
		return []any{&c.ID, &c.Code, &c.Round, &c.Verdict, &c.Basis, storage.JSONInto(&c.Bases), &c.Remark, &c.By, &c.ByName, &c.ForName, &c.At,
			storage.JSONInto(&c.Answer)}
	})
}

// newestConclusions are those that count from one round to another, by code.
func newestConclusions(ctx context.Context, q storage.Querier, matter storage.ID, from, to int) (map[string]PointConclusion, error) {
	all, err := conclusions(ctx, q, matter, from, to)
	newest := map[string]PointConclusion{}
	for _, c := range all {
		if _, ok := newest[c.Code]; !ok {
			newest[c.Code] = c
		}
	}
	return newest, err
}

// openPoints are the codes of the points not concluded in the matter's round.
func openPoints(ctx context.Context, q storage.Querier, m *Matter) ([]string, error) {
	return pointsWhere(ctx, q, m, func(_ PointConclusion, ok bool) bool { return !ok })
}

// problems are the codes of the points found to be a problem in it.
func problems(ctx context.Context, q storage.Querier, m *Matter) ([]string, error) {
	return pointsWhere(ctx, q, m, func(c PointConclusion, _ bool) bool { return c.Verdict == Problem })
}

func pointsWhere(ctx context.Context, q storage.Querier, m *Matter, are func(PointConclusion, bool) bool) ([]string, error) {
	concluded, err := newestConclusions(ctx, q, m.ID, m.Round, m.Round)
	if err != nil {
		return nil, err
	}
	var codes []string
	for _, p := range m.p.Points {
		if c, ok := concluded[p.Code]; are(c, ok) {
			codes = append(codes, p.Code)
		}
	}
	return codes, nil
}
