package web

import (
	"net/http"

	"hefa/lawtext"
	"hefa/review"
	"hefa/storage"
)

func (s *server) apiRounds(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Review.Rounds(r.Context(), from(r).viewer(), idIn(r, "matter"))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// apiConsult asks several bodies about a matter's newest draft.
func (s *server) apiConsult(w http.ResponseWriter, r *http.Request) error {
	matter, seen, err := matterRef(r)
	if err != nil {
		return err
	}
	in, err := receive[struct {
		Bodies []string    `json:"bodies"`
		Due    storage.Day `json:"due"`
		Letter string      `json:"letter"`
	}](r)
	if err != nil {
		return err
	}
	if _, err := storage.ParseDay("due", string(in.Due)); err != nil {
		return err
	}
	bodies, err := s.bodyIDs(r, "bodies", in.Bodies)
	if err != nil {
		return err
	}
	a := actor(r)
	id, err := s.Review.Consult(r.Context(), a, review.ConsultInput{Matter: matter, Rev: seen, Bodies: bodies, Due: in.Due, Letter: in.Letter})
	if err != nil {
		return err
	}
	return created(w, a, apiRoot+"/rounds/"+string(id), apiID{id})
}

func (s *server) apiRound(w http.ResponseWriter, r *http.Request) error {
	round, err := s.Review.Round(r.Context(), from(r).viewer(), idIn(r, "round"))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, round)
}

func (s *server) apiMatrix(w http.ResponseWriter, r *http.Request) error {
	m, err := s.Review.Matrix(r.Context(), from(r).viewer(), idIn(r, "round"))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, m)
}

// apiAnswerRound writes what a body says, in place of what it had written.
func (s *server) apiAnswerRound(w http.ResponseWriter, r *http.Request) error {
	in, err := receive[struct {
		Body      string                   `json:"body"`
		Replies   []review.RoundReplyInput `json:"replies"`
		NoComment bool                     `json:"noComment"`
		Sign      bool                     `json:"sign"`
	}](r)
	if err != nil {
		return err
	}
	answer := review.AnswerRoundInput{Round: idIn(r, "round"), Replies: in.Replies, NoComment: in.NoComment, Sign: in.Sign}
	if in.Body != "" {
		if answer.Body, err = s.bodyID(r, "body", in.Body); err != nil {
			return err
		}
	}
	for i, p := range answer.Replies {
		if p.Address == "" {
			continue
		}
		if answer.Replies[i].Address, err = lawtext.ParseAddress(string(p.Address)); err != nil {
			return &storage.Invalid{Field: "address", Code: "unknown"}
		}
	}
	return s.onRound(w, r, func(a *storage.Actor) error { return s.Review.AnswerRound(r.Context(), a, answer) })
}

// onRound does one act that has no answer.
func (s *server) onRound(w http.ResponseWriter, r *http.Request, act func(*storage.Actor) error) error {
	a := actor(r)
	if err := act(a); err != nil {
		return err
	}
	return did(w, a, http.StatusNoContent, nil)
}

func (s *server) apiRemind(w http.ResponseWriter, r *http.Request) error {
	in, err := receive[struct {
		Bodies []string `json:"bodies"`
	}](r)
	if err != nil {
		return err
	}
	bodies, err := s.bodyIDs(r, "bodies", in.Bodies)
	if err != nil {
		return err
	}
	a := actor(r)
	n, err := s.Review.Remind(r.Context(), a, review.RemindInput{Round: idIn(r, "round"), Bodies: bodies})
	if err != nil {
		return err
	}
	return did(w, a, http.StatusOK, map[string]int{"reminded": n})
}

// apiTreat says what became of a reply.
func (s *server) apiTreat(w http.ResponseWriter, r *http.Request) error {
	in, err := receive[struct {
		Verdict review.Verdict `json:"verdict"`
		Reason  string         `json:"reason"`
	}](r)
	if err != nil {
		return err
	}
	treat := review.TreatInput{Round: idIn(r, "round"), Reply: idIn(r, "reply"), Verdict: in.Verdict, Reason: in.Reason}
	return s.onRound(w, r, func(a *storage.Actor) error { return s.Review.Treat(r.Context(), a, treat) })
}

// apiCoordinate records how a disagreement was talked over.
func (s *server) apiCoordinate(w http.ResponseWriter, r *http.Request) error {
	in, err := receive[struct {
		About        string                    `json:"about"`
		HeldOn       storage.Day               `json:"heldOn"`
		Participants string                    `json:"participants"`
		Agreed       string                    `json:"agreed"`
		Result       review.CoordinationResult `json:"result"`
		Dissenting   []string                  `json:"dissenting"`
	}](r)
	if err != nil {
		return err
	}
	if _, err := storage.ParseDay("heldOn", string(in.HeldOn)); err != nil {
		return err
	}
	bodies, err := s.bodyIDs(r, "dissenting", in.Dissenting)
	if err != nil {
		return err
	}
	a := actor(r)
	id, err := s.Review.Coordinate(r.Context(), a, review.CoordinateInput{Round: idIn(r, "round"), About: in.About, HeldOn: in.HeldOn,
		Participants: in.Participants, Agreed: in.Agreed, Result: in.Result, Dissenting: bodies})
	if err != nil {
		return err
	}
	return did(w, a, http.StatusCreated, apiID{id})
}

// apiCloseRound closes a round; of a drafting body's the matrix goes onto the
// checklist.
func (s *server) apiCloseRound(w http.ResponseWriter, r *http.Request) error {
	in, err := receive[struct {
		Why string `json:"why"`
	}](r)
	if err != nil {
		return err
	}
	return s.onRound(w, r, func(a *storage.Actor) error { return s.closeRound(r, a, idIn(r, "round"), in.Why) })
}
