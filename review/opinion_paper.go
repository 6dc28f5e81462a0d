package review

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"hefa/storage"
)

// Paper is what the paper of an opinion says beside its words. At signature it
// is kept with the opinion, so that the paper is the same ever after, whatever
// bodies and documents are called later.
type Paper struct {
	// Title is the document's, To the drafting bodies, Body the reviewing one.
	Title string   `json:"title"`
	To    []string `json:"to"`
	Body  string   `json:"body"`
	// Submitted and Accepted are days; Submitted is that of the newest
	// submission.
	Submitted storage.Day `json:"submitted,omitempty"`
	Accepted  storage.Day `json:"accepted,omitempty"`
	// Materials are what was submitted, Absent what was not, with the reason.
	Materials []string      `json:"materials,omitempty"`
	Absent    []PaperAbsent `json:"absent,omitempty"`
	Points    []PaperPoint  `json:"points,omitempty"`
}

// PaperAbsent is a material that was not submitted.
type PaperAbsent struct {
	Name   string `json:"name"`
	Reason string `json:"reason"`
}

// PaperPoint is a review point as the paper tells it.
type PaperPoint struct {
	Code    string       `json:"code"`
	Name    string       `json:"name"`
	Verdict PointVerdict `json:"verdict"`
	// Basis is what it stands on, provisions included; Remark what was found.
	Basis  string `json:"basis,omitempty"`
	Remark string `json:"remark,omitempty"`
}

// OpinionPaper reads an opinion of a matter and what its paper says. Who may
// not see the opinion finds nothing.
func (r *Review) OpinionPaper(ctx context.Context, v storage.Viewer, matter, opinion storage.ID) (Opinion, Paper, error) {
	m, err := r.Matter(ctx, v, matter)
	if err != nil {
		return Opinion{}, Paper{}, err
	}
	var o Opinion
	var frozen []byte
	err = r.Store.DB.QueryRowContext(ctx, `SELECT o.paper FROM opinion o JOIN matter m ON m.id = o.matter
		WHERE o.id = $1 AND o.matter = $2 AND (o.signed_at IS NOT NULL OR reviews($3, m))`, opinion, matter, v.Person).Scan(&frozen)
	if err != nil {
		return o, Paper{}, read(err, "reading opinion %s", opinion)
	}
	err = r.Store.DB.QueryRowContext(ctx, opinionQuery+`WHERE o.id = $1`, opinion).Scan(opinionFields(&o)...)
	if err != nil {
		return o, Paper{}, read(err, "reading opinion %s", opinion)
	}
	if frozen == nil {
		paper, err := r.paper(ctx, r.Store.DB, &m, &o)
		return o, paper, err
	}
	var paper Paper
	if err := json.Unmarshal(frozen, &paper); err != nil {
		return o, paper, fmt.Errorf("reading the paper of opinion %s: %w", opinion, err)
	}
	return o, paper, nil
}

// paper gathers what an opinion's paper says, as it is now.
func (r *Review) paper(ctx context.Context, q storage.Querier, m *Matter, o *Opinion) (Paper, error) {
	p := Paper{Title: m.Title, Body: m.Reviewing.Name, Accepted: m.Clock.AcceptedOn}
	for _, b := range m.Drafting {
		p.To = append(p.To, b.Name)
	}
	err := q.QueryRowContext(ctx, `SELECT coalesce((SELECT to_char(max(at), 'YYYY-MM-DD') FROM matter_move
		WHERE matter = $1 AND at <= $2 AND (to_state = 'submitted' OR act = 'resubmit')), '')`, m.ID, o.ProposedAt).Scan(&p.Submitted)
	if err != nil {
		return p, fmt.Errorf("reading when matter %s was submitted: %w", m.ID, err)
	}
	if err := p.addMaterials(ctx, q, m); err != nil {
		return p, err
	}
	points, err := readPoints(ctx, q, m, o.Round, false)
	if err != nil {
		return p, err
	}
	for _, point := range points {
		if c := point.Conclusion; c != nil && point.Confirmed {
			p.Points = append(p.Points, PaperPoint{Code: point.Code, Name: point.Name, Verdict: c.Verdict, Basis: c.Rests(), Remark: c.Remark})
		}
	}
	return p, nil
}

func (p *Paper) addMaterials(ctx context.Context, q storage.Querier, m *Matter) error {
	type material struct{ code, absence string }
	rows, err := q.QueryContext(ctx, `SELECT code, absence FROM material WHERE matter = $1 AND removed_at IS NULL ORDER BY at, id`, m.ID)
	if err != nil {
		return fmt.Errorf("listing materials of matter %s: %w", m.ID, err)
	}
	list, err := storage.Collect(rows, func(one *material) []any { return []any{&one.code, &one.absence} })
	if err != nil {
		return err
	}
	for _, item := range m.p.Materials {
		there, reason := false, ""
		for _, one := range list {
			if one.code == item.Code {
				there, reason = there || one.absence == "", one.absence
			}
		}
		switch {
		case there:
			p.Materials = append(p.Materials, item.Name)
		case reason != "":
			p.Absent = append(p.Absent, PaperAbsent{item.Name, reason})
		}
	}
	return nil
}

// Rests is what a conclusion stands on: its provisions as a sentence cites
// them, and its words.
func (c PointConclusion) Rests() string { return rests(c.Bases, c.Basis) }

// Rests is what an answer stands on.
func (a CommentAnswer) Rests() string { return rests(a.Bases, a.Basis) }

func rests(bases []Basis, words string) string {
	var list []string
	for _, b := range bases {
		list = append(list, b.Cited())
	}
	cited := strings.Join(list, "、")
	switch {
	case cited == "" || words == "":
		return cited + words
	}
	return cited + "；" + words
}
