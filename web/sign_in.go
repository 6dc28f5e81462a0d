package web

import (
	"fmt"
	"net/http"
	"strings"

	"hefa/storage"
)

// home leads to the first page of whoever asks.
func (s *server) home(w http.ResponseWriter, r *http.Request) error {
	if from(r).person == nil {
		return see(w, r, "/sign-in")
	}
	return see(w, r, firstPage)
}

func (s *server) signInPage(w http.ResponseWriter, r *http.Request) error {
	return s.ok(w, r, "sign-in", map[string]any{"Next": nextPage(r.URL.Query().Get("next"))})
}

// askToSignIn answers a page request without a session with the form itself,
// which leads back to where the person wanted to go.
func (s *server) askToSignIn(w http.ResponseWriter, r *http.Request, p problem) {
	next := firstPage
	if r.Method == http.MethodGet {
		next = nextPage(r.URL.RequestURI())
	}
	s.show(w, r, p.Status, "sign-in", map[string]any{"Problem": s.told(r, p), "Next": next})
}

func (s *server) signIn(w http.ResponseWriter, r *http.Request) error {
	if err := parseForm(r); err != nil {
		return err
	}
	account, next := r.PostForm.Get("account"), nextPage(r.PostForm.Get("next"))
	p, err := s.authenticate(r, account, r.PostForm.Get("password"))
	if err != nil {
		return s.formFailed(w, r, err, "sign-in", map[string]any{"Account": account, "Next": next})
	}
	return s.enter(w, r, p, next)
}

// enter begins a session, ends the one before, and goes on.
func (s *server) enter(w http.ResponseWriter, r *http.Request, person storage.Person, next string) error {
	v := from(r)
	token, _, err := s.beginSession(r.Context(), person)
	if err != nil {
		return err
	}
	if v.token != "" {
		if err := s.endSession(r.Context(), v.token); err != nil {
			return err
		}
	}
	s.setCookie(w, v, token)
	return see(w, r, next)
}

func (s *server) signOut(w http.ResponseWriter, r *http.Request) error {
	v := from(r)
	if err := s.Store.SignOut(r.Context(), actor(r)); err != nil {
		return err
	}
	if err := s.endSession(r.Context(), v.token); err != nil {
		return err
	}
	s.setCookie(w, v, "")
	return see(w, r, "/sign-in")
}

// nextPage lets a form lead only to a page of our own.
func nextPage(address string) string {
	if !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") || strings.ContainsAny(address, "\\\r\n\t") ||
		strings.HasPrefix(address, "/sign-") || strings.HasPrefix(address, "/switch") {
		return firstPage
	}
	return address
}

// parseForm reads an ordinary form; a broken one is a 400, one too large a 413.
func parseForm(r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return fmt.Errorf("reading a form: %w", malformed(err))
	}
	for _, values := range r.PostForm {
		for i := range values {
			values[i] = onlyText(values[i])
		}
	}
	return nil
}

// onlyText is a field without what no text has and nobody sees, NUL and bytes
// that are no UTF-8, which come with what is pasted.
func onlyText(s string) string { return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "") }
