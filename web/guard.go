package web

import (
	"fmt"
	"net/http"
	"slices"

	"hefa/storage"
)

// guard says who may come to an address at all.
type guard struct {
	// name is how the table of rights calls it.
	name string
	// sessionless addresses ask neither database nor session, so that they
	// answer when the database does not.
	sessionless bool
	check       func(s *server, v *visit) error
}

var (
	// nobody in particular: works without the database.
	nobody = guard{"nobody", true, func(*server, *visit) error { return nil }}
	// anyone, signed in or not.
	anyone = guard{"anyone", false, func(*server, *visit) error { return nil }}
	// signedIn is everybody with an account.
	signedIn = guard{"signed-in", false, func(_ *server, v *visit) error {
		switch {
		case v.person != nil:
			return nil
		case v.token != "":
			return errSessionEnded
		}
		return errSignedOut
	}}
	// operators are programs on this machine, unless the figures are open.
	operators = guard{"operators", true, func(s *server, v *visit) error {
		if s.MetricsOpen || !v.forwarded && isLoopback(v.client) {
			return nil
		}
		return storage.ErrNotFound
	}}
	// drafters open matters; reviewers and heads register another
	// government's draft of which comments are asked.
	drafters = holding(storage.Drafter, storage.Reviewer, storage.Head)
	admins   = holding(storage.Admin)
	auditors = holding(storage.Auditor)
	// officers clean up; cleaners are they and those who look on.
	officers = holding(storage.Cleanup)
	cleaners = holding(storage.Cleanup, storage.Auditor)
	// sampleData is for trying hefa out on one's own machine.
	sampleData = guard{"sample-data", false, func(s *server, v *visit) error {
		if s.Sample && !v.forwarded {
			return nil
		}
		return storage.ErrNotFound
	}}
)

// holding lets in people who hold one of the roles anywhere.
func holding(roles ...storage.Role) guard {
	names := fmt.Sprint(roles)
	return guard{"holding " + names, false, func(s *server, v *visit) error {
		if err := signedIn.check(s, v); err != nil {
			return err
		}
		if !slices.ContainsFunc(roles, func(r storage.Role) bool { return v.holds(r) }) {
			return storage.ErrForbidden
		}
		return nil
	}}
}

// serve is what happens at one address: limit, session, guard, handler, and
// the mapping of errors.
func (s *server) serve(rt route) http.Handler {
	limit := rt.body
	if limit == 0 {
		limit = formLimit
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := from(r)
		v.route = rt.path
		r.Body = pace(w, r, http.MaxBytesReader(w, r.Body, limit), limit)
		if !rt.guard.sessionless {
			if err := s.loadSession(r, v); err != nil {
				s.fail(w, r, err)
				return
			}
		}
		if err := rt.guard.check(s, v); err != nil {
			s.fail(w, r, err)
			return
		}
		if err := rt.handle(w, r); err != nil {
			s.fail(w, r, err)
		}
	})
}
