package web

import (
	"net/http"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// apiMatters lists the matters whose drafts the asker may read: state, running,
// ended, procedure, body, mover, overdue, soon, emergency, page, size.
func (s *server) apiMatters(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	f := review.MatterFilter{Procedure: q.Get("procedure"), Running: q.Get("running") == "true",
		Ended: q.Get("ended") == "true", Overdue: q.Get("overdue") == "true",
		Soon: q.Get("soon") == "true", Emergency: q.Get("emergency") == "true"}
	var err error
	if f.State, err = choice("state", q.Get("state"), procedure.States); err != nil {
		return err
	}
	if name := q.Get("body"); name != "" {
		if f.Body, err = s.bodyID(r, "body", name); err != nil {
			return err
		}
	}
	if f.Mover, err = formID(q, "mover"); err != nil {
		return err
	}
	if f.Page, f.Size, err = pageSize(q); err != nil {
		return err
	}
	list, total, err := s.Review.Matters(r.Context(), from(r).viewer(), f)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, listed[review.Matter]{total, list, f.Page})
}

func (s *server) apiMattersOf(w http.ResponseWriter, r *http.Request) error {
	id := idIn(r, "document")
	list, err := s.Review.MattersOf(r.Context(), from(r).viewer(), id)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// apiMatterRead is a matter with what the asker may do in it.
type apiMatterRead struct {
	review.Matter
	Acts []review.Option `json:"acts"`
	// Early is the day on which the review's minimum is full, where an opinion
	// signed today would be early.
	Early storage.Day `json:"early,omitempty"`
}

func (s *server) apiMatter(w http.ResponseWriter, r *http.Request) error {
	id := idIn(r, "matter")
	m, err := s.Review.Matter(r.Context(), from(r).viewer(), id)
	if err != nil {
		return err
	}
	acts, err := s.Review.AllowedActs(r.Context(), from(r).viewer(), id)
	if err != nil {
		return err
	}
	early, err := s.Review.Early(r.Context(), m)
	if err != nil {
		return err
	}
	tag(w, m.Rev)
	return writeJSON(w, http.StatusOK, apiMatterRead{m, acts, early})
}

func (s *server) apiMoves(w http.ResponseWriter, r *http.Request) error {
	id := idIn(r, "matter")
	list, err := s.Review.Moves(r.Context(), from(r).viewer(), id)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

func (s *server) apiOpinions(w http.ResponseWriter, r *http.Request) error {
	id := idIn(r, "matter")
	list, err := s.Review.Opinions(r.Context(), from(r).viewer(), id)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// apiReckoning shows how a matter's due day was counted.
func (s *server) apiReckoning(w http.ResponseWriter, r *http.Request) error {
	id := idIn(r, "matter")
	reckoning, err := s.Review.Reckoning(r.Context(), from(r).viewer(), id)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, apiReckoningRead{reckoning, reckoningWords(from(r).lang, reckoning)})
}

// apiMyWork lists what waits for whoever asks.
func (s *server) apiMyWork(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Review.MyWork(r.Context(), from(r).viewer())
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// matterRef is the matter in the address and the revision acted upon.
func matterRef(r *http.Request) (id storage.ID, seen int, err error) {
	seen, err = seenRev(r)
	return idIn(r, "matter"), seen, err
}
