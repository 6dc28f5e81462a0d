package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"

	"github.com/gorilla/mux"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// movePage is the form of one move of a matter: what it does, and what it asks
// for.
func (s *server) movePage(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "matter")
	if err != nil {
		return err
	}
	data, err := s.moveForm(r, id, nil)
	if err != nil {
		return err
	}
	return s.ok(w, r, "move", data)
}

// makeMove moves a matter on. Where that fails the form is shown again with
// what was typed, and what has changed meanwhile.
func (s *server) makeMove(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "matter")
	if err != nil {
		return err
	}
	m, data, err := s.matterHead(r, id)
	if err != nil {
		return err
	}
	// Whoever may not do it brings no files to it.
	if _, err := moveOption(r, data["Options"].([]review.Option)); err != nil {
		return err
	}
	form, err := s.openMove(r, &m)
	if err != nil {
		return err
	}
	defer form.close()
	if form.Get("compose") != "" {
		return s.composeAgain(w, r, form)
	}
	moved, err := s.doMove(r, form)
	if err != nil {
		data, gatherErr := s.moveForm(r, id, r.PostForm)
		if gatherErr != nil {
			return err
		}
		// Comments may stand in the way; the page names them.
		if data["Threads"], gatherErr = s.Review.Comments(r.Context(), viewerOf(r), id, 0); gatherErr != nil {
			return gatherErr
		}
		return s.formFailed(w, r, err, "move", data)
	}
	if err := s.Review.ForgetUnsent(r.Context(), viewerOf(r), id, "move-"+string(form.act)); err != nil {
		return err
	}
	if moved.Version > 0 {
		return see(w, r, "/documents/"+string(m.Document))
	}
	// Who may no longer read the matter goes on with the day's work.
	if _, err := s.Review.Matter(r.Context(), viewerOf(r), id); err != nil {
		return see(w, r, firstPage)
	}
	return see(w, r, "/matters/"+string(id))
}

// moveForm gathers what the form of a move shows; typed is nil at first.
func (s *server) moveForm(r *http.Request, id storage.ID, typed url.Values) (map[string]any, error) {
	m, data, err := s.matterHead(r, id)
	if err != nil {
		return nil, err
	}
	option, err := moveOption(r, data["Options"].([]review.Option))
	if err != nil {
		return nil, err
	}
	act := option.Act
	if typed == nil {
		if typed, err = s.firstTyped(r, &m, act); err != nil {
			return nil, err
		}
		// What was typed here before and not sent stands above that.
		forms, err := s.formsOf(r, id, "", nil)
		if err != nil {
			return nil, err
		}
		maps.Copy(typed, forms["move-"+string(act)])
		data["Kept"] = len(forms["move-"+string(act)]) > 0
	}
	data["Act"], data["Option"], data["Typed"] = act, option, typed
	if !option.Now && !broughtAlong(option) {
		data["Blocked"] = notYet(from(r).lang, option)
	}
	if act == procedure.Submit || act == procedure.Resubmit {
		moves, err := s.Review.Moves(r.Context(), viewerOf(r), id)
		if err != nil {
			return nil, err
		}
		slices.Reverse(moves)
		data["Returned"] = returned(&m, moves)
	}
	switch act {
	case procedure.Submit, procedure.Resubmit, procedure.ReturnCompletion, procedure.Accept, procedure.Consent:
		err = s.submission(r, &m, data)
	case procedure.Publish:
		err = s.publication(r, &m, data)
	case procedure.Extend:
		data["MayExtend"] = s.Review.ProcedureOf(m).Clock.Extension - m.Clock.Extended
	case procedure.Propose, procedure.EditOpinion, procedure.ReturnAmendment, procedure.Sign, procedure.SendBack, procedure.Supersede:
		err = s.opinionChoices(r, &m, data)
	}
	if err == nil && (formsOpinion(act) || act == procedure.Sign) {
		data["Query"], data["TypedIn"] = deskQuery{}, ""
		err = s.gatherPoints(r, &m, data["Threads"].([]review.Comment), data)
	}
	if err == nil && act == procedure.Sign {
		if data["Unread"], err = s.Review.Unread(r.Context(), viewerOf(r), id, 0); err == nil {
			data["Early"], err = s.Review.Early(r.Context(), m)
		}
	}
	return data, err
}

