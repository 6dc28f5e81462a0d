package web

import (
	"net/http"

	"hefa/review"
)

// apiBasis is a provision with how a sentence cites it.
type apiBasis struct {
	review.Basis
	// Cited is 《行政许可法》第十七条; Ref names it as forms do.
	Cited string `json:"cited"`
	Ref   string `json:"ref"`
}

// apiBases finds provisions in force by title and article, as people write
// them.
func (s *server) apiBases(w http.ResponseWriter, r *http.Request) error {
	found, err := s.Review.FindBases(r.Context(), r.URL.Query().Get("q"))
	if err != nil {
		return err
	}
	list := make([]apiBasis, len(found))
	for i, b := range found {
		list[i] = apiBasis{b, b.Cited(), b.Ref()}
	}
	return writeJSON(w, http.StatusOK, whole(list))
}
