package web

import (
	"slices"

	"hefa/review"
	"hefa/review/procedure"
)

// returned is the move by which a matter was sent back to those who work on it
// now, where it says why; nil for none. Moves are newest first. Whoever opens
// the matter should not have to look for the reason in its timeline.
func returned(m *review.Matter, latest []review.Move) *review.Move {
	i := slices.IndexFunc(latest, func(mv review.Move) bool { return mv.From != mv.To })
	if i < 0 || latest[i].To != m.State || latest[i].Reason == "" {
		return nil
	}
	switch latest[i].Act {
	case procedure.Decline, procedure.ReturnCompletion, procedure.ReturnAmendment, procedure.SendBack:
		return &latest[i]
	}
	return nil
}