// submission gathers the checklist and the steps where a draft is handed in,
// consented to or looked at: those still open, and those whose excuse waits to
// be confirmed.
func (s *server) submission(r *http.Request, m *review.Matter, data map[string]any) (err error) {
	ctx, v := r.Context(), viewerOf(r)
	if data["Materials"], err = s.Review.Materials(ctx, v, m.ID); err != nil {
		return err
	}
	states, err := s.Review.Steps(ctx, v, m.ID)
	if err != nil {
		return err
	}
	var open, asked []review.StepState
	confirms := s.excuses(r, m)
	for _, st := range states {
		switch {
		case !st.Free():
		case st.Status == review.StepOpen:
			open = append(open, st)
		case st.Status == review.StepAsked && confirms[st.Code]:
			asked = append(asked, st)
		}
	}
	data["OpenSteps"], data["AskedSteps"] = open, asked
	// What must be done, and what was typed already, is not folded away.
	typed, _ := data["Typed"].(url.Values)
	data["StepsOpen"] = slices.ContainsFunc(open, func(st review.StepState) bool {
		return len(st.ExcusedBy) == 0 || typed.Get("status-"+st.Code) != ""
	})
	if k := s.Review.ProcedureOf(*m).Clock; k.Maximum > 0 {
		least := max(k.Minimum, 1)
		if m.Emergency != "" && s.Review.ProcedureOf(*m).Emergency.LiftsMinimum {
			least = 1
		}
		data["DueLeast"], data["DueMost"] = least, k.Maximum
	}
	return nil
}

// moveOption is the option that the address names: one that moves a matter on
// and that the person's roles allow at some time.
func moveOption(r *http.Request, options []review.Option) (review.Option, error) {
	act := procedure.Act(mux.Vars(r)["act"])
	if !slices.Contains(procedure.Acts, act) || slices.Contains(besideText, act) || ownPages[act] != "" || act == procedure.Upload {
		return review.Option{}, errNoPage
	}
	i := slices.IndexFunc(options, func(o review.Option) bool { return o.Act == act })
	if i < 0 {
		return review.Option{}, storage.ErrForbidden
	}
	return options[i], nil
}

// opinionChoices gathers what is known of a matter when an opinion is formed.
func (s *server) opinionChoices(r *http.Request, m *review.Matter, data map[string]any) error {
	threads, err := s.Review.Comments(r.Context(), viewerOf(r), m.ID, 0)
	if err != nil {
		return err
	}
	counts := countThreads(threads, from(r))
	sentOver := 0
	for _, c := range threads {
		if c.ResolvedAt == nil && c.Audience == review.AudiencePublished && c.Reviewing && c.Answer == nil {
			sentOver++
		}
	}
	data["Counts"], data["SentOver"], data["Threads"] = counts, sentOver, threads
	p := s.Review.ProcedureOf(*m)
	data["Conclusions"] = p.Conclusions
	opinions, err := s.Review.Opinions(r.Context(), viewerOf(r), m.ID)
	if err != nil {
		return err
	}
	for _, o := range opinions {
		if o.SignedAt != nil && o.Superseded == nil && data["Standing"] == nil {
			data["Standing"] = o
		}
		if o.SignedAt != nil || o.SentBackAt != nil {
			continue
		}
		data["Opinion"] = o
		for _, move := range p.Of(procedure.Sign) {
			data["Next"] = move.Then[o.Conclusion]
			if len(move.Then[o.Conclusion]) == 0 {
				data["Next"] = []procedure.State{move.To}
			}
		}
	}
	return nil
}

// firstTyped is what a form is filled in with before anybody has typed: for
// publication the days that the text itself states.
func (s *server) firstTyped(r *http.Request, m *review.Matter, act procedure.Act) (url.Values, error) {
	switch act {
	case procedure.Publish:
		return s.firstPublication(r, m)
	case procedure.Propose, procedure.EditOpinion:
		return s.firstOpinion(r, m)
	}
	return url.Values{}, nil
}
