package web

import (
	"net/http"
	"time"

	"hefa/storage"
)

// apiSession is what a program gets for account and password.
type apiSession struct {
	Token     string         `json:"token"`
	ExpiresAt time.Time      `json:"expiresAt"`
	Person    storage.Person `json:"person"`
}

// apiMe is who asks, and what the person is today.
type apiMe struct {
	storage.Person
	Roles []storage.Holding `json:"roles"`
}

func (s *server) apiSignIn(w http.ResponseWriter, r *http.Request) error {
	in, err := receiveSecret[struct {
		Account  string `json:"account"`
		Password string `json:"password"`
	}](r)
	if err != nil {
		return err
	}
	p, err := s.authenticate(r, in.Account, in.Password)
	if err != nil {
		return err
	}
	token, expiry, err := s.beginSession(r.Context(), p)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusCreated, apiSession{Token: token, ExpiresAt: expiry.UTC(), Person: p})
}

func (s *server) apiSignOut(w http.ResponseWriter, r *http.Request) error {
	a := actor(r)
	if err := s.Store.SignOut(r.Context(), a); err != nil {
		return err
	}
	if err := s.endSession(r.Context(), from(r).token); err != nil {
		return err
	}
	return did(w, a, http.StatusNoContent, nil)
}

func (s *server) apiMe(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	return writeJSON(w, http.StatusOK, apiMe{Person: *v.person, Roles: v.holdings})
}
