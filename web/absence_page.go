package web

import (
	"net/http"

	"hefa/review"
	"hefa/storage"
)

// ownPage leads to one's own page, where one names a deputy.
func (s *server) ownPage(w http.ResponseWriter, r *http.Request) error {
	return see(w, r, "/people/"+string(from(r).person.ID))
}

// nameDeputy lets another stand in for the person of the page.
func (s *server) nameDeputy(r *http.Request, a *storage.Actor, person storage.ID) error {
	f := r.PostForm
	deputy, err := formID(f, "deputy")
	if err != nil {
		return err
	}
	d := storage.Deputy{Person: deputy, For: person, FirstDay: storage.Day(f.Get("from")), LastDay: storage.Day(f.Get("to"))}
	if err := checkDeputy(d); err != nil {
		return err
	}
	return s.Store.NameDeputy(r.Context(), a, d)
}

func (s *server) endDeputy(r *http.Request, a *storage.Actor, person storage.ID) error {
	return s.Store.EndDeputy(r.Context(), a, person, idIn(r, "deputy"))
}

// handOver gives what a leaver has on the desk to a successor and says what
// went over.
func (s *server) handOver(w http.ResponseWriter, r *http.Request) error {
	if err := parseForm(r); err != nil {
		return err
	}
	id, err := pathID(r, "person")
	if err != nil {
		return err
	}
	in, err := handOverForm(r, id)
	var done review.HandedOver
	if err == nil {
		done, err = s.Review.HandOver(r.Context(), actor(r), in)
	}
	data, gatherErr := s.person(r)
	if gatherErr != nil {
		return gatherErr
	}
	if err != nil {
		return s.formFailed(w, r, err, "person", data)
	}
	data["Handed"] = done
	return s.ok(w, r, "person", data)
}

func handOverForm(r *http.Request, person storage.ID) (in review.HandOverInput, err error) {
	f := r.PostForm
	in.From = person
	if in.To, err = formID(f, "successor"); err != nil {
		return in, err
	}
	if in.Body, err = formID(f, "in"); err != nil {
		return in, err
	}
	in.LastDay, err = storage.ParseDay("lastDay", f.Get("lastDay"))
	return in, err
}
