package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"hefa/storage"
)

// answerWithin is how long a request waits to hear who asks. A database that
// has gone silent is found here, before anything else is asked of it.
const answerWithin = 6 * time.Second

const sessionCookie = "hefa_session"

// maxToken is longer than any session's token.
const maxToken = 200

// loadSession finds who asks, by the cookie or by the API's bearer token, and
// the roles the person holds today. An unknown token is nobody.
func (s *server) loadSession(r *http.Request, v *visit) error {
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		v.token = strings.TrimSpace(token)
	} else if c, err := r.Cookie(sessionCookie); err == nil {
		v.token = c.Value
	}
	if len(v.token) > maxToken {
		return nil
	}
	type found struct {
		person   *storage.Person
		holdings []storage.Holding
		err      error
	}
	ctx, cancel := context.WithTimeout(r.Context(), answerWithin)
	defer cancel()
	answer := make(chan found, 1)
	go func() {
		var f found
		f.person, f.holdings, f.err = s.whoHas(ctx, v.token)
		answer <- f
	}()
	select {
	case f := <-answer:
		if f.err != nil {
			return f.err
		}
		v.person, v.holdings = f.person, f.holdings
	case <-ctx.Done():
		return fmt.Errorf("loading a session: %w", ctx.Err())
	}
	if v.person != nil && v.person.Sample && v.forwarded {
		v.person, v.holdings = nil, nil
		return errSampleForwarded
	}
	return nil
}

// whoHas answers the person a session belongs to; nil for an unknown token and
// a closed account. Without a token it only finds out whether the database
// answers.
func (s *server) whoHas(ctx context.Context, token string) (*storage.Person, []storage.Holding, error) {
	if token == "" {
		if err := s.Store.DB.PingContext(ctx); err != nil {
			return nil, nil, fmt.Errorf("asking the database: %w", err)
		}
		return nil, nil, nil
	}
	session, err := s.sessions.Load(ctx, token)
	if err != nil {
		return nil, nil, fmt.Errorf("loading a session: %w", err)
	}
	id := storage.ID(s.sessions.GetString(session, "person"))
	if id == "" {
		return nil, nil, nil
	}
	p, err := s.Store.Person(ctx, id)
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	// A new password or a closed account moves the person's revision on, which
	// ends every session begun before.
	if p.Disabled != nil || p.Rev != s.sessions.GetInt(session, "rev") {
		return nil, nil, nil
	}
	held, err := s.Store.Holdings(ctx, id)
	return &p, held, err
}

// beginSession makes a session for a person and answers its token, which
// serves as the cookie and as the API's bearer token alike.
func (s *server) beginSession(ctx context.Context, person storage.Person) (token string, expiry time.Time, err error) {
	session, err := s.sessions.Load(ctx, "")
	if err != nil {
		return "", expiry, fmt.Errorf("beginning a session: %w", err)
	}
	s.sessions.Put(session, "person", string(person.ID))
	s.sessions.Put(session, "rev", person.Rev)
	token, expiry, err = s.sessions.Commit(session)
	if err != nil {
		return "", expiry, fmt.Errorf("beginning a session: %w", err)
	}
	return token, expiry, nil
}

// endSession forgets a session, at once and everywhere.
func (s *server) endSession(ctx context.Context, token string) error {
	session, err := s.sessions.Load(ctx, token)
	if err != nil {
		return fmt.Errorf("ending a session: %w", err)
	}
	if err := s.sessions.Destroy(session); err != nil {
		return fmt.Errorf("ending a session: %w", err)
	}
	return nil
}

// setCookie hands the session to the browser; an empty token takes it back.
func (s *server) setCookie(w http.ResponseWriter, v *visit, token string) {
	c := &http.Cookie{Name: sessionCookie, Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: v.secure || s.publicly != nil && s.publicly.Scheme == "https"}
	if token == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// authenticate checks account and password. Sample accounts are refused on
// forwarded requests before their password is looked at.
func (s *server) authenticate(r *http.Request, account, password string) (storage.Person, error) {
	v := from(r)
	if v.forwarded {
		p, err := s.Store.PersonByAccount(r.Context(), account)
		if err == nil && p.Sample {
			return storage.Person{}, errSampleForwarded
		}
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return storage.Person{}, err
		}
	}
	return s.limited(r, func() (storage.Person, error) {
		return s.Store.SignIn(r.Context(), account, password, v.requestID)
	})
}
