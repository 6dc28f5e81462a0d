package web

import (
	"net/http"
	"net/url"
	"slices"

	"hefa/review"
	"hefa/review/procedure"
	"hefa/storage"
)

// staffPage shows who reviews a matter and who is invited to it, with the forms
// for those who may change that.
func (s *server) staffPage(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "matter")
	if err != nil {
		return err
	}
	data, err := s.staff(r, id)
	if err != nil {
		return err
	}
	return s.ok(w, r, "staff", data)
}

func (s *server) staff(r *http.Request, id storage.ID) (map[string]any, error) {
	ctx, v := r.Context(), viewerOf(r)
	m, data, err := s.matterHead(r, id)
	if err != nil {
		return nil, err
	}
	if data["Assignments"], err = s.Review.Assignments(ctx, v, id); err != nil {
		return nil, err
	}
	if data["Guests"], err = s.Review.Guests(ctx, v, id); err != nil {
		return nil, err
	}
	may := data["May"].(map[string]bool)
	if may[string(procedure.Assign)] {
		if data["Loads"], err = s.Review.Loads(ctx, v, id); err != nil {
			return nil, err
		}
	}
	if may[string(procedure.Invite)] {
		if data["Outside"], err = s.outside(r, &m); err != nil {
			return nil, err
		}
	}
	data["Typed"], data["GuestRoles"] = typedOr(r.PostForm), []storage.Role{storage.Counsel, storage.Expert}
	return data, nil
}

func typedOr(form url.Values) url.Values {
	if form == nil {
		return url.Values{}
	}
	return form
}

// outside are the people whom one may invite: those with an account who belong
// neither to the reviewing nor to a drafting body.
func (s *server) outside(r *http.Request, m *review.Matter) ([]storage.Person, error) {
	people, err := s.Store.People(r.Context())
	if err != nil {
		return nil, err
	}
	held, err := s.Store.HoldingsOfAll(r.Context())
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(people, func(p storage.Person) bool {
		return p.Disabled != nil || slices.ContainsFunc(held[p.ID], func(h storage.Holding) bool { return takesPart(m, h) || h.Role == storage.Auditor })
	}), nil
}

// onStaff runs one act of the page's forms, and shows the page again with what
// was typed when it fails.
func (s *server) onStaff(act func(r *http.Request, a *storage.Actor, matter storage.ID, rev int) error) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		id, err := pathID(r, "matter")
		if err != nil {
			return err
		}
		if err := parseForm(r); err != nil {
			return err
		}
		seen, err := rev(r.PostForm)
		if err == nil {
			err = act(r, actor(r), id, seen)
		}
		if err == nil {
			return see(w, r, "/matters/"+string(id)+"/staff")
		}
		data, gatherErr := s.staff(r, id)
		if gatherErr != nil {
			return gatherErr
		}
		return s.formFailed(w, r, err, "staff", data)
	}
}

func (s *server) assignForm(r *http.Request, a *storage.Actor, matter storage.ID, rev int) error {
	people, err := formIDs(r.PostForm, "people")
	if err != nil {
		return err
	}
	return s.Review.Assign(r.Context(), a, review.AssignInput{Matter: matter, Rev: rev, People: people})
}

func (s *server) inviteForm(r *http.Request, a *storage.Actor, matter storage.ID, rev int) error {
	f := r.PostForm
	person, err := formID(f, "person")
	if err != nil {
		return err
	}
	until, err := storage.ParseDay("until", f.Get("until"))
	if err != nil {
		return err
	}
	_, err = s.Review.Invite(r.Context(), a, review.InviteInput{Matter: matter, Rev: rev, Person: person,
		Role: storage.Role(f.Get("role")), Until: until, Words: f.Get("words")})
	return err
}

func (s *server) revokeForm(r *http.Request, a *storage.Actor, matter storage.ID, rev int) error {
	return s.Review.Revoke(r.Context(), a, review.RevokeInput{Matter: matter, Rev: rev, Guest: idIn(r, "guest")})
}

// followMatter follows a matter, or no longer, and leads back to it.
func (s *server) followMatter(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "matter")
	if err != nil {
		return err
	}
	if err := parseForm(r); err != nil {
		return err
	}
	if err := s.Review.Follow(r.Context(), actor(r), id, r.PostForm.Get("follow") != "no"); err != nil {
		return err
	}
	return see(w, r, "/matters/"+string(id))
}
