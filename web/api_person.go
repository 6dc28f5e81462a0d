package web

import (
	"net/http"

	"hefa/storage"
)

// apiPerson is a person with the roles held; of one person also those of the
// past and of days to come.
type apiPerson struct {
	storage.Person
	Roles []storage.Holding `json:"roles"`
}

func (s *server) apiPeople(w http.ResponseWriter, r *http.Request) error {
	people, err := s.Store.People(r.Context())
	if err != nil {
		return err
	}
	list := make([]apiPerson, len(people))
	for i, p := range people {
		held, err := s.Store.Holdings(r.Context(), p.ID)
		if err != nil {
			return err
		}
		list[i] = apiPerson{p, held}
	}
	return writeJSON(w, http.StatusOK, whole(list))
}

func (s *server) apiPerson(w http.ResponseWriter, r *http.Request) error {
	id := idIn(r, "person")
	return s.answerPerson(w, r, id, nil)
}

// answerPerson answers with a person as it is now, after a change where one is
// given.
func (s *server) answerPerson(w http.ResponseWriter, r *http.Request, id storage.ID, a *storage.Actor) error {
	p, err := s.Store.Person(r.Context(), id)
	if err != nil {
		return err
	}
	held, err := s.Store.AllHoldings(r.Context(), id)
	if err != nil {
		return err
	}
	tag(w, p.Rev)
	if a == nil {
		return writeJSON(w, http.StatusOK, apiPerson{p, held})
	}
	return did(w, a, http.StatusOK, apiPerson{p, held})
}

func (s *server) apiAddPerson(w http.ResponseWriter, r *http.Request) error {
	in, err := receiveSecret[struct {
		Account  string `json:"account"`
		Name     string `json:"name"`
		Password string `json:"password"`
	}](r)
	if err != nil {
		return err
	}
	p, a := storage.Person{Account: in.Account, Name: in.Name}, actor(r)
	if err := s.Store.ManagePerson(r.Context(), a, &p, in.Password); err != nil {
		return err
	}
	tag(w, p.Rev)
	return created(w, a, apiRoot+"/people/"+string(p.ID), p)
}

// apiChangePerson closes an account or opens it again, and sets a password.
func (s *server) apiChangePerson(w http.ResponseWriter, r *http.Request) error {
	id := idIn(r, "person")
	in, err := receive[struct {
		Disabled *bool `json:"disabled"`
	}](r)
	if err != nil {
		return err
	}
	if in.Disabled == nil {
		return &storage.Invalid{Field: "disabled", Code: "required"}
	}
	a := actor(r)
	if err := s.Store.ManageDisabled(r.Context(), a, id, *in.Disabled); err != nil {
		return err
	}
	return s.answerPerson(w, r, id, a)
}

// apiSetPassword gives a person a new password and ends their sessions.
func (s *server) apiSetPassword(w http.ResponseWriter, r *http.Request) error {
	id := idIn(r, "person")
	in, err := receiveSecret[struct {
		Password string `json:"password"`
	}](r)
	if err != nil {
		return err
	}
	a := actor(r)
	if err := s.Store.ManagePassword(r.Context(), a, id, in.Password); err != nil {
		return err
	}
	return did(w, a, http.StatusNoContent, nil)
}

func (s *server) apiGiveRole(w http.ResponseWriter, r *http.Request) error {
	id := idIn(r, "person")
	in, err := receive[struct {
		Role     string  `json:"role"`
		Body     string  `json:"body"`
		FirstDay *string `json:"firstDay"`
		LastDay  *string `json:"lastDay"`
	}](r)
	if err != nil {
		return err
	}
	role, err := choice("role", in.Role, storage.Roles)
	if err != nil {
		return err
	}
	if role == "" {
		return &storage.Invalid{Field: "role", Code: "required"}
	}
	body, err := s.bodyID(r, "body", in.Body)
	if err != nil {
		return err
	}
	var first, last storage.Day
	if err := given([]givenDay{{"firstDay", &first, in.FirstDay}, {"lastDay", &last, in.LastDay}}); err != nil {
		return err
	}
	a := actor(r)
	if _, err := s.Store.ManageRole(r.Context(), a, id, role, body, first, last); err != nil {
		return err
	}
	return s.answerPerson(w, r, id, a)
}

// apiEndRole ends a holding on a day, today unless told.
func (s *server) apiEndRole(w http.ResponseWriter, r *http.Request) error {
	id := idIn(r, "person")
	holding := idIn(r, "holding")
	in, err := receive[struct {
		LastDay *string `json:"lastDay"`
	}](r)
	if err != nil {
		return err
	}
	last, err := s.Store.Today(r.Context())
	if err != nil {
		return err
	}
	if err := given([]givenDay{{"lastDay", &last, in.LastDay}}); err != nil {
		return err
	}
	a := actor(r)
	if err := s.Store.ManageRoleEnd(r.Context(), a, id, holding, last); err != nil {
		return err
	}
	return s.answerPerson(w, r, id, a)
}
