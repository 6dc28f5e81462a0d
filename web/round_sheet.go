package web

import (
	"bytes"
	"net/http"

	"hefa/review"
	"hefa/storage"
	"hefa/web/lang"
)

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// exportRound sends a round's matrix, replies and coordinations as XLSX.
func (s *server) exportRound(w http.ResponseWriter, r *http.Request) error {
	var b bytes.Buffer
	err := s.Review.ExportRound(r.Context(), from(r).viewer(), idIn(r, "round"), roundWords(from(r).lang), &b)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", xlsxType)
	w.Header().Set("Content-Disposition", attachment(from(r).lang.Say("round.file")+".xlsx"))
	_, _ = b.WriteTo(w) // the reader has gone
	return nil
}

// closeRound closes a round with its matrix, which is kept first: bytes
// without a row are harmless, a row without its bytes is not.
func (s *server) closeRound(r *http.Request, a *storage.Actor, id storage.ID, why string) error {
	in := review.CloseRoundInput{Round: id, Why: why}
	round, err := s.Review.Round(r.Context(), from(r).viewer(), id)
	if err != nil {
		return err
	}
	if round.MayAsk && round.Open() && !round.Reviewing {
		var b bytes.Buffer
		if err := s.Review.ExportRound(r.Context(), from(r).viewer(), id, roundWords(lang.Zh), &b); err != nil {
			return err
		}
		sheet, err := s.Store.Keep(r.Context(), &b, int64(b.Len()), lang.Zh.Say("round.file")+".xlsx", xlsxType)
		if err != nil {
			return err
		}
		in.Sheet = &sheet
	}
	return s.Review.CloseRound(r.Context(), a, in)
}

// roundWords are the words of an exported round.
func roundWords(l lang.Lang) review.RoundWords {
	w := review.RoundWords{Matrix: l.Say("round.matrix"), List: l.Say("round.list"), Talks: l.Say("round.talks"),
		Article: l.Say("round.article"), Whole: l.Say("say.whole"), Proposed: l.Say("round.proposed-before"),
		Verdict: func(v review.Verdict) string { return l.Say("verdict." + string(v)) },
		Result:  func(c review.CoordinationResult) string { return l.Say("round-result." + string(c)) },
		Stand: func(b review.ConsultedBody) string {
			switch {
			case b.SignedAt == nil:
				return l.Say("round.silent")
			case b.NoComment:
				return l.Say("round.no-comment") + " " + l.Time(*b.SignedAt)
			}
			return l.Say("round.answered", len(b.Replies)) + " " + l.Time(*b.SignedAt)
		}}
	for i, key := range []string{"article", "body", "opinion", "proposed", "verdict", "reason"} {
		w.ListHeads[i] = l.Say("round." + key)
	}
	for i, key := range []string{"about", "held-on", "participants", "agreed", "result", "dissenting"} {
		w.TalksHeads[i] = l.Say("round." + key)
	}
	return w
}
