package web

import (
	"net/http"

	"hefa/review"
	"hefa/storage"
)

// apiDeputies lists who stands in for a person and for whom the person stands
// in, today and on days to come.
func (s *server) apiDeputies(w http.ResponseWriter, r *http.Request) error {
	id := idIn(r, "person")
	if _, err := s.Store.Person(r.Context(), id); err != nil {
		return err
	}
	list, err := s.Store.Deputies(r.Context(), id)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

func (s *server) apiNameDeputy(w http.ResponseWriter, r *http.Request) error {
	in, err := receive[struct {
		Deputy   storage.ID  `json:"deputy"`
		FirstDay storage.Day `json:"firstDay"`
		LastDay  storage.Day `json:"lastDay"`
	}](r)
	if err != nil {
		return err
	}
	d := storage.Deputy{For: idIn(r, "person"), Person: in.Deputy, FirstDay: in.FirstDay, LastDay: in.LastDay}
	if err := checkDeputy(d); err != nil {
		return err
	}
	a := actor(r)
	if err := s.Store.NameDeputy(r.Context(), a, d); err != nil {
		return err
	}
	return did(w, a, http.StatusNoContent, nil)
}

// checkDeputy refuses what is neither id nor day.
func checkDeputy(d storage.Deputy) error {
	if err := wellFormed("deputy", []storage.ID{d.Person}); err != nil {
		return err
	}
	if _, err := storage.ParseDay("firstDay", string(d.FirstDay)); err != nil {
		return err
	}
	_, err := storage.ParseDay("lastDay", string(d.LastDay))
	return err
}

func (s *server) apiEndDeputy(w http.ResponseWriter, r *http.Request) error {
	a := actor(r)
	if err := s.Store.EndDeputy(r.Context(), a, idIn(r, "person"), idIn(r, "deputy")); err != nil {
		return err
	}
	return did(w, a, http.StatusNoContent, nil)
}

// apiHandOver gives what a leaver has on the desk to a successor.
func (s *server) apiHandOver(w http.ResponseWriter, r *http.Request) error {
	in, err := receive[struct {
		To      storage.ID  `json:"to"`
		Body    string      `json:"body"`
		LastDay storage.Day `json:"lastDay"`
	}](r)
	if err != nil {
		return err
	}
	over := review.HandOverInput{From: idIn(r, "person"), To: in.To, LastDay: in.LastDay}
	if err := wellFormed("to", []storage.ID{in.To}); err != nil {
		return err
	}
	if in.Body != "" {
		if over.Body, err = s.bodyID(r, "body", in.Body); err != nil {
			return err
		}
	}
	if _, err := storage.ParseDay("lastDay", string(in.LastDay)); err != nil {
		return err
	}
	a := actor(r)
	done, err := s.Review.HandOver(r.Context(), a, over)
	if err != nil {
		return err
	}
	return did(w, a, http.StatusOK, done)
}
