package web

import (
	"context"
	"net/http"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// moveInput is a move of a matter: the act, and what that act takes.
type moveInput struct {
	Act    procedure.Act `json:"act"`
	Reason string        `json:"reason"`
	// Of submit and resubmit: materials that are explained to be absent.
	Materials []struct {
		Code    string `json:"code"`
		Absence string `json:"absence"`
	} `json:"materials"`
	// Of submit and resubmit: what is said of steps, and why all others that
	// are open do not apply.
	Steps  []apiStep `json:"steps"`
	Others string    `json:"others"`
	// Of accept: the person's word that the materials are complete, and the
	// due day.
	Complete bool        `json:"complete"`
	Due      storage.Day `json:"due"`
	// Of extend.
	Days int `json:"days"`
	// Of return-completion.
	Missing []review.MissingItem `json:"missing"`
	// Of propose and edit-opinion.
	Conclusion procedure.Conclusion `json:"conclusion"`
	Text       string               `json:"text"`
	Risk       string               `json:"risk"`
	// Of sign: where the matter goes where the conclusion leaves a choice, and
	// that the head has seen that some articles were not read.
	Next   procedure.State `json:"next"`
	Unread bool            `json:"unread"`
	// Of publish.
	IssuingNumber string      `json:"issuingNumber"`
	Adopted       storage.Day `json:"adopted"`
	Published     storage.Day `json:"published"`
	Effective     storage.Day `json:"effective"`
	ValidUntil    storage.Day `json:"validUntil"`
	Confirmed     bool        `json:"confirmed"`
}

// plainMoves are the acts that take a reason at most.
var plainMoves = map[procedure.Act]func(*review.Review, context.Context, *storage.Actor, review.MoveInput) (review.Moved, error){
	procedure.Consent:         (*review.Review).Consent,
	procedure.Decline:         (*review.Review).Decline,
	procedure.ReturnAmendment: (*review.Review).ReturnForAmendment,
	procedure.SendBack:        (*review.Review).SendBack,
	procedure.Supersede:       (*review.Review).Supersede,
	procedure.Close:           (*review.Review).Close,
	procedure.AwaitExperts:    (*review.Review).AwaitExperts,
	procedure.ExpertsAnswered: (*review.Review).ExpertsAnswered,
	procedure.Emergency:       (*review.Review).Emergency,
	procedure.EndEmergency:    (*review.Review).EndEmergency,
	procedure.Suspend:         (*review.Review).Suspend,
	procedure.Resume:          (*review.Review).Resume,
	procedure.Withdraw:        (*review.Review).Withdraw,
}

// apiMove does one act that moves a matter on.
func (s *server) apiMove(w http.ResponseWriter, r *http.Request) error {
	matter, seen, err := matterRef(r)
	if err != nil {
		return err
	}
	in, err := receive[moveInput](r)
	if err != nil {
		return err
	}
	a := actor(r)
	moved, err := s.moveMatter(r.Context(), a, matter, seen, in)
	if err != nil {
		return err
	}
	tag(w, moved.Rev)
	return did(w, a, http.StatusOK, moved)
}

func (s *server) moveMatter(ctx context.Context, a *storage.Actor, matter storage.ID, seen int, in moveInput) (review.Moved, error) {
	if move, ok := plainMoves[in.Act]; ok {
		return move(s.Review, ctx, a, review.MoveInput{Matter: matter, Rev: seen, Reason: in.Reason})
	}
	switch in.Act {
	case procedure.Submit, procedure.Resubmit:
		hand := review.SubmitInput{Matter: matter, Rev: seen, Reason: in.Reason, Others: in.Others}
		for _, step := range in.Steps {
			hand.Steps = append(hand.Steps, step.input())
		}
		for _, m := range in.Materials {
			hand.Materials = append(hand.Materials, review.MaterialInput{Code: m.Code, Absence: m.Absence})
		}
		if in.Act == procedure.Submit {
			return s.Review.Submit(ctx, a, hand)
		}
		return s.Review.Resubmit(ctx, a, hand)
	case procedure.Accept:
		return s.Review.Accept(ctx, a, review.AcceptInput{Matter: matter, Rev: seen, Reason: in.Reason, Complete: in.Complete, Due: in.Due})
	case procedure.Extend:
		return s.Review.Extend(ctx, a, review.ExtendInput{Matter: matter, Rev: seen, Days: in.Days, Reason: in.Reason})
	case procedure.ReturnCompletion:
		return s.Review.ReturnForCompletion(ctx, a, review.ReturnForCompletionInput{Matter: matter, Rev: seen, Reason: in.Reason, Missing: in.Missing})
	case procedure.Propose:
		return s.Review.Propose(ctx, a, review.ProposeInput{Matter: matter, Rev: seen, Conclusion: in.Conclusion, Words: in.Text, Risk: in.Risk})
	case procedure.EditOpinion:
		return s.Review.EditOpinion(ctx, a, review.ProposeInput{Matter: matter, Rev: seen, Conclusion: in.Conclusion, Words: in.Text, Risk: in.Risk})
	case procedure.Sign:
		return s.Review.Sign(ctx, a, review.SignInput{Matter: matter, Rev: seen, Next: in.Next, Unread: in.Unread})
	case procedure.Publish:
		return s.Review.Publish(ctx, a, review.PublishInput{Matter: matter, Rev: seen, IssuingNumber: in.IssuingNumber,
			Adopted: in.Adopted, Published: in.Published, Effective: in.Effective, ValidUntil: in.ValidUntil, Confirmed: in.Confirmed})
	}
	// Whoever may not see the matter learns nothing of acts either.
	if _, err := s.Review.Matter(ctx, storage.Viewer{Person: a.Person}, matter); err != nil {
		return review.Moved{}, err
	}
	if in.Act == "" {
		return review.Moved{}, &storage.Invalid{Field: "act", Code: "required"}
	}
	return review.Moved{}, &storage.Invalid{Field: "act", Code: "unknown"}
}
