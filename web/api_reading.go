package web

import (
	"net/http"

	"hefa/lawtext"
	"hefa/review"
	"hefa/storage"
)

// apiReading lists a draft's articles with those who have read them.
func (s *server) apiReading(w http.ResponseWriter, r *http.Request) error {
	draft, err := queryNumber(r.URL.Query(), "draft", 0, 1e6)
	if err != nil {
		return err
	}
	list, err := s.Review.Reading(r.Context(), viewerOf(r), idIn(r, "matter"), draft)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// apiMarkRead ticks articles as read, or takes that back.
func (s *server) apiMarkRead(w http.ResponseWriter, r *http.Request) error {
	matter, seen, err := matterRef(r)
	if err != nil {
		return err
	}
	in, err := receive[struct {
		Draft    int      `json:"draft"`
		Articles []string `json:"articles"`
		Unread   bool     `json:"unread"`
	}](r)
	if err != nil {
		return err
	}
	read := review.ReadInput{Matter: matter, Rev: seen, Draft: in.Draft, Unread: in.Unread}
	if read.Articles, err = addresses("articles", in.Articles); err != nil {
		return err
	}
	a := actor(r)
	if err := s.Review.MarkRead(r.Context(), a, read); err != nil {
		return err
	}
	return did(w, a, http.StatusNoContent, nil)
}

// addresses reads the addresses of a field.
func addresses(field string, texts []string) ([]lawtext.Address, error) {
	list := make([]lawtext.Address, len(texts))
	for i, text := range texts {
		a, err := lawtext.ParseAddress(text)
		if err != nil {
			return nil, &storage.Invalid{Field: field, Code: "unknown", Detail: text}
		}
		list[i] = a
	}
	return list, nil
}

// apiLastLook is the newest draft before draft= (the newest) that whoever asks
// has looked at.
func (s *server) apiLastLook(w http.ResponseWriter, r *http.Request) error {
	before, err := queryNumber(r.URL.Query(), "draft", 0, 1e6)
	if err != nil {
		return err
	}
	m, err := s.Review.Matter(r.Context(), viewerOf(r), idIn(r, "matter"))
	if err != nil {
		return err
	}
	if before == 0 {
		before = m.Draft
	}
	draft, err := s.Review.LastLook(r.Context(), viewerOf(r), m.Document, before)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, map[string]int{"draft": draft})
}
