package review

import (
	"context"
	"slices"

	"hefa/lawtext"
	"hefa/storage"
)

// Matrix is who said what in a round: articles down, bodies across.
type Matrix struct {
	Round Round       `json:"round"`
	Rows  []MatrixRow `json:"rows"`
}

// MatrixRow is what the bodies say of one unit of the draft, or ("") of the
// whole, which comes first; units are in reading order.
type MatrixRow struct {
	Address lawtext.Address `json:"address"`
	// Cells are in the order of the round's bodies.
	Cells [][]RoundReply `json:"cells"`
}

// Matrix lays a round's replies out.
func (r *Review) Matrix(ctx context.Context, v storage.Viewer, id storage.ID) (Matrix, error) {
	round, err := r.Round(ctx, v, id)
	if err != nil {
		return Matrix{}, err
	}
	text, err := draftText(ctx, r.Store.DB, round.Document, round.Draft)
	if err != nil {
		return Matrix{}, err
	}
	place := map[lawtext.Address]int{"": -1}
	text.Walk(func(u *lawtext.Unit) bool { place[u.Address] = len(place); return true })
	m := Matrix{Round: round, Rows: []MatrixRow{}}
	for i, b := range round.Bodies {
		for _, p := range b.Replies {
			at := slices.IndexFunc(m.Rows, func(row MatrixRow) bool { return row.Address == p.Address })
			if at < 0 {
				at = len(m.Rows)
				m.Rows = append(m.Rows, MatrixRow{Address: p.Address, Cells: make([][]RoundReply, len(round.Bodies))})
			}
			m.Rows[at].Cells[i] = append(m.Rows[at].Cells[i], p)
		}
	}
	for _, row := range m.Rows {
		for i, cell := range row.Cells {
			if cell == nil {
				row.Cells[i] = []RoundReply{}
			}
		}
	}
	slices.SortStableFunc(m.Rows, func(a, b MatrixRow) int { return place[a.Address] - place[b.Address] })
	return m, nil
}
