package web

import (
	"net/http"
	"slices"

	"hefa/lawtext"
	"hefa/review"
	"hefa/storage"
)

// saidQuery reads which earlier comments are asked for: kind=, basis=.
func saidQuery(r *http.Request, matter storage.ID) (review.SaidBeforeInput, error) {
	q := r.URL.Query()
	in := review.SaidBeforeInput{Matter: matter, Kind: review.CommentKind(q.Get("kind"))}
	if in.Kind != "" && !slices.Contains(review.CommentKinds, in.Kind) {
		return in, &storage.Invalid{Field: "kind", Code: "unknown"}
	}
	if text := q.Get("basis"); text != "" {
		ref, err := review.ParseBasisRef(text)
		if err != nil {
			return in, err
		}
		// What was said of an article is said of all that is in it.
		in.Document, in.Address = ref.Document, articleOr(ref.Address)
	}
	return in, nil
}

func articleOr(a lawtext.Address) lawtext.Address {
	if article := a.Article(); article != "" {
		return article
	}
	return a
}

// apiSaidBefore lists what was said in other matters of the same review point
// or provision.
func (s *server) apiSaidBefore(w http.ResponseWriter, r *http.Request) error {
	in, err := saidQuery(r, idIn(r, "matter"))
	if err != nil {
		return err
	}
	list, err := s.Review.SaidBefore(r.Context(), viewerOf(r), in)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// apiPhrases lists the wording that whoever asks may use again.
func (s *server) apiPhrases(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Review.Phrases(r.Context(), viewerOf(r))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

func (s *server) apiKeepPhrase(w http.ResponseWriter, r *http.Request) error {
	in, err := receive[struct {
		Text   string             `json:"text"`
		Kind   review.CommentKind `json:"kind"`
		Shared bool               `json:"shared"`
	}](r)
	if err != nil {
		return err
	}
	a := actor(r)
	id, err := s.Review.KeepPhrase(r.Context(), a, review.PhraseInput{Words: in.Text, Kind: in.Kind, Shared: in.Shared})
	if err != nil {
		return err
	}
	return created(w, a, apiRoot+"/phrases/"+string(id), apiID{id})
}

func (s *server) apiRemovePhrase(w http.ResponseWriter, r *http.Request) error {
	a := actor(r)
	if err := s.Review.RemovePhrase(r.Context(), a, idIn(r, "phrase")); err != nil {
		return err
	}
	return did(w, a, http.StatusNoContent, nil)
}
