package web

import (
	"net/http"
	"slices"

	"hefa/storage"
)

// firstPage is where people arrive.
const firstPage = "/work"

// sampleAccount is one of the accounts of the sample data.
type sampleAccount struct {
	Account, Name, Body string
	Role                storage.Role
	Current             bool
}

// sampleAccounts lists the accounts one may switch to: none but on sample data
// and on one's own machine. Where they cannot be read they are left out: the
// page matters more.
func (s *server) sampleAccounts(r *http.Request) []sampleAccount {
	v := from(r)
	if !s.Sample || v.forwarded {
		return nil
	}
	people, err := s.Store.People(r.Context())
	if err != nil {
		return nil
	}
	all, err := s.Store.HoldingsOfAll(r.Context())
	if err != nil {
		return nil
	}
	var list []sampleAccount
	for _, p := range people {
		if !p.Sample || p.Disabled != nil {
			continue
		}
		held := all[p.ID]
		// Who holds no role is there to be invited.
		a := sampleAccount{Account: p.Account, Name: p.Name, Role: storage.Counsel, Current: v.person != nil && v.person.ID == p.ID}
		if len(held) > 0 {
			a.Role, a.Body = held[0].Role, held[0].BodyName
		}
		list = append(list, a)
	}
	place := func(a sampleAccount) int {
		if i := slices.Index(storage.Roles, a.Role); i >= 0 {
			return i
		}
		return len(storage.Roles)
	}
	slices.SortStableFunc(list, func(a, b sampleAccount) int { return place(a) - place(b) })
	return list
}

// switchPerson signs in as another sample account without its password.
func (s *server) switchPerson(w http.ResponseWriter, r *http.Request) error {
	if err := parseForm(r); err != nil {
		return err
	}
	p, err := s.Store.PersonByAccount(r.Context(), r.PostForm.Get("account"))
	if err != nil {
		return err
	}
	if !p.Sample || p.Disabled != nil {
		return storage.ErrForbidden
	}
	err = s.Store.Do(r.Context(), &storage.Actor{Person: p.ID, RequestID: from(r).requestID}, func(tx *storage.Tx) error {
		tx.Log(storage.Event{Act: storage.ActSignedIn, Subject: p.ID, Detail: map[string]string{"by": "switch"}})
		return nil
	})
	if err != nil {
		return err
	}
	return s.enter(w, r, p, nextPage(r.PostForm.Get("next")))
}
