package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"hefa/storage"
)

// userRow is one account as it is listed.
type userRow struct {
	Account  string    `json:"account"`
	Name     string    `json:"name"`
	Sample   bool      `json:"sample,omitempty"`
	Disabled bool      `json:"disabled,omitempty"`
	Roles    []roleRow `json:"roles"`
}

type roleRow struct {
	Role storage.Role `json:"role"`
	Body string       `json:"body"`
}

// roleChange gives a role in a body, or ends it.
type roleChange struct {
	Role storage.Role `json:"role"`
	Body string       `json:"body"`
	// BodyKind makes the body where there is none, below Parent.
	BodyKind storage.BodyKind `json:"bodyKind,omitempty"`
	Parent   string           `json:"parent,omitempty"`
	End      bool             `json:"end,omitempty"`
}

// newUser is an account to be made, with its first role if it names one.
type newUser struct {
	Account  string `json:"account"`
	Name     string `json:"name"`
	Password string `json:"password"`
	roleChange
}

func (s *site) answerUsers(r *http.Request) (any, error) {
	people, err := s.store.People(r.Context())
	if err != nil {
		return nil, err
	}
	rows := make([]userRow, 0, len(people))
	for _, p := range people {
		held, err := s.store.Holdings(r.Context(), p.ID)
		if err != nil {
			return nil, err
		}
		row := userRow{Account: p.Account, Name: p.Name, Sample: p.Sample, Disabled: p.Disabled != nil, Roles: []roleRow{}}
		for _, h := range held {
			row.Roles = append(row.Roles, roleRow{h.Role, h.BodyName})
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (s *site) answerUserAdd(r *http.Request) (any, error) {
	var u newUser
	if err := json.NewDecoder(r.Body).Decode(&u); err != nil {
		return nil, err
	}
	var body storage.Body
	if u.Role != "" {
		var err error
		if body, err = s.bodyOf(r, u.roleChange); err != nil {
			return nil, err
		}
	}
	p := storage.Person{Account: u.Account, Name: u.Name}
	if err := s.store.ManagePerson(r.Context(), storage.Operator(""), &p, u.Password); err != nil {
		return nil, err
	}
	if u.Role == "" {
		return userRow{Account: p.Account, Name: p.Name}, nil
	}
	_, err := s.store.ManageRole(r.Context(), storage.Operator(""), p.ID, u.Role, body.ID, "", "")
	return userRow{Account: p.Account, Name: p.Name, Roles: []roleRow{{u.Role, body.Name}}}, err
}

func (s *site) answerUserPassword(r *http.Request) (any, error) {
	var in struct{ Password string }
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		return nil, err
	}
	p, err := s.personOf(r)
	if err != nil {
		return nil, err
	}
	return struct{}{}, s.store.ManagePassword(r.Context(), storage.Operator(""), p.ID, in.Password)
}

func (s *site) answerUserRole(r *http.Request) (any, error) {
	var c roleChange
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		return nil, err
	}
	p, err := s.personOf(r)
	if err != nil {
		return nil, err
	}
	body, err := s.bodyOf(r, c)
	if err != nil {
		return nil, err
	}
	if !c.End {
		_, err := s.store.ManageRole(r.Context(), storage.Operator(""), p.ID, c.Role, body.ID, "", "")
		return struct{}{}, err
	}
	return struct{}{}, s.endRole(r, p, c.Role, body)
}

// endRole ends what a person holds: yesterday was the last day.
func (s *site) endRole(r *http.Request, p storage.Person, role storage.Role, body storage.Body) error {
	held, err := s.store.Holdings(r.Context(), p.ID)
	if err != nil {
		return err
	}
	today, err := s.store.Today(r.Context())
	if err != nil {
		return err
	}
	i := slices.IndexFunc(held, func(h storage.Holding) bool { return h.Role == role && h.Body == body.ID })
	if i < 0 {
		return s.spoken(r, "user-no-role", p.Account, role, body.Name)
	}
	return s.store.ManageRoleEnd(r.Context(), storage.Operator(""), p.ID, held[i].ID, today.Add(-1))
}

func (s *site) personOf(r *http.Request) (storage.Person, error) {
	p, err := s.store.PersonByAccount(r.Context(), r.PathValue("account"))
	if errors.Is(err, storage.ErrNotFound) {
		return p, s.usage(r, "user-unknown", r.PathValue("account"))
	}
	return p, err
}

// bodyOf finds the body of a role, or makes it where its kind is given.
func (s *site) bodyOf(r *http.Request, c roleChange) (storage.Body, error) {
	b, err := s.store.BodyNamed(r.Context(), c.Body)
	if !errors.Is(err, storage.ErrNotFound) {
		return b, err
	}
	if c.BodyKind == "" {
		return b, s.usage(r, "body-unknown", c.Body)
	}
	b = storage.Body{Kind: c.BodyKind, Name: c.Body}
	if c.Parent != "" {
		parent, err := s.store.BodyNamed(r.Context(), c.Parent)
		if errors.Is(err, storage.ErrNotFound) {
			return b, s.usage(r, "body-unknown", c.Parent)
		}
		if err != nil {
			return b, err
		}
		b.Parent = parent.ID
	}
	if err := s.store.ManageBody(r.Context(), storage.Operator(""), &b); err != nil {
		return b, fmt.Errorf("making body %s: %w", c.Body, err)
	}
	return b, nil
}

// usage is a [usageError] in the command's language.
func (s *site) usage(r *http.Request, key string, args ...any) error {
	return &usageError{langOf(r.Header.Get("Accept-Language")).say(key, args...)}
}

// spoken is an error that says a sentence in the command's language.
func (s *site) spoken(r *http.Request, key string, args ...any) error {
	return &spokenError{langOf(r.Header.Get("Accept-Language")).say(key, args...)}
}
