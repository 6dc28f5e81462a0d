package web

import (
	"net/http"
	"slices"

	"hefa/storage"
)

// personPage shows one person and the roles held then, now and later;
// administrators find the forms there.
func (s *server) personPage(w http.ResponseWriter, r *http.Request) error {
	data, err := s.person(r)
	if err != nil {
		return err
	}
	return s.ok(w, r, "person", data)
}

func (s *server) person(r *http.Request) (map[string]any, error) {
	id, err := pathID(r, "person")
	if err != nil {
		return nil, err
	}
	p, err := s.Store.Person(r.Context(), id)
	if err != nil {
		return nil, err
	}
	holdings, err := s.Store.AllHoldings(r.Context(), id)
	if err != nil {
		return nil, err
	}
	bodies, err := s.Store.Bodies(r.Context())
	if err != nil {
		return nil, err
	}
	today, err := s.Store.Today(r.Context())
	if err != nil {
		return nil, err
	}
	deputies, err := s.Store.Deputies(r.Context(), id)
	if err != nil {
		return nil, err
	}
	people, err := s.Store.People(r.Context())
	if err != nil {
		return nil, err
	}
	v := from(r)
	own := v.person.ID == id
	heads := slices.ContainsFunc(v.holdings, func(h storage.Holding) bool {
		return h.Role == storage.Head && slices.ContainsFunc(holdings, func(o storage.Holding) bool { return o.Body == h.Body && o.For == "" })
	})
	return map[string]any{"Deputies": deputies, "People": people, "MayDeputise": own || v.holds(storage.Admin), "Own": own,
		"MayHandOver": !own && (heads || v.holds(storage.Admin)), "Subject": p, "Holdings": holdings, "Bodies": bodies, "Roles": storage.Roles, "Today": today,
		"Form": r.PostForm, "Admin": from(r).holds(storage.Admin)}, nil
}

func (s *server) newPersonPage(w http.ResponseWriter, r *http.Request) error {
	return s.ok(w, r, "person-new", map[string]any{"Form": r.URL.Query()})
}

// addPerson makes an account.
func (s *server) addPerson(w http.ResponseWriter, r *http.Request) error {
	if err := parseForm(r); err != nil {
		return err
	}
	p := storage.Person{Account: r.PostForm.Get("account"), Name: r.PostForm.Get("name")}
	if err := s.Store.ManagePerson(r.Context(), actor(r), &p, r.PostForm.Get("password")); err != nil {
		return s.formFailed(w, r, err, "person-new", map[string]any{"Form": r.PostForm})
	}
	return see(w, r, "/people/"+string(p.ID))
}

// managePerson runs one act on the person of the page, and shows the page
// again with what was typed when it fails.
func (s *server) managePerson(act func(r *http.Request, a *storage.Actor, person storage.ID) error) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := parseForm(r); err != nil {
			return err
		}
		id, err := pathID(r, "person")
		if err != nil {
			return err
		}
		if err := act(r, actor(r), id); err != nil {
			data, gatherErr := s.person(r)
			if gatherErr != nil {
				return gatherErr
			}
			return s.formFailed(w, r, err, "person", data)
		}
		return see(w, r, "/people/"+string(id))
	}
}

func (s *server) setPassword(r *http.Request, a *storage.Actor, person storage.ID) error {
	return s.Store.ManagePassword(r.Context(), a, person, r.PostForm.Get("password"))
}

// setDisabled closes an account or opens it again.
func (s *server) setDisabled(r *http.Request, a *storage.Actor, person storage.ID) error {
	disabled := r.PostForm.Get("disabled")
	if disabled != "yes" && disabled != "no" {
		return &storage.Invalid{Field: "disabled", Code: "required"}
	}
	return s.Store.ManageDisabled(r.Context(), a, person, disabled == "yes")
}

func (s *server) giveRole(r *http.Request, a *storage.Actor, person storage.ID) error {
	f := r.PostForm
	body, err := formID(f, "body")
	if err != nil {
		return err
	}
	if body == "" {
		return &storage.Invalid{Field: "body", Code: "required"}
	}
	first, err := storage.ParseDay("first", f.Get("first"))
	if err != nil {
		return err
	}
	last, err := storage.ParseDay("last", f.Get("last"))
	if err != nil {
		return err
	}
	_, err = s.Store.ManageRole(r.Context(), a, person, storage.Role(f.Get("role")), body, first, last)
	return err
}

func (s *server) endRole(r *http.Request, a *storage.Actor, person storage.ID) error {
	last, err := storage.ParseDay("last", r.PostForm.Get("last"))
	if err != nil {
		return err
	}
	if last == "" {
		return &storage.Invalid{Field: "last", Code: "required"}
	}
	return s.Store.ManageRoleEnd(r.Context(), a, person, idIn(r, "holding"), last)
}
