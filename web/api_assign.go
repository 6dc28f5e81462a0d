package web

import (
	"net/http"

	"hefa/review"
	"hefa/storage"
)

// apiAssignments lists who had a matter, and when.
func (s *server) apiAssignments(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Review.Assignments(r.Context(), from(r).viewer(), idIn(r, "matter"))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// apiAssign says who reviews a matter from now on.
func (s *server) apiAssign(w http.ResponseWriter, r *http.Request) error {
	matter, seen, err := matterRef(r)
	if err != nil {
		return err
	}
	in, err := receive[struct {
		People []storage.ID `json:"people"`
	}](r)
	if err != nil {
		return err
	}
	if err := wellFormed("people", in.People); err != nil {
		return err
	}
	a := actor(r)
	if err := s.Review.Assign(r.Context(), a, review.AssignInput{Matter: matter, Rev: seen, People: in.People}); err != nil {
		return err
	}
	return did(w, a, http.StatusNoContent, nil)
}

// wellFormed refuses ids in a request that are none, as what nobody can choose.
func wellFormed(field string, ids []storage.ID) error {
	for _, id := range ids {
		if _, err := storage.ParseID(string(id)); id != "" && err != nil {
			return &storage.Invalid{Field: field, Code: "choice"}
		}
	}
	return nil
}

// apiLoads lists who can review a matter, and what they have to do.
func (s *server) apiLoads(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Review.Loads(r.Context(), from(r).viewer(), idIn(r, "matter"))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

func (s *server) apiGuests(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Review.Guests(r.Context(), from(r).viewer(), idIn(r, "matter"))
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

// apiInvite invites somebody from outside to a matter.
func (s *server) apiInvite(w http.ResponseWriter, r *http.Request) error {
	matter, seen, err := matterRef(r)
	if err != nil {
		return err
	}
	in, err := receive[struct {
		Person storage.ID   `json:"person"`
		Role   storage.Role `json:"role"`
		Until  storage.Day  `json:"until"`
		Text   string       `json:"text"`
	}](r)
	if err != nil {
		return err
	}
	if err := wellFormed("person", []storage.ID{in.Person}); err != nil {
		return err
	}
	if _, err := storage.ParseDay("until", string(in.Until)); err != nil {
		return err
	}
	a := actor(r)
	id, err := s.Review.Invite(r.Context(), a, review.InviteInput{Matter: matter, Rev: seen, Person: in.Person, Role: in.Role, Until: in.Until, Words: in.Text})
	if err != nil {
		return err
	}
	return did(w, a, http.StatusCreated, apiID{id})
}

func (s *server) apiRevoke(w http.ResponseWriter, r *http.Request) error {
	matter, seen, err := matterRef(r)
	if err != nil {
		return err
	}
	a := actor(r)
	if err := s.Review.Revoke(r.Context(), a, review.RevokeInput{Matter: matter, Rev: seen, Guest: idIn(r, "guest")}); err != nil {
		return err
	}
	return did(w, a, http.StatusNoContent, nil)
}

// apiFollow lets the asker be told of a matter's moves, or no longer.
func (s *server) apiFollow(follow bool) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		a := actor(r)
		if err := s.Review.Follow(r.Context(), a, idIn(r, "matter"), follow); err != nil {
			return err
		}
		return did(w, a, http.StatusNoContent, nil)
	}
}

func (s *server) apiFollowed(w http.ResponseWriter, r *http.Request) error {
	list, err := s.Review.Followed(r.Context(), from(r).viewer())
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, whole(list))
}
